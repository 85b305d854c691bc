import { serviceOf } from "../../model/ids.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Alert } from "../../monitors/alert.ts";
import { linkLines } from "../../monitors/carried.ts";
import { readersElsewhere } from "../../monitors/composed.ts";
import { inhibitionLabels } from "../../monitors/inhibition.ts";
import { burnRateText, groupText, seriesText, valueText } from "../../monitors/value-text.ts";
import { alertQuery, type Recording, readsBurnRates, recordingInterval, recordingsOf, sloRecordings } from "../../queries/promql.ts";
import { routeLabel, routeNameBy } from "../alertmanager/names.ts";
import type { AlertingRule, RecordingRule, RuleFile, RuleGroup } from "./rule-file.ts";
import { isSelfEvaluated, type SignOfLife } from "./self-evaluated.ts";
import { ruleFileText } from "./yaml.ts";

/**
 * The alerts and their recordings as Prometheus rule groups: per service `<system>--<service>--recordings`, with the budget
 * alerts that read recorded burn rates, then `…--alerts`, with the same PromQL that the evaluator of production gets. What is in other sources is left to their
 * evaluators; so is a source that Grafana asks and that does not answer.
 *
 * @param signs rules that never stop firing, in a group of their own
 */
export function ruleFile(alerts: readonly Alert[], signs: readonly SignOfLife[] = []): RuleFile {
  return { groups: [...ruleGroups(alerts, signs)] };
}

function* ruleGroups(alerts: readonly Alert[], signs: readonly SignOfLife[]): Generator<RuleGroup> {
  for (const { groups } of groupsByService(alerts, signs)) yield* groups;
}

/** The groups of one service. The heartbeats are a service of their own. */
export interface ServiceGroups {
  /** `<system>--<service>`, of their oldest ids */
  readonly name: string;
  readonly alerts: readonly Alert[];
  readonly groups: readonly RuleGroup[];
}

/** A service at a time, by name; the heartbeats last. */
export function* groupsByService(alerts: readonly Alert[], signs: readonly SignOfLife[]): Generator<ServiceGroups> {
  const evaluated = alerts.filter(isEvaluated);
  const services = Map.groupBy(evaluated, serviceName);
  const readers = new Map([...readersElsewhere(evaluated)].map(([service, all]) => [service.replace("/", "--"), all]));
  for (const name of [...new Set([...services.keys(), ...readers.keys()])].sort()) {
    const own = services.get(name) ?? [];
    const reading = [...own, ...(readers.get(name) ?? [])];
    const recordings = recordingsOf(reading).filter(({ signal }) => serviceOf(signal.path).replace("/", "--") === name);
    yield { name, alerts: reading, groups: [...recordingGroup(name, recordings, own), ...alertGroup(name, own)] };
  }
  if (signs.length === 0) return;
  const heartbeats = { name: "signs-of-life", interval: formatDuration(recordingInterval), rules: signs.map(signRule) };
  yield { name: "heartbeats", alerts: signs.map(({ alert }) => alert), groups: [heartbeats] };
}

/** One YAML document: `promtool check rules` reads only the first of a file. */
export function renderRules(alerts: readonly Alert[], signs: readonly SignOfLife[] = []): string {
  return [...rulesInParts(alerts, signs)].join("");
}

/** The same text, a group at a time: of a large catalog the whole need never be in memory. */
export function rulesInParts(alerts: readonly Alert[], signs: readonly SignOfLife[] = []): Generator<string> {
  return ruleFileText(ruleGroups(alerts, signs));
}

const isEvaluated = (alert: Alert): boolean =>
  alert.evaluator.kind === "prometheus" && (alert.when.kind !== "source-silent" || isSelfEvaluated(alert));
const serviceName = (alert: Alert): string => alert.name.split("--").slice(0, 2).join("--");

/** Recordings by the minute; after them, SLO by SLO, the budget alerts that read nothing else, with what they read beside them. */
function recordingGroup(name: string, recordings: readonly Recording[], alerts: readonly Alert[]): RuleGroup[] {
  const burning = Map.groupBy(alerts.filter(readsBurnRates), ({ entry }) => entry);
  const slos = [...burning.values()].flatMap((own) => [...sloRecordings(own).map(recordingRule), ...own.map(alertingRule)]);
  const rules = [...recordings.map(recordingRule), ...slos];
  return rules.length > 0 ? [{ name: `${name}--recordings`, interval: formatDuration(recordingInterval), rules }] : [];
}

const recordingRule = ({ name: record, expr, labels }: Recording): RecordingRule => ({ record, expr, labels });

function alertGroup(name: string, all: readonly Alert[]): RuleGroup[] {
  const alerts = all.filter((alert) => !readsBurnRates(alert));
  const [first] = alerts;
  if (!first) return [];
  return [{ name: `${name}--alerts`, interval: formatDuration(first.evaluator.evaluate), rules: alerts.map(alertingRule) }];
}

function alertingRule(alert: Alert): AlertingRule {
  return {
    alert: alert.name,
    expr: alertQuery(alert),
    ...(alert.for > 0 && { for: formatDuration(alert.for) }),
    ...(alert.keepFiringFor && { keep_firing_for: formatDuration(alert.keepFiringFor) }),
    labels: {
      ...alert.labels,
      severity: alert.severity.id,
      priority: literalText(alert.severity.priority),
      ...(alert.system && { system: alert.system.id }),
      ...(alert.service && { service: alert.service.id }),
      environment: alert.environment.id,
      owner: alert.owner.id,
      ...inhibitionLabels(alert),
      [routeLabel]: routeNameBy(alert),
    },
    annotations: annotationsOf(alert),
  };
}

/** `value` is filled in at each evaluation; `series` says which of several it is. Of a signal by groups each group is named in its title. */
function annotationsOf(alert: Alert): Record<string, string> {
  const { title, summary, runbook, notes, when, links } = alert;
  const value = readsBurnRates(alert) ? burnRateText("$value") : valueText(when, "$value");
  const [series, group] = [seriesText(when), groupText(when)];
  return {
    title: group === undefined ? literalText(title) : `${literalText(title)}: ${group}`,
    summary: group === undefined ? literalText(summary) : `${group}: ${literalText(summary)}`,
    ...(notes.length > 0 && { description: literalText(notes.map((note) => `Note: ${note}.`).join("\n")) }),
    ...(series !== undefined && { series }),
    ...(value !== undefined && { value }),
    ...(links && { links: literalText(linkLines({ links }).join("\n")) }),
    runbook_url: literalText(runbook.url),
  };
}

/** Labels and annotations are templates: text of the catalog is taken literally, whatever it holds. */
const literalText = (text: string): string => text.replaceAll("{{", '{{"{{"}}');

/** It always fires and notifies no one: the dead man's switch alerts when it stops. */
function signRule({ name, source, alert }: SignOfLife): AlertingRule {
  return {
    alert: name,
    expr: "vector(1)",
    labels: { environment: alert.environment.id, source: source.id, [routeLabel]: name },
    annotations: { title: `A sign of life of ${source.id}`, summary: "It fires all the time: whoever stops hearing of it tells somebody." },
  };
}
