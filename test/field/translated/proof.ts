import type { Plan } from "../../../analysis/prove/simulations.ts";

/**
 * Of each SLO the two simulations at the edge of its page: they show which events are bad and which count at all. Tickets read the same recordings,
 * and what every SLO does whatever its signal is proved elsewhere; all of it takes ten times as long.
 */
const ofAnSlo = /pages at the lowest rate that spends its share$|does not page just below that rate$/;

/** A plan without its tickets, and with the shortest proof of each page. */
export function atTheEdge(plan: Plan): Plan {
  const tickets = new Set(plan.alerts.filter(({ kind }) => kind === "burn-ticket").map(({ name }) => name));
  const pages = new Set(plan.alerts.filter(({ kind }) => kind === "burn-page").map(({ entry }) => entry));
  return {
    ...plan,
    alerts: plan.alerts.filter(({ name }) => !tickets.has(name)),
    simulations: plan.simulations
      .filter(({ name }) => !pages.has(name.split(" ")[0] ?? "") || ofAnSlo.test(name))
      .map((one) => ({
        ...one,
        alerts: one.alerts.filter(({ name }) => !tickets.has(name)),
        fires: Object.fromEntries(Object.entries(one.fires).filter(([name]) => !tickets.has(name))),
      })),
  };
}
