import type { Trace } from "./trace.ts";

/** One input series of `promtool test rules`: a selector with exact labels and values in promtool's notation. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** A scraped value: `undefined` is a missed scrape, `stale` the marker that Prometheus writes when a target or series goes. */
export type Sample = number | undefined | "stale";

/** A counter scraped every `scrape` seconds: the events of a minute come evenly, as whole numbers. */
export function scraped(trace: Trace, of: (minute: Trace[number]) => number, scrape: number, start = 1_000_000): Sample[] {
  const samples: Sample[] = [start];
  let value = start;
  const perMinute = 60 / scrape;
  for (const minute of trace) {
    const events = of(minute);
    for (let k = 1; k <= perMinute; k++) samples.push(value + Math.floor((events * k) / perMinute));
    value += events;
  }
  return samples;
}

/** A gauge with one value a minute: minute `m` holds from the scrape at its beginning to before its end. */
export function gauge(values: readonly number[], scrape: number): Sample[] {
  return values.flatMap((value) => Array.from({ length: 60 / scrape }, () => value));
}

/** Two series of a metric, apart by what the rule groups by, or by instance. */
export const instance = (by: readonly string[], name: string): Record<string, string> =>
  Object.fromEntries((by.length > 0 ? by : ["instance"]).map((label) => [label, name]));

/** As if the process had begun anew at sample `at`: the counter starts again at zero, no event is lost. */
export function resetAt(samples: readonly Sample[], at: number): Sample[] {
  const base = samples[at - 1];
  return samples.map((sample, index) => (index >= at && typeof sample === "number" && typeof base === "number" ? sample - base : sample));
}

/** Scrapes from `from` to before `to` are missed. */
export function missed(samples: readonly Sample[], from: number, to: number): Sample[] {
  return samples.map((sample, index) => (index >= from && index < to ? undefined : sample));
}

/** The series, or its target, is gone from sample `from` to before `to`. */
export function gone(samples: readonly Sample[], from: number, to = samples.length): Sample[] {
  return samples.map((sample, index) => (index < from || index >= to ? sample : index === from ? "stale" : undefined));
}

/** The series does not exist until its first event: a counter with labels is born when it first counts. */
export function bornWithFirstEvent(samples: readonly Sample[]): Sample[] {
  const first = samples[0];
  return samples.map((sample) =>
    sample === first ? undefined : typeof sample === "number" && typeof first === "number" ? sample - first : sample,
  );
}

export function input(name: string, labels: Readonly<Record<string, string>>, samples: readonly Sample[]): InputSeries {
  const text = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return { series: `${name}{${text.join(",")}}`, values: notation(samples) };
}

/** Runs of equal steps as `start+step x times`: a month of scrapes stays a short text. */
export function notation(samples: readonly Sample[]): string {
  const words: string[] = [];
  for (let index = 0; index < samples.length; ) {
    const sample = samples[index];
    let end = index + 1;
    if (typeof sample !== "number") {
      while (sample === undefined && end < samples.length && samples[end] === undefined) end++;
      words.push(sample === "stale" ? "stale" : end - index > 1 ? `_x${end - index}` : "_");
    } else {
      const second = samples[end];
      const step = typeof second === "number" ? second - sample : 0;
      while (end < samples.length && samples[end] === sample + step * (end - index)) end++;
      words.push(end - index > 1 ? `${sample}${step < 0 ? "-" : "+"}${Math.abs(step)}x${end - index - 1}` : `${sample}`);
    }
    index = end;
  }
  return words.join(" ");
}
