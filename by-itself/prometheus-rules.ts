import type { RuleGroup } from "../artifacts/prometheus/rule-file.ts";
import { ruleFile } from "../artifacts/prometheus/rules.ts";
import { ruleFileText } from "../artifacts/prometheus/yaml.ts";
import type { Duration, Grouped, HistogramSli, RatioSli, SloArgs } from "./arguments.ts";
import { catalogOfSlo, isOfSlo, namedAfter } from "./slo.ts";
import { type Fault, linesOf, soundOf } from "./small-catalog.ts";

export type * from "./arguments.ts";

/** One SLO on a Prometheus that evaluates its own rules. */
export interface PrometheusRulesArgs extends SloArgs {
  /** lower-case words joined by single hyphens: the names of its groups, series and alerts begin with it */
  readonly name: string;
  /** id of the environment, such as `prod` */
  readonly environment: string;
  /**
   * counters (`http_requests_total`), or a histogram without `_bucket`; with `by` and `atMost` each group by itself, of which an Alertmanager
   * makes one incident each if it groups by these labels too
   */
  readonly sli: (RatioSli | HistogramSli) & Grouped;
  /** labels of the page for the routes of Alertmanager, such as `{ severity: "page" }`; default: `severity` is `critical` */
  readonly page?: Readonly<Record<string, string>>;
  /** labels of the ticket, and of the absence of the metric; default: `severity` is `warning` */
  readonly ticket?: Readonly<Record<string, string>>;
  /** how often targets are scraped; default: `1m`, as Prometheus does */
  readonly scrape?: Duration;
  /** how often alerts are evaluated; default: `30s` */
  readonly evaluate?: Duration;
}

/**
 * The rule file of one SLO, as text: recording rules for bad and total events, and alerts: a page where the error budget burns
 * fast, a ticket where it burns slowly and does not page, and one on the absence of the metric. Pure: it reads and writes nothing.
 *
 * The rules are those that a catalog's SLO of the same values has. Every alert has the labels `severity`, `priority`, `system` (the name of the
 * SLO), `service`, `environment`, `owner`, and links to the runbook (`runbook_url`).
 *
 * @throws Error with everything that is wrong with the arguments, a line each, with the name of the argument
 *
 * @example
 * ```ts
 * import { writeFileSync } from "node:fs";
 * import { prometheusRules } from "slostack/prometheus";
 *
 * const rules = prometheusRules({
 *   name: "checkout",
 *   service: "checkout",
 *   owner: "payments",
 *   environment: "prod",
 *   labels: { env: "prod" },
 *   sli: { total: "http_requests_total", bad: { code: { startsWith: "5" } }, minimumTraffic: "200/h" },
 *   target: "99.9%",
 *   runbook: "https://runbooks.example.com/checkout",
 * });
 * writeFileSync("rules/checkout.yml", rules);
 * ```
 */
export function prometheusRules(args: PrometheusRulesArgs): string {
  const { name, page = {}, ticket = {}, scrape = "1m", evaluate = "30s" } = args;
  const small = catalogOfSlo(name, args, {
    source: { kind: "prometheus", evaluator: "prometheus", datasource: "prometheus", scrape, evaluate },
    words: "prometheus",
    durations: "histogram",
    written: { scrape: "scrape", evaluate: "evaluate" },
    // Who sends the notifications is the affair of whoever loads the file.
    sections: { alertmanager: { addresses: ["alertmanager:9093"], mail: { from: "alerts@example.com", server: "mail.example.com:587" } } },
  });
  const sound = soundOf(small);
  const faults = [...labelFaults("page", page), ...labelFaults("ticket", ticket), ...("faults" in sound ? sound.faults : [])];
  if ("faults" in sound || faults.length > 0) throw new Error(linesOf(`prometheusRules ${JSON.stringify(name)}`, faults).join("\n"));
  const alerts = sound.alerts.filter(isOfSlo);
  const kinds = new Map(alerts.map((alert) => [alert.name, alert.route.kind]));
  const labelsOf = (alert: string) => (kinds.get(alert) === "page" ? page : ticket);
  const groups = ruleFile(alerts).groups.map((group) => byItself(group, { named: namedAfter(name, args.service), labelsOf }));
  return [...ruleFileText(groups)].join("");
}

interface Own {
  /** by the logical name in a catalog */
  named(logical: string): string;
  labelsOf(alert: string): Readonly<Record<string, string>>;
}

/** The labels by which a catalog's own Alertmanager routes and inhibits give way to the labels of the user's. */
function byItself(group: RuleGroup, { named, labelsOf }: Own): RuleGroup {
  const rules = group.rules.map((rule) => {
    if (!("alert" in rule)) return rule;
    const { slostack_route: _route, slostack_missing: _missing, slostack_source: _source, ...labels } = rule.labels;
    return { ...rule, alert: named(rule.alert), labels: { ...labels, ...labelsOf(rule.alert) } };
  });
  return { ...group, name: named(group.name), rules };
}

function labelFaults(argument: string, labels: Readonly<Record<string, string>>): Fault[] {
  return Object.keys(labels)
    .filter((label) => !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label))
    .map((label) => ({ argument: `${argument}.${label}`, what: `${JSON.stringify(label)} is no label name; write letters, digits and _` }));
}
