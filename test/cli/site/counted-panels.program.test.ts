import { beforeAll, describe, expect, test } from "vitest";
import { type RecordedPanels, recordedFrom } from "../../../cli/site/recorded-panels.ts";
import { panelsIn } from "../../../dashboards/dashboard.ts";
import { at, counted, dashboardOf, payments, requests } from "./counted-shop.ts";

/* What panels of SLOs show of a history, in Prometheus' own engine, against counts by hand. */

type Shown = readonly (readonly [line: string, ...points: (number | null)[]])[];

/** The first and the last point of each line of a panel, of one of a figure this alone. */
function shownBy({ drawn }: RecordedPanels, title: string): Shown {
  const found = drawn.find(({ panel }) => panel.title === title);
  if (!found) throw new Error(`${title} is not drawn`);
  return found.lines.flat().map(({ name, points }) => [name, ...new Set([points.at(0) ?? null, points.at(-1) ?? null])]);
}

const near = (value: number) => expect.closeTo(value, 9);

describe("five days, of which two are in a new month and quarter", () => {
  const [begin, first, end] = [at("2026-09-28T00:00Z"), at("2026-10-01T00:00Z"), at("2026-10-03T00:00Z")];
  const isIn = (minute: number, from: number, to: number) => minute > from && minute <= to;
  /** 180 in the last hour of September, 120 in the first of October, 60 in the last before the end, and two more in the last minute. */
  const failures = (minute: number) => {
    if (isIn(minute, first - 3600, first)) return 3;
    if (isIn(minute, first, first + 3600)) return 2;
    return Number(isIn(minute, end - 3600, end)) + 2 * Number(minute === end);
  };
  /** Eleven methods more, of which the first has fewest failures. */
  const rest = Array.from({ length: 11 }, (_, index) => `M${String(index + 1).padStart(2, "0")}`);
  const history = counted(begin, end, [
    requests("GET", "200", (minute) => 100 - failures(minute)),
    requests("GET", "500", failures),
    ...rest.flatMap((method, index) => [
      requests(method, "200", (minute) => 20 - Number(minute === end - 7200) * (index + 1)),
      requests(method, "500", (minute) => Number(minute === end - 7200) * (index + 1)),
    ]),
    // One an hour fails.
    payments("ok", () => 9),
    payments("failed", (minute) => Number(minute % 3600 === 0)),
  ]);
  const perDay = { requests: 1440 * (100 + 11 * 20), payments: 1440 * 9 + 24 };
  const failed = { inMonth: 120 + 62 + 66, inFourDays: 180 + 120 + 62 + 66 };

  let overview: RecordedPanels;
  let journey: RecordedPanels;
  beforeAll(async () => {
    overview = await recordedFrom(history)(dashboardOf("shop--api--overview"), []);
    journey = await recordedFrom(history)(dashboardOf("shop--overview"), []);
  });
  const captionOf = (from: RecordedPanels, title: string) => from.drawn.find(({ panel }) => panel.title === title)?.data?.words;

  test.each(["Month", "Quarter"])("by the calendar: %s has what was counted since the first, up to the last minute", (title) => {
    const kept = 1 - failed.inMonth / (2 * perDay.requests);
    expect(shownBy(overview, title)).toEqual([[`over the calendar ${title.toLowerCase()}`, near(kept)]]);
    expect(captionOf(overview, title)).toBe("made, 2026-10-01 00:00 to 2026-10-03 00:00 UTC");
  });

  test.each([
    ["Month", 31],
    ["Quarter", 92],
  ])("%s: the budget is of all its %i days at the traffic so far", (title, days) => {
    const left = 1 - failed.inMonth / (0.001 * days * perDay.requests);
    expect(shownBy(overview, `${title}: error budget left`)).toEqual([["left", near(left)]]);
  });

  test("burn rates include the last minute", () => {
    const budget = 0.001 * (perDay.requests / 24);
    expect(shownBy(overview, "Month: burn rate")).toEqual([
      ["over 1h", near(0), near(62 / budget)],
      ["over 6h", near(0), near((62 + 66) / (6 * budget))],
    ]);
    expect(captionOf(overview, "Month: burn rate")).toBe("made, 6 h until 2026-10-03 00:00 UTC");
  });

  test("a journey by the calendar has the least budget, and one budget of all by their weights", () => {
    const spent = { month: failed.inMonth / (31 * perDay.requests), payments: 48 / (31 * perDay.payments) };
    const least = 1 - Math.max(spent.month / 0.001, spent.payments / 0.01);
    expect(shownBy(journey, "Least")).toEqual([["left", near(least)]]);
    const all = 1 - (3 * spent.month + spent.payments) / (3 * 0.001 + 0.01);
    expect(shownBy(journey, "All")).toEqual([["left", near(all)]]);
    expect(captionOf(journey, "All")).toBe("made, 2026-10-01 00:00 to 2026-10-03 00:00 UTC");
  });

  test("a composite has the worst, or the weighted mean, of what its members counted", () => {
    const bad = { requests: failed.inFourDays / (4 * perDay.requests), payments: 24 / perDay.payments };
    expect(shownBy(overview, "Worst")).toEqual([["over 4d", near(1 - Math.max(bad.requests, bad.payments))]]);
    const weighted = (3 * bad.requests + bad.payments) / 4;
    expect(shownBy(overview, "Whole")).toEqual([["over 4d", near(1 - weighted)]]);
    expect(shownBy(overview, "Whole: error budget left")).toEqual([["left", near(1 - weighted / 0.01)]]);
    const lastHour = (3 * (62 / (perDay.requests / 24)) + 24 / perDay.payments) / 4;
    expect(shownBy(overview, "Whole: burn rate")[0]).toEqual(["over 1h", expect.any(Number), near(lastHour / 0.01)]);
    expect(captionOf(overview, "Whole")).toBe("made, 2026-09-29 00:00 to 2026-10-03 00:00 UTC");
  });

  test("of groups the ten worst are shown, each with its own counts", () => {
    const kept = new Map(shownBy(overview, "Methods").map(([line, value]) => [line, value]));
    const worst = rest.slice(2).map((method, index) => [`${method} over 4d`, near(1 - (index + 3) / (4 * 28_800))] as const);
    expect(kept).toEqual(new Map([["GET over 4d", near(1 - (180 + 120 + 62) / (4 * 144_000))], ...worst]));
    expect(shownBy(overview, "Methods: error budget left")).toContainEqual(["M11 left", near(1 - 11 / (0.01 * 4 * 28_800))]);
  });
});

test("a history that ends with a month shows that month as a whole", async () => {
  const [begin, end] = [at("2026-01-31T22:00Z"), at("2026-03-01T00:00Z")];
  // Five minutes before February began, five in its first minutes and five in its last.
  const isBad = (minute: number) => Math.abs(minute - at("2026-02-01T00:02:30Z")) < 300 || minute > end - 300;
  const history = counted(begin, end, [
    requests("GET", "200", (minute) => (isBad(minute) ? 9 : 10)),
    requests("GET", "500", (minute) => Number(isBad(minute))),
  ]);
  const overview = dashboardOf("shop--api--overview");
  const rows = overview.rows.map((row) => ({ ...row, panels: row.panels.filter(({ title }) => title.startsWith("Month")) }));
  const drawn = await recordedFrom(history)({ ...overview, rows }, []);
  const bad = Array.from({ length: 28 * 1440 }, (_, index) => at("2026-02-01T00:01Z") + index * 60).filter(isBad).length;
  expect(bad).toBeGreaterThan(10);
  expect(shownBy(drawn, "Month: error budget left")).toEqual([["left", near(1 - bad / (0.001 * 28 * 14_400))]]);
  expect(panelsIn({ rows }).flatMap((panel) => drawn.drawn.find((one) => one.panel === panel)?.data?.words)[0]).toBe(
    "made, 2026-02-01 00:00 to 2026-03-01 00:00 UTC",
  );
});

test("without events a panel is not drawn, and one of several SLOs as its query says", async () => {
  const history = counted(at("2026-09-28T00:00Z"), at("2026-10-03T00:00Z"), [requests("GET", "200", () => 10), payments("ok", () => 0)]);
  const [overview, journey] = await Promise.all(
    ["shop--api--overview", "shop--overview"].map((name) => recordedFrom(history)(dashboardOf(name), [])),
  );
  if (!overview || !journey) throw new Error("no dashboards");
  const empty = panelsIn(dashboardOf("shop--api--overview")).filter(({ title }) => /^Payments(:|$)/.test(title));
  expect(empty.map((panel) => overview.whyNot(panel))).toEqual(Array(3).fill("its queries return nothing of the history"));
  expect(overview.drawn.filter(({ panel }) => empty.includes(panel))).toEqual([]);
  expect(shownBy(overview, "Whole")).toEqual([["over 4d", 1]]);
  expect(shownBy(journey, "Least")).toEqual([["left", 1]]);
  expect(journey.drawn.map(({ panel }) => panel.title)).toEqual(["Least"]);
});
