import { describe, expect, test } from "vitest";
import { canReplay, replay } from "../../../../analysis/review/backtest/evaluate.ts";
import { recorderOf } from "../../../../analysis/review/backtest/recorder.ts";
import { signalsOf } from "../../../../model/condition.ts";
import type { Alert } from "../../../../monitors/alert.ts";
import { alertsOf } from "../../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../../prometheus/catalog.ts";

const alerts = alertsOf(resolvedCatalog("test/catalog"));
const named = (name: string): Alert => {
  const found = alerts.find((alert) => alert.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};

/** A span that begins at no round time, in which a success comes at each of these minutes. */
const begin = 1_700_000_040;
function replayed(alert: Alert, minutes: number, successes: readonly number[], perSecond: number) {
  const span = { from: begin, to: begin + minutes * 60 };
  const recorder = recorderOf(signalsOf(alert.when), span);
  const [signal] = signalsOf(alert.when);
  const labels = { env: "prod", cluster: "one", tide: "spring" };
  const sink = recorder.series(signal?.metric.name ?? "", labels);
  for (let minute = 0; minute < minutes; minute++) {
    const latest = Math.max(...successes.filter((one) => one <= minute));
    sink?.add(begin + minute * 60, (begin + latest * 60) * perSecond);
  }
  return replay(alert, recorder.recorded()).map(({ from, to }) => [(from - begin) / 60, (to - begin) / 60]);
}

describe("the age of a timestamp is replayed", () => {
  test("in seconds, from the first evaluation in which it is too old to the next success", () => {
    // Half a minute later than 26 h the next evaluation comes: Grafana asks this source twice a minute.
    expect(replayed(named("tides--jobs--backup"), 1700, [0, 1600], 1)).toEqual([[26 * 60 + 0.5, 1600]]);
    expect(replayed(named("tides--jobs--backup"), 1700, [0, 1560], 1)).toEqual([]);
  });

  test("in milliseconds, with the time for which it must hold", () => {
    expect(replayed(named("tides--jobs--forecast"), 80, [0, 60], 1000)).toEqual([[51, 60]]);
  });
});

test("the age of a counter is not replayed, and it is said why", () => {
  expect(canReplay(named("tides--jobs--import"))).toBe("it asks for increases of a counter further back than a replay keeps");
});
