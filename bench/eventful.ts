import type { Recorder } from "../analysis/review/backtest/recorder.ts";
import { chance, poisson } from "../cli/history/example/chance.ts";
import type { Incident } from "../model/incidents.ts";

/** Weeks of a service: what people noticed, and the failures of every minute, most of which nobody needs to be called for. */
export interface Eventful {
  readonly minutes: readonly { readonly total: number; readonly bad: number }[];
  readonly incidents: readonly Incident[];
}

/** Something that makes requests fail: so often a week, of such a share, for so many minutes. */
interface Trouble {
  readonly weekly: number;
  readonly share: readonly [least: number, most: number];
  readonly minutes: readonly [least: number, most: number];
  /** an incident: someone must be called */
  readonly title?: string;
  /** hour of the day at which it happens; default: any */
  readonly hour?: number;
}

/** What wakes people for nothing is as usual as what must: deployments, a batch at night, a neighbour that is slow for hours. */
const troubles: readonly Trouble[] = [
  { title: "outage", weekly: 0.8, share: [0.7, 1], minutes: [10, 45] },
  { title: "every fourth request fails", weekly: 0.8, share: [0.15, 0.4], minutes: [15, 60] },
  { title: "some requests fail", weekly: 1, share: [0.05, 0.12], minutes: [40, 150] },
  { weekly: 5, share: [0.015, 0.025], minutes: [50, 100], hour: 3 },
  { weekly: 2, share: [0.007, 0.0095], minutes: [280, 420] },
  { weekly: 4, share: [0.2, 0.7], minutes: [1, 2] },
];
const background = 0.0002;
const weekOfMinutes = 10_080;
const requestsAMinute = 300;

/** @param seed another history for each whole number */
export function eventful(seed: number, weeks: number): Eventful {
  const next = chance(seed);
  const between = ([least, most]: readonly [number, number]) => least + next() * (most - least);
  const length = weeks * weekOfMinutes;
  const shares = new Float64Array(length).fill(background);
  const incidents: Incident[] = [];
  for (const { weekly, share, minutes, title, hour } of troubles) {
    for (let count = poisson(weekly * weeks, next); count > 0; count--) {
      const anywhere = Math.floor(next() * length);
      const from = hour === undefined ? anywhere : Math.floor(anywhere / 1440) * 1440 + hour * 60 + Math.floor(next() * 30);
      const to = Math.min(length, from + Math.round(between(minutes)));
      const failing = between(share);
      for (let minute = from; minute < to; minute++) shares[minute] = Math.max(shares[minute] ?? 0, failing);
      if (title !== undefined && to > from) {
        const id = `${title.replaceAll(" ", "-")}-${incidents.length}`;
        incidents.push({ id, title, from: from * 60, to: to * 60, services: ["system-0/service-0"] });
      }
    }
  }
  const counted = Array.from(shares, (share, minute) => {
    const total = poisson(requestsAMinute * (1 - 0.8 * Math.cos((2 * Math.PI * minute) / 1440)), next);
    return { total, bad: Math.min(total, poisson(total * share, next)) };
  });
  return { minutes: counted, incidents };
}

/** Gives the counters of the made catalog's first SLO to a recorder, two scrapes a minute. */
export function feed(recorder: Recorder, { minutes }: Eventful): void {
  const labels = { env: "prod", service: "service-0" };
  const [good, failed] = ["200", "500"].map((status) => recorder.series("requests_0_0_total", { ...labels, status }));
  let [goods, failures] = [0, 0];
  for (const [minute, { total, bad }] of minutes.entries()) {
    for (const half of [0, 1]) {
      goods += (total - bad) / 2;
      failures += bad / 2;
      good?.add(minute * 60 + half * 30 + 15, goods);
      failed?.add(minute * 60 + half * 30 + 15, failures);
    }
  }
}
