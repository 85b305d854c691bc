import type { Comparison } from "../../analysis/contract/compare/comparison.ts";
import type { Finding } from "../../analysis/contract/compare/finding.ts";
import { formatCount } from "../../model/quantity.ts";

/** What a comparison was made with, and what it had to leave out. */
export interface Against {
  /** where it was looked */
  readonly from: string;
  /** id of the source whose series were compared */
  readonly source: string;
  /** metrics of other sources, by source and its kind */
  readonly others: readonly { readonly source: string; readonly kind: string; readonly metrics: number }[];
}

/** Every finding with what follows from it, by service and metric; and what was not looked at. */
export function findingsText(comparison: Comparison, against: Against): string {
  const { unseen, findings } = comparison;
  const { others } = against;
  const services = Map.groupBy(findings, ({ service }) => service);
  return [
    ...[...services].flatMap(([service, of]) => [service, ...byMetric(of), ""]),
    comparedInWords(comparison, against),
    ...(unseen.length > 0 ? [`not visible there, because the scrape itself generates it: ${unseen.join(", ")}`] : []),
    ...(others.length > 0
      ? [`not compared: ${others.map((one) => `${formatCount(one.metrics, "metric")} in ${one.source} (${one.kind})`).join(", ")}`]
      : []),
    "",
  ].join("\n");
}

/** How many metrics were compared, with what, and what that found. */
export function comparedInWords({ compared, findings }: Pick<Comparison, "compared" | "findings">, { from, source }: Against): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return `${formatCount(compared.length, "metric")} of ${source} compared with ${from}: ${formatCount(errors, "error")}, ${formatCount(findings.length - errors, "warning")}`;
}

function byMetric(findings: readonly Finding[]): string[] {
  return [...Map.groupBy(findings, ({ metric }) => metric)].flatMap(([metric, of]) => [`  ${metric}`, ...of.flatMap(findingLines)]);
}

function findingLines({ code, severity, what, way, nearest, consequences }: Finding): string[] {
  const { blind, firing, misled, unmeasured, panels } = consequences;
  return [
    `    ${code}${severity === "warning" ? " (warning)" : ""}  ${what}`,
    ...(nearest === undefined ? [] : [`      did you mean ${JSON.stringify(nearest)}?`]),
    `      ${way}`,
    ...named("alerts that cannot fire", blind),
    ...named("alerts that fire until it is fixed", firing),
    ...named("alerts that use wrong values", misled),
    ...named("SLOs that are not measured, or wrongly", unmeasured),
    ...named("panels that are empty or wrong", panels),
  ];
}

function named(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`      ${title}: ${names.join(", ")}`];
}
