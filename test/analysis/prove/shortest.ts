import type { Simulation } from "../../../analysis/prove/simulation.ts";
import { leavesOf } from "../../../model/condition.ts";

/** What a simulation shows of the language: kinds of alert, condition, signal and measure, and the scrape. */
function shows({ alerts, fires, scrape }: Simulation): string[] {
  return alerts
    .filter(({ name }) => (fires[name] ?? []).length > 0)
    .flatMap(({ kind, when }) =>
      leavesOf(when).map(({ kind: leaf, signal }) => {
        const how =
          signal.kind === "slices" ? Object.keys(signal.measure).join() : signal.kind === "events" ? Object.keys(signal.bad).join() : "";
        return [kind, leaf, signal.kind, how, scrape].join(" ");
      }),
    );
}

/** Of each kind of condition, signal and scrape the shortest simulation in which its alert fires. */
function shortestOfEach(all: readonly Simulation[]): Simulation[] {
  const shown = new Set<string>();
  return all
    .filter(({ recordOnly }) => !recordOnly)
    .toSorted((a, b) => a.minutes * a.alerts.length - b.minutes * b.alerts.length)
    .filter((one) => {
      const fresh = shows(one).filter((what) => !shown.has(what));
      for (const what of fresh) shown.add(what);
      return fresh.length > 0;
    });
}

const lasts = 200;

/** What a slow engine runs of a plan: all kinds that take a few hours, and an outage of an objective on events and of one on slices. */
export function quickOfEach(all: readonly Simulation[]): Simulation[] {
  const outage = (kind: "events" | "slices") =>
    all.filter(
      ({ name, alerts }) =>
        name.endsWith(" pages in a total outage and resolves after it") &&
        alerts.every(({ when }) => leavesOf(when).every(({ signal }) => signal.kind === kind)),
    );
  return [
    ...shortestOfEach(all).filter(({ minutes }) => minutes <= lasts),
    ...(["events", "slices"] as const).flatMap((kind) => outage(kind).slice(0, 1)),
  ];
}
