import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { loadCatalog, resolve } from "../../language.ts";
import { isMap } from "../../model/document.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import type { Resolved, Service } from "../../model/resolved.ts";

const directory = join(import.meta.dirname, "..", "catalog");
const runbooks = join(import.meta.dirname, "..", "docs", "runbooks");

function catalogIn(folder: string): CheckedCatalog {
  const { catalog, problems } = loadCatalog(folder, runbooks);
  // Ships that nobody probes: the one warning of the artificial catalog.
  expect(problems.filter(({ code, at }) => code !== "outage-unseen" || at !== "harbor/ships")).toEqual([]);
  if (!catalog) throw new Error("no catalog");
  return catalog;
}

const standing = catalogIn(directory);
const resolved = (environment: string): Resolved => resolve(standing, environment);

function found<T extends { readonly id: string }>(entries: readonly T[], id: string): T {
  const entry = entries.find((one) => one.id === id);
  if (!entry) throw new Error(`no ${id}`);
  return entry;
}

const service = (model: Resolved, system: string, id: string): Service => found(found(model.systems, system).services, id);
const prod = resolved("prod");
const edge = resolved("edge");
const staging = resolved("staging");

describe("environments", () => {
  test("the owner of the account pages; another may page without owning it; staging does neither", () => {
    expect(
      [prod, edge, staging].map(({ environment }) => [environment.id, environment.pages, environment.ownsAccount, environment.post?.slack]),
    ).toEqual([
      ["prod", true, true, undefined],
      ["edge", true, false, undefined],
      ["staging", false, false, "#staging"],
    ]);
  });

  test("its labels join every selector, in the order of labels", () => {
    const metric = found(service(edge, "shop", "web").metrics, "requests");
    expect(Object.entries(metric.where)).toEqual([
      ["cluster", { is: "two" }],
      ["env", { is: "edge" }],
      ["service", { is: "web" }],
    ]);
  });

  test("an override changes what it names and nothing else", () => {
    const of = (model: Resolved) => found(service(model, "shop", "web").slos, "availability");
    expect(
      [prod, edge, staging].map((model) => [
        of(model).target.toFraction(),
        of(model).window / 86_400,
        of(model).policy.id,
        of(model).floor?.share.toFraction(),
      ]),
    ).toEqual([
      ["999/1000", 30, "standard", "199/200"],
      ["999/1000", 7, "weekly", "199/200"],
      ["99/100", 30, "standard", "49/50"],
    ]);
  });

  test("what is off is gone in that environment alone", () => {
    const has = (model: Resolved) => [
      service(model, "shop", "web").slos.some(({ id }) => id === "checkout"),
      service(model, "shop", "web").alerts.some(({ id }) => id === "crowded"),
    ];
    expect([prod, edge, staging].map(has)).toEqual([
      [true, true],
      [true, false],
      [false, true],
    ]);
  });

  test("conditions and severities of alerts are overridden", () => {
    const crowded = found(service(staging, "shop", "web").alerts, "crowded").when;
    expect(crowded.kind === "value" && crowded.threshold.valueOf()).toBe(500);
    expect(found(service(staging, "shop", "web").alerts, "slow").severity.id).toBe("info");
    expect(found(service(prod, "shop", "web").alerts, "slow").severity.id).toBe("urgent");
  });

  test("an environment that does not exist is refused", () => {
    expect(() => resolved("constructor")).toThrow('there is no environment "constructor"');
  });
});

describe("signals", () => {
  const signal = (system: string, of: string, id: string) => found(service(prod, system, of).signals, id);

  test("bounds are in the unit of the metric", () => {
    const fast = signal("shop", "web", "fast");
    expect(fast.kind === "events" && "overBound" in fast.bad && fast.bad.overBound.toFraction()).toBe("1/4");
    const rendered = signal("shop", "web", "rendered");
    expect(rendered.kind === "slices" && rendered.good.under?.valueOf()).toBe(2000);
    expect(rendered.kind === "slices" && "quantile" in rendered.measure && rendered.measure.quantile.toFraction()).toBe("9/10");
  });

  test("a list of values is sorted, whatever its order in the file", () => {
    const checkout = signal("shop", "web", "checkout");
    expect(checkout.kind === "events" && "filter" in checkout.bad && checkout.bad.filter).toEqual({
      code: { anyOf: ["500", "502", "503"] },
    });
    expect(checkout.where).toMatchObject({ route: { anyOf: ["/cart", "/checkout", "/pay"] }, service: { is: "web" } });
  });

  test("two metrics: the total is measured, the bad one counted", () => {
    const delivered = signal("fleet", "trucks", "delivered");
    expect(delivered.kind === "events" && [delivered.metric.name, "metric" in delivered.bad && delivered.bad.metric.name]).toEqual([
      "parcels_total",
      "parcels_lost_total",
    ]);
    expect(delivered.kind === "events" && delivered.quietTraffic?.mul(86_400).valueOf()).toBe(200);
  });

  test("a percentage and a ratio have a range by nature", () => {
    const metrics = service(prod, "fleet", "trucks").metrics;
    expect(found(metrics, "fuel").range?.map(Number)).toEqual([0, 100]);
    expect(found(metrics, "battery").range?.map(Number)).toEqual([0, 1]);
    expect(found(service(prod, "shop", "web").metrics, "memory").range?.map(Number)).toEqual([0, 64 * 1024 ** 3]);
  });

  test("every kind of signal and every kind of condition is in this catalog", () => {
    const services = prod.systems.flatMap((system) => system.services);
    const signals = services.flatMap((one) => one.signals);
    expect(new Set(signals.map(({ kind }) => kind))).toEqual(new Set(["events", "slices", "value", "age", "count"]));
    expect(new Set(signals.flatMap((one) => (one.kind === "events" ? Object.keys(one.bad) : [])))).toEqual(
      new Set(["filter", "overBound", "metric", "where", "allBut", "good", "upToBound", "raw"]),
    );
    expect(new Set(signals.flatMap((one) => (one.kind === "slices" ? Object.keys(one.measure) : [])))).toEqual(
      new Set(["across", "quantile", "failed", "least", "each", "outOf"]),
    );
    expect(new Set(signals.flatMap((one) => (one.kind === "value" ? [one.across] : [])))).toEqual(new Set(["min", "max", "avg", "sum"]));
    const conditions = services.flatMap((one) =>
      one.alerts.map(({ when }) => ("compare" in when ? `${when.kind} ${when.compare}` : when.kind)),
    );
    expect(new Set(conditions)).toEqual(
      new Set([
        "bad-share",
        "value above",
        "value below",
        "forecast above",
        "forecast below",
        "change falls",
        "change rises",
        "age",
        "count above",
        "count below",
        "absent",
        "occurs",
      ]),
    );
  });
});

describe("people", () => {
  test("an escalation ends with the levels of the one it goes on into", () => {
    const { levels } = found(prod.organization.escalations, "shop");
    expect(levels.map(({ kind, target, wait }) => [kind, target.id, wait])).toEqual([
      ["schedule", "shop-day-and-night", 300],
      ["person", "cleo", 600],
      ["person", "dan", 1800],
    ]);
  });

  test("a rotation keeps its order; members of a team and layers of a schedule have that of their ids", () => {
    const { layers } = found(prod.organization.schedules, "shop-day-and-night");
    expect(layers.map(({ id }) => id)).toEqual(["day", "evening", "morning", "weekend"]);
    expect(found(layers, "morning").rotation.map(({ id }) => id)).toEqual(["cleo", "ada"]);
    expect(found(layers, "weekend").start).toBe("2026-01-03T00:00:00");
    expect(found(prod.organization.teams, "shop").members.map(({ id }) => id)).toEqual(["ada", "bob", "cleo"]);
  });

  test("a service has its own on-call service before the system's", () => {
    expect(service(prod, "fleet", "trucks").onCall?.id).toBe("fleet");
    expect(service(prod, "shop", "web").onCall?.id).toBe("shop");
  });

  test("runbooks have one address, with or without a slash at the end of its base", () => {
    expect(found(service(prod, "shop", "web").alerts, "down").runbook.url).toBe("https://runbooks.example.com/orbit/web-down.md");
  });
});

describe("panels", () => {
  const { panels } = found(found(prod.systems, "shop").dashboards, "web");
  test("keep the order in which they were written", () => {
    expect(panels.map(({ id }) => id)).toEqual(["traffic", "errors", "latency", "rendering", "sessions", "memory"]);
  });
  test("have the line that they write themselves, else none", () => {
    expect(panels.map(({ threshold }) => threshold?.valueOf())).toEqual([1000, undefined, undefined, 1500, undefined, 48 * 1024 ** 3]);
  });
});

/** A value with the keys of every map in another order; panels alone have an order that means something. */
function shuffled(value: unknown, order: (key: string) => number, keep = false): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (!isMap(value)) return value;
  const keys = keep ? Object.keys(value) : Object.keys(value).sort((one, other) => order(one) - order(other));
  return Object.fromEntries(keys.map((key) => [key, shuffled(value[key], order, key === "panels" || key === "pipelines")]));
}

const text = (model: Resolved) => JSON.stringify(model, (_, value) => (typeof value === "bigint" ? `${value}n` : value));

test("any order of the keys resolves to the same model, byte by byte", () => {
  const folders = ["systems", "profiles"];
  const below = folders.flatMap((folder) => readdirSync(join(directory, folder)).map((name) => `${folder}/${name}`));
  const files = ["organization.yaml", ...below];
  const values = files.map((file) => ({ file, value: load(readFileSync(join(directory, file), "utf8")) }));
  const expected = { prod: text(prod), edge: text(edge), staging: text(staging) };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const order = (key: string) =>
        [...key].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0, seed >>> 0);
      const other = mkdtempSync(join(tmpdir(), "shuffled-"));
      try {
        for (const folder of folders) mkdirSync(join(other, folder));
        for (const { file, value } of values) writeFileSync(join(other, file), JSON.stringify(shuffled(value, order)));
        const catalog = catalogIn(other);
        for (const [environment, model] of Object.entries(expected)) expect(text(resolve(catalog, environment))).toBe(model);
      } finally {
        rmSync(other, { recursive: true });
      }
    }),
    { numRuns: 20 },
  );
});
