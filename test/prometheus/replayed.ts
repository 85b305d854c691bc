import type { Interval } from "../../analysis/prove/watch.ts";
import { replay } from "../../analysis/review/backtest/evaluate.ts";
import { type Recorded, recorderOf } from "../../analysis/review/backtest/recorder.ts";
import { signalsOf } from "../../model/condition.ts";
import type { Scene } from "./firings.ts";

/** What the signals of a scene's alerts saw of it. */
export function recordedOf({ alerts, minutes, series }: Scene): Recorded {
  const recorder = recorderOf(
    alerts.flatMap(({ when }) => signalsOf(when)),
    { from: 0, to: minutes * 60 },
  );
  for (const { name, labels, points } of series) {
    const sink = recorder.series(name, labels);
    for (const { at, value } of points) value === "stale" ? sink?.gone(at) : sink?.add(at, value);
  }
  return recorder.recorded();
}

/** When each alert fires by the project's own evaluator; who never does is not there. */
export function replayed({ alerts }: Scene, recorded: Recorded): Record<string, Interval[]> {
  const found: Record<string, Interval[]> = {};
  for (const alert of alerts)
    for (const { from, to, group } of replay(alert, recorded)) {
      const name = group === undefined ? alert.name : `${alert.name} ${group.split(" ").slice(1).join(" ")}`;
      found[name] = [...(found[name] ?? []), [from, to]];
    }
  return found;
}
