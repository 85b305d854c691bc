import { describe, expect, test } from "vitest";
import type { Backtest, BacktestAlert } from "../../../../analysis/review/backtest/backtest.ts";
import type { Side } from "../../../../analysis/review/backtest/compare.ts";
import type { Loudness } from "../../../../analysis/review/backtest/played.ts";
import { backtestSections } from "../../../../analysis/review/backtest/report.ts";
import { summaryOf } from "../../../../analysis/review/backtest/summary.ts";
import { lengthText, rateText, timeText } from "../../../../analysis/review/backtest/words.ts";

const day = 86_400;
const span = { from: Date.parse("2026-06-01T00:00Z") / 1000, to: Date.parse("2026-06-08T00:00Z") / 1000 };
const when = "In the 7 d from 2026-06-01T00:00Z to 2026-06-08T00:00Z";
const side = (times: number, loudness: Loudness = "page"): Side => ({ loudness, times, firing: times * 60, weekly: times });
const firing = (from: number) => ({ from: span.from + from, to: span.from + from + 60 });
const alert = (title: string, parts: Partial<BacktestAlert>): BacktestAlert => ({
  name: title.toLowerCase(),
  entry: "shop/api/errors",
  title,
  appear: [],
  disappear: [],
  move: [],
  ...parts,
});
const made = (...alerts: BacktestAlert[]): Backtest => ({ span, notes: [], alerts, unplayed: [], budgets: [], load: [], findings: [] });

describe("the outcome in sentences", () => {
  test.each<[string, Partial<BacktestAlert>, string]>([
    ["is new", { after: side(2), appear: [firing(0), firing(300)] }, "the page “Errors” is new and would have fired 2 times."],
    ["is gone", { before: side(1), disappear: [firing(0)] }, "the page “Errors” is gone and would have fired 1 time."],
    [
      "moves",
      { before: side(2), after: side(2), move: [120, 300].map((later) => ({ before: firing(0), after: firing(later), later })) },
      "the page “Errors” would have fired 2 times as before (2 begin 2 min to 5 min later).",
    ],
    [
      "moves both ways",
      { before: side(2), after: side(2), move: [60, -60].map((later) => ({ before: firing(60), after: firing(60 + later), later })) },
      "the page “Errors” would have fired 2 times as before (1 begins 60 s later, 1 begins 60 s earlier).",
    ],
    [
      "becomes a post",
      { before: side(3), after: side(3, "post") },
      "the post “Errors” would have fired 3 times as before, as post instead of page.",
    ],
    [
      "misses an incident",
      { before: side(3), after: side(1), disappear: [firing(0)], incidents: { of: 2, before: 2, after: 1 } },
      "the page “Errors” would have fired 1 instead of 3 times; of 2 incidents it would have missed 1 instead of 0.",
    ],
    ["is on trial", { after: side(4, "shadow"), appear: [firing(0)] }, "the alert on trial “Errors” is new and would have fired 4 times."],
  ])("of an alert that %s", (_, parts, sentence) => {
    expect(summaryOf(made(alert("Errors", parts)))).toEqual([`${when} ${sentence}`]);
  });

  test("names what calls people first, then what differs most, and counts the rest", () => {
    const post = (title: string, times: number) =>
      alert(title, { before: side(0, "post"), after: side(times, "post"), appear: [firing(0)] });
    const page = alert("Page", { before: side(1), after: side(0), disappear: [firing(0)] });
    const told = summaryOf(made(post("Much", 9), post("Some", 5), post("Little", 1), page));
    expect(told.map((text) => /“(.*)”/.exec(text)?.[1])).toEqual(["Page", "Much", "Some", undefined]);
    expect(told[3]).toBe("1 more alert would have fired differently.");
  });

  test("says that nothing differs, or that nothing could be replayed", () => {
    const same = alert("Errors", { before: side(1), after: side(1) });
    const silent = { name: "x", title: "X", pages: true, why: "it asks from outside" };
    expect(summaryOf(made(same))).toEqual([`${when} nothing would have been different: the one replayed alert fires at the same times.`]);
    expect(summaryOf({ ...made(), unplayed: [silent] })).toEqual([
      `${when} nothing could be replayed.`,
      "1 of 1 alert could not be replayed; the reasons are below.",
    ]);
  });

  test("an alert that never fired and is gone differs in nothing", () => {
    const [section] = backtestSections(made(alert("Quiet", { before: side(0) }), alert("New", { after: side(0, "post") })));
    expect(section?.blocks.filter(({ kind }) => kind === "table")).toEqual([]);
  });
});

describe("the table of alerts", () => {
  test("has before and after only where they differ, and the first times", () => {
    const times = [0, 1000, 2000, 3000].map(firing);
    const changed = alert("Errors", { before: side(5), after: side(1), disappear: times, appear: [firing(5000)] });
    const table = backtestSections(made(changed))[0]?.blocks.find((block) => block.kind === "table");
    expect(table?.kind === "table" && table.rows).toEqual([
      [
        "Errors",
        "page",
        "5 -> 1",
        "5 min -> 60 s",
        "5 -> 1",
        "4 gone (2026-06-01T00:00Z, 2026-06-01T00:16:40Z, 2026-06-01T00:33:20Z, …); 1 new (2026-06-01T01:23:20Z)",
      ],
    ]);
  });
});

test.each([
  [0, "0 s"],
  [90, "90 s"],
  [120, "2 min"],
  [5400, "1 h 30 min"],
  [day - 60, "23 h 59 min"],
  [30 * day, "30 d"],
  [30 * day + 60, "30 d"],
  [30 * day - 3600, "29 d 23 h"],
])("%d seconds are %s", (seconds, text) => {
  expect(lengthText(seconds)).toBe(text);
});

test("instants and rates are short", () => {
  expect(timeText(span.from)).toBe("2026-06-01T00:00Z");
  expect(timeText(span.from + 15)).toBe("2026-06-01T00:00:15Z");
  expect([0, 0.04, 0.25, 1, 9.94, 12.3].map(rateText)).toEqual(["0", "0", "0.3", "1", "9.9", "12"]);
});
