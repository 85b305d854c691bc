import type { Path } from "../document.ts";
import { alertLabels, recordingLabels } from "../own-labels.ts";
import type { Part } from "../part.ts";
import type { SourceKind } from "../resolve/source.ts";
import { type Check, own, type Report } from "./report.ts";
import { servicesOf, sourceOf } from "./service.ts";

interface Form {
  readonly form: RegExp;
  readonly example: string;
}

const word: Form = { form: /^[a-zA-Z_][a-zA-Z0-9_]*$/, example: "letters, digits and _, such as service_name" };

/**
 * What a label is called in each kind of source. Prometheus keeps names that begin with __ for itself, and its parser reads
 * `inf` and `nan` as numbers wherever labels are listed (prometheus/prometheus, promql/parser/lex.go).
 */
const forms: Readonly<Record<SourceKind, Form>> = {
  prometheus: { form: /^(?!__|(?:inf|nan)$)[a-zA-Z_][a-zA-Z0-9_]*$/i, example: "letters, digits and _, such as service_name" },
  datadog: { form: /^[a-z][a-z0-9_]*$/, example: "lower-case letters, digits and _, such as service_name" },
  "cloudwatch-logs": { form: /^[a-zA-Z_][a-zA-Z0-9_.]*$/, example: "a field such as request.status" },
  sentry: { form: /^[a-zA-Z_][a-zA-Z0-9_.-]{0,199}$/, example: "a tag such as server_name" },
  newrelic: { form: /^[^`\\\p{Cc}]+$/u, example: "an attribute without backticks and backslashes" },
  digitalocean: word,
  "better-stack": word,
  uptimerobot: word,
  "datadog-synthetics": word,
  "grafana-synthetics": word,
};

const bucketLabel = "le";
const takenBy = (label: string): string =>
  label === bucketLabel ? '"le" is the bound of a bucket' : `every recorded series has a label ${JSON.stringify(label)} of its own`;

/** Every label is called as its source can ask for it, and none is called as one that slostack or the source sets by itself. */
export const checkLabelNames: Check = (checked, report) => {
  const { organization } = checked;
  const { environments, sources } = organization.value;
  for (const [id, source] of Object.entries(sources)) {
    checkForms(organization, ["sources", id, "labels"], source.labels, source.kind, report);
    if (source.kind === "prometheus")
      for (const [job, { labels }] of Object.entries(source.jobs)) checkJob(job, labels, ["sources", id, "jobs", job, "labels"]);
  }
  for (const scope of servicesOf(checked))
    for (const [id, metric] of Object.entries(scope.service.metrics)) {
      const source = sourceOf(scope, metric);
      const path = [...scope.path, "metrics", id, "labels"];
      if (source) checkForms(scope.part, path, metric.labels, source.kind, report);
      if ("histogram" in metric && metric.labels.includes(bucketLabel))
        report(scope.part, [...path, metric.labels.indexOf(bucketLabel)], "label-taken", takenBy(bucketLabel), { way: "remove it" });
    }
  const kinds = new Set(Object.values(sources).map(({ kind }) => kind));
  for (const [id, { is }] of Object.entries(environments)) {
    for (const label of kinds.has("prometheus") ? Object.keys(is.prometheus ?? {}) : []) {
      const path = ["environments", id, "is", "prometheus", label];
      if (!forms.prometheus.form.test(label)) tellForm(organization, path, label, "prometheus", report, "key");
      else if (recordingLabels.has(label) || label === bucketLabel)
        report(organization, path, "label-taken", `${takenBy(label)}, so that environments would share one series or have none`, {
          part: "key",
          way: "tell environments apart by another label of the series, such as env",
        });
    }
    const application = Object.entries(sources).find(([, source]) => source.kind === "newrelic" && source.application !== undefined);
    if (application && is.newrelic && Object.hasOwn(is.newrelic, "appName"))
      report(
        organization,
        ["environments", id, "is", "newrelic", "appName"],
        "label-taken",
        `the source ${JSON.stringify(application[0])} asks for an appName of its own, its application`,
        { part: "key", way: "tell environments apart by another attribute, or remove application" },
      );
  }
  checkApartBy(checked, report);

  function checkJob(job: string, labels: Readonly<Record<string, string>>, path: Path): void {
    for (const label of Object.keys(labels)) {
      if (!forms.prometheus.form.test(label)) tellForm(organization, [...path, label], label, "prometheus", report, "key");
      else if (Object.values(environments).some(({ is }) => own(is.prometheus, label) !== undefined))
        report(
          organization,
          [...path, label],
          "label-matched-twice",
          `the environment writes ${JSON.stringify(label)} on every target of ${JSON.stringify(job)}`,
          { part: "key", way: "remove it here" },
        );
    }
  }
};

function checkForms(part: Part<unknown>, path: Path, labels: readonly string[], kind: SourceKind, report: Report): void {
  for (const [index, label] of labels.entries())
    if (!forms[kind].form.test(label)) tellForm(part, [...path, index], label, kind, report, "value");
}

function tellForm(part: Part<unknown>, path: Path, label: string, kind: SourceKind, report: Report, at: "key" | "value"): void {
  report(part, path, "invalid-label-name", `${JSON.stringify(label)} is no name of a label in a source of the kind ${kind}`, {
    part: at,
    way: `write ${forms[kind].example}`,
  });
}

/** An alert's own label replaces that of a series: two series would become one, and the rule is refused at every evaluation. */
function checkApartBy(checked: Parameters<Check>[0], report: Report): void {
  for (const scope of servicesOf(checked)) {
    const alerted = new Set(Object.values(scope.service.alerts).map(({ signal }) => signal));
    for (const [id, { value }] of Object.entries(scope.service.signals)) {
      const metric = own(scope.service.metrics, value?.of);
      if (!alerted.has(id) || !metric || sourceOf(scope, metric)?.kind !== "prometheus") continue;
      for (const [index, label] of (value?.by ?? []).entries())
        if (alertLabels.has(label))
          report(
            scope.part,
            [...scope.path, "signals", id, "value", "by", index],
            "label-taken",
            `every alert has a label ${JSON.stringify(label)} of its own, so that its series cannot be told apart by it`,
            { way: "tell them apart by another label" },
          );
    }
  }
}
