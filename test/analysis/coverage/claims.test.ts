import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { claimsOf } from "../../../analysis/coverage/claims.ts";
import { targets } from "../../../artifacts/registry.ts";
import { registry } from "../../../components/registry.ts";
import { vocabulary } from "../../../language.ts";
import { carriersOf, entryAt, stackWith } from "./small.ts";

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Where the language lets an entry name requirements; an id of one's own is `any`. */
function placesOf(name: string): string[] {
  const root: Schema = JSON.parse(
    readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "schema", `${name}.schema.json`), "utf8"),
  );
  const found = new Set<string>();
  const whole = ({ $ref, ...schema }: Schema): Schema =>
    $ref === undefined ? schema : { ...whole(root.$defs?.[$ref.replace("#/$defs/", "")] ?? {}), ...schema };
  const walk = (given: Schema, path: readonly string[]): void => {
    const schema = whole(given);
    for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) walk(one, path);
    const { source } = schema.properties ?? {};
    if (source && whole(source).type === "array") found.add(path.join("/"));
    for (const [key, inner] of Object.entries(schema.properties ?? {})) walk(inner, [...path, key]);
    if (typeof schema.additionalProperties === "object") walk(schema.additionalProperties, [...path, "any"]);
  };
  walk(root, []);
  return [...found];
}

const stack = stackWith([]);

describe("every entry that may name a requirement has something that would carry it", () => {
  test.each(placesOf("organization"))("organization: %s", (path) => {
    expect(claimsOf(entryAt("organization", path), stack)).toBeDefined();
  });
  test.each(placesOf("system"))("system: %s", (path) => {
    expect(claimsOf(entryAt("shop", path), stack)).toBeDefined();
  });
  test("the places are read from the schema of the language", () => {
    expect(placesOf("organization")).toContain("schedules/any");
    expect(placesOf("system")).toEqual(expect.arrayContaining(["services/any/alerts/any", "dashboards/any/panels/any", "application/any"]));
  });
});

test("of a path that no entry has, nothing is claimed", () => {
  expect(claimsOf(entryAt("shop", "services/web/colours/red"), stack)).toBeUndefined();
  expect(claimsOf(entryAt("organization", "services/web"), stack)).toBeUndefined();
});

const rules = (...alerts: string[]) => ({
  type: "grafana:alerting/ruleGroup:RuleGroup",
  name: "shop--web--alerts",
  from: ["shop/web/alerts/down", "shop/web/slos/availability"],
  args: { rules: alerts.map((alert) => ({ labels: { alert } })) },
});
const dashboard = (entry: string, title: string) => ({
  type: "grafana:oss/dashboard:Dashboard",
  name: "shop--shop",
  from: [entry],
  args: { configJson: JSON.stringify({ panels: [{ title }] }) },
});
const carried = (prefix: string, path: string, ...objects: Parameters<typeof stackWith>[0]) =>
  carriersOf(entryAt(prefix, path), stackWith(objects)).flatMap((carrier) => ("name" in carrier ? carrier.name : []));

describe("an entry is carried by the objects that answer it, and by nothing else", () => {
  test("an alert or an SLO, and not a signal of the same id", () => {
    expect(carried("shop", "services/web/alerts/down", rules())).toEqual(["shop--web--alerts"]);
    expect(carried("shop", "services/web/slos/availability", rules())).toEqual(["shop--web--alerts"]);
    expect(carried("shop", "services/web/alerts/unreachable", rules())).toEqual([]);
    expect(carried("shop", "services/web/signals/down", rules())).toEqual([]);
  });
  test("a metric by the alerts and panels that read it, and by the contract", () => {
    const path = "services/web/metrics/requests";
    const shown = dashboard("shop/dashboards/shop", "Traffic");
    expect(carried("shop", path, shown, rules("shop--web--availability--page"))).toEqual(["shop--web--alerts", "shop--shop"]);
    expect(carried("shop", path, rules("shop--web--down"))).toEqual([]);
    expect(carriersOf(entryAt("shop", path), stackWith([]))).toEqual([{ kind: "contract", owes: "counter http_requests_total" }]);
  });
  test("a panel by its dashboard, as long as the panel is in it", () => {
    const path = "dashboards/shop/panels/traffic";
    expect(carried("shop", path, dashboard("shop/dashboards/shop", "Traffic"))).toEqual(["shop--shop"]);
    expect(carried("shop", path, dashboard("shop/dashboards/shop", "Else"))).toEqual([]);
    expect(carried("shop", path, dashboard("shop/web", "Traffic"))).toEqual([]);
  });
  test("a severity by the alerts that have it, of several that share an entry", () => {
    expect(carried("organization", "severities/critical", rules("shop--web--down"))).toEqual(["shop--web--alerts"]);
    expect(carried("organization", "severities/warning", rules("shop--web--down"))).toEqual([]);
    expect(carried("organization", "severities/warning", rules("shop--web--availability--ticket"))).toEqual(["shop--web--alerts"]);
  });
  test("schedules and escalations, not what else has their name", () => {
    const team = { type: "pagerduty:index/team:Team", name: "shop", from: ["teams/shop"] };
    const policy = { type: "pagerduty:index/escalationPolicy:EscalationPolicy", name: "shop", from: ["escalations/shop"] };
    expect(carriersOf(entryAt("organization", "escalations/shop"), stackWith([team, policy]))).toMatchObject([{ type: policy.type }]);
    expect(carried("organization", "schedules/primary", team)).toEqual([]);
  });
  test("a channel by whoever posts to it", () => {
    const contact = { name: "anything", from: ["channels/alerts"], args: { slacks: [{ recipient: "#alerts" }] } };
    expect(carried("organization", "channels/alerts", contact)).toEqual(["anything"]);
  });
  test("an endpoint, its signal and the alert on it by what probes the endpoint, the endpoint by the contract too", () => {
    const probes = {
      type: "better-uptime:index/monitor:Monitor",
      name: "shop--web--answers",
      from: ["shop/web/signals/answers", "shop/web/alerts/unreachable"],
    };
    expect(carriersOf(entryAt("shop", "services/web/endpoints/health"), stackWith([probes]))).toMatchObject([
      { kind: "object", name: probes.name },
      { kind: "contract", owes: "/health answers 200" },
    ]);
    expect(carried("shop", "services/web/signals/answers", probes)).toEqual([probes.name]);
    expect(carried("shop", "services/web/alerts/unreachable", probes)).toEqual([probes.name]);
    expect(carried("organization", "severities/critical", probes)).toEqual([probes.name]);
    expect(carried("shop", "services/web/alerts/unreachable", { ...probes, from: ["shop/web/signals/answers"] })).toEqual([]);
  });
  test("a status page and its rows by their own objects; what a row shows by the row, too", () => {
    const row = { name: "status-page--shop--web", from: ["shop/status-page/components/web"] };
    const monitor = { name: "shop--web--answers", from: ["shop/web/signals/answers"], args: { pronounceableName: "Web" } };
    expect(carried("shop", "status-page", row, monitor)).toEqual([row.name]);
    expect(carried("shop", "status-page/components/web", row, monitor)).toEqual([row.name]);
    expect(carried("shop", "services/web/signals/answers", row)).toEqual([row.name]);
  });
  test("a journey by the collector that keeps its traces, and by the contract", () => {
    const path = "otel-collector/shop.yaml";
    const files = [{ path, text: "values:\n  - ^/orders(?:[/?#]|$)\n", from: ["shop/tracing"] }];
    expect(carriersOf(entryAt("shop", "tracing/journeys/order"), stackWith([], files))).toEqual([
      { kind: "file", environment: "prod", path },
      { kind: "contract", owes: "span Payment" },
    ]);
    expect(carriersOf(entryAt("shop", "tracing"), stackWith([], files))).toMatchObject([
      { path },
      { owes: expect.stringContaining("http.target") },
    ]);
    const others = [{ path, text: files[0]?.text ?? "", from: ["bookshop/tracing"] }];
    expect(carriersOf(entryAt("shop", "tracing/journeys/order"), stackWith([], others))).toMatchObject([{ kind: "contract" }]);
  });
  test("a duty by the contract alone", () => {
    const everything = stackWith([rules("shop--web--down")]);
    expect(carriersOf(entryAt("shop", "application/no-names"), everything)).toEqual([
      { kind: "contract", owes: "leave names of customers out of every label" },
    ]);
  });
  test("an entry that is not in this environment by nothing", () => {
    expect(carriersOf(entryAt("shop", "services/web/metrics/absent"), stackWith([rules("shop--web--down")]))).toEqual([]);
  });
});

test("no vendor and no program has a name in the room: what they hold says itself which entries it answers", () => {
  const room = join(import.meta.dirname, "..", "..", "..", "analysis", "coverage");
  const files = readdirSync(room, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(5);
  const sections: readonly string[] = vocabulary.sections.map(({ key }) => key);
  const programs = targets.map(({ name }) => name).filter((name) => !sections.includes(name));
  const names = new RegExp(`\\b(?:${[...registry.flatMap(({ name, title }) => [name, title]), ...programs].join("|")})\\b`, "i");
  expect(files.filter((name) => names.test(readFileSync(join(room, name), "utf8")))).toEqual([]);
});

test("people and teams who are looked up are carried by what calls them", () => {
  const objects = [
    { type: "schedule", name: "primary", from: ["schedules/primary"] },
    { type: "policy", name: "shop", from: ["escalations/shop"] },
  ];
  const own = stackWith(objects);
  const { resolved } = own;
  const found = { ...own, resolved: { ...resolved, organization: { ...resolved.organization, pagerPeople: "look-up" as const } } };
  const names = (path: string, of: typeof own) =>
    carriersOf(entryAt("organization", path), of).flatMap((carrier) => (carrier.kind === "object" ? carrier.name : []));
  expect(["people/first", "people/second", "teams/shop"].map((path) => names(path, found))).toEqual([
    ["primary"],
    ["shop", "primary"],
    ["shop"],
  ]);
  expect(names("people/first", own)).toEqual([]);
});
