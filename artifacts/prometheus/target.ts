import type { Resolved, SourceOf } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { sharedLabels } from "../../monitors/own-labels.ts";
import type { RenderedFile, Target } from "../target.ts";
import { heading, yamlDocument } from "../yaml.ts";
import { evaluatesItself, signsOfLife } from "./own.ts";
import { renderRules } from "./rules.ts";
import { prometheusConfig, ruleFileName } from "./scrape.ts";
import { prometheusSource } from "./source.ts";

/** Each Prometheus that scrapes something or evaluates by itself: `prometheus/<source>/`. */
export const prometheus: Target = {
  name: "prometheus",
  sources: [prometheusSource],
  files: ({ organization }, alerts) =>
    organization.sources
      .filter((source) => source.kind === "prometheus")
      .filter((source) => source.jobs.length > 0 || evaluatesItself(source))
      .flatMap((source) => filesOf(source, organization, alerts)),
};

function filesOf(source: SourceOf<"prometheus">, { alertmanager }: Resolved["organization"], alerts: readonly Alert[]): RenderedFile[] {
  const file = (name: string, text: string) => ({ path: `prometheus/${source.id}/${name}`, text });
  if (!evaluatesItself(source)) return [file("prometheus.yml", yamlDocument(prometheusConfig(source, undefined)))];
  if (!alertmanager) throw new Error(`${source.id} evaluates by itself, and there is no Alertmanager`);
  const own = alerts.filter(({ evaluator }) => evaluator.id === source.id);
  for (const alert of own) refuseSharedLabels(alert);
  const signs = signsOfLife(alerts).filter((sign) => sign.source.id === source.id);
  return [
    file("prometheus.yml", yamlDocument(prometheusConfig(source, alertmanager))),
    file(ruleFileName, heading + renderRules(own, signs)),
  ];
}

/** A rule's own label replaces that of a series: two series would become one, and Prometheus refuses the rule at every evaluation. */
function refuseSharedLabels({ entry, when }: Alert): void {
  const shared = sharedLabels(when);
  if (shared.length > 0) throw new Error(`${entry} is told apart by ${shared.join(" and ")}, a label of every alert`);
}
