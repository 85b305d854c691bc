import type { Path } from "../document.ts";
import type { Part } from "../part.ts";
import type { SourceKind } from "../source-kind.ts";
import { kindOf } from "../vocabulary.ts";
import type { Check, Report } from "./report.ts";
import { servicesOf, sourceOf } from "./service.ts";

export const bucketLabel = "le";
export const labelTaken = (label: string): string =>
  label === bucketLabel
    ? '"le" is the label for the bounds of buckets'
    : `every recorded series already has a label ${JSON.stringify(label)}`;

/** Every label is called as its source can ask for it, and none is the bound of a bucket. */
export const checkLabelNames: Check = (checked, report) => {
  const { organization, vocabulary } = checked;
  for (const [id, source] of Object.entries(organization.value.sources))
    checkForms(organization, ["sources", id, "labels"], source.labels, kindOf(vocabulary, source), report);
  for (const scope of servicesOf(checked))
    for (const [id, metric] of Object.entries(scope.service.metrics)) {
      const source = sourceOf(scope, metric);
      const path = [...scope.path, "metrics", id, "labels"];
      if (source) checkForms(scope.part, path, metric.labels, kindOf(vocabulary, source), report);
      if ("histogram" in metric && metric.labels.includes(bucketLabel))
        report(scope.part, [...path, metric.labels.indexOf(bucketLabel)], "label-taken", labelTaken(bucketLabel), { way: "remove it" });
    }
};

type Named = Pick<SourceKind, "kind" | "label">;

function checkForms(part: Part<unknown>, path: Path, labels: readonly string[], kind: Named, report: Report): void {
  for (const [index, label] of labels.entries())
    if (!kind.label.form.test(label)) reportLabelForm(part, [...path, index], label, kind, report, "value");
}

/** Says that a kind of source has no label of this name. */
export function reportLabelForm(
  part: Part<unknown>,
  path: Path,
  label: string,
  { kind, label: { example } }: Named,
  report: Report,
  at: "key" | "value",
): void {
  report(part, path, "invalid-label-name", `${JSON.stringify(label)} is not a valid label name in a source of kind ${kind}`, {
    part: at,
    way: `write ${example}`,
  });
}
