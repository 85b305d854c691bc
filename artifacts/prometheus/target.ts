import type { Resolved, SourceOf } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { entryOf } from "../../monitors/entry.ts";
import { sharedLabels } from "../../monitors/own-labels.ts";
import type { Target, TargetFile } from "../target.ts";
import { heading, yamlDocument } from "../yaml.ts";
import { rulesInFiles } from "./rule-files.ts";
import { metricsOf, prometheusConfig, ruleFolder } from "./scrape.ts";
import { evaluatesItself, isSelfEvaluated, signsOfLife } from "./self-evaluated.ts";
import { prometheusSource } from "./source.ts";
import { ruleFileText } from "./yaml.ts";

/** Each Prometheus that scrapes targets or evaluates its own rules: `prometheus/<source>/`. */
export const prometheus: Target = {
  name: "prometheus",
  title: "Prometheus",
  sources: [prometheusSource],
  evaluates: (alerts) => alerts.filter(isSelfEvaluated),
  files: (resolved, alerts) =>
    resolved.organization.sources
      .filter((source) => source.kind === "prometheus")
      .filter((source) => source.jobs.length > 0 || evaluatesItself(source))
      .flatMap((source) => filesOf(source, resolved, alerts)),
};

function filesOf(source: SourceOf<"prometheus">, resolved: Resolved, alerts: readonly Alert[]): TargetFile[] {
  const { alertmanager } = resolved.organization;
  const entry = `sources/${source.id}`;
  const file = (name: string, text: string, entries: readonly string[]) => ({
    path: `prometheus/${source.id}/${name}`,
    text,
    from: [...new Set([entry, ...entries])],
  });
  const jobs = source.jobs.map(({ id }) => `${entry}/jobs/${id}`);
  const config = (alerting?: typeof alertmanager) =>
    yamlDocument(prometheusConfig(source, metricsOf(resolved), alerting), featuresNeeded(source));
  if (!evaluatesItself(source)) return [file("prometheus.yml", config(), jobs)];
  if (!alertmanager) throw new Error(`${source.id} evaluates its own rules, but there is no Alertmanager`);
  const own = alerts.filter(({ evaluator }) => evaluator.id === source.id);
  for (const alert of own) refuseSharedLabels(alert);
  const signs = signsOfLife(alerts).filter((sign) => sign.source.id === source.id);
  return [
    file("prometheus.yml", config(alertmanager), jobs),
    ...rulesInFiles(own, signs).map(({ name, alerts, groups }) =>
      file(`${ruleFolder}/${name}.yml`, heading + featuresNeeded(source) + [...ruleFileText(groups)].join(""), alerts.map(entryOf)),
    ),
  ];
}

/** A comment: without the flag the server refuses the file of rules, and does not start. */
function featuresNeeded(source: SourceOf<"prometheus">): string {
  const features = source.traits.series?.features(source) ?? [];
  return features
    .map(({ name, since }) => `# The server needs --enable-feature=${name} (${since}): without it, no rule is read.\n`)
    .join("");
}

/** A rule's own label replaces that of a series: two series would become one, and Prometheus refuses the rule at every evaluation. */
function refuseSharedLabels({ entry, when }: Alert): void {
  const shared = sharedLabels(when);
  if (shared.length > 0) throw new Error(`${entry} is grouped by ${shared.join(" and ")}, which every alert already has as a label`);
}
