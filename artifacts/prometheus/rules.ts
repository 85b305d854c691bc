import { formatDuration } from "../../model/quantity.ts";
import type { Alert } from "../../monitors/alert.ts";
import { conditionQuery, type Recording, recordingInterval, recordingsOf } from "../../queries/promql.ts";
import type { AlertingRule, RuleFile, RuleGroup } from "./rule-file.ts";
import { ruleFileText } from "./yaml.ts";

/**
 * The alerts and their recordings as Prometheus rule groups: per service `<system>--<service>--recordings`, then
 * `…--alerts`, with the same PromQL that the evaluator of production gets. What is in other sources is left to their
 * evaluators, and a silent source has no rule here: no Prometheus can tell that it does not answer itself.
 */
export function ruleFile(alerts: readonly Alert[]): RuleFile {
  return { groups: [...ruleGroups(alerts)] };
}

function* ruleGroups(alerts: readonly Alert[]): Generator<RuleGroup> {
  const services = [...Map.groupBy(alerts.filter(isEvaluated), serviceName)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, own] of services) {
    yield* recordingGroup(name, recordingsOf(own));
    yield* alertGroup(name, own);
  }
}

/** One YAML document: `promtool check rules` reads only the first of a file. */
export function renderRules(alerts: readonly Alert[]): string {
  return [...rulesInParts(alerts)].join("");
}

/** The same text, a group at a time: of a large catalog the whole need never be in memory. */
export function rulesInParts(alerts: readonly Alert[]): Generator<string> {
  return ruleFileText(ruleGroups(alerts));
}

const isEvaluated = ({ when, evaluator }: Alert): boolean => when.kind !== "source-silent" && evaluator.kind === "prometheus";
const serviceName = (alert: Alert): string => alert.name.split("--").slice(0, 2).join("--");

function recordingGroup(name: string, recordings: readonly Recording[]): RuleGroup[] {
  if (recordings.length === 0) return [];
  const rules = recordings.map(({ name: record, expr, labels }) => ({ record, expr, labels }));
  return [{ name: `${name}--recordings`, interval: formatDuration(recordingInterval), rules }];
}

function alertGroup(name: string, alerts: readonly Alert[]): RuleGroup[] {
  const [first] = alerts;
  if (!first) return [];
  return [{ name: `${name}--alerts`, interval: formatDuration(first.evaluator.evaluate), rules: alerts.map(alertingRule) }];
}

function alertingRule(alert: Alert): AlertingRule {
  return {
    alert: alert.name,
    expr: conditionQuery(alert.when),
    ...(alert.for > 0 && { for: formatDuration(alert.for) }),
    labels: {
      severity: alert.severity.id,
      ...(alert.system && { system: alert.system.id }),
      ...(alert.service && { service: alert.service.id }),
      environment: alert.environment.id,
      owner: alert.owner.id,
    },
    annotations: { summary: alert.summary, runbook_url: alert.runbook.url },
  };
}
