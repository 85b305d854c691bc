import { describe, expect, test } from "vitest";
import { canReplay, replay } from "../../../../analysis/review/backtest/evaluate.ts";
import { recorderOf } from "../../../../analysis/review/backtest/recorder.ts";
import { signalsOf } from "../../../../model/condition.ts";
import type { Alert } from "../../../../monitors/alert.ts";
import { alertsOf } from "../../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../../prometheus/catalog.ts";

const alerts = alertsOf(resolvedCatalog("test/catalog"));
const named = (id: string): Alert => {
  const found = alerts.find(({ name }) => name === `tides--docks--${id}`);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

const day = 1440;
const begin = 1_700_000_040;

/** Minutes at which it fires, of so many events a minute. */
function replayed(alert: Alert, minutes: number, perMinute: (minute: number) => number, missed: (minute: number) => boolean = () => false) {
  const recorder = recorderOf(signalsOf(alert.when), { from: begin, to: begin + minutes * 60 });
  const [signal] = signalsOf(alert.when);
  const sink = recorder.series(signal?.metric.name ?? "", { env: "prod", cluster: "one", outcome: "unloaded" });
  let counted = 1000;
  sink?.add(begin - 60, counted);
  for (let minute = 0; minute < minutes; minute++) {
    if (!missed(minute)) sink?.add(begin + minute * 60, counted);
    counted += perMinute(minute);
  }
  return replay(alert, recorder.recorded()).map(({ from, to }) => [(from - begin) / 60, (to - begin) / 60]);
}

describe("a change of a count is replayed", () => {
  const more = named("more");

  test("against the same time of the day before, and never before there is one", () => {
    // Ten a minute, and forty from noon of the second day on for an hour.
    const fired = replayed(more, 2 * day, (minute) => (minute >= day + 720 && minute < day + 780 ? 40 : 10));
    // Of thirty minutes, twenty have to be four times as many: three times as many in all.
    expect(fired).toEqual([[day + 720 + 21, day + 780 + 11]]);
    expect(replayed(more, day, (minute) => (minute >= 720 ? 40 : 10))).toEqual([]);
  });

  test("not because the earlier time has gaps: it is compared by the minute", () => {
    const gap = (minute: number) => minute > 720 && minute < 740;
    expect(replayed(more, 2 * day, () => 10, gap)).toEqual([]);
  });

  test("not where there were fewer than the least", () => {
    expect(replayed(more, 2 * day, (minute) => (minute > day + 60 ? 40 : 1))).toEqual([]);
  });
});

test("a forecast, and a change of a value, are not replayed, and it is said why", () => {
  expect(canReplay(named("full"))).toMatch(/^it asks for the trend/);
  expect(canReplay(named("boats"))).toMatch(/^it asks for averages/);
  expect(canReplay(named("fewer"))).toBe(true);
});
