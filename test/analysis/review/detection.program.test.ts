import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { exposed } from "../../../analysis/prove/application.ts";
import { withWindow } from "../../../analysis/prove/floor-cases.ts";
import type { Simulation } from "../../../analysis/prove/simulation.ts";
import { following, steady, type Trace } from "../../../analysis/prove/trace.ts";
import { alertOf, type Watched, watch } from "../../../analysis/prove/watched.ts";
import { highestUnseen, readsShare, thresholdsOf, timeToDetect } from "../../../analysis/review/detection.ts";
import type { ShareSignal } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { waysOf } from "../../../monitors/shares.ts";
import { resolvedCatalog, soundCatalog } from "../../prometheus/catalog.ts";
import { holds } from "../../prometheus/suite.ts";
import { settle } from "./changed.ts";

/*
 * The real rule engine, asked minute by minute: the first minute in which an alert fires is the one that was computed.
 * No tolerance: sources are scraped every 15 s, so what happened in a minute is known when it is over. (At one scrape a
 * minute half of it would be known a minute later.)
 */

const real = watch(resolvedCatalog("test/products/catalog", settle));
const artificial = watch(resolvedCatalog("test/catalog"));
const often = watch(
  resolvedCatalog("test/catalog", ({ organization }) => {
    for (const source of Object.values(organization.sources)) Object.assign(source, { scrape: "15s" });
  }),
);
/** Floors over four days: a month of minutes would take minutes. */
const settled = soundCatalog("test/products/catalog");
settle(settled);
const fourDays = withWindow(settled, "prod", "4d", "15s");

/** Events a minute that are plenty: every rate below is a whole number of them. */
const plenty = 4000;

/** Even events, of which a share is bad: each failure as soon as it is whole. */
function even(minutes: number, pace: number, rate: Fraction): Trace {
  const failures = (minute: number) => Number(rate.mul(pace).mul(minute).floor().n);
  return Array.from({ length: minutes }, (_, minute) => ({ total: pace, bad: failures(minute + 1) - failures(minute) }));
}

interface Case {
  readonly watched: Watched;
  readonly entry: string;
  readonly kind: Alert["kind"];
  readonly rate: string;
  /** events a minute; absent: plenty */
  readonly pace?: number;
}

const sharesOf = ({ when }: Alert) => waysOf(when).flat();

function signalOf(alert: Alert): ShareSignal {
  const [share] = sharesOf(alert);
  if (!share) throw new Error(`${alert.name} reads no share`);
  return share.signal;
}

/** A window full of clean traffic, then a constant rate until the computed minute, in which it must fire for the first time. */
function firing({ watched, entry, kind, rate: text, pace }: Case): Simulation {
  const alert = alertOf(watched, entry, kind);
  const rate = new Fraction(text);
  const time = timeToDetect(alert, rate, pace === undefined ? undefined : new Fraction(pace).mul(60));
  if (time === undefined) throw new Error(`${alert.name} does not see ${text}`);
  const [clean, failing] = [historyOf(alert), time / 60];
  const trace = following(steady(clean, paceOf(alert, pace)), even(failing, paceOf(alert, pace), rate));
  return {
    ...simulation(alert, trace),
    name: `${named(alert, text, pace)} fires first after ${failing}m`,
    fires: { [alert.name]: [[trace.length, trace.length + 1]] },
  };
}

/** The same rate for as long as its windows and its pattern of failures last, in which nothing fires. */
function silent({ watched, entry, kind, rate: text, pace }: Case): Simulation {
  const alert = alertOf(watched, entry, kind);
  const rate = new Fraction(text);
  if (timeToDetect(alert, rate, pace === undefined ? undefined : new Fraction(pace).mul(60)) !== undefined)
    throw new Error(`${alert.name} sees ${text}`);
  const pattern = Number(rate.mul(paceOf(alert, pace)).d);
  const trace = following(
    steady(historyOf(alert), paceOf(alert, pace)),
    even(historyOf(alert) + 2 * pattern + 30, paceOf(alert, pace), rate),
  );
  return { ...simulation(alert, trace), name: `${named(alert, text, pace)} never fires`, fires: {} };
}

const named = (alert: Alert, rate: string, pace: number | undefined) => `${alert.name}: ${rate} of ${paceOf(alert, pace)} a minute`;
const paceOf = (alert: Alert, pace = plenty): number => (signalOf(alert).kind === "slices" ? 1 : pace);
/** The longest window, in full hours, so that what is read by the hour begins with one. */
const historyOf = (alert: Alert): number => Math.ceil(Math.max(...sharesOf(alert).map(({ over }) => over)) / 3600) * 60;
const simulation = (alert: Alert, trace: Trace): Omit<Simulation, "name" | "fires"> => ({
  alerts: [alert],
  scrape: alert.evaluator.scrape,
  series: exposed(signalOf(alert), trace),
  minutes: trace.length,
});

const crm = { watched: real, entry: "hastecrm/api/availability" } as const;
const errors = { watched: real, entry: "hastecrm/api/errors", kind: "threshold" } as const;
const latency = { watched: real, entry: "hastecrm/api/latency", kind: "burn-page" } as const;
const failing = { watched: real, entry: "resonant/app/failing", kind: "threshold" } as const;
const delivery = { watched: often, entry: "fleet/trucks/delivery" } as const;
const blank = { watched: artificial, entry: "shop/web/blank", kind: "threshold" } as const;
const rendering = { watched: artificial, entry: "shop/web/rendering", kind: "burn-page" } as const;
const floor = { watched: fourDays, entry: "hastecrm/api/availability", kind: "floor" } as const;

const seen: Case[] = [
  ...["1", "0.2", "0.05", "0.02", "0.01", "0.00625"].map((rate): Case => ({ ...crm, kind: "burn-page", rate })),
  // At a rate that its page never sees: under the page it is silent.
  { ...delivery, kind: "burn-ticket", rate: "0.0035" },
  ...["1", "0.1", "0.055"].map((rate): Case => ({ ...errors, rate })),
  ...["0.8", "0.45", "0.305"].map((rate): Case => ({ ...latency, rate })),
  ...["1", "0.55"].map((rate): Case => ({ ...failing, rate })),
  { ...floor, rate: "0.479" },
  // Minutes are the events of slices.
  ...["1", "0.6", "16/30"].map((rate): Case => ({ ...blank, rate })),
  ...["1", "0.55", "0.425"].map((rate): Case => ({ ...rendering, rate })),
  // The guard of a quiet hour: ten failures.
  ...["1", "0.2", "0.15", "0.05", "2/79"].map((rate): Case => ({ ...crm, kind: "burn-page", rate, pace: 1 })),
  ...["1", "0.25", "0.2"].map((rate): Case => ({ ...errors, rate, pace: 10 })),
  { ...failing, rate: "0.75", pace: 1 },
];
const unseen: Case[] = [
  { ...crm, kind: "burn-page", rate: "0.00575" },
  { ...errors, rate: "0.05" },
  { ...latency, rate: "0.2975" },
  { ...blank, rate: "15/30" },
  { ...rendering, rate: "0.4125" },
  { ...crm, kind: "burn-page", rate: "2/81", pace: 1 },
  { ...errors, rate: "0.19", pace: 10 },
];

describe("what was computed, minute by minute in real Prometheus", () => {
  holds([...seen.map(firing), ...unseen.map(silent)]);

  it("each rate that is never seen is just below the end of what is, and each end has a rate above it that is", () => {
    const at = ({ watched, entry, kind, pace }: Case) =>
      highestUnseen(alertOf(watched, entry, kind), pace === undefined ? undefined : new Fraction(pace * 60));
    for (const one of unseen) {
      const end = at(one) ?? new Fraction(1);
      expect(new Fraction(one.rate).compare(end)).toBeLessThanOrEqual(0);
      expect(end.sub(one.rate).div(end).valueOf()).toBeLessThan(0.07);
      const above = seen.filter((other) => other.entry === one.entry && other.kind === one.kind && other.pace === one.pace);
      const least = Math.min(...above.map(({ rate }) => new Fraction(rate).sub(end).div(end).valueOf()));
      expect(least).toBeGreaterThanOrEqual(0);
      expect(least).toBeLessThan(0.11);
    }
  });
});

describe("what is not fired by a share of failures", () => {
  it("has no time and no end, at no rate: values, counts, absence, probes, signs of life", () => {
    const others = [...real.alerts, ...artificial.alerts].filter((alert) => !readsShare(alert));
    expect(new Set(others.map(({ kind }) => kind))).toEqual(new Set(["threshold", "absence", "no-traffic", "groups", "source"]));
    for (const alert of others) {
      expect(timeToDetect(alert, new Fraction(1))).toBeUndefined();
      expect(highestUnseen(alert)).toBeUndefined();
      expect(thresholdsOf(alert)).toEqual([]);
    }
  });
  it("thresholds are those of all tiers, ascending, each once", () => {
    const page = alertOf(real, "hastecrm/api/availability", "burn-page");
    expect(thresholdsOf(page).map((share) => share.toFraction())).toEqual(["3/500", "9/625"]);
  });
});
