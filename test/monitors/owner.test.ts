import { describe, expect, test } from "vitest";
import { differenceOf } from "../../analysis/review/difference.ts";
import { placeTags } from "../../components/datadog/tags.ts";
import { loadCatalog, resolve } from "../../language.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { type Edit, withCatalog } from "../model/edited.ts";

const organization = "organization.yaml";
const system = "systems/shop.yaml";
/** Another team, and a second service of the system. */
const two: readonly Edit[] = [
  { file: organization, replace: "  quiet: {", with: '  data: { slack: "#data" }\n  quiet: {' },
  { file: organization, replace: "\nschedules:", with: "  data: { name: Data, members: [bob], channel: data }\n\nschedules:" },
  {
    file: system,
    replace: "\ndashboards:",
    with: `  web:
    name: Web
    where: { service: web }
    metrics: { load: { gauge: web_percent, unit: percent, labels: [core] } }
    signals: { busy: { value: { of: load, aggregation: max } } }
    alerts: { hot: { signal: busy, when: { above: 80% }, for: 15m, missing: absence, severity: warning, runbook: fix } }

dashboards:`,
  },
];
const apiIsData: Edit = { file: system, replace: "    name: API\n", with: "    name: API\n    owner: data\n" };
const shopIsData: Edit = { file: system, replace: "owner: shop\n", with: "owner: data\n" };

function resolvedWith(...edits: readonly Edit[]): Resolved {
  return withCatalog([...two, ...edits], (dir) => {
    const { catalog, problems } = loadCatalog(dir);
    if (!catalog) throw new Error(JSON.stringify(problems));
    return resolve(catalog, "prod");
  });
}
const [before, after] = [resolvedWith(), resolvedWith(apiIsData)];
const of = (resolved: Resolved, path: string) => alertsOf(resolved).filter(({ service }) => service?.path === path);

describe("a service of another team than its system", () => {
  const whom = (alerts: readonly Alert[]) => [...new Set(alerts.map(({ owner, route }) => `${owner.id} ${route.channel.id}`))];

  test("posts to that team's channel, and pages the on-call that it had", () => {
    expect(whom(of(before, "shop/api"))).toEqual(["shop alerts"]);
    expect(whom(of(after, "shop/api"))).toEqual(["data data"]);
    expect(whom(of(after, "shop/web"))).toEqual(["shop alerts"]);
    const paged = (resolved: Resolved) =>
      of(resolved, "shop/api").flatMap(({ name, route }) => (route.kind === "page" ? [[name, route.onCall.id]] : []));
    expect(paged(after)).toEqual(paged(before));
    expect(paged(after)).not.toEqual([]);
  });

  test("is that team's in the tags of Datadog", () => {
    const [shop] = after.systems;
    expect(
      placeTags(
        shop,
        shop?.services.find(({ id }) => id === "api"),
      ),
    ).toContain("owner:data");
    expect(placeTags(shop, undefined)).toContain("owner:shop");
  });
});

describe("a review", () => {
  const differs = (base: Resolved, head: Resolved) =>
    differenceOf(base, head).map(({ entry, direction, what, owners }) => ({ entry, direction, what, owners }));

  test("says that a service has another owner, and base decides who approves that", () => {
    expect(differs(before, after)).toEqual([{ entry: "shop/api", direction: "looser", what: "owner shop -> data", owners: ["shop"] }]);
    expect(differenceOf(before, after)[0]?.means).toEqual(
      expect.arrayContaining(["Data owns it: its members approve changes, and posts go to its channel"]),
    );
    expect(differs(after, before)).toEqual([{ entry: "shop/api", direction: "looser", what: "owner data -> shop", owners: ["data"] }]);
  });

  test("says of a system's other owner once, and nothing of services that keep theirs", () => {
    const both = resolvedWith(apiIsData, shopIsData);
    expect(differs(before, resolvedWith(shopIsData))).toEqual([
      { entry: "shop", direction: "looser", what: "owner shop -> data", owners: ["shop"] },
    ]);
    expect(differs(after, both).map(({ entry, what }) => [entry, what])).toEqual([["shop", "owner shop -> data"]]);
  });

  test("asks the team of the service to approve what changes in it", () => {
    const slower: Edit = { file: system, replace: "for: 1m, missing: fire", with: "for: 4m, missing: fire" };
    expect(differs(after, resolvedWith(apiIsData, slower))).toMatchObject([{ entry: "shop/api/down", owners: ["data"] }]);
    expect(differs(before, resolvedWith(slower))).toMatchObject([{ entry: "shop/api/down", owners: ["shop"] }]);
  });
});
