import { describe, expect, it } from "vitest";
import { exposed } from "../../analysis/prove/application.ts";
import { rulesText, type Simulation } from "../../analysis/prove/simulation.ts";
import { following, steady, type Trace } from "../../analysis/prove/trace.ts";
import { trafficCases } from "../../analysis/prove/traffic-cases.ts";
import { watched as watchedBy } from "../../analysis/prove/watch.ts";
import { type Watched, watch } from "../../analysis/prove/watched.ts";
import { chance, poisson } from "../../cli/history/example/chance.ts";
import type { Alert } from "../../monitors/alert.ts";
import { resolvedCatalog } from "./catalog.ts";
import { holds } from "./suite.ts";

const hour = 60;
const day = 24 * hour;
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

describe("no traffic by hours of the day: 200 requests from 9 to 18 o'clock in Berlin, none at night", () => {
  const name = "hastecrm--api--success--business-hours--no-traffic";
  const byHours: Watched = watch(
    resolvedCatalog("test/products/catalog", ({ organization, systems }) => {
      for (const policy of Object.values(organization.policies)) Object.assign(policy, { "no-traffic": "15m" });
      Object.assign(organization.calendars["business-hours"] ?? {}, { holidays: ["2026-03-27"] });
      const traffic = { always: "0/h", during: { "business-hours": "200/h" } };
      const api = systems.find(({ system }) => system === "hastecrm")?.services.api;
      Object.assign(api?.signals.success ?? {}, { "minimum-traffic": traffic });
    }),
  );
  const alerts = byHours.alerts.filter(({ entry, kind }) => entry === "hastecrm/api/success" && kind === "no-traffic");

  /** When it fires, in UTC. */
  async function firings(start: string, trace: Trace): Promise<string[]> {
    const from = Date.parse(`${start}T00:00:00Z`) / 1000;
    const simulation = { ...made("by hours", trace), alerts };
    const [seen] = await watchedBy([
      {
        start: from,
        tick: simulation.scrape * 1000,
        series: simulation.series,
        rules: rulesText(simulation),
        step: 60,
        paced: true,
        length: simulation.minutes * 60,
      },
    ]);
    const written = (seconds: number) => new Date((from + seconds) * 1000).toISOString().slice(0, 16);
    expect(Object.keys(seen?.fires ?? {}).filter((one) => one !== name)).toEqual([]);
    return (seen?.fires[name] ?? []).map((interval) => interval.map(written).join(" to "));
  }

  const cases = alerts.flatMap(trafficCases);

  describe("fires and is silent as it is proved", () => {
    it("four times, of which two fire", () => {
      expect(cases.map(({ fires }) => fires[name]?.length)).toEqual([1, 0, 0, 1]);
    });
    holds(cases);
  });

  it("is one alert, which waits for 15 minutes", () => {
    expect(alerts.map((one) => [one.name, one.for])).toEqual([[name, 600]]);
  });

  it("fires 15 minutes after its hours begin and ends with them, also where the clocks change and on a holiday", async () => {
    expect(await firings("2026-03-26", steady(6 * day, 0))).toEqual([
      "2026-03-26T08:15 to 2026-03-26T16:00",
      "2026-03-30T08:15 to 2026-03-30T16:00",
      "2026-03-31T08:15 to 2026-03-31T16:00",
    ]);
    expect(await firings("2026-10-23", steady(4 * day, 0))).toEqual([
      "2026-10-23T08:15 to 2026-10-23T16:00",
      "2026-10-26T08:15 to 2026-10-26T16:00",
    ]);
  });

  it("fires 15 minutes after the last request of these hours, and ends with the next", async () => {
    const [busy, silent] = [(minutes: number) => steady(minutes, 20), (minutes: number) => steady(minutes, 0)];
    const noon = following(busy(12 * hour), silent(hour), busy(2 * hour));
    expect(await firings("2026-01-13", noon)).toEqual(["2026-01-13T12:15 to 2026-01-13T13:01"]);
  });

  it("is silent at night, and where requests end just before its hours do", async () => {
    const night = following(steady(15 * hour + 50, 20), steady(15 * hour, 0), steady(hour, 20));
    expect(await firings("2026-01-13", night)).toEqual([]);
    expect(await firings("2026-01-17", steady(2 * day, 0))).toEqual([]);
  });
});
