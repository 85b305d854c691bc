import { type DashboardSpec, panelsIn } from "../../dashboards/dashboard.ts";
import type { Threshold } from "../../dashboards/figure.ts";
import { measuredOf } from "../../model/composite.ts";
import type { Measure } from "../../model/measure.ts";
import { isNative } from "../../model/native-histogram.ts";
import type { Metric, SingleShare, Slo, Whole } from "../../model/resolved.ts";
import { exposed, groupsIn, labelsOf, simulatedSeries, simulatedWhole } from "./application.ts";
import { ageLevel, gaugeLevel, nativeOf, type Share, sampledCounter, sampledGauge, shownMinutes, spreadOver } from "./panel-shapes.ts";
import type { InputSeries } from "./series.ts";
import { withFailures } from "./trace.ts";

/** Minutes in which the simulated application is in trouble. */
export const trouble = { from: 250, to: 270 } as const;
const inTrouble = (minute: number): boolean => minute >= trouble.from && minute < trouble.to;

/** What one line of a panel reads. */
type Reading =
  | { readonly signal: SingleShare; readonly allowed: number }
  | {
      readonly metric: Metric;
      readonly by: readonly string[];
      readonly lines: readonly Threshold[];
      /** seconds that it is counted over */
      readonly over?: number;
      readonly outOf?: Whole;
      readonly isAge?: true;
    };

/** Seconds between the samples of a dashboard's series: those of its source, where they divide a minute. */
export const sampleEvery = ({ source: { scrape } }: Pick<DashboardSpec, "source">): number => (60 % scrape === 0 ? scrape : 30);

/**
 * What applications expose that live through six hours with one time of trouble, for everything that the panels of a dashboard read:
 * traffic that comes and goes, failures that spend most of an error budget, gauges that get beyond their lines for a while.
 * It knows the catalog, and no query.
 */
export function seriesOfPanels(dashboard: DashboardSpec): InputSeries[] {
  const every = sampleEvery(dashboard);
  const readings = panelsIn(dashboard).flatMap(({ lines, thresholds }) => lines.flatMap(({ measure }) => readingsOf(measure, thresholds)));
  const shares = readings.filter((one) => "signal" in one).toSorted((a, b) => a.allowed - b.allowed);
  const plain = readings.filter((one) => "metric" in one);
  const traffic = trafficFor(Math.min(1, ...shares.map(({ allowed }) => allowed)));
  const series = [
    ...shares.flatMap(({ signal, allowed }) => ofSignal(signal, allowed, traffic, every)),
    ...plain.toSorted((a, b) => b.lines.length - a.lines.length).flatMap((one) => ofMetric(one, traffic, every)),
  ];
  // What an objective asks for comes first: a series has one course.
  return [...new Map(series.toReversed().map((one) => [one.series, one])).values()];
}

function readingsOf(measure: Measure, lines: readonly Threshold[]): Reading[] {
  switch (measure.kind) {
    case "rate":
      return [{ metric: measure.metric, by: measure.by, lines: [] }];
    case "quantile": {
      const [line] = lines;
      return [{ metric: measure.metric, by: measure.by, lines: line ? [line] : [] }];
    }
    case "count":
      return [{ metric: measure.metric, by: measure.by, lines, over: measure.over }];
    case "age":
      return [{ metric: measure.metric, by: measure.by, lines, isAge: true }];
    case "value":
      if (measure.raw) return measure.raw.reads.map((metric) => ({ metric, by: metric.labels, lines: [] }));
      return [{ metric: measure.metric, by: measure.by, lines, ...(measure.outOf && { outOf: measure.outOf }) }];
    case "share":
      return [{ signal: measure.signal, allowed: Math.min(...lines.map(({ at }) => at), 0.05) }];
    case "sli":
    case "budget-left":
    case "burn-rate":
      return readingsOfSlo(measure.slo);
    case "budget":
      return measure.of.flatMap(({ slo }) => readingsOfSlo(slo));
  }
  return measure satisfies never;
}

/** Of several signals each spends as much of the budget as it would alone. */
const readingsOfSlo = ({ signal, target }: Slo): Reading[] =>
  measuredOf(signal).map((one) => ({ signal: one, allowed: 1 - target.valueOf() }));

/** Events of each minute: enough that a part of what the strictest objective allows is a whole number of them. */
function trafficFor(allowed: number): number[] {
  const usual = Math.min(60_000, Math.max(300, Math.ceil(10 / allowed)));
  return Array.from({ length: shownMinutes }, (_, minute) =>
    Math.round(usual * (1 + 0.25 * Math.sin(minute / 57) + 0.06 * Math.sin(minute / 7))),
  );
}

/** About a fifth of what is allowed. */
const usual =
  (allowed: number): Share =>
  (minute) =>
    (allowed / 5) * (1 + 0.4 * Math.sin(minute / 19));
/** The same, and eight times what is allowed in the time of trouble: together less than the budget of these hours. */
const failingShare =
  (allowed: number): Share =>
  (minute) =>
    inTrouble(minute) ? Math.min(0.6, 8 * allowed) : usual(allowed)(minute);

/** Of an objective on whole minutes some are bad in the time of trouble, as many as leave a part of the budget. */
const badMinute = (allowed: number) => {
  const minutes = Math.max(1, Math.floor(allowed * shownMinutes * 0.6));
  return (minute: number): boolean => minute >= trouble.from && minute < trouble.from + minutes;
};

function ofSignal(signal: SingleShare, allowed: number, traffic: readonly number[], every: number): InputSeries[] {
  const paced = { ...signal, from: { ...signal.from, scrape: every } } as SingleShare;
  if (paced.kind === "slices") return ofSlices(paced, allowed, traffic, every);
  const { bad, metric } = paced;
  if ("raw" in bad) return (paced.raw?.reads ?? []).flatMap((one) => ofMetric({ metric: one, by: one.labels, lines: [] }, traffic, every));
  if (!("overBound" in bad || "upToBound" in bad)) return exposed(paced, withFailures(traffic, failingShare(allowed)));
  const [bound, side] = "overBound" in bad ? ([bad.overBound, "above"] as const) : ([bad.upToBound, "below"] as const);
  return groupsIn(paced).flatMap((labels, group) => {
    const share: Share = group === 0 ? failingShare(allowed) : usual(allowed);
    if (isNative(metric)) return [nativeOf({ metric, labels, traffic, every, bound, side, share })];
    return spreadOver({ metric, labels, traffic, every, bound, side, share });
  });
}

function ofSlices(
  signal: Extract<SingleShare, { kind: "slices" }>,
  allowed: number,
  traffic: readonly number[],
  every: number,
): InputSeries[] {
  const { metric, measure, good } = signal;
  const isBad = badMinute(allowed);
  if ("failed" in measure)
    return exposed(
      signal,
      traffic.map((_, minute) => ({ total: 1, bad: isBad(minute) ? 1 : 0 })),
    );
  const bounds: Threshold[] = [
    ...(good.under ? [{ at: good.under.valueOf(), bad: "above" as const }] : []),
    ...(good.over ? [{ at: good.over.valueOf(), bad: "below" as const }] : []),
  ];
  return groupsIn(signal).flatMap((labels, group) => {
    const bad = (minute: number) => group === 0 && isBad(minute);
    if ("quantile" in measure) {
      const bound = good.under ?? good.over;
      if (!bound) return [];
      const slow = 1 - measure.quantile.valueOf();
      const share: Share = (minute) => (bad(minute) ? Math.min(0.9, slow * 3) : slow / 3);
      const of = { metric, labels, traffic, every, bound, side: "above" as const, share };
      return isNative(metric) ? [nativeOf(of)] : spreadOver(of);
    }
    const level = gaugeLevel(metric, bounds, bad);
    if ("each" in measure)
      return Array.from({ length: simulatedSeries }, (_, index) =>
        sampledGauge(
          metric.name,
          { simulated: `${index}`, ...labels },
          index === 0 ? level : gaugeLevel(metric, bounds, () => false),
          every,
        ),
      );
    return ofGauge(metric, labels, level, measure.outOf, every);
  });
}

function ofMetric(
  { metric, by, lines, over, outOf, isAge }: Extract<Reading, { metric: Metric }>,
  traffic: readonly number[],
  every: number,
): InputSeries[] {
  const labels = labelsOf(metric.where);
  const named = (name: string) => ({ ...Object.fromEntries(by.map((label) => [label, `${label}-${name}`])), ...labels });
  const each = by.length > 0 ? ["one", "two"] : ["one"];
  if (metric.kind === "histogram") {
    const bound = metric.buckets[Math.floor((metric.buckets.length - 1) / 2)];
    const share: Share = (minute) => (inTrouble(minute) ? 0.4 : 0.1);
    return each.flatMap((name) => {
      if (isNative(metric)) return [nativeOf({ metric, labels: named(name), traffic, every, side: "above", share })];
      return bound ? spreadOver({ metric, labels: named(name), traffic, every, bound, side: "above", share }) : [];
    });
  }
  if (metric.kind === "counter") {
    const pace = over === undefined ? undefined : paceOf(lines, over);
    return each.map((name, index) =>
      sampledCounter(metric.name, named(name), (minute) => pace ?? (traffic[minute] ?? 0) / (index + 2), every),
    );
  }
  if (isAge) return each.map((name) => sampledGauge(metric.name, named(name), ageLevel(metric, lines), every));
  return each.flatMap((name, index) =>
    ofGauge(
      metric,
      named(name),
      gaugeLevel(metric, lines, (minute) => index === 0 && inTrouble(minute)),
      outOf,
      every,
    ),
  );
}

/** Events a minute on the good side of the lines of a count. */
function paceOf([line]: readonly Threshold[], over: number): number | undefined {
  if (!line) return undefined;
  return Math.max(line.bad === "below" ? 1 : 0, (line.at * (line.bad === "above" ? 0.6 : 1.6) * 60) / over);
}

/** A gauge, or its share of another. */
function ofGauge(
  metric: Metric,
  labels: Readonly<Record<string, string>>,
  level: Share,
  outOf: Whole | undefined,
  every: number,
): InputSeries[] {
  if (!outOf) return [sampledGauge(metric.name, labels, level, every)];
  const whole = simulatedWhole();
  return [
    sampledGauge(metric.name, labels, (minute) => level(minute) * whole, every),
    sampledGauge(outOf.metric.name, { ...labels, ...labelsOf(outOf.where) }, () => whole, every),
  ];
}
