import Fraction from "fraction.js";
import type { EventsSignal, SingleShare, Slo } from "../../model/resolved.ts";
import { isEach } from "../../model/slices.ts";
import { type Changes, exposed, simulatedSeries, tooFew } from "./application.ts";
import { leastThat, predictPlain, predictSlo } from "./predict.ts";
import { resetAt } from "./series.ts";
import type { Simulation } from "./simulation.ts";
import { following, steady, type Trace } from "./trace.ts";
import { alertOf, type Watched } from "./watched.ts";

/**
 * Events a minute of the simulated services: enough that one event more or less is less than any threshold's step. A prime number, so that no share that a
 * policy asks for is met exactly: 1.75 % of 4000 are 70, and Prometheus computes 70.00000000000001.
 */
const traffic = 3989;
export const hour = 60;
/** Two hours and seven minutes: a prime number, so that no share of whole minutes is met exactly, where floats decide. */
export const history = 2 * hour + 7;

/** An SLO of one signal. */
export type SingleSlo = Slo & { readonly signal: SingleShare };
/** An SLO whose signal counts events. */
export type EventsSlo = Slo & { readonly signal: EventsSignal };
export const isEvents = (slo: Slo): slo is EventsSlo => slo.signal.kind === "events";

export function simulation(watched: Watched, slo: SingleSlo, name: string, trace: Trace, change: Changes = {}): Simulation {
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

/** `level` of `most` is bad: events of each minute, or whole minutes spread evenly over the hour. */
export function failing({ signal }: { readonly signal: SingleShare }, length: number, level: number): Trace {
  switch (signal.kind) {
    case "events":
      return steady(length, traffic, level);
    case "slices":
      return Array.from({ length }, (_, minute) => ({
        total: isEach(signal) ? simulatedSeries : 1,
        bad: Math.floor(((minute + 1) * level) / hour) - Math.floor((minute * level) / hour),
      }));
  }
}
export const most = ({ signal }: { readonly signal: SingleShare }): number =>
  ({ events: traffic, slices: hour * (isEach(signal) ? simulatedSeries : 1) })[signal.kind];

/** A clean history, then one constant rate of failures, then health again. */
export function burst(slo: { readonly signal: SingleShare }, history: number, level: number, burning: number, after: number): Trace {
  return following(failing(slo, history, 0), failing(slo, burning, level), failing(slo, after, 0));
}

/**
 * The smallest rate of failures, `burning` minutes long after a clean `history`, at which a tier burns. The alert itself is
 * no measure: at higher rates the page silences the ticket, and a search by halves would end at a rate without one.
 */
function leastRate(slo: SingleSlo, of: "page" | "ticket", history: number, burning: number): number {
  return leastThat(0, most(slo), (level) => predictPlain(burst(slo, history, level, burning, hour), slo)[of].length > 0);
}

/** Ten hours at the traffic of the quietest hour (events per second), some of whose events fail in a row; events come as evenly as whole ones can. */
export function quietly(quietTraffic: Fraction, failures: number): Trace {
  const until = (minute: number) => Number(quietTraffic.mul(60 * minute).floor());
  const trace = Array.from({ length: 10 * hour }, (_, minute) => ({ total: until(minute + 1) - until(minute), bad: 0 }));
  let left = failures;
  return trace.map((minute, index) => {
    const bad = index >= 6 * hour ? Math.min(left, minute.total) : 0;
    left -= bad;
    return { ...minute, bad };
  });
}

/** Minutes that are no slices, for as long as an outage would take to page: whatever fails in them. */
function quietCases(watched: Watched, slo: SingleSlo): Simulation[] {
  const trace = failing(slo, 3 * hour, 0);
  const series = tooFew(slo.signal, trace.length);
  return series ? [{ ...simulation(watched, slo, "is silent while no minute has enough events", trace), series }] : [];
}

/** At so little traffic that minutes with a failure decide before their number does: one event in two minutes. */
function badMinuteCases(watched: Watched, slo: Slo): Simulation[] {
  const least = slo.policy.leastBadMinutes;
  if (least === undefined || !isEvents(slo)) return [];
  const little = new Fraction(1, 120);
  return [
    simulation(watched, slo, "judges an outage at little traffic by its minutes", quietly(little, 3 * least)),
    simulation(watched, slo, "takes one minute fewer for chance", quietly(little, least - 1)),
  ];
}

/** What every SLO of a catalog must do, whatever its target. */
export function sloCases(watched: Watched, slo: SingleSlo): Simulation[] {
  const page = leastRate(slo, "page", history, 7 * hour);
  const ticket = leastRate(slo, "ticket", 3 * history, 20 * hour);
  const outage = burst(slo, 6 * hour, most(slo), hour, 2 * hour);
  // Nearly total: a good bucket that stood still since the reset would begin anew at zero, where `rate` counts the first events low.
  const resetting = burst(slo, 6 * hour, Math.floor(most(slo) * 0.95), hour, 2 * hour);
  const resetAtOutage = (outage.length - 150) * (60 / slo.signal.from.scrape) + 1;
  return [
    simulation(watched, slo, "pages in a total outage and resolves after it", outage),
    simulation(watched, slo, "pages at the lowest rate that spends its share", burst(slo, history, page, 7 * hour, hour)),
    simulation(watched, slo, "does not page just below that rate", burst(slo, history, page - 1, 7 * hour, hour)),
    simulation(watched, slo, "makes a ticket of a slow burn", burst(slo, 3 * history, ticket, 20 * hour, 3 * hour)),
    simulation(watched, slo, "makes no ticket just below that rate", burst(slo, 3 * history, ticket - 1, 20 * hour, hour)),
    ...(isEvents(slo)
      ? [simulation(watched, slo, "is unmoved by a counter reset", resetting, { all: (samples) => resetAt(samples, resetAtOutage) })]
      : []),
    ...quietCases(watched, slo),
    ...(isEvents(slo) && slo.signal.quietTraffic
      ? [simulation(watched, slo, "judges one failure of a quiet hour", quietly(slo.signal.quietTraffic, 1))]
      : []),
    ...badMinuteCases(watched, slo),
  ];
}
