import type { EventsSignal, Slo } from "../../model/resolved.ts";
import { exposed } from "./application.ts";
import { alertOf, type Watched } from "./catalog.ts";
import { leastThat, predictSlo } from "./predict.ts";
import type { Simulation } from "./promtool.ts";
import { resetAt } from "./series.ts";
import { following, steady, type Trace } from "./trace.ts";

/** Events a minute of the simulated services: enough that one event more or less is less than any threshold's step. */
const traffic = 4000;
const hour = 60;

/** An SLO whose signal counts events. */
export type EventsSlo = Slo & { readonly signal: EventsSignal };
export const isEvents = (slo: Slo): slo is EventsSlo => slo.signal.kind === "events";

export function simulation(
  watched: Watched,
  slo: EventsSlo,
  name: string,
  trace: Trace,
  change: Parameters<typeof exposed>[2] = {},
): Simulation {
  const page = alertOf(watched, slo.path, "burn-page");
  const ticket = alertOf(watched, slo.path, "burn-ticket");
  const predicted = predictSlo(trace, slo);
  return {
    name: `${slo.path} ${name}`,
    alerts: [page, ticket],
    scrape: slo.signal.from.scrape,
    series: exposed(slo.signal, trace, change),
    minutes: trace.length,
    fires: { [page.name]: predicted.page, [ticket.name]: predicted.ticket },
  };
}

/** A clean history, then one constant rate of failures, then health again. */
function burst(history: number, bad: number, burning: number, after: number): Trace {
  return following(steady(history, traffic), steady(burning, traffic, bad), steady(after, traffic));
}

/** The smallest rate of failures (a minute) that fires within `burning` minutes after a clean `history`. */
function leastRate(slo: Slo, of: "page" | "ticket", history: number, burning: number): number {
  return leastThat(0, traffic, (bad) => predictSlo(burst(history, bad, burning, 0), slo)[of].length > 0);
}

/** What every SLO of a catalog must do, whatever its target. */
export function sloCases(watched: Watched, slo: EventsSlo): Simulation[] {
  const page = leastRate(slo, "page", 2 * hour, 7 * hour);
  const ticket = leastRate(slo, "ticket", 6 * hour, 30 * hour);
  const outage = burst(6 * hour, traffic, hour, 2 * hour);
  const resetAtOutage = (outage.length - 150) * (60 / slo.signal.from.scrape) + 1;
  return [
    simulation(watched, slo, "pages in a total outage and resolves after it", outage),
    simulation(watched, slo, "pages at the lowest rate that spends its share", burst(2 * hour, page, 7 * hour, hour)),
    simulation(watched, slo, "does not page just below that rate", burst(2 * hour, page - 1, 7 * hour, hour)),
    simulation(watched, slo, "makes a ticket of a slow burn", burst(6 * hour, ticket, 30 * hour, 3 * hour)),
    simulation(watched, slo, "makes no ticket just below that rate", burst(6 * hour, ticket - 1, 30 * hour, hour)),
    simulation(watched, slo, "is unmoved by a counter reset", outage, { all: (samples) => resetAt(samples, resetAtOutage) }),
  ];
}
