import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { monitoringOf } from "../../components/monitoring.ts";
import { printPlan } from "../../components/print.ts";
import { registry } from "../../components/registry.ts";
import { isNeeded, sendersOf, unmet } from "../../components/selection.ts";
import type { Monitoring } from "../../components/vendor.ts";
import { type CheckedCatalog, resolve } from "../../language.ts";
import type { OnCall } from "../../model/resolved.ts";
import { soundCatalog } from "../prometheus/catalog.ts";

/** A catalog of the tests, in which each entry of `sources` is replaced. */
function catalogIn(folder: string, sources: Readonly<Record<string, object>> = {}): CheckedCatalog {
  const catalog = soundCatalog(join(import.meta.dirname, "..", folder));
  for (const [id, source] of Object.entries(sources)) Object.assign(catalog.organization.sources[id] ?? {}, source);
  return catalog;
}

/** Between them they need every vendor: a new one is needed by the catalog whose golden holds its objects. */
const monitored = [
  catalogIn("catalog"),
  catalogIn("products/catalog"),
  catalogIn("products/catalog", { "nal-uptime": { kind: "checkly" } }),
  catalogIn("components/better-stack/fixtures/catalog"),
].flatMap((catalog) =>
  Object.keys(catalog.organization.environments).map((environment) => ({
    catalog,
    monitoring: monitoringOf(resolve(catalog, environment)),
  })),
);

/** The products in an environment that owns no account, in which nothing pages but a detection in logs. */
function detecting(pager: OnCall["pager"]): Monitoring {
  const catalog = catalogIn("products/catalog");
  const pipeline = catalog.systems.find(({ system }) => system === "hastecrm")?.logs?.pipelines.security;
  if (!pipeline?.detect) throw new Error("the products detect nothing in logs");
  pipeline.detect.severity = "critical";
  for (const onCall of Object.values(catalog.organization["on-call"])) Object.assign(onCall, { pager, standby: undefined, senders: [] });
  const { resolved, ...monitoring } = monitoringOf(resolve(catalog, "prod"));
  return { ...monitoring, resolved: { ...resolved, environment: { ...resolved.environment, ownsAccount: false } }, alerts: [] };
}

const needs = new Map<Monitoring, readonly string[]>();
function needed(monitoring: Monitoring): readonly string[] {
  const names = needs.get(monitoring) ?? registry.filter((vendor) => isNeeded(vendor, monitoring)).map(({ name }) => name);
  needs.set(monitoring, names);
  return names;
}
const off = (monitoring: Monitoring, name: string, without: readonly string[] = []) =>
  unmet(registry, monitoring, { vendors: needed(monitoring).filter((other) => other !== name), without });

test.each(registry)("$name asks for a setting exactly where it has an object to hold", (vendor) => {
  const stack = { senders: registry.map(({ name }) => name), setting: () => undefined, required: String };
  for (const { monitoring } of monitored)
    expect(isNeeded(vendor, monitoring)).toBe(vendor.plan(monitoring, stack).groups.some(({ objects }) => objects.length > 0));
});

test("what a catalog needs, and no more, is enough", () => {
  for (const { monitoring } of monitored) expect(unmet(registry, monitoring, { vendors: needed(monitoring), without: [] })).toEqual([]);
});

describe.each(registry)("without $name", ({ name }) => {
  const own = monitored.filter(({ monitoring }) => needed(monitoring).includes(name));

  test("a catalog that needs it is an error, which names an entry and both remedies", () => {
    expect(own.length).toBeGreaterThan(0);
    for (const { catalog, monitoring } of own) {
      const [error = "", ...others] = off(monitoring, name);
      expect(others).toEqual([]);
      const [, entry = "", remedies] =
        /^\S+ is not in slostack:vendors of this stack, and (\S+) (?:and \d+ more entr(?:y|ies) )?needs? it.*: (.*)$/.exec(error) ?? [];
      expect(error.startsWith(`${name} is not`)).toBe(true);
      const [first = "", ...rest] = entry.split("/");
      const system = catalog.systems.find(({ system }) => system === first);
      const at = (path: readonly string[], of: unknown) => path.reduce((inner, key) => Object(inner)[key], of);
      expect(at(rest, system && { ...system, ...system.services }) ?? at([first, ...rest], catalog.organization), error).toBeDefined();
      expect(remedies).toMatch(/^add it, or (?:list it in slostack:withoutVendors to|change the catalog so that)/);
    }
  });

  test("a stack may go without it by a setting, unless somebody would not be notified", () => {
    for (const { monitoring } of own) {
      const notifies = monitoring.alerts.some(
        ({ evaluator, route }) => evaluator.evaluator === name || (route.kind === "page" && route.onCall.pager === name),
      );
      const errors = off(monitoring, name, [name]);
      expect(errors).toHaveLength(notifies ? 1 : 0);
      if (notifies) expect(errors[0]).toMatch(/needs? it to notify people: add it, or change the catalog so that/);
    }
  });
});

describe("a detection in logs that pages, alone", () => {
  test("needs the pager and its evaluator, and no stack goes without them", () => {
    const monitoring = detecting("pagerduty");
    expect(needed(monitoring)).toContain("pagerduty");
    for (const name of ["pagerduty", "datadog"])
      expect(off(monitoring, name, [name])).toEqual([
        `${name} is not in slostack:vendors of this stack, and hastecrm/logs/pipelines/security needs it to notify people: add it, or change the catalog so that prod does not need it`,
      ]);
  });

  test("gets a key of the pager", () => {
    const monitoring = detecting("pagerduty");
    const vendors = registry.filter((vendor) => isNeeded(vendor, monitoring));
    const stack = { senders: sendersOf(vendors), setting: () => undefined, required: String };
    expect(
      printPlan(vendors, monitoring, stack)
        .objects.filter(({ vendor }) => vendor === "pagerduty")
        .map(({ name }) => name),
    ).toContain("crm--datadog");
  });

  test("is refused by a pager that takes no pages of its evaluator", () => {
    const monitoring = detecting("opsgenie");
    expect(registry.flatMap((vendor) => vendor.refusals(monitoring))).toContainEqual({
      entry: "hastecrm/logs/pipelines/security",
      why: "datadog cannot page through Opsgenie; set PagerDuty as the pager of on-call crm",
    });
  });
});
