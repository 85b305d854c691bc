import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fraction from "fraction.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replay } from "../../../analysis/review/backtest/evaluate.ts";
import { type Recorded, recorderOf } from "../../../analysis/review/backtest/recorder.ts";
import { countsFor, distanceOf, guardsFor, pagesFor, withWatching } from "../../../analysis/tune/candidates.ts";
import { medianDelay, weekly } from "../../../analysis/tune/score.ts";
import { objectivesIn, type Tuned, type TuneOptions, tune } from "../../../analysis/tune/tune.ts";
import { type Eventful, eventful, feed } from "../../../bench/eventful.ts";
import { writeMadeCatalog } from "../../../bench/made-catalog.ts";
import { chance, poisson } from "../../../cli/history/example/chance.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { single } from "../../../model/composite.ts";
import { sloAlerts } from "../../../monitors/slo-alerts.ts";

const parent = mkdtempSync(join(tmpdir(), "tune-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

function objectiveAt(target: number) {
  const { catalog } = loadCatalog(writeMadeCatalog(join(parent, String(target)), 1, target).catalog);
  if (!catalog) throw new Error("the made catalog has problems");
  // By the minute, which is half of the work.
  for (const source of Object.values(catalog.organization.sources)) Object.assign(source, { scrape: "1m", evaluate: "1m" });
  const [one] = objectivesIn(resolve(catalog, "prod"));
  if (!one) throw new Error("the made catalog has no objective");
  return one;
}

const strict = objectiveAt(99.9);

describe("the candidates", () => {
  const { page, leastBadEvents, leastBadMinutes } = strict.slo.policy;

  test("begin with the present policy, each of them once", () => {
    const candidates = pagesFor(strict.slo);
    expect(candidates[0]).toEqual({ page, leastBadEvents, leastBadMinutes });
    const texts = candidates.map((one) => JSON.stringify(one.page.map((row) => [row.share.toFraction(), row.in])));
    expect(new Set(texts).size).toBe(texts.length);
    expect(candidates.length).toBeGreaterThan(50);
  });

  test("have other shares, windows, and one row instead of two", () => {
    const candidates = pagesFor(strict.slo).map((one) => one.page.map((row) => `${row.share.toFraction()} in ${row.in}`).join(", "));
    expect(candidates).toEqual(expect.arrayContaining(["1/50 in 1800", "1/25 in 3600, 1/10 in 10800", "1/25 in 3600, 1/20 in 21600"]));
  });

  test("of a low target are those alone that its cap leaves as they are written", () => {
    const low = objectiveAt(95).slo;
    for (const { page: rows } of pagesFor(low).slice(1))
      for (const row of rows) {
        const threshold = row.share.mul(low.policy.window).div(row.in).mul(new Fraction(1).sub(low.target));
        expect(threshold.compare(1 / 2)).toBeLessThanOrEqual(0);
      }
    expect(pagesFor(low).length).toBeLessThan(pagesFor(strict.slo).length);
  });

  test("have other counts, of one failure at least", () => {
    const counts = (least: number) => countsFor({ page, leastBadEvents: least }).map((one) => one.leastBadEvents);
    expect(counts(10)).toEqual([1, 2, 5, 20, 50, 100, 200]);
    expect(Math.min(...counts(1))).toBe(1);
  });

  test("have bad minutes where there are none, and others or none where there are, each with no fewer failures", () => {
    const guards = (leastBadMinutes?: number) =>
      guardsFor({ page, leastBadEvents: 10, ...(leastBadMinutes !== undefined && { leastBadMinutes }) }).map((one) => [
        one.leastBadEvents,
        one.leastBadMinutes,
      ]);
    const counts = [10, 20, 50, 100, 200];
    expect(guards()).toEqual([4, 8, 16].flatMap((minutes) => counts.map((count) => [count, minutes])));
    expect(guards(4)).toEqual([undefined, 2, 8, 16].flatMap((minutes) => counts.map((count) => [count, minutes])));
    expect(guards(2).map(([, minutes]) => minutes)).not.toContain(2);
  });

  test("without bad minutes are policies without the key", () => {
    const without = withWatching(strict.slo.policy, { page, leastBadEvents: 20 });
    expect(without).not.toHaveProperty("leastBadMinutes");
    expect({ ...without, leastBadMinutes }).toEqual({ ...strict.slo.policy, leastBadEvents: 20 });
    expect(withWatching(without, { page, leastBadEvents: 20, leastBadMinutes: 8 }).leastBadMinutes).toBe(8);
  });

  test("are as far away as factors of two have been applied", () => {
    const [first, second] = page;
    if (!first || !second) throw new Error("two rows");
    const shorter = { page: [{ ...first, in: first.in / 2 }, second], leastBadEvents: leastBadEvents * 4 };
    expect(distanceOf(shorter, { page, leastBadEvents })).toBeCloseTo(3);
    expect(distanceOf({ page: [first], leastBadEvents }, { page, leastBadEvents })).toBe(2);
    const minutes = (least: number) => ({ page, leastBadEvents, leastBadMinutes: least });
    expect(distanceOf(minutes(4), { page, leastBadEvents })).toBe(2);
    expect(distanceOf(minutes(4), minutes(16))).toBe(2);
    expect(distanceOf({ page, leastBadEvents }, { page, leastBadEvents })).toBe(0);
  });
});

const weeks = 8;
const span = { from: 0, to: weeks * 604_800 };
const recordedOf = ({ minutes, incidents }: Eventful, to = span.to): Recorded => {
  const recorder = recorderOf([single(strict.slo.signal)], { ...span, to });
  feed(recorder, { minutes: minutes.slice(0, to / 60), incidents });
  return recorder.recorded();
};

/** A request a minute; outages of forty minutes, and a client that fails fifteen times within one minute. */
function lowTraffic(seed: number): Eventful {
  const next = chance(seed);
  const minutes = Array.from({ length: weeks * 10_080 }, () => ({ total: poisson(1, next), bad: 0 }));
  const incidents = Array.from({ length: weeks * 2 }, (_, index) => {
    const from = index * 5040 + Math.floor(next() * 4000);
    minutes.fill({ total: 1, bad: 1 }, from, from + 40);
    return { id: `outage-${index}`, title: "outage", from: from * 60, to: (from + 40) * 60, services: ["system-0/service-0"] };
  });
  for (let count = weeks * 10; count > 0; count--) minutes[Math.floor(next() * minutes.length)] = { total: 17, bad: 15 };
  return { minutes, incidents };
}

describe("on weeks with outages, deployments and a batch at night", () => {
  const history = eventful(2, weeks);
  let options: TuneOptions;
  let tuned: Tuned;
  beforeAll(() => {
    options = { recorded: recordedOf(history), span, incidents: history.incidents, unread: () => undefined, pagesAWeek: 2.5 };
    const [found] = tune([strict], options);
    if (!found || "why" in found) throw new Error(found?.why ?? "nothing was tuned");
    tuned = found;
  });

  test("a policy is found that pages less, and for every incident that the present one pages for", () => {
    const { present, best } = tuned;
    expect(best?.chosen.outside).toBeLessThan(present.chosen.outside * 0.7);
    expect([...(best?.chosen.delays.keys() ?? [])]).toEqual(expect.arrayContaining([...present.chosen.delays.keys()]));
    expect(best?.heldOut.outside).toBeLessThan(present.heldOut.outside);
  });

  test("its figures are those of its page, replayed", () => {
    if (!tuned.best) throw new Error("nothing was proposed");
    const slo = { ...strict.slo, policy: withWatching(strict.slo.policy, tuned.best.watching) };
    const [page] = sloAlerts(strict.scope, slo).filter(({ kind }) => kind === "burn-page");
    if (!page) throw new Error("no page");
    const firings = replay(page, options.recorded);
    expect(tuned.best.whole.pages).toBe(firings.length);
    expect(tuned.best.chosen.pages + tuned.best.heldOut.pages).toBe(firings.length);
  });

  test("the curve goes from few pages to many, and each has something that those with fewer have not", () => {
    expect(tuned.curve.length).toBeGreaterThan(2);
    for (const [index, { whole }] of tuned.curve.entries())
      for (const { whole: fewer } of tuned.curve.slice(0, index)) {
        expect(fewer.pages).toBeLessThanOrEqual(whole.pages);
        expect(fewer.delays.size < whole.delays.size || medianDelay(fewer) > medianDelay(whole)).toBe(true);
      }
  });

  test("a budget of pages has its price", () => {
    const { best, price, present } = tuned;
    if (!price || price === "impossible") throw new Error("there is no price");
    expect(weekly((best ?? present).chosen.pages, present.chosen)).toBeGreaterThan(2.5);
    expect(weekly(price.chosen.pages, price.chosen)).toBeLessThanOrEqual(2.5);
    expect(price.chosen.delays.size < present.chosen.delays.size || medianDelay(price.chosen) > medianDelay(present.chosen)).toBe(true);
  });

  test.each([
    ["below every policy is impossible", 0.01, "impossible"],
    ["that is kept anyway has no price", 1000, undefined],
  ])("a budget %s", (_, pagesAWeek, price) => {
    // Half of the weeks are enough to tell.
    const [found] = tune([strict], {
      ...options,
      span: { from: 0, to: span.to / 2 },
      recorded: recordedOf(history, span.to / 2),
      pagesAWeek,
    });
    expect(found && "present" in found ? found.price : found?.why).toBe(price);
  });
});

test("at low traffic bad minutes take the place of a few failures, where one client has as many in a minute", () => {
  const history = lowTraffic(5);
  const { page, leastBadEvents } = strict.slo.policy;
  const policy = withWatching(strict.slo.policy, { page, leastBadEvents });
  const [found] = tune([{ scope: strict.scope, slo: { ...strict.slo, policy } }], {
    recorded: recordedOf(history),
    span,
    incidents: history.incidents,
    unread: () => undefined,
  });
  if (!found || "why" in found) throw new Error(found?.why ?? "nothing was tuned");
  const { present, best, confirmed } = found;
  expect(present.watching.leastBadMinutes).toBeUndefined();
  expect(best?.watching.leastBadMinutes).toBeGreaterThanOrEqual(4);
  expect(best?.watching.leastBadEvents).toBeGreaterThan(leastBadEvents);
  expect(best?.heldOut.outside).toBeLessThan(present.heldOut.outside * 0.7);
  expect(best?.heldOut.delays.size).toBe(present.heldOut.delays.size);
  expect(confirmed).toBe(true);
});

describe("is not tuned", () => {
  const quiet: Eventful = { minutes: Array.from({ length: weeks * 10_080 }, () => ({ total: 10, bad: 0 })), incidents: [] };
  const why = (more: Partial<TuneOptions>) =>
    tune([strict], { recorded: recordedOf(quiet), span, incidents: [], unread: () => undefined, ...more })[0];

  test("where too few incidents were paged for", () => {
    expect(why({})).toMatchObject({ why: expect.stringContaining("0 and 0 of its service's incidents") });
  });

  test("where its data was not read, with the reason", () => {
    expect(why({ unread: () => "the history has no such series" })).toMatchObject({ why: "the history has no such series" });
  });
});
