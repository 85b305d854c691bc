import { describe, expect, test } from "vitest";
import { alertOf, watch } from "../../../../analysis/prove/watched.ts";
import { coveredBy, incidentChanges, unmarkedOf } from "../../../../analysis/review/backtest/incidents.ts";
import { type Called, isOver, loadOf, overBudget } from "../../../../analysis/review/backtest/load.ts";
import { loudnessOf, type Played } from "../../../../analysis/review/backtest/played.ts";
import { resolvedCatalog } from "../../../prometheus/catalog.ts";

const watched = watch(resolvedCatalog("test/products/catalog"));
const page = alertOf(watched, "hastecrm/api/availability", "burn-page");
const ticket = alertOf(watched, "hastecrm/api/availability", "burn-ticket");
const elsewhere = alertOf(watched, "hastecrm/database/down", "threshold");
const day = 86_400;
const span = { from: 0, to: 28 * day };
type Times = readonly (readonly [number, number])[];
const played = (alert: Played["alert"], times: Times, loudness = loudnessOf(alert)): Played => ({
  alert,
  loudness,
  firings: times.map(([from, to]) => ({ from, to })),
});
const incident = (id: string, from: number, to: number, services = ["hastecrm/api"]) => ({ id, title: id, from, to, services });

describe("an incident", () => {
  const outage = incident("outage", 1000, 4000);
  const seen = (...of: Played[]) =>
    incidentChanges(
      [outage],
      of.map((one) => ({ after: one })),
      span,
    )[0]?.after;

  test("is told of by the first alert of its services that fires while it lasts, a page and a post each", () => {
    const both = seen(
      played(page, [
        [2000, 3000],
        [3500, 3600],
      ]),
      played(ticket, [[1200, 5000]]),
    );
    expect(both).toEqual({ page: { alert: page.title, delay: 1000 }, post: { alert: ticket.title, delay: 200 } });
  });

  test("may begin while the alert fires already", () => {
    expect(seen(played(page, [[500, 1001]]))).toEqual({ page: { alert: page.title, delay: -500 } });
  });

  test.each<[string, Played]>([
    ["only before it", played(page, [[500, 1000]])],
    ["only after it", played(page, [[4000, 5000]])],
    ["of another service", played(elsewhere, [[2000, 3000]])],
    ["on trial", played(page, [[2000, 3000]], "shadow")],
  ])("is missed where an alert fires %s", (_, one) => {
    expect(seen(one)).toEqual({});
  });

  test("outside of the history is left out", () => {
    const out = [incident("before", -100, 0), incident("after", 28 * day, 29 * day), incident("half", -100, 100)];
    expect(incidentChanges(out, [], span).map(({ id }) => id)).toEqual(["half"]);
    expect(coveredBy(played(page, [[50, 60]]), out, span)).toEqual({ of: 1, seen: 1 });
  });

  test("of whatever service explains a page; a page at another time is perhaps for nothing, a post never", () => {
    const marked = [outage, incident("other", 10_000, 11_000, ["hastecrm/database"])];
    const pages = played(page, [
      [3999, 5000],
      [10_500, 10_600],
      [20_000, 20_100],
    ]);
    expect(unmarkedOf(marked, [pages, played(ticket, [[30_000, 40_000]])], span).map(({ firing }) => firing.from)).toEqual([20_000]);
  });
});

describe("pages a person", () => {
  /** Two people in turns of a week. */
  const called: Called = (onCall, at) => (onCall.id === "crm" ? ["Ada", "Bob"][Math.floor(at / (7 * day)) % 2] : undefined);
  const of = (...times: number[]) => ({
    played: [
      played(
        page,
        times.map((at) => [at, at + 60] as const),
      ),
      played(ticket, [[5, 6]]),
    ],
    called,
  });

  test("are counted at the instant of each page, for who is called first then; a post calls nobody", () => {
    expect(loadOf(of(0, 8 * day), of(0, 1, 2, 15 * day), span)).toEqual([
      { person: "Ada", before: 1, after: 4, weeklyBefore: 0.25, weeklyAfter: 1 },
      { person: "Bob", before: 1, after: 0, weeklyBefore: 0.25, weeklyAfter: 0 },
    ]);
  });

  test("that reach nobody are told as such", () => {
    const nobody: Called = () => undefined;
    expect(loadOf({ ...of(0), called: nobody }, { ...of(), called: nobody }, span)).toEqual([
      { person: "nobody", before: 1, after: 0, weeklyBefore: 0.25, weeklyAfter: 0 },
    ]);
  });

  test("beyond the budget are a warning that names the person and both figures", () => {
    const load = loadOf(of(), of(0, 1, 2, 3, 4), span);
    expect(overBudget(load, { pages: 1, in: 7 * day }, span)).toEqual([
      {
        severity: "warning",
        entry: "organization/review/page-budget",
        what: "Ada may expect 1.3 pages in 7 d, and the budget is 1",
        way: "make paging alerts less sensitive or tickets, fix what fails, or share the rotation with more people",
      },
    ]);
    const worse = loadOf(of(0, 1, 2, 3, 4, 5), of(0, 1, 2, 3, 4), span);
    expect(overBudget(worse, { pages: 1, in: 7 * day }, span)[0]?.what).toBe(
      "Ada may expect 1.3 pages in 7 d, and the budget is 1; it was 1.5 before",
    );
  });

  test("may be as many as the budget says; a history shorter than its time says nothing", () => {
    const [ada] = loadOf(of(), of(0, 1, 2, 3), span);
    if (!ada) throw new Error("nobody was called");
    expect(isOver(ada, { pages: 1, in: 7 * day }, span)).toBe(false);
    expect(isOver(ada, { pages: 0.5, in: 7 * day }, span)).toBe(true);
    expect(isOver(ada, { pages: 0.5, in: 29 * day }, span)).toBe(false);
  });
});
