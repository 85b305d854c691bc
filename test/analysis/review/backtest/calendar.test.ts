import { describe, expect, it, test } from "vitest";
import { withWindow } from "../../../../analysis/prove/floor-cases.ts";
import { alertOf, sloAt } from "../../../../analysis/prove/watched.ts";
import { spentOf } from "../../../../analysis/review/backtest/budget.ts";
import { replay } from "../../../../analysis/review/backtest/evaluate.ts";
import { recorderOf } from "../../../../analysis/review/backtest/recorder.ts";
import { budgetPicture, periodsOf, standingOf } from "../../../../analysis/site/standing.ts";
import { boundsOf } from "../../../../model/calendar-window.ts";
import { single } from "../../../../model/composite.ts";
import { soundCatalog } from "../../../prometheus/catalog.ts";

const path = "hastecrm/api/availability";
const catalog = soundCatalog("test/products/catalog");
const at = (text: string) => Date.parse(text) / 1000;
const hour = 3600;

/** From the 20th of October on, a hundred requests a minute, all of which fail for six hours of the 29th. */
const [from, outage] = [at("2026-10-20T00:00Z"), at("2026-10-29T00:00Z")];

function recorded(window: string, to: number) {
  const watched = withWindow(catalog, "prod", window, "60s");
  const slo = sloAt(watched, path);
  const recorder = recorderOf([single(slo.signal)], { from, to });
  const [all, failed] = [
    { service: "api", env: "prod", status: "200" },
    { service: "api", env: "prod", status: "500" },
  ].map((labels) => recorder.series(single(slo.signal).metric.name, labels));
  let [good, bad] = [0, 0];
  for (let moment = from; moment <= to; moment += 60) {
    if (moment > outage && moment <= outage + 6 * hour) bad += 100;
    else good += 100;
    all?.add(moment, good);
    failed?.add(moment, bad);
  }
  return { slo, floor: alertOf(watched, path, "floor"), recorded: recorder.recorded() };
}

test("a month and a quarter begin at midnight UTC", () => {
  const bounds = (unit: "month" | "quarter", moment: string) => {
    const { from: first, to } = boundsOf(unit, at(moment));
    return [first, to].map((instant) => new Date(instant * 1000).toISOString().slice(0, 16));
  };
  expect(bounds("month", "2028-02-29T23:59Z")).toEqual(["2028-02-01T00:00", "2028-03-01T00:00"]);
  expect(bounds("month", "2026-12-01T00:00Z")).toEqual(["2026-12-01T00:00", "2027-01-01T00:00"]);
  expect(bounds("quarter", "2026-12-31T23:59Z")).toEqual(["2026-10-01T00:00", "2027-01-01T00:00"]);
  expect(bounds("quarter", "2026-06-30T23:59Z")).toEqual(["2026-04-01T00:00", "2026-07-01T00:00"]);
});

describe("a floor by the calendar, replayed", () => {
  it("fires until the first full hour of the next month, and one that rolls goes on", () => {
    const end = at("2026-11-03T00:00Z");
    const firing = (window: string) => {
      const { floor, recorded: history } = recorded(window, end);
      return replay(floor, history).map(({ from: begin, to }) =>
        [begin, to].map((moment) => new Date(moment * 1000).toISOString().slice(0, 16)),
      );
    };
    // 0.5% of the 744 hours of October are 3.72 hours: more than that has failed at four o'clock.
    expect(firing("month")).toEqual([["2026-10-29T04:00", "2026-11-01T01:00"]]);
    expect(firing("quarter").map(([begin]) => begin)).toEqual([]);
    expect(firing("30d").at(-1)?.[1]).toBe("2026-11-03T00:00");
  });
});

describe("what was spent", () => {
  it("is of the whole month at the traffic so far", () => {
    const { slo, recorded: history } = recorded("month", at("2026-10-31T00:00Z"));
    // Six hours of 744 are bad, of which 0.1% may be.
    expect(spentOf(slo, history)).toMatchObject({ calendar: "month", window: 31 * 24 * hour, share: expect.closeTo(6 / 744 / 0.001, 1) });
    expect(standingOf(slo, { source: "", recorded: history, unread: () => undefined }).words).toMatch(
      /^broken: 80\d% of the error budget of October 2026 spent/,
    );
  });

  it("begins anew with the next one", () => {
    const { slo, recorded: history } = recorded("month", at("2026-11-02T00:00Z"));
    expect(spentOf(slo, history)).toMatchObject({ share: 0, window: 30 * 24 * hour, recorded: 24 * hour });
    expect(standingOf(slo, { source: "", recorded: history, unread: () => undefined }).words).toMatch(
      /^kept: 0% of the error budget of November 2026 spent/,
    );
    expect(periodsOf(slo, { source: "", recorded: history, unread: () => undefined })).toEqual([
      { name: "November 2026, 1 d of 30 d", good: "100%", spent: "0%", state: "kept" },
      {
        name: "October 2026, 12 d of 31 d",
        good: expect.stringMatching(/^97\.9\d*%$/),
        spent: expect.stringMatching(/^80\d%$/),
        state: "broken",
      },
    ]);
    expect(budgetPicture(slo, { source: "", recorded: history, unread: () => undefined })?.alt).toBe(
      "Error budget left, since the first of each month (UTC), as recorded. At the end, 2026-11-02: 100%.",
    );
  });
});
