import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { dashboards as axiomDashboards, datasets } from "../../components/axiom/listing.ts";
import { listOf as betterStackListOf } from "../../components/better-stack/listing.ts";
import { channels, dashboards as datadogDashboards } from "../../components/datadog/listing.ts";
import { listOf as grafanaListOf, provisioned, ruleGroups } from "../../components/grafana/listing.ts";
import { listingsOf } from "../../components/listing.ts";
import { listOf } from "../../components/opsgenie/listing.ts";
import { pagesOf } from "../../components/pagerduty/listing.ts";
import { empty } from "../../components/plan.ts";
import { listOf as postHogListOf } from "../../components/posthog/listing.ts";
import type { Lister, Monitoring, Vendor } from "../../components/vendor.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

type Answer = { readonly status?: number; readonly body: string; readonly headers?: Record<string, string> };

/** A vendor's API at an address of this machine. */
async function serving(answer: (request: IncomingMessage) => Answer): Promise<string> {
  const server = createServer((request, response) => {
    const { status = 200, body, headers } = answer(request);
    response.writeHead(status, headers).end(body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

const json = (value: unknown): Answer => ({ body: JSON.stringify(value) });

describe("the listings of a stack", () => {
  // Nothing of it is read by the vendors of these tests.
  const monitoring = {} as Monitoring;
  const vendor = (name: string, listers: readonly Lister[] | undefined, more: Partial<Vendor> = {}): Vendor => ({
    ...{ name, title: name, role: "evaluator", kinds: {}, refusals: () => [], plan: () => empty },
    settings: () => [{ key: `${name}:token`, secret: true }],
    resources: async () => ({ classes: {}, lookUps: {}, ...(listers && { listers: () => listers }) }),
    ...more,
  });
  const objects = [{ type: "a:b:C", id: "1", name: "one" }];

  test("say by name what could not be listed, and why", async () => {
    const failing = { what: "monitors", list: () => Promise.reject(new Error("403\nForbidden")) };
    const found = await listingsOf(
      [vendor("mute", undefined), vendor("part", [{ what: "rules", list: async () => objects }, failing], { unlisted: "dashboards" })],
      monitoring,
    );
    expect(found).toEqual([
      { vendor: "part", what: "rules", objects },
      { vendor: "part", what: "monitors", why: "403 Forbidden" },
      { vendor: "mute", what: "all objects", why: "no function of its provider lists them" },
      { vendor: "part", what: "dashboards", why: "no function of its provider lists them" },
    ]);
  });

  test("do not speak of a rest where the listers find everything", async () => {
    expect(await listingsOf([vendor("whole", [{ what: "rules", list: async () => objects }])], monitoring)).toEqual([
      { vendor: "whole", what: "rules", objects },
    ]);
  });

  test("ask nobody who has nothing to do", async () => {
    const idle = vendor("idle", [{ what: "rules", list: () => Promise.reject(new Error("asked")) }], { settings: () => [] });
    expect(await listingsOf([idle], monitoring)).toEqual([]);
  });

  test("say where there may be more than was answered", async () => {
    const found = await listingsOf(
      [vendor("cut", [{ what: "SLOs", list: async () => objects, most: 1 }], { unlisted: "the rest" })],
      monitoring,
    );
    expect(found[1]).toEqual({ vendor: "cut", what: "SLOs", why: "it answers 1 at most, so there may be more" });
  });
});

describe("Grafana's rules", () => {
  const rules = [
    { uid: "a", folderUID: "shop", ruleGroup: "alerts" },
    { uid: "b", folderUID: "shop", ruleGroup: "alerts" },
    { uid: "c", folderUID: "mine", ruleGroup: "by hand" },
    // A rule without a group.
    { uid: "d", folderUID: "mine", ruleGroup: "no_group_for_rule_d" },
  ];

  test.each([
    ["a token", "glsa_x", "Bearer glsa_x"],
    ["a user and a password", "admin:y", `Basic ${Buffer.from("admin:y").toString("base64")}`],
  ])("are listed by group and folder, with %s", async (_, auth, sent) => {
    const asked: unknown[] = [];
    const url = await serving(({ url, headers }) => {
      asked.push([url, headers.authorization]);
      return json(rules);
    });
    expect((await ruleGroups(`${url}/grafana/`, auth)).map(({ id, name }) => `${id} ${name}`)).toEqual([
      "shop:alerts alerts",
      "mine:by hand by hand",
    ]);
    expect(asked).toEqual([["/grafana/api/v1/provisioning/alert-rules", sent]]);
  });

  test.each<readonly [string, Answer, RegExp]>([
    ["that may not be read", { status: 403, body: "no" }, /answers 403: the credentials may not read it$/],
    ["behind a page to sign in", { body: "<html>" }, /answers no JSON$/],
    ["that are something else", json({ message: "hello" }), /answers no list of rules$/],
    ["without a group", json([{ uid: "a" }]), /answers a rule without folder or group$/],
    [
      "behind a redirection, which gets no credentials",
      { status: 302, body: "", headers: { location: "http://127.0.0.1:1/" } },
      /does not answer/,
    ],
  ])("%s are refused in one sentence without credentials", async (_, answer, sentence) => {
    const url = await serving(() => answer);
    const failure = await ruleGroups(url, "glsa_secret").catch(String);
    expect(failure).toMatch(sentence);
    expect(failure).not.toContain("glsa_secret");
  });
});

describe("PagerDuty's objects", () => {
  const type = "pagerduty:index/service:Service";

  test("are read page by page", async () => {
    const all = Array.from({ length: 230 }, (_, index) => ({ id: `P${index}`, name: `Service ${index}` }));
    const address = await serving(({ url = "", headers }) => {
      const query = new URL(url, "http://localhost").searchParams;
      const [limit, offset] = [Number(query.get("limit")), Number(query.get("offset"))];
      if (headers.authorization !== "Token token=secret" || limit > 100) return { status: 400, body: "" };
      return json({ services: all.slice(offset, offset + limit), more: offset + limit < all.length });
    });
    expect(await pagesOf(address, "secret", "services", type)).toEqual(all.map(({ id, name }) => ({ type, id, name })));
  });

  test.each([
    ["another shape", { teams: [] }],
    ["nothing", null],
  ])("%s is refused in one sentence", async (_, answer) => {
    const address = await serving(() => json(answer));
    await expect(pagesOf(address, "secret", "escalation_policies", type)).rejects.toThrow(
      "PagerDuty answers no list of escalation policies",
    );
  });

  test("a vendor that is not there says so, without the token", async () => {
    const failure = await pagesOf("http://127.0.0.1:1", "secret", "services", type).catch(String);
    expect(failure).toMatch(/^Error: http:\/\/127\.0\.0\.1:1\/services does not answer \(/);
  });
});

describe("Opsgenie's objects", () => {
  test("users are read page by page, and known by their address", async () => {
    const type = "opsgenie:index/user:User";
    const all = Array.from({ length: 230 }, (_, index) => ({
      id: `u${index}`,
      username: `p${index}@example.com`,
      fullName: `Person ${index}`,
    }));
    const address = await serving(({ url = "", headers }) => {
      const query = new URL(url, "http://localhost").searchParams;
      const [limit, offset] = [Number(query.get("limit")), Number(query.get("offset"))];
      if (headers.authorization !== "GenieKey secret" || limit > 100) return { status: 400, body: "" };
      return json({ data: all.slice(offset, offset + limit) });
    });
    expect(await listOf(address, "secret", "users", type)).toEqual(
      all.map(({ id, username, fullName }) => ({ type, id, name: fullName, key: username })),
    );
  });

  test("the others are read at once", async () => {
    const type = "opsgenie:index/team:Team";
    const address = await serving(({ url }) =>
      url === "/v2/teams" ? json({ data: [{ id: "t", name: "Shop" }] }) : { status: 404, body: "" },
    );
    expect(await listOf(address, "secret", "teams", type)).toEqual([{ type, id: "t", name: "Shop" }]);
  });

  test.each([
    ["another shape", { users: [] }, "Opsgenie answers no list of schedules"],
    ["an object without an id", { data: [{ name: "Shop" }] }, "Opsgenie answers one of the schedules without an id"],
  ])("%s is refused in one sentence", async (_, answer, sentence) => {
    const address = await serving(() => json(answer));
    await expect(listOf(address, "secret", "schedules", "opsgenie:index/schedule:Schedule")).rejects.toThrow(sentence);
  });
});

test("PagerDuty's users are known by their address, and are listed with how they are reached", async () => {
  const type = "pagerduty:index/user:User";
  const asked: (string | undefined)[] = [];
  const contact = { id: "C1", type: "sms_contact_method" };
  const rule = { id: "R1", start_delay_in_minutes: 0, urgency: "high", contact_method: contact };
  const address = await serving(({ url }) => {
    asked.push(url);
    const ada = { id: "P1", name: "Ada", email: "ada@example.com", contact_methods: [contact], notification_rules: [rule] };
    return json({ users: [ada], more: false });
  });
  const found = await pagesOf(address, "secret", "users", type);
  expect(found.map(({ id, key }) => [id, key])).toEqual([
    ["P1", "ada@example.com"],
    ["P1:C1", "P1 sms_contact_method"],
    ["P1:R1", "P1 C1 0 high"],
  ]);
  expect(asked).toEqual(["/users?limit=100&offset=0&include[]=contact_methods&include[]=notification_rules"]);
});

describe("Grafana's contact points and templates", () => {
  const [points, templates] = provisioned;

  test("are known by their names, once however many integrations a contact point has", async () => {
    const url = await serving(({ url }) =>
      url === "/api/v1/provisioning/contact-points" ? json([{ name: "shop" }, { name: "shop" }, { name: "mail" }]) : json(null),
    );
    expect((await grafanaListOf(url, "glsa_x", points)).map(({ id }) => id)).toEqual(["shop", "mail"]);
    expect(await grafanaListOf(url, "glsa_x", templates)).toEqual([]);
  });

  test.each([
    ["another shape", { message: "hello" }, "Grafana answers no list of contact points"],
    ["one without a name", [{ uid: "a" }], "Grafana answers one of the contact points without a name"],
  ])("%s is refused in one sentence", async (_, answer, sentence) => {
    const url = await serving(() => json(answer));
    await expect(grafanaListOf(url, "glsa_x", points)).rejects.toThrow(sentence);
  });
});

describe("Datadog's dashboards and channels", () => {
  const of = (address: string) => ({ address, apiKey: "a", appKey: "b" });

  test("are asked for with both keys; a channel is imported with its workspace", async () => {
    const address = await serving(({ url, headers }) => {
      if (headers["dd-api-key"] !== "a" || headers["dd-application-key"] !== "b") return { status: 403, body: "" };
      if (url === "/api/v1/dashboard") return json({ dashboards: [{ id: "abc-def", title: "Shop" }] });
      return url === "/api/v1/integration/slack/configuration/accounts/acme/channels" ? json([{ name: "#alerts" }]) : json({});
    });
    expect(await datadogDashboards(of(address))).toEqual([
      { type: "datadog:index/dashboardJson:DashboardJson", id: "abc-def", name: "Shop" },
    ]);
    expect(await channels(of(address), "acme")).toEqual([{ type: "datadog:slack/channel:Channel", id: "acme:#alerts", name: "#alerts" }]);
    await expect(channels(of(address), "other")).rejects.toThrow("Datadog answers no list of channels");
  });
});

test("Axiom's datasets are known by their names, its dashboards page by page by their uids", async () => {
  const all = Array.from({ length: 130 }, (_, index) => ({ uid: `u${index}`, dashboard: { name: `D ${index}` } }));
  const address = await serving(({ url = "", headers }) => {
    if (headers.authorization !== "Bearer xaat-x") return { status: 403, body: "" };
    const { pathname, searchParams } = new URL(url, "http://localhost");
    if (pathname === "/v2/datasets") return json([{ id: "production", name: "production" }]);
    const offset = Number(searchParams.get("offset"));
    return json(all.slice(offset, offset + Number(searchParams.get("limit"))));
  });
  expect(await datasets(address, "xaat-x")).toEqual([{ type: "axiom:index/dataset:Dataset", id: "production", name: "production" }]);
  const found = await axiomDashboards(address, "xaat-x");
  expect(found.map(({ id, name }) => [id, name])).toEqual(all.map(({ uid, dashboard }) => [uid, dashboard.name]));
  await expect(datasets(address, "other")).rejects.toThrow("answers 403");
});

test("PostHog's flags are read page by page, known by their keys, and imported with their project", async () => {
  const all = Array.from({ length: 130 }, (_, index) => ({ id: index, key: `flag-${index}`, name: "" }));
  const address = await serving(({ url = "" }) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    if (pathname !== "/api/projects/12345/feature_flags/") return { status: 404, body: "" };
    const [limit, offset] = [Number(searchParams.get("limit")), Number(searchParams.get("offset"))];
    return json({ results: all.slice(offset, offset + limit), next: offset + limit < all.length ? "https://elsewhere.example.com" : null });
  });
  const kind = { what: "feature flags", path: "feature_flags", type: "posthog:index/featureFlag:FeatureFlag" };
  const found = await postHogListOf(address, { apiKey: "phx", projectId: "12345" }, kind);
  expect(found).toHaveLength(130);
  expect(found[129]).toEqual({ type: kind.type, id: "129", importId: "12345/129", name: "flag-129", key: "flag-129" });
});

test("Better Stack's objects are read until there is no next page, status pages known by their subdomain", async () => {
  const pages = [
    [{ id: "1", attributes: { company_name: "Shop", subdomain: "shop" } }],
    [{ id: "2", attributes: { company_name: "Bank", subdomain: "bank" } }],
  ];
  const address = await serving(({ url = "" }) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const page = Number(searchParams.get("page"));
    if (pathname !== "/api/v2/status-pages") return json({});
    return json({ data: pages[page - 1] ?? [], pagination: { next: page < pages.length ? "https://elsewhere.example.com" : null } });
  });
  const kind = { what: "status pages", path: "v2/status-pages", type: "better-uptime:index/statusPage:StatusPage", name: "company_name" };
  expect(await betterStackListOf(address, "t", { ...kind, key: "subdomain" })).toEqual([
    { type: kind.type, id: "1", name: "Shop", key: "shop" },
    { type: kind.type, id: "2", name: "Bank", key: "bank" },
  ]);
  await expect(betterStackListOf(address, "t", { ...kind, path: "v2/monitors" })).rejects.toThrow(
    "Better Stack answers no list of status pages",
  );
});
