import { isDeepStrictEqual } from "node:util";
import type { Path } from "../document.ts";
import { decimal, formatDuration, parseShare } from "../quantity.ts";
import type { MetricEntry } from "../schema/metric.ts";
import { counterOf, isBound, type SignalOf } from "../schema/signal.ts";
import { kindOf } from "../vocabulary.ts";
import { checkComposite } from "./composites.ts";
import { boundsOfValue, reach } from "./fireable.ts";
import { checkLabels, checkMatchedOnce, checkServiceLabels, labelsIn } from "./labels.ts";
import { unmeasurable } from "./measurable.ts";
import { checkPart } from "./part-of-events.ts";
import { type Check, own, type Report } from "./report.ts";
import { type CheckedService, checkState, type MetricKind, metricKind, servicesOf, sourceOf, thresholdIn, valueIn } from "./service.ts";

type Events = SignalOf<"events">["events"];
type Failures = Pick<Extract<Events, { readonly of: unknown; readonly bad: object }>, "of" | "where" | "bad">;
const isTimestamp = ({ unit }: MetricEntry): boolean => unit === "timestamp" || unit === "timestamp-ms";
type Filter = NonNullable<Events["where"]>;
type Counter = NonNullable<Events["total"]>;
type Slices = SignalOf<"slices">["slices"];

/** Every signal measures something that its metric has. */
export const checkSignals: Check = (checked, report) => {
  for (const scope of servicesOf(checked)) {
    checkServiceLabels(scope, report);
    for (const [id, signal] of Object.entries(scope.service.signals)) {
      const path = [...scope.path, "signals", id];
      if (signal.events) checkEvents(scope, signal.events, [...path, "events"], report);
      else if (signal.slices) checkSlices(scope, signal.slices, [...path, "slices"], report);
      else if (signal.value) {
        const at = [...path, "value"];
        const metric = metricOf(scope, signal.value.of, ["gauge"], [...at, "of"], report);
        const by = labelsBy(signal.value.by, at);
        checkFilters(scope, metric, [labelsIn(signal.value.where, [...at, "where"])], report);
        checkLabels(scope, metric, by, report);
        if (signal.value.over !== undefined) checkWindow(scope, metric, signal.value.over, [...at, "over"], report);
        if (signal.value["out-of"] !== undefined)
          checkWhole(scope, metric, { ...signal.value, "out-of": signal.value["out-of"] }, by, at, report);
      } else if (signal.raw) checkRaw(scope, signal.raw, [...path, "raw"], report);
      else if (signal.age) {
        const at = [...path, "age"];
        const metric = metricOf(scope, signal.age.of, ["gauge", "counter"], [...at, "of"], report);
        if (metric && metricKind(metric) === "gauge" && !isTimestamp(metric))
          report(scope.part, [...at, "of"], "wrong-metric-kind", `${JSON.stringify(signal.age.of)} is no timestamp`, {
            way: "declare unit: timestamp if the gauge holds seconds since 1970 (timestamp-ms: milliseconds); a gauge that is an age is a value",
          });
        const by = labelsBy(signal.age.by, at);
        checkFilters(scope, metric, [labelsIn(signal.age.where, [...at, "where"])], report);
        checkLabels(scope, metric, by, report);
      } else if (signal.count) {
        const at = [...path, "count"];
        const metric = metricOf(scope, signal.count.of, ["counter"], [...at, "of"], report);
        checkFilters(scope, metric, [labelsIn(signal.count.where, [...at, "where"])], report);
      } else if (signal.composite) checkComposite(checked, scope, signal.composite, [...path, "composite"], report);
      else signal satisfies SignalOf<"probe">;
    }
  }
};

/** A window of each series has enough samples in it. */
function checkWindow(scope: CheckedService, metric: MetricEntry | undefined, over: string, at: Path, report: Report): void {
  const source = metric && sourceOf(scope, metric);
  if (!source) return;
  const { byTheHour: _recorded, ...pace } = kindOf(scope.vocabulary, source).pace(source);
  const fault = unmeasurable(over, pace);
  if (fault !== undefined) report(scope.part, at, "window-unmeasurable", fault);
}

/** A raw query reads metrics of one source, which takes one; what is in the query, the source's own checks say. */
function checkRaw(scope: CheckedService, { reads, query, unit }: SignalOf<"raw">["raw"], at: Path, report: Report): void {
  if (unit !== undefined && typeof query !== "string")
    report(scope.part, [...at, "unit"], "unit-mismatch", "numbers of events have no unit", { part: "key", way: "remove it" });
  const [first, ...more] = reads.map((id) => own(scope.service.metrics, id)?.from ?? scope.system.source);
  const elsewhere = more.findIndex((source) => source !== first);
  if (elsewhere !== -1)
    report(
      scope.part,
      [...at, "reads", elsewhere + 1],
      "signal-across-sources",
      `${JSON.stringify(reads[elsewhere + 1])} is in ${JSON.stringify(more[elsewhere])}, ${JSON.stringify(reads[0])} in ${JSON.stringify(first)}`,
    );
  const source = own(scope.organization.sources, first);
  if (source && !kindOf(scope.vocabulary, source).raw)
    report(scope.part, [...at, "query"], "unsupported", `a source of kind ${source.kind} takes no raw query: nothing here can read one`, {
      way: "use another kind of signal",
    });
}

function checkEvents(scope: CheckedService, events: Events, at: Path, report: Report): void {
  const where = labelsIn(events.where, [...at, "where"]);
  if (events.total !== undefined) {
    const key = events.good === undefined ? "bad" : "good";
    const [all, some] = [counterOf(events.total), counterOf(events.good ?? events.bad)];
    if (isDeepStrictEqual(all, some)) report(scope.part, [...at, key], "empty-filter", `every event would be ${key}`);
    checkMatchedOnce(scope, own(scope.service.metrics, all.metric), where, report);
    const total = checkCounter(scope, events.total, where, [...at, "total"], report);
    const part = checkCounter(scope, events.good ?? events.bad, where, [...at, key], report);
    const [ofTotal, ofPart] = [total, part].map((metric) => metric && (metric.from ?? scope.system.source));
    if (ofTotal !== undefined && ofPart !== undefined && ofTotal !== ofPart)
      report(
        scope.part,
        [...at, key],
        "signal-across-sources",
        `${JSON.stringify(some.metric)} is in ${JSON.stringify(ofPart)}, ${JSON.stringify(all.metric)} in ${JSON.stringify(ofTotal)}`,
      );
    return;
  }
  if (events.good !== undefined && !isBound(events.good)) {
    const metric = own(scope.service.metrics, events.of);
    if (metric && metricKind(metric) === "histogram")
      report(scope.part, [...at, "good"], "wrong-metric-kind", "events of a histogram are good on one side of one bound, not by a filter", {
        way: "write good: { under: 200ms }, or good: { over: 200ms }",
      });
    else checkPartOf(scope, { ...events, part: events.good }, "good", at, report);
    return;
  }
  if (events.good) {
    const metric = metricOf(scope, events.of, ["histogram", "distribution"], [...at, "of"], report);
    checkFilters(scope, metric, [where], report);
    for (const [key, bound] of Object.entries(events.good)) checkBound(scope, metric, bound, [...at, "good", key], report);
    return;
  }
  checkFailures(scope, events, at, report);
}

/** One counter of two, and the labels of its series: those of both, and its own. */
function checkCounter(scope: CheckedService, written: Counter, where: ReturnType<typeof labelsIn>, path: Path, report: Report) {
  const { metric: id, where: own } = counterOf(written);
  const at = typeof written === "string" ? path : [...path, "metric"];
  const metric = metricOf(scope, id, ["counter"], at, report);
  checkLabels(scope, metric, where, report);
  checkFilters(scope, metric, [labelsIn(own, [...path, "where"])], report);
  for (const { label, path: twice } of labelsIn(own, [...path, "where"]))
    if (where.some((one) => one.label === label))
      report(scope.part, twice, "label-matched-twice", `${JSON.stringify(label)} is already matched by the signal`, { part: "key" });
  return metric;
}

/** Events of one metric, of which a filter takes the failed ones. */
function checkFailures(scope: CheckedService, { bad, ...events }: Failures, at: Path, report: Report): void {
  checkPartOf(scope, { ...events, part: bad }, "bad", at, report);
}

type Parted = Pick<Failures, "of" | "where"> & { readonly part: Filter };

/** Events of one metric, of which a filter takes the bad ones, or the good ones. */
function checkPartOf(scope: CheckedService, { of, where, part }: Parted, key: "bad" | "good", at: Path, report: Report): void {
  const metric = metricOf(scope, of, ["counter", "distribution"], [...at, "of"], report);
  checkFilters(scope, metric, [labelsIn(where, [...at, "where"])], report);
  // Both may match one label: which values there are, and which of them are the part.
  checkFilters(scope, metric, [labelsIn(part, [...at, key])], report);
  checkPart(scope, where ?? {}, part, key, [...at, key], report);
}

function checkSlices(scope: CheckedService, slices: Slices, at: Path, report: Report): void {
  if (slices.bad) {
    checkFailures(scope, { of: slices.of, where: slices.where, bad: slices.bad }, at, report);
    if (parseShare(slices.good.under).compare(1) >= 0)
      report(scope.part, [...at, "good", "under"], "cannot-fire", "all minutes are good: the share of failed events never exceeds 100%");
    return;
  }
  const metric = metricOf(scope, slices.of, ["gauge", "histogram", "distribution"], [...at, "of"], report);
  checkFilters(scope, metric, [labelsIn(slices.where, [...at, "where"])], report);
  if (slices["out-of"] !== undefined)
    checkWhole(scope, metric, { ...slices, "out-of": slices["out-of"] }, labelsBy(slices.by, at), at, report);
  if ("is" in slices.good && slices.good.is !== undefined) {
    if (metric && metricKind(metric) === "gauge" && slices.aggregation !== undefined)
      checkState(metric, slices.aggregation, scope.part, [...at, "good", "is"], report);
    else if (metric) report(scope.part, [...at, "good", "is"], "wrong-metric-kind", "only a gauge is 0 or 1");
    return;
  }
  const { under, over } = slices.good;
  if (under === undefined && over === undefined)
    report(scope.part, [...at, "good"], "exactly-one", "a good minute needs a bound, but neither under nor over is set", { part: "key" });
  const kind = metric && metricKind(metric);
  if (!metric || kind === undefined || kind === "counter") return;
  const needed = kind === "gauge" ? "aggregation" : "quantile";
  const other = kind === "gauge" ? "quantile" : "aggregation";
  if (slices[needed] === undefined || slices[other] !== undefined)
    report(scope.part, at, "exactly-one", `a ${kind} needs ${needed}, not ${other}`, {
      part: "key",
      way: `write ${needed} and no ${other}`,
    });
  if (kind !== "gauge") {
    if (over !== undefined)
      report(scope.part, [...at, "good", "over"], "wrong-metric-kind", `a quantile of a ${kind} is good under a bound, not over it`);
    if (under !== undefined) checkBound(scope, metric, under, [...at, "good", "under"], report);
    return;
  }
  const value = { aggregation: slices.aggregation ?? ("avg" as const), "out-of": slices["out-of"] };
  const bounds = boundsOfValue(metric, value);
  for (const [key, written] of [
    ["under", under],
    ["over", over],
  ] as const) {
    if (written === undefined) continue;
    const bound = thresholdIn(metric, value, written, scope.part, [...at, "good", key], report);
    // A minute is bad on the other side of the bound.
    const told = bound && reach(key === "under" ? "above" : "below", bound, bounds);
    if (told) report(scope.part, [...at, "good", key], told.code, `all minutes get the same verdict: ${told.what}`, told.detail);
  }
}

const labelsBy = (by: readonly string[] | undefined, at: Path) =>
  (by ?? []).map((label, index) => ({ label, path: [...at, "by", index], part: "value" as const }));

type OutOf = NonNullable<SignalOf<"value">["value"]["out-of"]>;
interface Share {
  readonly of: string;
  readonly "out-of": OutOf;
  readonly where?: Slices["where"];
}

/** The gauge of which another is a share: asked of the same source, in the same unit, by the same labels. */
function checkWhole(
  scope: CheckedService,
  metric: MetricEntry | undefined,
  { of, "out-of": written, where }: Share,
  by: Parameters<typeof checkLabels>[2],
  at: Path,
  report: Report,
): void {
  const path = [...at, "out-of"];
  const [id, idPath] = typeof written === "string" ? [written, path] : [written.metric, [...path, "metric"]];
  const whole = metricOf(scope, id, ["gauge"], idPath, report);
  const filters = typeof written === "string" ? labelsIn(where, [...at, "where"]) : labelsIn(written.where, [...path, "where"]);
  checkFilters(scope, whole, [filters], report);
  checkLabels(scope, whole, by, report);
  if (!metric || !whole) return;
  const [ofPart, ofWhole] = [metric, whole].map((one) => one.from ?? scope.system.source);
  if (ofPart !== ofWhole)
    report(
      scope.part,
      idPath,
      "signal-across-sources",
      `${JSON.stringify(id)} is in ${JSON.stringify(ofWhole)}, ${JSON.stringify(of)} in ${JSON.stringify(ofPart)}`,
    );
  else if (metric.unit !== whole.unit)
    report(
      scope.part,
      idPath,
      "unit-mismatch",
      `${JSON.stringify(id)} is in ${whole.unit ?? "plain numbers"}, ${JSON.stringify(of)} in ${metric.unit ?? "plain numbers"}`,
      {
        way: "name gauges of one unit",
      },
    );
  else if (metric.unit === "bool" || metric.unit === "timestamp" || metric.unit === "timestamp-ms")
    report(scope.part, idPath, "unit-mismatch", "a state or a moment is no share of another one", { way: "name gauges of an amount" });
}

/** A bound of a latency objective must be a bound of the histogram; a distribution knows every value. */
function checkBound(scope: CheckedService, metric: MetricEntry | undefined, written: string | number, path: Path, report: Report): void {
  if (!metric) return;
  const bound = valueIn(metric.unit, written, scope.part, path, report);
  if (!bound || !("buckets" in metric)) return;
  const bounds = metric.buckets.map((bucket) => ({ bucket, value: safeValue(scope, metric, bucket) }));
  if (bounds.some(({ value }) => value?.equals(bound))) return;
  const above = bounds.every(({ value }) => value === undefined || value.compare(bound) < 0);
  const said = metric.unit === "s" ? formatDuration(bound.valueOf()) : decimal(bound);
  report(
    scope.part,
    path,
    "unresolvable-bound",
    `${metric.histogram} has no bucket at ${said}; ${above ? "it is above the last" : "its buckets are"} ${above ? String(metric.buckets.at(-1)) : metric.buckets.join(", ")}`,
  );
}

/** Bounds with faults of their own are reported at the metric. */
function safeValue(scope: CheckedService, metric: MetricEntry, written: string | number) {
  return valueIn(metric.unit, written, scope.part, [], () => undefined);
}

function metricOf(scope: CheckedService, id: string, kinds: readonly MetricKind[], path: Path, report: Report): MetricEntry | undefined {
  const metric = own(scope.service.metrics, id);
  if (!metric || kinds.includes(metricKind(metric))) return metric;
  report(scope.part, path, "wrong-metric-kind", `${JSON.stringify(id)} is a ${metricKind(metric)}; a ${kinds.join(" or ")} is needed`);
  return undefined;
}

function checkFilters(
  scope: CheckedService,
  metric: MetricEntry | undefined,
  filters: readonly ReturnType<typeof labelsIn>[],
  report: Report,
): void {
  const all = filters.flat();
  checkLabels(scope, metric, all, report);
  checkMatchedOnce(scope, metric, all, report);
}
