import { labelsOf } from "../../analysis/prove/application.ts";
import { singleLeavesOf } from "../../model/condition.ts";
import { decimal } from "../../model/quantity.ts";
import type { EventsSignal, Signal, SlicesSignal, ValueSignal } from "../../model/resolved.ts";
import { failuresOf } from "../../model/slices.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { Point, RawSeries } from "./firings.ts";

/** Numbers from 0 to before 1, the same for the same seed. */
export type Chance = () => number;

/** What a service lives through: traffic of each minute, and how much of it is bad, from 0 to 1. */
export type Life = (minute: number) => { readonly total: number; readonly share: number };

/** What goes wrong with being scraped. Times are minutes. */
export interface Scraping {
  readonly instances: number;
  /** seconds by which each scrape may be late */
  readonly jitter: number;
  /** a counter begins anew */
  readonly restarts: readonly { readonly instance: number; readonly at: number }[];
  /** scrapes are missed */
  readonly missed: readonly { readonly instance: number; readonly from: number; readonly to: number }[];
  /** the target is gone, with a marker, and comes back as a new process */
  readonly gone: readonly { readonly instance: number; readonly from: number; readonly to: number }[];
  /** a series of failures is born with the first of them */
  readonly lateBorn: boolean;
  /** what all counters stand at in the beginning */
  readonly start: number;
}

export const undisturbed: Scraping = { instances: 1, jitter: 0, restarts: [], missed: [], gone: [], lateBorn: false, start: 1_000_000 };

/** The series that alerts read, of an application that lives this life; of the signal of a path alone, where one is given. */
export function historyOf(
  alerts: readonly Alert[],
  minutes: number,
  life: Life,
  scraping: Scraping,
  chance: Chance,
  path?: string,
): RawSeries[] {
  const leaves = alerts.flatMap(({ when }) => singleLeavesOf(when));
  const signals = new Map<string, Signal>();
  const bounds = new Map<string, number[]>();
  for (const leaf of leaves) {
    if (leaf.kind === "occurs" || (path !== undefined && leaf.signal.path !== path)) continue;
    signals.set(leaf.signal.path, leaf.signal);
    if (leaf.kind === "value") bounds.set(leaf.signal.path, [...(bounds.get(leaf.signal.path) ?? []), Number(decimal(leaf.threshold))]);
  }
  const exposing = new Exposing(minutes, life, scraping, chance);
  for (const signal of signals.values()) exposing.expose(signal, bounds.get(signal.path) ?? []);
  return exposing.series;
}

class Exposing {
  readonly #found = new Map<string, RawSeries>();
  readonly #minutes: number;
  readonly #scraping: Scraping;
  readonly #chance: Chance;
  /** events before each minute */
  readonly #totals: readonly number[];
  readonly #lived: readonly ReturnType<Life>[];

  constructor(minutes: number, life: Life, scraping: Scraping, chance: Chance) {
    this.#minutes = minutes;
    this.#scraping = scraping;
    this.#chance = chance;
    this.#lived = Array.from({ length: minutes }, (_, minute) => life(minute));
    this.#totals = running(this.#lived.map(({ total }) => total));
  }

  get series(): RawSeries[] {
    return [...this.#found.values()];
  }

  expose(signal: Signal, bounds: readonly number[]): void {
    if (signal.kind === "events") this.#events(signal);
    else if (signal.kind === "slices") this.#slices(signal);
    else if (signal.kind === "value") this.#value(signal, bounds);
    else this.#counter(signal, signal.metric.name, labelsOf(signal.where), this.#totals, false);
  }

  #events(signal: EventsSignal): void {
    const { metric, bad } = signal;
    const where = labelsOf(signal.where);
    const part = this.#found.size % 3 === 2 ? 0.4 : 1;
    const bads = running(failures(this.#lived, part));
    const good = bads.map((failed, minute) => (this.#totals[minute] ?? 0) - failed);
    if ("overBound" in bad) {
      const le = decimal(bad.overBound);
      this.#counter(signal, `${metric.name}_bucket`, { ...where, le: this.#chance() < 0.5 ? le : spelledWhole(le) }, good, false);
      this.#counter(signal, `${metric.name}_bucket`, { ...where, le: "+Inf" }, this.#totals, false);
      this.#counter(signal, `${metric.name}_count`, where, this.#totals, false);
    } else if ("upToBound" in bad) {
      this.#counter(signal, `${metric.name}_bucket`, { ...where, le: decimal(bad.upToBound) }, bads, true);
      this.#counter(signal, `${metric.name}_count`, where, this.#totals, false);
    } else if ("metric" in bad) {
      this.#counter(signal, metric.name, where, this.#totals, false);
      this.#counter(signal, bad.metric.name, { ...where, ...labelsOf(bad.where) }, bads, true);
    } else if ("good" in bad) {
      this.#counter(signal, metric.name, where, this.#totals, false);
      this.#counter(signal, bad.good.name, { ...where, ...labelsOf(bad.where) }, good, false);
    } else if ("allBut" in bad) {
      const fine = labelsOf(bad.allBut);
      const [label = ""] = Object.keys(fine);
      this.#counter(signal, metric.name, { ...where, ...fine }, good, false);
      this.#counter(signal, metric.name, { ...where, ...fine, [label]: "no such" }, bads, true);
    } else if ("filter" in bad) {
      const failed = labelsOf(bad.filter);
      const fine = Object.fromEntries(Object.keys(failed).map((label) => [label, "fine"]));
      this.#counter(signal, metric.name, { ...where, ...fine }, good, false);
      this.#counter(signal, metric.name, { ...where, ...failed }, bads, true);
    }
  }

  #slices(signal: SlicesSignal): void {
    const { metric, measure, good } = signal;
    const where = labelsOf(signal.where);
    const bound = good.under ?? good.over;
    if (!bound) return;
    if ("failed" in measure) {
      this.#events(failuresOf(signal, measure));
      return;
    }
    if ("quantile" in measure) {
      const slow = running(this.#lived.map(({ total, share }) => (share > 0.004 ? total : Math.floor(total * share))));
      const name = `${metric.name}_bucket`;
      this.#counter(
        signal,
        name,
        { ...where, le: decimal(bound) },
        slow.map((late, minute) => (this.#totals[minute] ?? 0) - late),
        false,
      );
      this.#counter(signal, `${metric.name}_count`, where, this.#totals, false);
    } else this.#gauge(signal, metric.name, where, bound.valueOf(), good.under === undefined);
  }

  #value(signal: ValueSignal, bounds: readonly number[]): void {
    const where = labelsOf(signal.where);
    for (const [index, group] of ["a", "b", "c"].entries()) {
      const bound = bounds[index % bounds.length] ?? 1;
      const labels = { ...where, ...Object.fromEntries(signal.by.filter((label) => !(label in where)).map((label) => [label, group])) };
      this.#gauge(signal, signal.metric.name, labels, bound, group === "c");
      if (signal.by.length === 0) return;
    }
  }

  /** Below its bound in health and above it in trouble, or the other way round; now and then exactly at it. */
  #gauge(signal: Signal, name: string, labels: Readonly<Record<string, string>>, bound: number, isInverse: boolean): void {
    const of = (minute: number) => {
      const share = this.#lived[minute]?.share ?? 0;
      const isTrouble = share > 0.03 !== isInverse;
      return minute % 97 === 96 ? bound : bound + (isTrouble ? 1 : -1) * (0.25 + (minute % 5));
    };
    this.#each(signal, name, labels, (at) => of(Math.min(this.#minutes - 1, Math.floor(at / 60))));
  }

  #counter(signal: Signal, name: string, labels: Readonly<Record<string, string>>, sums: readonly number[], isBad: boolean): void {
    const { instances, restarts, gone, lateBorn, start } = this.#scraping;
    const counted = (at: number, instance: number) => {
      const minute = Math.min(this.#minutes, Math.floor(at / 60));
      const [before, after] = [sums[minute] ?? 0, sums[minute + 1] ?? sums[minute] ?? 0];
      const all = Math.floor(before + ((after - before) * (at - minute * 60)) / 60);
      return Math.floor((all * (instance + 1)) / instances) - Math.floor((all * instance) / instances);
    };
    this.#each(signal, name, labels, (at, instance) => {
      const begins = [...restarts.map((one) => ({ ...one, at: one.at })), ...gone.map(({ instance, to }) => ({ instance, at: to }))]
        .filter((one) => one.instance === instance && one.at * 60 <= at)
        .map((one) => one.at);
      const events = counted(at, instance);
      if (begins.length > 0) return events - counted(Math.max(...begins) * 60, instance);
      if (isBad && lateBorn) return events === 0 ? undefined : events;
      return start + events;
    });
  }

  #each(
    signal: Signal,
    name: string,
    labels: Readonly<Record<string, string>>,
    value: (at: number, instance: number) => number | undefined,
  ): void {
    const { instances } = this.#scraping;
    for (let instance = 0; instance < instances; instance++) {
      const own = instances > 1 && !("instance" in labels) ? { ...labels, instance: `i${instance}` } : labels;
      const key = JSON.stringify([name, Object.entries(own).sort()]);
      if (!this.#found.has(key)) this.#found.set(key, { name, labels: own, points: this.#points(signal.from.scrape, instance, value) });
      if (own === labels) return;
    }
  }

  #points(scrape: number, instance: number, value: (at: number, instance: number) => number | undefined): Point[] {
    const { jitter, missed, gone } = this.#scraping;
    const points: Point[] = [];
    const within = (times: Scraping["missed"], at: number) =>
      times.some((one) => one.instance === instance && one.from * 60 <= at && at < one.to * 60);
    let isThere = false;
    for (let due = 0; due < this.#minutes * 60; due += scrape) {
      const at = due + (jitter > 0 ? Math.floor(this.#chance() * jitter * 8) / 8 : 0);
      if (within(gone, at)) {
        if (isThere) points.push({ at, value: "stale" });
        isThere = false;
        continue;
      }
      if (within(missed, at)) continue;
      const seen = value(at, instance);
      if (seen === undefined) continue;
      points.push({ at, value: seen });
      isThere = true;
    }
    return points;
  }
}

/** Whole failures of each minute; what is left over is carried into the next. */
function failures(lived: readonly ReturnType<Life>[], part: number): number[] {
  let owed = 0;
  return lived.map(({ total, share }) => {
    owed += total * share * part;
    const bad = Math.min(total, Math.floor(owed + 1e-9));
    owed = Math.min(1, owed - bad);
    return bad;
  });
}

function running(values: readonly number[]): number[] {
  let sum = 0;
  return [0, ...values.map((value) => (sum += value))];
}

const spelledWhole = (bound: string): string => (bound.includes(".") ? bound : `${bound}.0`);
