import { another, carriers } from "../../model/check/carried.ts";
import { groupingOf } from "../../model/check/groups.ts";
import { bucketLabel, labelTaken, reportLabelForm } from "../../model/check/label-names.ts";
import { type Check, type Checked, own } from "../../model/check/report.ts";
import { servicesOf, sourceOf } from "../../model/check/service.ts";
import type { Path } from "../../model/document.ts";
import { alertLabels, recordingLabels } from "../../model/own-labels.ts";
import { formatDuration, parseDuration } from "../../model/quantity.ts";
import { matchersOf } from "../../model/resolve/matchers.ts";
import { kindAndName } from "../../model/resolve/signals.ts";
import type { MetricEntry } from "../../model/schema/metric.ts";
import { isScraped, labelsSetBy } from "../../model/scraped.ts";
import type { Form } from "../../model/source-kind.ts";
import { malformed, selectorsIn, seriesNamesOf } from "../../queries/promql/raw.ts";

/**
 * Names that begin with __ are Prometheus' own, and its parser reads `inf` and `nan` as numbers wherever labels are listed
 * (prometheus/prometheus, promql/parser/lex.go).
 */
export const labelForm: Form = {
  form: /^(?!__|(?:inf|nan)$)[a-zA-Z_][a-zA-Z0-9_]*$/i,
  example: "letters, digits and _, such as service_name",
};

/** It answers with no sample older than this (s; `--query.lookback-delta`, five minutes by default). */
const lookback = 300;

/** One missed scrape is no outage. */
export const checkLookback: Check = ({ organization }, report) => {
  for (const [id, source] of Object.entries(organization.value.sources))
    if (source.kind === "prometheus" && 2 * parseDuration(source.scrape) >= lookback)
      report(
        organization,
        ["sources", id, "scrape"],
        "scrape-too-slow",
        `after one missed scrape the last value is ${formatDuration(2 * parseDuration(source.scrape))} old`,
      );
};

/** What a service selects is on the targets of some job, where jobs set the labels. */
export const checkScraped: Check = (checked, report) => {
  for (const { part, path, service, system, organization } of servicesOf(checked)) {
    const sources = new Set(Object.values(service.metrics).map(({ from }) => from ?? system.source));
    for (const id of sources) {
      const source = own(organization.sources, id);
      if (source?.kind !== "prometheus" || Object.keys(source.jobs).length === 0) continue;
      const jobs = Object.values(source.jobs);
      const where = matchersOf(service.where);
      if (isScraped(where, jobs)) continue;
      const set = Object.keys(where).filter((label) => labelsSetBy(jobs).has(label));
      const selected = Object.entries(service.where).filter(([label]) => set.includes(label));
      const asked = selected.map(([label, matcher]) => `${label}: ${JSON.stringify(matcher)}`).join(", ");
      report(part, [...path, "where"], "nothing-scraped", `no job of the source ${JSON.stringify(id)} sets ${asked}`);
    }
  }
};

/** The labels of jobs and of environments are names that it can ask for, and none is one that it or slostack sets. */
export const checkJobs: Check = ({ organization }, report) => {
  const { environments, sources } = organization.value;
  const scraping = Object.entries(sources).flatMap(([id, source]) => (source.kind === "prometheus" ? [{ id, jobs: source.jobs }] : []));
  const misnamed = (path: Path, label: string) => {
    if (labelForm.form.test(label)) return false;
    reportLabelForm(organization, path, label, { kind: "prometheus", label: labelForm }, report, "key");
    return true;
  };
  for (const { id, jobs } of scraping)
    for (const [job, { labels }] of Object.entries(jobs))
      for (const label of Object.keys(labels)) {
        const path = ["sources", id, "jobs", job, "labels", label];
        if (!misnamed(path, label) && Object.values(environments).some(({ is }) => own(is.prometheus, label) !== undefined))
          report(
            organization,
            path,
            "label-matched-twice",
            `the environment writes ${JSON.stringify(label)} on every target of ${JSON.stringify(job)}`,
            { part: "key", way: "remove it here" },
          );
      }
  if (scraping.length === 0) return;
  for (const [id, { is }] of Object.entries(environments))
    for (const label of Object.keys(is.prometheus ?? {})) {
      const path = ["environments", id, "is", "prometheus", label];
      if (!misnamed(path, label) && (recordingLabels.has(label) || label === bucketLabel))
        report(organization, path, "label-taken", `${labelTaken(label)}, so that environments would share one series or have none`, {
          part: "key",
          way: "distinguish environments by another label of the series, such as env",
        });
    }
};

/** A raw query is one expression on the series of the metrics that it reads, and slostack alone says of which environment and service. */
export const checkRaw: Check = (checked, report) => {
  for (const scope of servicesOf(checked))
    for (const [id, { raw }] of Object.entries(scope.service.signals)) {
      if (!raw) continue;
      const reads = raw.reads.flatMap((metric) => own(scope.service.metrics, metric) ?? []);
      const source = reads[0] && sourceOf(scope, reads[0]);
      if (source?.kind !== "prometheus" || reads.length < raw.reads.length) continue;
      const path = [...scope.path, "signals", id, "raw"];
      const texts = typeof raw.query === "string" ? [raw.query] : Object.values(raw.query);
      const places = typeof raw.query === "string" ? [[]] : Object.keys(raw.query).map((key) => [key]);
      const added = new Set([
        ...Object.keys(scope.service.where),
        ...Object.values(scope.organization.environments).flatMap(({ is }) => Object.keys(is.prometheus ?? {})),
      ]);
      const named = new Set<string>();
      for (const [index, query] of texts.entries()) {
        const at = [...path, "query", ...(places[index] ?? [])];
        const fault = malformed(query) ?? faultOfSelectors(query, reads, added, named);
        if (fault !== undefined) report(scope.part, at, "raw-query", `it has ${fault}`);
      }
      if (texts.some((query) => malformed(query) !== undefined)) continue;
      const idle = raw.reads.findIndex((_, index) => !seriesIn(reads[index]).some((name) => named.has(name)));
      if (idle !== -1)
        report(scope.part, [...path, "reads", idle], "raw-query", `no selector of it names ${JSON.stringify(raw.reads[idle])}`);
    }
};

function faultOfSelectors(
  query: string,
  reads: readonly MetricEntry[],
  added: ReadonlySet<string>,
  named: Set<string>,
): string | undefined {
  const known = new Set(reads.flatMap(seriesIn));
  for (const { name, labels } of selectorsIn(query)) {
    if (name === undefined) return "a selector without a name";
    named.add(name);
    if (!known.has(name)) return `the series ${JSON.stringify(name)}, which is of no metric in reads`;
    const twice = labels.find((label) => added.has(label));
    if (twice !== undefined) return `a matcher of ${JSON.stringify(twice)}, which is added to each selector`;
  }
  return undefined;
}

function seriesIn(metric: MetricEntry | undefined): string[] {
  if (!metric) return [];
  const { native } = { native: undefined, ...metric };
  return seriesNamesOf({ ...kindAndName(metric), ...(native && { native }), buckets: "buckets" in metric ? metric.buckets : [] });
}

/** VictoriaMetrics counts like that by itself, and its language has no such word. */
export const checkCounts: Check = ({ organization }, report) => {
  for (const [id, source] of Object.entries(organization.value.sources))
    if (source.kind === "prometheus" && source.counts === "anchored" && source.server === "victoria-metrics")
      report(organization, ["sources", id, "counts"], "unsupported", "VictoriaMetrics extrapolates nothing, and does not know `anchored`", {
        part: "key",
        way: "remove it: a server that is VictoriaMetrics counts whole samples as it is",
      });
};

/** VictoriaMetrics stores no native histogram: it makes buckets of its own form of one, which no query here reads. */
export const checkNative: Check = (checked, report) => {
  for (const { part, path, service, system, organization } of servicesOf(checked))
    for (const [id, metric] of Object.entries(service.metrics)) {
      const source = own(organization.sources, metric.from ?? system.source);
      if (!("native" in metric) || !metric.native || source?.kind !== "prometheus" || source.server !== "victoria-metrics") continue;
      report(part, [...path, "metrics", id, "native"], "kind-not-in-source", "VictoriaMetrics holds no native histograms", {
        part: "key",
        way: "send it with buckets, and write them here",
      });
    }
};

/** Every label by which alerts on a Prometheus are grouped, and where it is written. */
export function* groupingsOf(checked: Checked) {
  for (const scope of servicesOf(checked)) {
    const alerted = new Set(Object.values(scope.service.alerts).map(({ signal }) => signal));
    for (const [id, signal] of Object.entries(scope.service.signals)) {
      const groups = groupingOf(scope, signal, [...scope.path, "signals", id]);
      for (const [index, label] of (groups?.by ?? []).entries()) {
        const [metric] = groups?.metrics ?? [];
        const source = metric && sourceOf(scope, metric);
        if (source?.kind === "prometheus")
          yield { source, label, part: scope.part, path: [...(groups?.path ?? []), "by", index], recorded: true };
      }
      const { value } = signal;
      const metric = own(scope.service.metrics, value?.of);
      const source = metric && sourceOf(scope, metric);
      if (!alerted.has(id) || source?.kind !== "prometheus") continue;
      for (const [index, label] of (value?.by ?? []).entries())
        yield { source, label, part: scope.part, path: [...scope.path, "signals", id, "value", "by", index], recorded: false };
    }
  }
}

/** An alert's own label replaces that of a series: two series would become one, and the rule is refused at every evaluation. */
export const checkAlertLabels: Check = (checked, report) => {
  // Of what is recorded, the labels of recordings are refused in any source.
  for (const { label, part, path, recorded } of groupingsOf(checked))
    if (alertLabels.has(label) && !(recorded && recordingLabels.has(label)))
      report(
        part,
        path,
        "label-taken",
        `every alert has a label ${JSON.stringify(label)} itself, so its series cannot be grouped by that label`,
        { way: "group by another label" },
      );
};

/** Labels that Grafana gives to the alerts that it manages. */
const managedLabels: ReadonlySet<string> = new Set(["datasource_uid", "grafana_folder", "ref_id", "rulename"]);

/** The catalog's own labels are not called as those of who evaluates. */
export const checkCarriedLabels: Check = (checked, report) => {
  for (const scope of servicesOf(checked))
    for (const { path, labels } of carriers(scope))
      for (const name of Object.keys(labels).filter((one) => managedLabels.has(one)))
        report(
          scope.part,
          [...path, "labels", name],
          "label-taken",
          `Grafana's alerts already have a label ${JSON.stringify(name)}`,
          another,
        );
};
