import type { Names } from "../../dashboards/name.ts";
import type { AlertCondition } from "../../model/condition.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Alert } from "../../monitors/alert.ts";
import { namesOf } from "../../monitors/scope.ts";
import { alarmRule, asked, type Leaf, type LineMetric, type Question, questionOf } from "../../queries/cloudwatch.ts";
import { physicalName } from "./names.ts";

/** A metric that the lines of a group are counted into. */
export interface FilterSpec extends Names {
  /** of the signal or metric whose lines are counted */
  readonly path: string;
  readonly metric: LineMetric;
}

/** A metric alarm; one that notifies no one is part of a composite. */
export interface AlarmSpec extends Names {
  readonly alert: Alert;
  readonly question: Question;
  readonly notifies: boolean;
}

export interface CompositeSpec extends Names {
  readonly alert: Alert;
  readonly rule: string;
  /** logical names of the alarms that the rule reads */
  readonly parts: readonly string[];
}

/** What the alerts of one environment are made of, each once, sorted by name. */
export interface Alarms {
  readonly filters: readonly FilterSpec[];
  readonly alarms: readonly AlarmSpec[];
  readonly composites: readonly CompositeSpec[];
}

export function alarmsOf(alerts: readonly Alert[]): Alarms {
  const alarms = new Map<string, AlarmSpec>();
  const composites: CompositeSpec[] = [];
  for (const alert of alerts) {
    const [only, ...more] = leavesIn(alert);
    if (only && more.length === 0) {
      alarms.set(alert.name, { ...own(alert), alert, question: ask(only, alert), notifies: true });
      continue;
    }
    const parts = partsOf(alert);
    for (const [leaf, names] of parts)
      if (!alarms.has(names.name)) alarms.set(names.name, { ...names, alert, question: ask(leaf, alert), notifies: false });
    composites.push({ ...own(alert), alert, rule: ruleOf(alert, parts), parts: [...parts.values()].map(({ name }) => name) });
  }
  return { filters: filtersOf([...alarms.values()]), alarms: sorted([...alarms.values()]), composites: sorted(composites) };
}

const own = ({ name, formerNames }: Alert): Names => ({ name, formerNames });
const sorted = <T extends Names>(specs: readonly T[]): T[] => [...specs].sort((a, b) => (a.name < b.name ? -1 : 1));

/**
 * The leaves of an alert. An absence that is asked of several bounds of one metric is asked of its lines once: a line
 * that comes has all of them.
 */
export function leavesIn({ when }: Alert): Leaf[] {
  const all = flat(when);
  return all.every(({ kind }) => kind === "absent") ? all.slice(0, 1) : all;
}

function flat(condition: AlertCondition): Leaf[] {
  const when = asked(condition);
  switch (when.kind) {
    case "any":
    case "all":
      return when.of.flatMap(flat);
    case "unless":
      return [when.of, when.unless].flatMap(flat);
    case "bad-share":
    case "value":
    case "forecast":
    case "change":
    case "age":
    case "count":
    case "occurs":
    case "absent":
    case "groups":
    case "or-absent":
    case "source-silent":
      return [when];
  }
}

/** @throws Error if nothing but the source itself is asked, which `refusals` reports before */
function ask(leaf: Leaf, alert: Alert): Question {
  if (leaf.kind === "source-silent") throw new Error(`${alert.entry}: CloudWatch cannot detect that ${leaf.source.id} is silent`);
  return leaf.kind === "or-absent" ? questionOf(leaf.of, alert.for, true) : questionOf(leaf, alert.for, false);
}

/**
 * The alarm of each leaf of a burn alert. Page and ticket of one SLO share those of the page: the ticket is silent while
 * they fire. They are called by severity and window, which say what they are and stay as long as the tier does.
 */
function partsOf(alert: Alert): Map<Leaf, Names> {
  const { environment, system, service, slo } = alert;
  if (!system || !service || !slo) throw new Error(`${alert.entry}: only the alert of an SLO is joined from several conditions`);
  const parts = suffixes(alert.when, alert.kind === "burn-page" ? "page" : "ticket");
  return new Map(parts.map(([leaf, suffix]) => [leaf, namesOf({ environment, system, service }, slo, suffix)]));
}

function suffixes(condition: AlertCondition, severity: "page" | "ticket"): [Leaf, string][] {
  const when = asked(condition);
  switch (when.kind) {
    case "unless":
      return [...suffixes(when.of, severity), ...suffixes(when.unless, "page")];
    case "any":
      return when.of.flatMap((part) => suffixes(part, severity));
    case "all": {
      const windows = when.of.flatMap((part): [Leaf, number][] => (part.kind === "bad-share" ? [[part, part.over]] : []));
      const longest = Math.max(...windows.map(([, over]) => over));
      const tier = `${severity}-${formatDuration(longest)}`;
      return windows.map(([leaf, over]) => [leaf, over === longest ? tier : `${tier}-${formatDuration(over)}`]);
    }
    case "bad-share":
    case "value":
    case "forecast":
    case "change":
    case "age":
    case "count":
    case "occurs":
    case "absent":
    case "groups":
    case "or-absent":
    case "source-silent":
      return [[when, severity]];
  }
}

function ruleOf({ when, environment }: Alert, parts: ReadonlyMap<Leaf, Names>): string {
  return alarmRule(when, (leaf) => {
    const names = parts.get(leaf);
    if (!names) throw new Error("a leaf of the tree has no alarm");
    return physicalName(names, environment);
  });
}

function filtersOf(alarms: readonly AlarmSpec[]): FilterSpec[] {
  const filters = new Map<string, FilterSpec>();
  for (const { alert, question } of alarms)
    for (const { metric } of question.reads) {
      const { environment, system, service } = alert;
      if (!system || !service) throw new Error(`${alert.entry}: lines are counted for a service`);
      const of = { formerly: [], path: `${service.path}/${metric.of.id}`, ...metric.of };
      filters.set(metric.name, { ...namesOf({ environment, system, service }, of, metric.role), path: of.path, metric });
    }
  return sorted([...filters.values()]);
}
