import type { Resolved, SourceOf } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { entryOf } from "../../monitors/entry.ts";
import { alertmanagerConfig } from "../alertmanager/config.ts";
import { alertmanagerSection } from "../alertmanager/section.ts";
import type { Rule } from "../prometheus/rule-file.ts";
import { rulesInFiles } from "../prometheus/rule-files.ts";
import { metricsOf, prometheusConfig } from "../prometheus/scrape.ts";
import { evaluatesItself, signsOfLife } from "../prometheus/self-evaluated.ts";
import { type Target, type TargetFile, Unsayable } from "../target.ts";
import { yamlDocument } from "../yaml.ts";
import { alertmanagerConfigSpec } from "./alertmanager-config.ts";
import { type KubernetesObject, objectOf } from "./object.ts";
import { type Kubernetes, kubernetesSection } from "./section.ts";

/** What the rules are an object of, by operator. */
const ruleKind = {
  prometheus: ["monitoring.coreos.com/v1", "PrometheusRule"],
  "victoria-metrics": ["operator.victoriametrics.com/v1beta1", "VMRule"],
} as const satisfies Record<Kubernetes["operator"], readonly [string, string]>;

/** Rules, routes and scraping as objects for the operator that runs Prometheus in a cluster. */
export const kubernetes: Target = {
  name: "kubernetes",
  title: "Kubernetes",
  sections: [kubernetesSection],
  files: (resolved, alerts) => {
    const { organization } = resolved;
    const cluster = organization.kubernetes;
    if (!cluster) return [];
    const sources = organization.sources.filter((source) => source.kind === "prometheus");
    return [...sources.flatMap((source) => filesOf(source, resolved, cluster, alerts)), ...routeFiles(resolved, cluster, alerts)];
  },
};

function file(path: string, object: KubernetesObject, from: readonly string[]): TargetFile {
  return { path: `kubernetes/${path}.yaml`, text: yamlDocument(object), from: [...new Set([kubernetesSection.key, ...from])] };
}

function filesOf(source: SourceOf<"prometheus">, resolved: Resolved, cluster: Kubernetes, alerts: readonly Alert[]): TargetFile[] {
  const { environment } = resolved;
  const entry = `sources/${source.id}`;
  const own = evaluatesItself(source) ? alerts.filter(({ evaluator }) => evaluator.id === source.id) : [];
  if (own.length > 0 && source.counts === "anchored" && cluster.operator === "prometheus")
    throw new Unsayable(
      `sources/${source.id}/counts`,
      "the operator reads rules without the feature flag of `anchored`, and leaves out an object that it cannot read",
    );
  const signs = signsOfLife(alerts).filter((sign) => sign.source.id === source.id);
  const rules = rulesInFiles(own, signs).map(({ name, alerts: answered, groups }) =>
    file(
      `${source.id}/rules/${name}`,
      objectOf(ruleKind[cluster.operator], `${source.id}--${name}`, cluster, environment, {
        groups: groups.map((group) => ({ ...group, rules: group.rules.map((rule) => ofNamespace(rule, cluster)) })),
      }),
      [entry, ...answered.map(entryOf)],
    ),
  );
  const { global, scrape_configs } = prometheusConfig(source, metricsOf(resolved), undefined);
  const scraped = scrape_configs.map(({ job_name, metrics_path, static_configs }) =>
    file(
      `${source.id}/scrape/${job_name}`,
      objectOf(["monitoring.coreos.com/v1alpha1", "ScrapeConfig"], `${source.id}--${job_name}`, cluster, environment, {
        jobName: job_name,
        metricsPath: metrics_path,
        scrapeInterval: global.scrape_interval,
        scrapeTimeout: global.scrape_timeout,
        staticConfigs: static_configs,
        ...(global.scrape_native_histograms && { scrapeNativeHistograms: true }),
        ...(global.always_scrape_classic_histograms && { scrapeClassicHistograms: true }),
      }),
      [entry, `${entry}/jobs/${job_name}`],
    ),
  );
  return [...rules, ...scraped];
}

/** The operator lets a route take only alerts with the label `namespace` of its object, unless the Alertmanager says otherwise. */
function ofNamespace(rule: Rule, { matcher, namespace }: Kubernetes): Rule {
  return "alert" in rule && matcher === "namespace" ? { ...rule, labels: { ...rule.labels, namespace } } : rule;
}

function routeFiles({ organization, environment }: Resolved, cluster: Kubernetes, alerts: readonly Alert[]): TargetFile[] {
  if (!organization.alertmanager || !organization.sources.some(evaluatesItself)) return [];
  const config = alertmanagerConfig(alerts, environment, organization.alertmanager);
  const kind = ["monitoring.coreos.com/v1alpha1", "AlertmanagerConfig"] as const;
  return [
    file("alertmanager", objectOf(kind, "slostack", cluster, environment, alertmanagerConfigSpec(config, cluster)), [
      alertmanagerSection.key,
    ]),
  ];
}
