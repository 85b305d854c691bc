import { isNative } from "../../model/native-histogram.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Matchers, Metric, Resolved, SourceOf } from "../../model/resolved.ts";
import type { Alertmanager } from "../alertmanager/section.ts";

/** A configuration of Prometheus, as data; only what is written here. */
export interface PrometheusConfig {
  readonly global: {
    readonly scrape_interval: string;
    readonly scrape_timeout: string;
    readonly evaluation_interval: string;
    readonly external_labels: Labels;
  } & Histograms;
  /** relative to the folder of the configuration */
  readonly rule_files?: readonly string[];
  readonly alerting?: { readonly alertmanagers: readonly { readonly static_configs: readonly Targets[] }[] };
  readonly scrape_configs: readonly ScrapeConfig[];
}
type Labels = Readonly<Record<string, string>>;
interface Targets {
  readonly targets: readonly string[];
  readonly labels?: Labels;
}
interface ScrapeConfig {
  readonly job_name: string;
  readonly metrics_path: string;
  readonly static_configs: readonly Targets[];
}

/** Whether native histograms are scraped as such, and whether buckets are kept where a histogram has both. */
interface Histograms {
  readonly scrape_native_histograms?: true;
  readonly always_scrape_classic_histograms?: true;
}

/** Prometheus waits no longer than this (s) by default, and never longer than until the next scrape. */
const longestScrape = 10;

/** Beside the configuration: a file of rules for each service. */
export const ruleFolder = "rules";

/**
 * How one source scrapes in this environment. The environment's labels are on every target, because every query selects
 * by them, and on every alert that leaves, because several environments may share an Alertmanager. A source that
 * evaluates its own rules also reads them and sends to an Alertmanager.
 *
 * @param metrics all of the catalog: those of the source decide how histograms are scraped
 */
export function prometheusConfig(
  source: SourceOf<"prometheus">,
  metrics: readonly Metric[],
  alertmanager: Alertmanager | undefined,
): PrometheusConfig {
  const environment = labelsOf(source.environment);
  return {
    global: {
      scrape_interval: formatDuration(source.scrape),
      scrape_timeout: formatDuration(Math.min(source.scrape, longestScrape)),
      evaluation_interval: formatDuration(source.evaluate),
      external_labels: environment,
      ...histogramsOf(metrics.filter(({ from }) => from.id === source.id)),
    },
    ...(alertmanager && {
      rule_files: [`${ruleFolder}/*.yml`],
      alerting: { alertmanagers: [{ static_configs: [{ targets: alertmanager.addresses }] }] },
    }),
    scrape_configs: source.jobs.map(({ id, path, targets, labels }) => ({
      job_name: id,
      metrics_path: path,
      static_configs: [{ targets, labels: { ...labels, ...environment } }],
    })),
  };
}

/** A server that scrapes native histograms drops the buckets of one that has both, unless it is told to keep them. */
function histogramsOf(metrics: readonly Metric[]): Histograms {
  if (!metrics.some(({ native }) => native)) return {};
  const keeps = metrics.some((metric) => metric.kind === "histogram" && !isNative(metric));
  return { scrape_native_histograms: true, ...(keeps && { always_scrape_classic_histograms: true }) };
}

/** Every metric of a catalog. */
export const metricsOf = ({ systems }: Pick<Resolved, "systems">): Metric[] =>
  systems.flatMap(({ services }) => services.flatMap(({ metrics }) => metrics));

/** @throws Error if the environment is written in another way than as labels with one value */
function labelsOf(matchers: Matchers): Labels {
  return Object.fromEntries(
    Object.entries(matchers).map(([label, matcher]) => {
      if ("is" in matcher) return [label, matcher.is];
      throw new Error(`a target has one value of ${label}, and the environment matches several`);
    }),
  );
}
