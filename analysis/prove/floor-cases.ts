import { resolve } from "../../language.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import { isRaw } from "../../model/raw.ts";
import { exposed } from "./application.ts";
import { intervals } from "./predict.ts";
import type { Simulation } from "./simulation.ts";
import { type EventsSlo, isEvents } from "./slo-cases.ts";
import { counter, daily, following, steady, type Trace } from "./trace.ts";
import { alertOf, type Watched, watch } from "./watched.ts";

const day = 1440;

/** A catalog with another window of every SLO and another scrape interval of every source. */
export function withWindow(catalog: CheckedCatalog, environment: string, window: string, scrape: string): Watched {
  const edited = structuredClone(catalog);
  for (const source of Object.values(edited.organization.sources)) Object.assign(source, { scrape });
  for (const { services } of edited.systems)
    for (const { slos } of Object.values(services)) for (const slo of Object.values(slos)) Object.assign(slo, { window });
  return watch(resolve(edited, environment));
}

/** The floor over the whole window, from sums of full hours: what happened in them, counted. */
export function floorCase(watched: Watched, slo: EventsSlo, trace: Trace, days: number, name: string): Simulation {
  const alert = alertOf(watched, slo.path, "floor");
  if (alert.when.kind !== "bad-share" || !slo.floor || slo.floor.signal.kind !== "events")
    throw new Error(`${slo.path} has no floor on events`);
  const count = counter(trace);
  const { share } = slo.floor;
  const below = (minute: number) => {
    const { total, bad } = count(Math.floor(minute / 60) * 60, days * day);
    return bad >= slo.policy.leastBadEvents && BigInt(total - bad) * share.d < share.n * BigInt(total);
  };
  return {
    name: `${slo.path} ${name}`,
    alerts: [alert],
    scrape: slo.signal.from.scrape,
    series: exposed(slo.floor.signal, trace),
    minutes: trace.length,
    fires: { [alert.name]: intervals(trace.length, below) },
  };
}

/** Every floor of a catalog that rolls, over windows of four days: three good ones, a spell without requests, and a bad one. */
export function floorCases(catalog: CheckedCatalog, environment: string): Simulation[] {
  const rolling = new Set(watch(resolve(catalog, environment)).slos.flatMap(({ path, calendar }) => (calendar ? [] : [path])));
  const four = withWindow(catalog, environment, "4d", "60s");
  const trace = following(daily(3 * day, 20, 400), steady(120, 0), daily(day, 20, 400, 0.2));
  return four.slos
    .filter(isEvents)
    .filter(
      ({ path, signal, floor }) =>
        rolling.has(path) && floor && floor.signal.kind !== "composite" && !isRaw(signal) && !isRaw(floor.signal),
    )
    .map((slo) => floorCase(four, slo, trace, 4, "makes a ticket below its floor, after a spell without requests"));
}
