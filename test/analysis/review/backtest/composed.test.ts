import { describe, expect, it } from "vitest";
import { spentOf } from "../../../../analysis/review/backtest/budget.ts";
import { budgetPicture, standingOf } from "../../../../analysis/site/standing.ts";
import { objectivesIn, tune } from "../../../../analysis/tune/tune.ts";
import type { Slo } from "../../../../model/resolved.ts";
import { at, counted, payments, requests, revisions } from "../../../cli/site/counted-shop.ts";

const [resolved] = revisions;
if (!resolved) throw new Error("no catalog");
const objectives = objectivesIn(resolved);
const objective = (id: string) => {
  const found = objectives.find(({ slo }) => slo.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const [worst, whole] = ["worst", "whole"].map((id) => objective(id).slo) as [Slo, Slo];

const [from, to] = [at("2026-09-28T00:00Z"), at("2026-10-03T00:00Z")];
/** Ten requests a minute, of which one in a hundred fails, and one payment, of which one in forty fails. */
const history = counted(from, to, [
  requests("GET", "200", (end) => (end % 600 === 0 ? 9 : 10)),
  requests("GET", "500", (end) => Number(end % 600 === 0)),
  payments("ok", (end) => Number(end % 2400 !== 0)),
  payments("failed", (end) => Number(end % 2400 === 0)),
]);
const shares = { requests: 0.01, payments: 0.025 };

describe("of an objective on several signals", () => {
  it("the budget spent is the worst share of all, or their weighted mean, of the same minutes", () => {
    const all = { target: "99%", window: 4 * 86_400, recorded: 4 * 86_400 };
    expect(spentOf(worst, history.recorded)).toEqual({ ...all, share: expect.closeTo(shares.payments / 0.01, 2) });
    expect(spentOf(whole, history.recorded)).toEqual({
      ...all,
      share: expect.closeTo((3 * shares.requests + shares.payments) / 4 / 0.01, 2),
    });
  });

  it("a signal without events adds nothing, and without any there is no share", () => {
    const only = counted(from, to, [requests("GET", "200", () => 9), requests("GET", "500", () => 1), payments("ok", () => 0)]);
    expect(spentOf(worst, only.recorded).share).toBeCloseTo(10, 2);
    expect(spentOf(whole, only.recorded).share).toBeCloseTo(7.5, 2);
    const none = counted(from, to, [requests("GET", "200", () => 0), payments("ok", () => 0)]);
    expect(spentOf(whole, none.recorded)).not.toHaveProperty("share");
  });

  it("a site says whether it is kept, and draws what was left", () => {
    expect(standingOf(worst, history)).toEqual({ state: "broken", words: "broken: 250% of the error budget spent" });
    expect(standingOf(whole, history)).toEqual({ state: "broken", words: "broken: 138% of the error budget spent" });
    expect(budgetPicture(whole, history)?.alt).toContain("At the end, 2026-10-03: -37.5%.");
  });

  it("nothing is said where one of them was not recorded", () => {
    const half = counted(from, to, [requests("GET", "200", () => 10)]);
    expect(standingOf(whole, half)).toEqual({ state: "unknown", words: "unknown: the history has no payments_total" });
    expect(tune([objective("whole")], { ...half, span: { from, to }, incidents: [] })).toEqual([
      { slo: whole, why: "the history has no payments_total" },
    ]);
  });

  it("its policy is tuned on the pages that it would have sent", () => {
    const outages = [0, 1, 3, 4].map((day) => from + day * 86_400 + 6 * 3600);
    const isOut = (end: number) => outages.some((begin) => begin < end && end <= begin + 3600);
    const troubled = counted(from, to, [
      requests("GET", "200", (end) => (isOut(end) ? 0 : 10)),
      requests("GET", "500", (end) => (isOut(end) ? 10 : 0)),
      payments("ok", () => 2),
      payments("failed", () => 0),
    ]);
    const incidents = outages.map((begin) => ({ id: `${begin}`, title: "Outage", from: begin, to: begin + 3600, services: ["shop/api"] }));
    const [tuned] = tune([objective("whole")], { ...troubled, span: { from, to }, incidents });
    expect(tuned).toMatchObject({ slo: whole, present: { whole: { pages: 4, outside: 0 } } });
  });
});
