import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fake as pagerduty } from "../../components/pagerduty/fake/index.ts";
import { connect, type ProviderClient, secret } from "./client.ts";
import { escalationPolicy, layer, schedule, service, token } from "./inputs.ts";

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(pagerduty);
});
afterAll(() => client.close());
beforeEach(() => {
  for (const kind of client.account.kinds()) for (const { id } of client.account.all(kind)) client.account.remove(kind, id);
  client.account.put("user", "PADA", { name: "Ada", email: "ada@example.com" });
  client.account.put("userContactMethod", "PPHONE", { userId: "PADA", type: "phone_contact_method", address: "4930123456", label: "Desk" });
  client.account.put("team", "PTEAM", { name: "platform" });
  client.account.put("schedule", "PROTA", { name: "first rota", timeZone: "Etc/UTC", layers: [{ users: ["PADA"] }] });
  client.account.put("escalationPolicy", "PPOLICY", {
    name: "first policy",
    rules: [{ targets: [{ type: "schedule_reference", id: "PROTA" }] }],
  });
  client.account.put("service", "PSERVICE", { name: "first service", escalationPolicy: "PPOLICY" });
});

const withLayer = (change: object) => ({ ...schedule, layers: [{ ...layer, ...change }] });
const withRestriction = (change: object) =>
  withLayer({ restrictions: [{ type: "daily_restriction", startTimeOfDay: "09:00:00", durationSeconds: 28800, ...change }] });
const withTargets = (targets: object[]) => ({ ...escalationPolicy, rules: [{ escalationDelayInMinutes: 15, targets }] });
const hours = { type: "fixed_time_per_day", timeZone: "Europe/Berlin", startTime: "09:00:00", endTime: "17:00:00", daysOfWeeks: [1, 5] };
const byHours = {
  type: "use_support_hours",
  duringSupportHours: { type: "constant", urgency: "high" },
  outsideSupportHours: { type: "constant", urgency: "low" },
};
const grouping = { name: "grouping", type: "intelligent", config: { timeWindow: 300 }, services: ["PSERVICE"] };
const method = { userId: "PADA", type: "phone_contact_method", label: "Mobile", address: "49170123456" };
const notification = {
  userId: "PADA",
  urgency: "high",
  startDelayInMinutes: 0,
  contactMethod: { id: "PPHONE", type: "phone_contact_method" },
};

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["a user without an e-mail address", token.user, { name: "Ada" }, "email"],
    ["a role that is none", token.user, { name: "Ada", email: "a@b.co", role: "boss" }, "role"],
    ["a user's time zone that is none", token.user, { name: "Ada", email: "a@b.co", timeZone: "Berlin" }, "timeZone"],
    ["a contact type that is none", token.contactMethod, { ...method, type: "pigeon" }, "type"],
    ["a phone number with a plus", token.contactMethod, { ...method, address: "+49170" }, "address"],
    ["a phone number of 41 digits", token.contactMethod, { ...method, address: "1".repeat(41) }, "address"],
    ["a number with what is dialled within the country", token.contactMethod, { ...method, address: "030123", countryCode: 49 }, "address"],
    ["a number of North America with its 1", token.contactMethod, { ...method, address: "12015550100", countryCode: 1 }, "address"],
    [
      "a number of Mexico for messages with its former 1",
      token.contactMethod,
      { ...method, type: "sms_contact_method", address: "15512345678", countryCode: 52 },
      "address",
    ],
    [
      "a rule for a contact type that is none",
      token.notificationRule,
      { ...notification, contactMethod: { id: "PPHONE", type: "slack_contact_method" } },
      "contactMethod.type",
    ],
    ["a notification urgency that is none", token.notificationRule, { ...notification, urgency: "severe" }, "urgency"],
    [
      "a notification rule without a contact",
      token.notificationRule,
      { ...notification, contactMethod: { type: "phone_contact_method" } },
      "contactMethod.id",
    ],
    ["a team's role that is none", token.membership, { teamId: "PTEAM", userId: "PADA", role: "chief" }, "role"],
    ["a policy name with a slash", token.escalationPolicy, { ...escalationPolicy, name: "a/b" }, "name"],
    ["a service name with a joint that is not seen", token.service, { ...service, name: "a \u200b b" }, "name"],
    ["a service name with a line break", token.service, { ...service, name: "a\nb" }, "name"],
    ["a service name with a blank at its end", token.service, { ...service, name: "a " }, "name"],
    ["a schedule name that is blank", token.schedule, { ...schedule, name: " " }, "name"],
    ["a schedule's time zone that is none", token.schedule, { ...schedule, timeZone: "CEST+1" }, "timeZone"],
    ["a start that is no time of RFC 3339", token.schedule, withLayer({ start: "2026-01-05 09:00" }), "layers[0].start"],
    [
      "a virtual start without an offset",
      token.schedule,
      withLayer({ rotationVirtualStart: "2026-01-05T09:00:00" }),
      "layers[0].rotationVirtualStart",
    ],
    ["a turn below an hour", token.schedule, withLayer({ rotationTurnLengthSeconds: 3599 }), "layers[0].rotationTurnLengthSeconds"],
    ["a turn above a year", token.schedule, withLayer({ rotationTurnLengthSeconds: 31_536_001 }), "layers[0].rotationTurnLengthSeconds"],
    ["a restriction type that is none", token.schedule, withRestriction({ type: "monthly_restriction" }), "layers[0].restrictions[0].type"],
    [
      "a daily restriction of a whole day",
      token.schedule,
      withRestriction({ durationSeconds: 86_400 }),
      "layers[0].restrictions[0].durationSeconds",
    ],
    [
      "a daily restriction on one weekday",
      token.schedule,
      withRestriction({ startDayOfWeek: 1 }),
      "layers[0].restrictions[0].startDayOfWeek",
    ],
    [
      "a weekly restriction on no weekday",
      token.schedule,
      withRestriction({ type: "weekly_restriction" }),
      "layers[0].restrictions[0].startDayOfWeek",
    ],
    ["ten loops", token.escalationPolicy, { ...escalationPolicy, numLoops: 10 }, "numLoops"],
    ["loops below 0", token.escalationPolicy, { ...escalationPolicy, numLoops: -1 }, "numLoops"],
    [
      "a delay of 0",
      token.escalationPolicy,
      { ...escalationPolicy, rules: [{ escalationDelayInMinutes: 0, targets: [] }] },
      "rules[0].escalationDelayInMinutes",
    ],
    [
      "a target type that is none",
      token.escalationPolicy,
      withTargets([{ type: "team_reference", id: "PTEAM" }]),
      "rules[0].targets[0].type",
    ],
    ["an integration type that is none", token.integration, { service: "PSERVICE", type: "carrier_pigeon" }, "type"],
    ["a grouping type that is none", token.grouping, { ...grouping, type: "magic" }, "type"],
    ["a grouping window of 299 s", token.grouping, { ...grouping, config: { timeWindow: 299 } }, "config.timeWindow"],
    ["a grouping window between an hour and a day", token.grouping, { ...grouping, config: { timeWindow: 7200 } }, "config.timeWindow"],
    ["a grouping timeout of 59 s", token.grouping, { ...grouping, type: "time", config: { timeout: 59 } }, "config.timeout"],
    ["a window for grouping by time", token.grouping, { ...grouping, type: "time" }, "config.timeWindow"],
    ["a timeout for intelligent grouping", token.grouping, { ...grouping, config: { timeout: 300 } }, "config.timeout"],
    [
      "grouping by content without any or all",
      token.grouping,
      { ...grouping, type: "content_based", config: { fields: ["x"] } },
      "config.aggregate",
    ],
  ])("%s", async (_, type, inputs, property) => {
    const { failures } = await client.check(type, inputs);
    expect(failures.map((failure) => failure.property)).toEqual([property]);
  });

  test("limits themselves are accepted", async () => {
    const good: [string, object][] = [
      [token.schedule, withLayer({ rotationTurnLengthSeconds: 3600 })],
      [token.schedule, withLayer({ rotationTurnLengthSeconds: 31_536_000 })],
      [token.schedule, withRestriction({ type: "weekly_restriction", startDayOfWeek: 7 })],
      [token.escalationPolicy, { ...escalationPolicy, numLoops: 9 }],
      [token.grouping, { ...grouping, config: { timeWindow: 86_400 } }],
      [token.grouping, { ...grouping, type: "time", config: { timeout: 60 } }],
      [token.contactMethod, { ...method, address: "1".repeat(40), countryCode: 52 }],
      [token.contactMethod, { ...method, address: "0612345678", countryCode: 39 }],
      [token.contactMethod, { ...method, address: "2015550100,,12#", countryCode: 1 }],
    ];
    for (const [type, inputs] of good) expect((await client.check(type, inputs)).failures).toEqual([]);
  });
});

describe("what only the API refuses, at create", () => {
  test.each<[string, string, object, RegExp]>([
    ["an e-mail address that is none", token.user, { name: "Bob", email: "bob" }, /Email is invalid/],
    ["an e-mail address that is taken, in any case", token.user, { name: "Bob", email: "ADA@example.com" }, /Email has already been taken/],
    ["a contact of nobody", token.contactMethod, { ...method, userId: "PGONE" }, /user PGONE was not found/],
    [
      "a second contact of the address by which the user is known",
      token.contactMethod,
      { ...method, type: "email_contact_method", address: "ada@example.com" },
      /must be unique/,
    ],
    [
      "an e-mail contact without an at",
      token.contactMethod,
      { ...method, type: "email_contact_method", address: "ada" },
      /not an e-mail address/,
    ],
    ["a contact that the user has already", token.contactMethod, { ...method, address: "4930123456" }, /must be unique/],
    [
      "a notification over a contact that is not there",
      token.notificationRule,
      { ...notification, contactMethod: { id: "PGONE", type: "phone_contact_method" } },
      /userContactMethod PGONE was not found/,
    ],
    [
      "a notification over a contact of another type",
      token.notificationRule,
      { ...notification, contactMethod: { id: "PPHONE", type: "sms_contact_method" } },
      /is of the type phone_contact_method/,
    ],
    ["a notification of nobody", token.notificationRule, { ...notification, userId: "PGONE" }, /user PGONE was not found/],
    ["a notification before its time", token.notificationRule, { ...notification, startDelayInMinutes: -1 }, /not between 0 and 1440/],
    ["a team name that is taken", token.team, { name: "Platform" }, /Name has already been taken/],
    ["a team below one that is not there", token.team, { name: "child", parent: "PGONE" }, /team PGONE was not found/],
    ["a membership in a team that is not there", token.membership, { teamId: "PGONE", userId: "PADA" }, /team PGONE was not found/],
    ["a membership of nobody", token.membership, { teamId: "PTEAM", userId: "PGONE" }, /user PGONE was not found/],
    ["a schedule name that is taken", token.schedule, { ...schedule, name: "First Rota" }, /Name has already been taken/],
    ["a schedule without layers", token.schedule, { ...schedule, layers: [] }, /layers can't be blank/],
    ["a layer without people", token.schedule, withLayer({ users: [] }), /Users can't be blank/],
    [
      "a layer with somebody who is not there",
      token.schedule,
      withLayer({ users: ["PADA", "PGONE"] }),
      /layers\[0\]\.users\[1\]: user PGONE/,
    ],
    ["a policy name that is taken", token.escalationPolicy, { ...escalationPolicy, name: "First policy" }, /Name has already been taken/],
    ["a policy without rules", token.escalationPolicy, { ...escalationPolicy, rules: [] }, /rules can't be blank/],
    ["a rule without targets", token.escalationPolicy, withTargets([]), /Targets can't be blank/],
    [
      "a rule with six targets",
      token.escalationPolicy,
      withTargets(Array(6).fill({ type: "user_reference", id: "PADA" }) as object[]),
      /at most 5 targets/,
    ],
    [
      "a target schedule that is not there",
      token.escalationPolicy,
      withTargets([{ type: "schedule_reference", id: "PGONE" }]),
      /schedule PGONE was not found/,
    ],
    ["a target user that is not there", token.escalationPolicy, withTargets([{ id: "PGONE" }]), /user PGONE was not found/],
    ["a policy of two teams", token.escalationPolicy, { ...escalationPolicy, teams: ["PTEAM", "PTEAM"] }, /at most one team/],
    ["a policy of a team that is not there", token.escalationPolicy, { ...escalationPolicy, teams: "PGONE" }, /team PGONE was not found/],
    [
      "a policy of a list with a team that is not there",
      token.escalationPolicy,
      { ...escalationPolicy, teams: ["PGONE"] },
      /team PGONE was not found/,
    ],
    ["a service name that is taken", token.service, { ...service, name: "FIRST service" }, /Name has already been taken/],
    [
      "a service whose policy is not there",
      token.service,
      { ...service, escalationPolicy: "PGONE" },
      /escalationPolicy PGONE was not found/,
    ],
    [
      "an acknowledgement timeout in words",
      token.service,
      { ...service, acknowledgementTimeout: "30m" },
      /"30m" is not a number of seconds/,
    ],
    ["a resolve timeout in words", token.service, { ...service, autoResolveTimeout: "never" }, /"never" is not a number of seconds/],
    [
      "an urgency rule type that is none",
      token.service,
      { ...service, incidentUrgencyRule: { type: "always", urgency: "high" } },
      /"always" is none of/,
    ],
    [
      "an urgency that is none",
      token.service,
      { ...service, incidentUrgencyRule: { type: "constant", urgency: "severe" } },
      /"severe" is none of/,
    ],
    [
      "a constant rule without urgency",
      token.service,
      { ...service, incidentUrgencyRule: { type: "constant" } },
      /incidentUrgencyRule\.urgency/,
    ],
    [
      "a constant rule with hours",
      token.service,
      { ...service, incidentUrgencyRule: { ...byHours, type: "constant", urgency: "high" } },
      /cannot be set for a constant rule/,
    ],
    [
      "a rule by hours with an urgency of its own",
      token.service,
      { ...service, supportHours: hours, incidentUrgencyRule: { ...byHours, urgency: "high" } },
      /general urgency/,
    ],
    ["a rule by hours without hours", token.service, { ...service, incidentUrgencyRule: byHours }, /supportHours: must be set/],
    [
      "a rule by hours without one side",
      token.service,
      {
        ...service,
        supportHours: hours,
        incidentUrgencyRule: { type: "use_support_hours", duringSupportHours: byHours.duringSupportHours },
      },
      /outsideSupportHours: must be set/,
    ],
    [
      "a rule by hours with an urgency that is none",
      token.service,
      { ...service, supportHours: hours, incidentUrgencyRule: { ...byHours, outsideSupportHours: { urgency: "calm" } } },
      /"calm" is none of/,
    ],
    [
      "support hours of an unknown type",
      token.service,
      { ...service, supportHours: { ...hours, type: "sometimes" } },
      /"sometimes" is none of/,
    ],
    ["support hours in no time zone", token.service, { ...service, supportHours: { ...hours, timeZone: "Berlin" } }, /unknown time zone/],
    ["support hours without seconds", token.service, { ...service, supportHours: { ...hours, startTime: "09:00" } }, /is not HH:mm:ss/],
    [
      "support hours on an eighth day",
      token.service,
      { ...service, supportHours: { ...hours, daysOfWeeks: [8] } },
      /8 is not between 1 and 7/,
    ],
    ["an integration with neither type nor vendor", token.integration, { service: "PSERVICE", name: "x" }, /either a type or a vendor/],
    [
      "an integration of a vendor that is not there",
      token.integration,
      { service: "PSERVICE", vendor: "PGONE" },
      /vendor PGONE was not found/,
    ],
    [
      "an integration of a service that is not there",
      token.integration,
      { service: "PGONE", type: "events_api_v2_inbound_integration" },
      /service PGONE was not found/,
    ],
    ["grouping for no service", token.grouping, { ...grouping, services: [] }, /Services can't be blank/],
    ["grouping for a service that is not there", token.grouping, { ...grouping, services: ["PGONE"] }, /service PGONE was not found/],
    [
      "grouping by content of no field",
      token.grouping,
      { ...grouping, type: "content_based", config: { aggregate: "all" } },
      /Fields can't be blank/,
    ],
  ])("%s", async (_, type, inputs, message) => {
    const before = JSON.stringify(client.account.kinds().map((kind) => client.account.all(kind)));
    await expect(client.create(type, inputs)).rejects.toThrow(message);
    expect(JSON.stringify(client.account.kinds().map((kind) => client.account.all(kind)))).toBe(before);
  });

  test("a second grouping setting for one service, and the same notification twice", async () => {
    await client.create(token.grouping, grouping);
    await expect(client.create(token.grouping, { ...grouping, name: "second" })).rejects.toThrow(
      /another alert grouping setting already \(grouping\)/,
    );
    await client.create(token.notificationRule, notification);
    await expect(client.create(token.notificationRule, notification)).rejects.toThrow(/must be unique/);
  });

  test("the good inputs of every kind", async () => {
    const good: [string, object][] = [
      [token.user, { name: "Bob", email: "bob@example.com", timeZone: "Europe/Berlin" }],
      [token.contactMethod, method],
      [token.team, { name: "second", parent: "PTEAM" }],
      [token.membership, { teamId: "PTEAM", userId: "PADA", role: "responder" }],
      [token.schedule, withRestriction({})],
      [token.escalationPolicy, { ...escalationPolicy, teams: "PTEAM" }],
      [token.service, { ...service, supportHours: hours, incidentUrgencyRule: byHours, autoResolveTimeout: "null" }],
      [token.integration, { service: "PSERVICE", type: "events_api_v2_inbound_integration" }],
    ];
    for (const [type, inputs] of good) {
      expect((await client.check(type, inputs)).failures).toEqual([]);
      expect((await client.create(type, inputs)).id).not.toBe("");
    }
  });
});

describe("what the API does not delete", () => {
  test("a user on a schedule, a schedule of a policy, a policy of a service, a team that owns a policy", async () => {
    await expect(client.delete(token.user, "PADA")).rejects.toThrow(/still on call through first rota/);
    await expect(client.delete(token.schedule, "PROTA")).rejects.toThrow(/being used by escalation policies \(first policy\)/);
    await expect(client.delete(token.escalationPolicy, "PPOLICY")).rejects.toThrow(/used by services \(first service\)/);
    await client.create(token.escalationPolicy, { ...escalationPolicy, teams: "PTEAM" });
    await expect(client.delete(token.team, "PTEAM")).rejects.toThrow(/still owns policy/);
  });

  test("in the right order all of them go, and what is gone already is no error", async () => {
    for (const [type, id] of [
      [token.service, "PSERVICE"],
      [token.escalationPolicy, "PPOLICY"],
      [token.schedule, "PROTA"],
      [token.user, "PADA"],
      [token.user, "PADA"],
    ] as const) {
      await client.delete(type, id);
    }
    expect(client.account.all("user")).toEqual([]);
  });
});

describe("what the API gives back otherwise", () => {
  test('"UTC" comes back as "Etc/UTC", and the plugin shows it: only "Etc/UTC" is quiet', async () => {
    const { outputs } = await client.create(token.schedule, { ...schedule, timeZone: "UTC" });
    expect(outputs.timeZone).toBe("Etc/UTC");
    expect((await client.diff(token.schedule, outputs, { ...schedule, timeZone: "UTC" })).places).toEqual(["timeZone"]);
    expect((await client.diff(token.schedule, outputs, { ...schedule, timeZone: "Etc/UTC" })).changed).toBe(false);
  });

  test.each<[string, string, object, object]>([
    ["a start in the past, whichever", token.schedule, schedule, withLayer({ start: "2026-02-01T09:00:00+01:00" })],
    [
      "an absent target type and user_reference",
      token.escalationPolicy,
      withTargets([{ id: "PADA" }]),
      withTargets([{ type: "user_reference", id: "PADA" }]),
    ],
    ["an e-mail address in capitals", token.user, { name: "B", email: "B@example.com" }, { name: "B", email: "b@example.com" }],
    [
      "the order of a grouping's services",
      token.grouping,
      { ...grouping, services: ["PSERVICE", "PA"] },
      { ...grouping, services: ["PA", "PSERVICE"] },
    ],
  ])("%s is no difference to the plugin", async (_, type, first, second) => {
    client.account.put("service", "PA", { name: "another" });
    const { outputs } = await client.create(type, first);
    expect((await client.diff(type, outputs, first)).places).toEqual([]);
    expect((await client.diff(type, outputs, second)).places).toEqual([]);
  });

  test("another start in the future is a difference", async () => {
    const { outputs } = await client.create(token.schedule, withLayer({ start: "2126-01-05T09:00:00+01:00" }));
    expect((await client.diff(token.schedule, outputs, withLayer({ start: "2126-01-05T08:00:00Z" }))).changed).toBe(false);
    expect((await client.diff(token.schedule, outputs, withLayer({ start: "2126-01-06T09:00:00+01:00" }))).places).toEqual([
      "layers[0].start",
    ]);
  });

  test("defaults of the plugin are filled in, and left out again they are no difference", async () => {
    const { inputs } = await client.check(token.service, service);
    expect(inputs).toMatchObject({ acknowledgementTimeout: "1800", autoResolveTimeout: "14400", description: "Managed by Pulumi" });
    const { outputs } = await client.create(token.service, inputs);
    expect(outputs.incidentUrgencyRule).toEqual({ type: "constant", urgency: "high" });
    expect((await client.diff(token.service, outputs, inputs)).changed).toBe(false);
  });
});

describe("what makes another object", () => {
  test.each<[string, string, object, object, string]>([
    [
      "an integration's service",
      token.integration,
      { service: "PSERVICE", type: "events_api_v2_inbound_integration" },
      { service: "PA", type: "events_api_v2_inbound_integration" },
      "service",
    ],
    [
      "an integration's type",
      token.integration,
      { service: "PSERVICE", type: "events_api_v2_inbound_integration" },
      { service: "PSERVICE", type: "nagios_inbound_integration" },
      "type",
    ],
    ["a membership's team", token.membership, { teamId: "PTEAM", userId: "PADA" }, { teamId: "PA", userId: "PADA" }, "teamId"],
  ])("%s", async (_, type, first, second, property) => {
    const { outputs } = await client.create(type, first);
    expect((await client.diff(type, outputs, second)).replaces).toEqual([property]);
  });
});

describe("contacts and notification rules", () => {
  const [sms, other] = [
    { ...method, type: "sms_contact_method" },
    { ...method, userId: "PA" },
  ];

  test("of another user, or of another type, are no other object to the plugin, and refused by the API", async () => {
    client.account.put("user", "PA", { name: "Bob", email: "bob@example.com" });
    const contact = await client.create(token.contactMethod, method);
    const rule = await client.create(token.notificationRule, notification);
    for (const second of [sms, other])
      expect(await client.diff(token.contactMethod, contact.outputs, second)).toMatchObject({ changed: true, replaces: [] });
    await expect(client.update(token.contactMethod, contact.id, contact.outputs, sms)).rejects.toThrow(
      /type: the type of a contact method/,
    );
    await expect(client.update(token.contactMethod, contact.id, contact.outputs, other)).rejects.toThrow(
      /404 Not Found: user PA has no such/,
    );
    const moved = { ...notification, userId: "PA" };
    expect((await client.diff(token.notificationRule, rule.outputs, moved)).replaces).toEqual([]);
    await expect(client.update(token.notificationRule, rule.id, rule.outputs, moved)).rejects.toThrow(/404 Not Found: user PA has no such/);
  });

  test("a contact that is gone is an error when it is read, a rule that is gone is gone", async () => {
    await expect(client.read(token.contactMethod, "PGONE", method, method)).rejects.toThrow(
      /reading userContactMethod "PGONE": 404 Not Found/,
    );
    expect((await client.read(token.notificationRule, "PGONE", notification, notification)).id).toBe("");
  });

  test("an address that came as a secret stays one, at a reading as well; a short text is sent only where it is asked for", async () => {
    const { inputs } = await client.check(token.contactMethod, { ...method, address: secret(method.address) });
    expect(inputs).toMatchObject({ address: secret(method.address), sendShortEmail: false });
    const { id, outputs } = await client.create(token.contactMethod, inputs);
    expect(outputs).toMatchObject({ address: secret(method.address), countryCode: 1, enabled: true });
    const read = await client.read(token.contactMethod, id, outputs, inputs);
    expect([read.inputs.address, read.outputs.address]).toEqual([secret(method.address), secret(method.address)]);
    expect((await client.diff(token.contactMethod, outputs, method)).changed).toBe(false);
  });
});

describe("the integration key", () => {
  test("is secret, is the same at each reading, is another one for another integration, and lies in no file", async () => {
    const inputs = { service: "PSERVICE", type: "events_api_v2_inbound_integration" };
    const first = await client.create(token.integration, { ...inputs, name: "one" });
    const second = await client.create(token.integration, { ...inputs, name: "two" });
    const envelope = first.outputs.integrationKey as { value: string };
    expect(envelope).toMatchObject({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" });
    expect(envelope.value).toMatch(/^[0-9a-f]{32}$/);
    expect((await client.read(token.integration, first.id, first.outputs, inputs)).outputs.integrationKey).toEqual(envelope);
    expect(second.outputs.integrationKey).not.toEqual(envelope);
    expect(JSON.stringify(client.account.get("serviceIntegration", first.id))).not.toContain(envelope.value);
  });
});

describe("look-ups", () => {
  const call = (name: string, args: object) => client.invoke(`pagerduty:index/${name}:${name}`, args);

  test("find what is in the account, and say what is not", async () => {
    expect(await call("getUser", { email: "ada@example.com" })).toEqual({ id: "PADA", name: "Ada", email: "ada@example.com" });
    expect(await call("getTeam", { name: "platform" })).toMatchObject({ id: "PTEAM" });
    expect(await call("getSchedule", { name: "first rota" })).toMatchObject({ id: "PROTA" });
    expect(await call("getEscalationPolicy", { name: "first policy" })).toMatchObject({ id: "PPOLICY" });
    await expect(call("getUser", { email: "gone@example.com" })).rejects.toThrow(
      /Unable to locate any user with the email: gone@example.com/,
    );
    await expect(call("getTeam", { name: "gone" })).rejects.toThrow(/Unable to locate any team/);
    await expect(call("getService", { name: "gone" })).rejects.toThrow(/does not know the function/);
  });

  test("know vendors and priorities, whose ids an integration takes", async () => {
    const vendor = await call("getVendor", { name: "prometheus" });
    expect(vendor).toMatchObject({ name: "Prometheus" });
    expect((await client.create(token.integration, { service: "PSERVICE", vendor: vendor.id })).id).not.toBe("");
    expect(await call("getPriority", { name: "P1" })).toMatchObject({ name: "P1" });
    await expect(call("getVendor", { name: "Nobody" })).rejects.toThrow(/Unable to locate any vendor/);
    await expect(call("getPriority", { name: "P9" })).rejects.toThrow(/Unable to locate any priority/);
  });
});
