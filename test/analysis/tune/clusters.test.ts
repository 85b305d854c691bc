import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { recorderOf } from "../../../analysis/review/backtest/recorder.ts";
import { type Clustered, clustersOf } from "../../../analysis/tune/clusters.ts";
import { objectivesIn } from "../../../analysis/tune/tune.ts";
import { byChance, type Life, scrapedLife } from "../../../bench/life.ts";
import { writeMadeCatalog } from "../../../bench/made-catalog.ts";
import { chance } from "../../../cli/history/example/chance.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { measuredOf } from "../../../model/composite.ts";
import type { Incident } from "../../../model/incidents.ts";

const parent = mkdtempSync(join(tmpdir(), "clusters-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const { catalog } = loadCatalog(writeMadeCatalog(parent, 1).catalog);
if (!catalog) throw new Error("the made catalog has problems");
const objectives = objectivesIn(resolve(catalog, "prod"));
const minutes = 60 * 1440;

function measured(life: Life, incidents: readonly Incident[] = []) {
  const span = { from: 0, to: life.length * 60 };
  const recorder = recorderOf(
    objectives.flatMap(({ slo }) => measuredOf(slo.signal)),
    span,
  );
  for (const [status, samples] of Object.entries(scrapedLife(life))) {
    const series = recorder.series("requests_0_0_total", { env: "prod", service: "service-0", status });
    for (const [number, value] of samples.entries()) series?.add(number * 30, value);
  }
  return clustersOf(objectives, { recorded: recorder.recorded(), span, incidents, unread: () => undefined })[0];
}
const found = (...asked: Parameters<typeof measured>): Clustered => {
  const one = measured(...asked);
  if (!one || "why" in one) throw new Error(one?.why);
  return one;
};

describe("the design effect of failures", () => {
  const seed = randomInt(2 ** 31 - 1);
  const livesOf = (size: number, spread: number) => byChance({ hourly: 400, minutes, shareAt: () => 0.002, size, spread }, chance(seed));

  test.each([
    ["of independent failures is one, and so is that of their minutes", 1, 1, 1, 1],
    ["of three in one minute is three, and their minutes are independent", 3, 1, 3, 1],
    // One, two or three minutes: 4.78 in the mean of squares, 2.11 in the mean.
    ["of three within three minutes is three, and that of their minutes is two", 3, 3, 3, 2.26],
  ])(`%s (seed ${seed})`, (_, size, spread, ofFailures, ofMinutes) => {
    const { designEffect, proposed } = found(livesOf(size, spread));
    // 1,152 failures in 1,440 windows: the standard error is below 7 % of independent ones, and 12 % of clusters.
    expect(Math.abs(designEffect.ofFailures / ofFailures - 1)).toBeLessThan(0.5);
    expect(Math.abs(designEffect.ofMinutes / ofMinutes - 1)).toBeLessThan(0.5);
    expect(proposed.leastBadMinutes).toBe(Math.round(4 * Math.max(1, designEffect.ofMinutes)));
    expect(proposed.leastBadEvents).toBe(Math.max(10, Math.round(4 * designEffect.ofFailures)));
  });

  test("follows the traffic, whose ebb by night is no cluster", () => {
    const daily = byChance({ hourly: 6000, minutes, shareAt: () => 0.001, size: 1, spread: 1 }, chance(seed));
    const quiet = byChance({ hourly: 60, minutes, shareAt: () => 0.001, size: 1, spread: 1 }, chance(seed));
    const life = daily.map((minute, at) => (at % 1440 < 480 ? (quiet[at] ?? minute) : minute));
    expect(found(life).designEffect.ofFailures, `seed ${seed}`).toBeLessThan(1.5);
  });

  test("leaves incidents out", () => {
    const calm = livesOf(1, 1);
    const life = calm.map((minute, at) => (at >= 5000 && at < 5120 ? { total: minute.total, bad: minute.total } : minute));
    const incident = { id: "outage", title: "Outage", from: 5000 * 60, to: 5120 * 60, services: ["system-0/service-0"] };
    expect(found(life).designEffect.ofFailures).toBeGreaterThan(50);
    const { designEffect, incidents } = found(life, [incident]);
    expect(incidents).toBe(1);
    expect(designEffect.ofFailures, `seed ${seed}`).toBeLessThan(1.5);
    expect(found(life, [{ ...incident, services: ["system-0/other"] }]).incidents).toBe(0);
  });

  test("is not told by a handful of failures", () => {
    const life = Array.from({ length: minutes }, (_, at) => ({ total: 1, bad: at % 8640 === 4000 ? 1 : 0 }));
    expect(measured(life)).toMatchObject({ why: "it has 10 failures outside of incidents; it takes 25 to tell" });
  });
});
