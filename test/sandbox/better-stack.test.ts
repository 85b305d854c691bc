import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fake as betterStack } from "../../components/better-stack/fake/index.ts";
import {
  account,
  calling,
  heartbeat,
  ids,
  monitor,
  page,
  pager,
  policy,
  row,
  section,
  severity,
  telling,
  token,
  webhook,
} from "./better-stack.inputs.ts";
import { connect, type ProviderClient } from "./client.ts";

/** The fake provider of Better Stack refuses, fills in and compares as its plugin and its API do: over gRPC. */

let client: ProviderClient;
beforeEach(async () => {
  client = await connect(betterStack);
  for (const [kind, objects] of Object.entries(account))
    for (const [id, fields] of Object.entries(objects)) client.account.put(kind, id, fields);
});
afterEach(() => client.close());

const good: readonly (readonly [string, object])[] = [
  [token.monitor, monitor],
  [token.heartbeat, heartbeat],
  [token.policy, policy],
  [token.severity, severity],
  [token.pager, pager],
  [token.webhook, webhook],
  [token.page, page],
  [token.section, section],
  [token.row, row],
];
/** A monitor of which the program says as little as it can; the plugin fills in the method. */
const bare = { monitorType: "status", url: "https://example.com", httpMethod: "GET" };
const without = (value: object, name: string) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
const withStep = (step: object) => ({ ...policy, steps: [step] });
const withMember = (member: object) => withStep({ ...calling, stepMembers: [member] });

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, RegExp]>([
    ["a monitor without a type", token.monitor, without(monitor, "monitorType"), /Missing required argument: "monitorType"/],
    [
      "a type of monitor that is none",
      token.monitor,
      { ...monitor, monitorType: "expectedStatusCode" },
      /"expectedStatusCode" is none of status/,
    ],
    ["a monitor without an address", token.monitor, without(monitor, "url"), /'url' is required for monitor type/],
    [
      "days before a certificate ends that are not offered",
      token.monitor,
      { ...monitor, sslExpiration: 21 },
      /"21" is none of 1, 2, 3, 7, 14, 30, 60, -1/,
    ],
    ["days before a domain ends that are not offered", token.monitor, { ...monitor, domainExpiration: 0 }, /"0" is none of/],
    ["a heartbeat without a period", token.heartbeat, without(heartbeat, "period"), /Missing required argument: "period"/],
    ["a heartbeat without grace", token.heartbeat, without(heartbeat, "grace"), /Missing required argument: "grace"/],
    ["a type of step that is none", token.policy, withStep({ ...calling, type: "wait" }), /"wait" is none of escalation/],
    ["a time that is none", token.policy, withStep({ ...without(calling, "waitBefore"), waitUntilTime: "9:00" }), /use HH:MM format/],
    ["instructions without text", token.policy, withStep(without(telling, "comment")), /missing comment for instructions step/],
    ["a text elsewhere", token.policy, withStep({ ...calling, comment: "a" }), /comment can only be used with instructions/],
    ["a reminder elsewhere", token.policy, withStep({ ...calling, reminderEnabled: true }), /can only be used with instructions/],
    [
      "a member by id and by address",
      token.policy,
      withMember({ type: "user", id: 1, email: "a@example.com" }),
      /id and email cannot be specified together/,
    ],
    ["a pager without a key", token.pager, without(pager, "key"), /Missing required argument: "key"/],
    [
      "a severity of PagerDuty that is none",
      token.pager,
      { ...pager, severity: "high" },
      /"high" is none of info, warning, error, critical/,
    ],
    [
      "a trigger that is none",
      token.webhook,
      { ...without(webhook, "onIncidentStarted"), triggerType: "incidentChange" },
      /"incidentChange" is none of incident_change/,
    ],
    [
      "incidents at another trigger",
      token.webhook,
      { ...webhook, triggerType: "on_call_change" },
      /can only be set when trigger_type is 'incident_change'/,
    ],
    ["a page without an address of the company", token.page, without(page, "companyUrl"), /Missing required argument: "companyUrl"/],
    ["a page without a sub-domain", token.page, without(page, "subdomain"), /Missing required argument: "subdomain"/],
    ["a page without a time zone", token.page, without(page, "timezone"), /Missing required argument: "timezone"/],
    ["a history of three days", token.page, { ...page, history: 3 }, /3 is not between 7 and 365/],
    ["a section of no page", token.section, without(section, "statusPageId"), /Missing required argument: "statusPageId"/],
    ["a type of row that is none", token.row, { ...row, resourceType: "Component" }, /"Component" is none of ManuallyTrackedItem, Monitor/],
    [
      "a row of a monitor that is not named",
      token.row,
      without(row, "resourceId"),
      /resource_id is required when resource_type is Monitor/,
    ],
  ])("%s", async (_, type, inputs, reason) => {
    const { failures } = await client.check(type, inputs);
    expect(failures.map((failure) => failure.reason)).toEqual([expect.stringMatching(reason)]);
  });

  test("and nothing else of what the API would refuse", async () => {
    for (const [type, inputs] of [
      ...good,
      [token.monitor, { ...monitor, requestTimeout: 20, regions: ["asia"], httpMethod: "FETCH", checkFrequency: -1 }] as const,
      [token.policy, withMember({ type: "pagerduty", id: 1 })] as const,
    ])
      expect((await client.check(type, inputs)).failures).toEqual([]);
  });
});

describe("what only the API refuses", () => {
  test.each<[string, string, object, RegExp]>([
    ["an address that is none", token.monitor, { ...monitor, url: "shop.example.com" }, /url: shop.example.com is not a valid URL/],
    [
      "a timeout that is not offered",
      token.monitor,
      { ...monitor, requestTimeout: 20 },
      /requestTimeout: "20" is none of 2, 3, 5, 10, 15, 30, 45, 60/,
    ],
    ["seconds for a port", token.monitor, { ...monitor, monitorType: "tcp", url: "shop.example.com" }, /"30" is none of 500, 1000/],
    ["a short scenario", token.monitor, { ...monitor, monitorType: "playwright", requestTimeout: 10 }, /"10" is none of 15, 30/],
    ["asking every ten seconds", token.monitor, { ...monitor, checkFrequency: 10 }, /checkFrequency: must be greater than or equal to 30/],
    ["a negative wait", token.monitor, { ...monitor, confirmationPeriod: -1 }, /confirmationPeriod: must be greater/],
    ["a negative recovery", token.monitor, { ...monitor, recoveryPeriod: -1 }, /recoveryPeriod: must be greater/],
    ["a method that is none", token.monitor, { ...monitor, httpMethod: "FETCH" }, /httpMethod: "FETCH" is none of GET/],
    ["a region that is none", token.monitor, { ...monitor, regions: ["us", "asia"] }, /regions\[1\]: "asia" is none of us, eu, as, au/],
    ["no status that is expected", token.monitor, { ...monitor, expectedStatusCodes: [] }, /expectedStatusCodes: can't be blank/],
    ["a status that is none", token.monitor, { ...monitor, expectedStatusCodes: [20] }, /expectedStatusCodes\[0\]: 20 is no status code/],
    ["a keyword that is not said", token.monitor, { ...monitor, monitorType: "keyword" }, /requiredKeyword: can't be blank/],
    ["a policy that is not there", token.monitor, { ...monitor, policyId: "9" }, /policyId: policy 9 does not exist/],
    ["a policy of certificates that is not there", token.monitor, { ...monitor, expirationPolicyId: 9 }, /expirationPolicyId: policy 9/],
    ["a heartbeat every ten seconds", token.heartbeat, { ...heartbeat, period: 10 }, /period: must be greater than or equal to 30/],
    ["a heartbeat of negative patience", token.heartbeat, { ...heartbeat, grace: -1 }, /grace: must be greater/],
    ["a heartbeat's policy that is not there", token.heartbeat, { ...heartbeat, policyId: "9" }, /policyId: policy 9/],
    ["an escalation to nobody", token.policy, withStep({ ...calling, stepMembers: [] }), /stepMembers: can't be blank/],
    ["two ways to wait", token.policy, withStep({ ...calling, waitUntilTime: "09:00" }), /waitBefore and waitUntilTime cannot be/],
    ["a severity that is not there", token.policy, withStep({ ...calling, urgencyId: 9 }), /urgencyId: severity 9 does not exist/],
    ["a branch to a policy that is not there", token.policy, withStep({ type: "time_branching", policyId: 9 }), /policyId: policy 9/],
    [
      "a kind of member that is none",
      token.policy,
      withMember({ type: "pagerduty", id: 1 }),
      /stepMembers\[0\].type: "pagerduty" is no kind/,
    ],
    ["a member without an id", token.policy, withMember({ type: "webhook" }), /stepMembers\[0\].id: can't be blank/],
    ["a pager that is not there", token.policy, withMember({ type: "pagerduty_integration", id: 9 }), /pagerdutyIntegration 9 does not/],
    [
      "Slack's id for PagerDuty's",
      token.policy,
      withMember({ type: "pagerduty_integration", id: Number(ids.slack) }),
      /pagerdutyIntegration 100 does not/,
    ],
    ["a Slack that is not there", token.policy, withMember({ type: "slack_integration", id: 9 }), /slackIntegration 9 does not/],
    ["mail to somebody who is no member", token.policy, withMember({ type: "user", email: "x@example.com" }), /x@example.com is no member/],
    ["a severity without a name", token.severity, { ...severity, name: "" }, /name: can't be blank/],
    ["an empty key", token.pager, { ...pager, key: "" }, /key: can't be blank/],
    ["a gateway without an address", token.webhook, { ...webhook, url: "gateway" }, /url: gateway is not a valid URL/],
    ["a company without an address", token.page, { ...page, companyUrl: "shop" }, /companyUrl: shop is not a valid URL/],
    ["a sub-domain with a dot", token.page, { ...page, subdomain: "shop.example" }, /subdomain: is no part of a host name/],
    ["a sub-domain that is too long", token.page, { ...page, subdomain: "s".repeat(64) }, /subdomain: is no part of a host name/],
    ["a sub-domain that somebody has", token.page, { ...page, subdomain: "first" }, /subdomain: has already been taken$/],
    ["a domain that somebody has", token.page, { ...page, customDomain: "first.example.com" }, /customDomain: has already been taken/],
    ["a time zone that is none", token.page, { ...page, timezone: "Here" }, /timezone: "Here" is not included/],
    ["a section of a page that is not there", token.section, { ...section, statusPageId: "9" }, /statusPage 9 does not exist/],
    ["a row of a page that is not there", token.row, { ...row, statusPageId: "9" }, /statusPage 9 does not exist/],
    ["a row in a section of another page", token.row, { ...row, statusPageSectionId: 9 }, /the page has no section 9/],
    ["a row of a monitor that is not there", token.row, { ...row, resourceId: 9 }, /resourceId: monitor 9 does not exist/],
    ["a widget that is none", token.row, { ...row, widgetType: "responseTimes" }, /widgetType: "responseTimes" is none of/],
  ])("%s", async (_, type, inputs, message) => {
    await expect(client.create(type, inputs)).rejects.toThrow(message);
  });

  test("and what it accepts", async () => {
    for (const [type, inputs] of [
      ...good,
      [token.monitor, bare] as const,
      [token.policy, { name: "Nobody", steps: [] }] as const,
      [token.policy, withMember({ type: "current_on_call" })] as const,
      [token.row, { ...without(row, "resourceId"), resourceType: "ManuallyTrackedItem" }] as const,
    ].filter(([type], index) => type !== token.page || index < good.length))
      expect((await client.create(type, inputs)).id).toMatch(/^\d+$/);
  });
});

describe("what happens without a word, as at the real plugin", () => {
  test("a key that it does not know is dropped, at any depth", async () => {
    const { inputs } = await client.check(token.policy, { ...policy, repeats: 1, steps: [{ ...telling, text: "a" }, calling] });
    expect(inputs).toEqual(policy);
  });

  test("a missing name is made up", async () => {
    expect((await client.check(token.heartbeat, without(heartbeat, "name"))).inputs.name).toMatch(/^thing-[0-9a-f]{7}$/);
  });

  test("what is left out is the vendor's, and a change of it by hand is not seen", async () => {
    const { id, outputs } = await client.create(token.monitor, bare);
    expect(outputs).toMatchObject({ email: true, push: true, checkFrequency: 180, followRedirects: true, paused: false });
    client.account.put("monitor", id, { ...client.account.get("monitor", id), paused: true });
    const read = await client.read(token.monitor, id, outputs, bare);
    expect((await client.diff(token.monitor, read.outputs, bare)).changed).toBe(false);
    expect((await client.diff(token.monitor, read.outputs, { ...bare, paused: false })).changed).toBe(true);
  });

  test("an integration is called alongside of policies unless the program says no", async () => {
    const { inputs } = await client.check(token.pager, without(pager, "notifyAlongsidePrimaryResponder"));
    expect(inputs.notifyAlongsidePrimaryResponder).toBe(true);
  });

  test("Slack's look-up answers without an id where there is nothing", async () => {
    const look = (slackChannelName: string) =>
      client.invoke("better-uptime:index/getSlackIntegration:getSlackIntegration", { slackChannelName });
    expect(await look("#alerts")).toMatchObject({ id: ids.slack });
    expect(await look("#nothing")).toMatchObject({ id: "-" });
    client.account.put("slackIntegration", "101", { slackChannelName: "#alerts" });
    await expect(look("#alerts")).rejects.toThrow(/multiple Slack integrations/);
  });

  test("the look-up of a member fails where there is none", async () => {
    const look = (email: string) => client.invoke("better-uptime:index/getTeamMember:getTeamMember", { email });
    expect(await look("ops@example.com")).toMatchObject({ memberId: "500" });
    await expect(look("x@example.com")).rejects.toThrow(/team member with email "x@example.com" not found/);
  });
});

describe("what is the same to the plugin", () => {
  test.each<[string, string, object, object]>([
    ["a method in capitals", token.monitor, monitor, { ...monitor, httpMethod: "get" }],
    ["hours between reminders that nobody set", token.policy, policy, policy],
  ])("%s", async (_, type, first, second) => {
    const { outputs } = await client.create(type, first);
    expect(await client.diff(type, outputs, second)).toEqual({ changed: false, places: [], replaces: [] });
  });

  test("nothing that is written is found changed at a refresh", async () => {
    for (const [type, inputs] of good) {
      const { id, outputs } = await client.create(type, inputs);
      const read = await client.read(type, id, outputs, inputs);
      expect((await client.diff(type, read.outputs, inputs)).changed).toBe(false);
    }
  });

  test("a trigger alone makes another object", async () => {
    const { outputs } = await client.create(token.webhook, webhook);
    expect((await client.diff(token.webhook, outputs, { ...webhook, name: "Other", triggerType: "monitor_change" })).replaces).toEqual([
      "triggerType",
    ]);
  });
});

describe("secrets lie in no file", () => {
  test.each<[string, string, string, object, string]>([
    ["the key of a pager", token.pager, "pagerdutyIntegration", pager, "key-in-plain-text"],
    ["the address of a gateway", token.webhook, "outgoingWebhook", webhook, "address-in-plain-text"],
  ])("%s", async (_, type, kind, inputs, secret) => {
    const { id, outputs } = await client.create(type, inputs);
    expect(JSON.stringify(outputs)).toContain(secret);
    expect(JSON.stringify(client.account.get(kind, id))).not.toContain(secret);
  });

  test("the address of a heartbeat is a secret, another one for each, and stays", async () => {
    const first = await client.create(token.heartbeat, heartbeat);
    const second = await client.create(token.heartbeat, heartbeat);
    const { value } = first.outputs.url as { value: string };
    expect(value).toMatch(/^https:\/\//);
    expect(second.outputs.url).not.toEqual(first.outputs.url);
    expect((await client.read(token.heartbeat, first.id)).outputs.url).toEqual(first.outputs.url);
    expect(JSON.stringify(client.account.get("heartbeat", first.id))).not.toContain(value);
  });
});
