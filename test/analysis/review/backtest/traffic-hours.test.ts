import { expect, test } from "vitest";
import { canReplay, replay } from "../../../../analysis/review/backtest/evaluate.ts";
import { recorderOf } from "../../../../analysis/review/backtest/recorder.ts";
import { signalsOf } from "../../../../model/condition.ts";
import { alertsOf } from "../../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../../prometheus/catalog.ts";

/** Sixteen minutes within an office of Berlin, on one scrape a minute. */
const name = "fleet--trucks--delivered--office--no-traffic";
const found = alertsOf(resolvedCatalog("test/catalog")).find((one) => one.name === name);
if (!found) throw new Error(`there is no ${name}`);
const alert = found;
const at = (time: string) => Date.parse(`${time}Z`) / 1000;

/** When it fires where events come until the one moment, and again from the other on. */
function replayed(from: string, to: string, [ceases, returns]: readonly [string, string]): string[] {
  const signals = signalsOf(alert.when);
  const recorder = recorderOf(signals, { from: at(from), to: at(to) });
  const [signal] = signals;
  const sink = recorder.series(signal?.metric.name ?? "", { env: "prod", cluster: "one", service: "trucks", depot: "north" });
  let counted = 1000;
  for (let moment = at(from); moment <= at(to); moment += 60) {
    sink?.add(moment, counted);
    if (moment < at(ceases) || moment >= at(returns)) counted += 3;
  }
  const written = (moment: number) => new Date(moment * 1000).toISOString().slice(0, 16);
  return replay(alert, recorder.recorded()).map((one) => `${written(one.from)} to ${written(one.to)}`);
}

test("missing traffic is replayed within the hours of its calendar, also where the clocks change", () => {
  expect(canReplay(alert)).toBe(true);
  expect(replayed("2026-03-26T00:00", "2026-04-01T00:00", ["2026-03-26T06:00", "2026-04-01T00:00"])).toEqual([
    "2026-03-26T08:16 to 2026-03-26T16:00",
    "2026-03-27T08:16 to 2026-03-27T16:00",
    "2026-03-30T08:16 to 2026-03-30T16:00",
    "2026-03-31T08:16 to 2026-03-31T16:00",
  ]);
});

test("and by day as soon as chance is no explanation, until the next event", () => {
  const [fired, ...more] = replayed("2026-01-13T08:00", "2026-01-13T20:00", ["2026-01-13T12:00", "2026-01-13T13:00"]);
  expect(more).toEqual([]);
  expect(fired).toMatch(/^2026-01-13T12:1[67] to 2026-01-13T13:0[01]$/);
  expect(replayed("2026-01-13T08:00", "2026-01-13T20:00", ["2026-01-13T15:50", "2026-01-13T20:00"])).toEqual([]);
});
