import { beforeAll, describe, expect, it } from "vitest";
import type { Interval } from "../../analysis/prove/watch.ts";
import { watch } from "../../analysis/prove/watched.ts";
import { chance as chanceOf } from "../../cli/history/example/chance.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import type { Alert } from "../../monitors/alert.ts";
import { resolvedCatalog } from "./catalog.ts";
import { firings, type Ran, type Scene } from "./firings.ts";
import { historyOf } from "./histories.ts";
import { recordedOf, replayed } from "./replayed.ts";
import { disturbances, lives } from "./scenes.ts";

/*
 * One SLO by tenant, beside as many SLOs as there are tenants: in Prometheus' rule engine each tenant fires in the very intervals in
 * which it would by itself.
 */

const tenants = ["acme", "borealis", "cirrus"] as const;
type Tenant = (typeof tenants)[number];

const alertsOf = (edit: (catalog: CheckedCatalog) => void): Alert[] =>
  watch(resolvedCatalog("test/catalog", edit)).alerts.filter(({ kind, service }) => service?.path === "quays/desk" && watching.has(kind));
const watching: ReadonlySet<Alert["kind"]> = new Set(["burn-page", "burn-ticket", "floor", "threshold"]);

/** The service with its grouped signals alone, evaluated as often as recorded. */
function desk({ organization, systems }: CheckedCatalog) {
  for (const source of Object.values(organization.sources)) if (source.kind === "prometheus") Object.assign(source, { evaluate: "1m" });
  const service = systems.find(({ system }) => system === "quays")?.services.desk;
  if (!service) throw new Error("there is no desk");
  const { answering: _, ...signals } = service.signals;
  const { down: __, ...alerts } = service.alerts;
  return Object.assign(service, { signals, alerts });
}

type Written = Record<string, { by?: string[]; where?: Record<string, unknown> } | undefined>;
const inner = (signal: unknown) => {
  const written = signal as Written;
  const found = written.events ?? written.slices ?? written.count;
  if (!found) throw new Error("no signal with groups");
  return found;
};

const byTenant = alertsOf((catalog) => {
  for (const signal of Object.values(desk(catalog).signals)) inner(signal).by = ["tenant"];
});

/** An SLO or alert of each tenant, on a signal that selects it. */
const single = alertsOf((catalog) => {
  const service = desk(catalog);
  const each = <T>(entries: Readonly<Record<string, T>>, of: (entry: T, tenant: Tenant) => void) =>
    Object.fromEntries(
      tenants.flatMap((tenant) =>
        Object.entries(structuredClone(entries)).map(([id, entry]) => {
          of(entry, tenant);
          return [`${id}-${tenant}`, entry];
        }),
      ),
    );
  const readOf = (entry: { signal: string; title?: string | undefined }, tenant: Tenant) =>
    Object.assign(entry, { signal: `${entry.signal}-${tenant}` });
  const signals = each(service.signals, (signal, tenant) => {
    const { by: _, ...rest } = inner(signal);
    const key = Object.keys(signal).find((one) => one === "events" || one === "slices" || one === "count") ?? "";
    Object.assign(signal, { [key]: { ...rest, where: { ...rest.where, tenant } }, "at-most": undefined });
  });
  Object.assign(service, { signals, slos: each(service.slos, readOf), alerts: each(service.alerts, readOf) });
});

type Story = readonly [life: keyof typeof lives, scraping: keyof typeof disturbances];
const stories: Readonly<Record<string, Readonly<Record<Tenant, Story>>>> = {
  "one fails, one flaps, one is well": {
    acme: ["a total outage", "undisturbed"],
    borealis: ["flapping, short pauses", "counter resets"],
    cirrus: ["low traffic", "several instances"],
  },
  "all fail, each at its own time": {
    acme: ["a step, and back", "missed scrapes"],
    borealis: ["a slow leak", "undisturbed"],
    cirrus: ["spikes", "a series that is gone and comes back"],
  },
  "one is gone for good, one is born late, one has nothing to do": {
    acme: ["a total outage", "one instance gone for good"],
    borealis: ["a first failure late", "failures born late"],
    cirrus: ["no traffic", "undisturbed"],
  },
};
const minutes = 480;

const scenesOf = (name: string, story: Readonly<Record<Tenant, Story>>): readonly [grouped: Scene, apart: Scene] => {
  const series = tenants.flatMap((tenant, index) => {
    const [life, scraping] = story[tenant];
    const chance = chanceOf(index + 1);
    const own = single.filter((alert) => alert.name.includes(`-${tenant}`));
    const lived = lives[life]?.(minutes, chance);
    const disturbed = disturbances[scraping]?.(minutes, chance);
    if (!lived || !disturbed || own.length === 0) throw new Error(`${name}: ${tenant} has no story`);
    return historyOf(own, minutes, lived, disturbed, chance);
  });
  return [
    { name: `${name}, by tenant`, alerts: byTenant, minutes, series, apart: "tenant" },
    { name: `${name}, one by one`, alerts: single, minutes, series },
  ];
};
const pairs = Object.entries(stories).map(([name, story]) => [name, ...scenesOf(name, story)] as const);
let real = new Map<Scene, Ran>();

beforeAll(async () => {
  real = await firings(pairs.flatMap(([, grouped, apart]) => [grouped, apart]));
}, 900_000);

/** `quays--desk--availability--page acme`, from the name of a single SLO's alert. */
const asGroup = (name: string): string =>
  name.replace(/^(.*?)-(acme|borealis|cirrus)(--.*)?$/, (_all, id, tenant, kind = "") => `${id}${kind} ${tenant}`);
const sorted = (fires: Iterable<readonly [string, readonly Interval[]]>) =>
  Object.fromEntries([...fires].sort(([one], [other]) => (one < other ? -1 : 1)));

describe("three tenants of one SLO fire as three SLOs do", () => {
  it.each(pairs)("%s", (_name, grouped, apart) => {
    const [one, three] = [real.get(grouped), real.get(apart)];
    if (!one || !three) throw new Error("promtool did not run it");
    expect(three.fires.size).toBeGreaterThan(1);
    expect(sorted(one.fires)).toEqual(sorted([...three.fires].map(([name, intervals]) => [asGroup(name), intervals] as const)));
  });

  it("in every kind of alert, and each tenant in some", () => {
    const fired = new Set([...real.values()].flatMap(({ fires }) => [...fires.keys()]).filter((name) => name.includes(" ")));
    for (const kind of ["availability--page", "availability--ticket", "latency--page", "queues--page", "bounces", "refused"])
      expect([kind, [...fired].some((name) => name.includes(`--${kind} `))]).toEqual([kind, true]);
    for (const tenant of tenants) expect([tenant, [...fired].some((name) => name.endsWith(` ${tenant}`))]).toEqual([tenant, true]);
  });
});

describe("the project's own evaluator fires for each tenant in the very intervals of Prometheus", () => {
  it.each(pairs)("%s", (_name, grouped) => {
    expect(sorted(Object.entries(replayed(grouped, recordedOf(grouped))))).toEqual(sorted(real.get(grouped)?.fires ?? []));
  });
});
