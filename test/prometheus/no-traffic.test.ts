import { describe, expect, it } from "vitest";
import { exposed } from "../../analysis/prove/application.ts";
import type { Simulation } from "../../analysis/prove/simulation.ts";
import { following, steady, type Trace } from "../../analysis/prove/trace.ts";
import { type Watched, watch } from "../../analysis/prove/watched.ts";
import { chance, poisson } from "../../cli/history/example/chance.ts";
import type { Alert } from "../../monitors/alert.ts";
import { resolvedCatalog } from "./catalog.ts";
import { holds } from "./suite.ts";

const hour = 60;
/** Requests a minute of the quietest hour. */
const night = 40 / 60;
/** ln(40 · 87,600) / 40 hours */
const wait = 23;

const watched: Watched = watch(
  resolvedCatalog("test/products/catalog", ({ organization }) => {
    for (const policy of Object.values(organization.policies)) Object.assign(policy, { "no-traffic": "15m" });
  }),
);
const name = "hastecrm--api--success--no-traffic";
const alert = watched.alerts.find((one): one is Alert => one.name === name);
if (alert?.when.kind !== "count" || alert.when.signal.kind !== "events") throw new Error("there is no alert on missing traffic");
const { signal } = alert.when;
const beside = watched.alerts.filter(
  ({ service, kind }) => service?.path === "hastecrm/api" && (kind === "absence" || kind === "no-traffic"),
);
const own = beside.filter((one) => one.when.kind === "absent" && one.when.signal.metric.id === signal.metric.id);

const byChance = (seed: number, minutes: number, mean: number): Trace => {
  const next = chance(seed);
  return Array.from({ length: minutes }, () => ({ total: poisson(mean, next), bad: 0 }));
};

const made = (what: string, trace: Trace, fires: Simulation["fires"] = {}): Simulation => ({
  name: what,
  alerts: [alert, ...own],
  scrape: signal.from.scrape,
  series: exposed(signal, trace),
  minutes: trace.length,
  fires,
});

const nights = [1, 2, 3].map((seed) =>
  made(`is silent in two days at the traffic of the night (${seed})`, byChance(seed, 48 * hour, night)),
);
const days = byChance(4, 3 * hour, 20);
const ceases = following(days, steady(2 * hour, 0), days);
const last = days.findLastIndex(({ total }) => total > 0) + 1;

describe("no traffic, at 40 requests in the quietest hour", () => {
  it("is a matter of 23 minutes, and its absence of its own alert", () => {
    expect(alert.for + 300).toBe(wait * 60);
    expect(own).toHaveLength(1);
  });

  holds([
    ...nights,
    made("fires when the last request was 23 minutes ago, until the next", ceases, { [name]: [[last + wait, 5 * hour + 1]] }),
  ]);
});
