import type { Unwrap } from "@pulumi/pulumi";
import type * as grafana from "@pulumiverse/grafana";
import { neverSatisfies, neverTrue } from "../../queries/promql/never-true.ts";
import { type AlertRead, type AlertReader, type AlertReaders, type Fault, type StackResource, switchedOff } from "../alert-reader.ts";
import { kinds } from "./kinds.ts";

type Group = Unwrap<grafana.alerting.RuleGroupArgs>;
type Rule = Group["rules"][number];
type Single = Unwrap<grafana.alerting.v0alpha1.AlertRuleArgs>;
type ContactPoint = Unwrap<grafana.alerting.ContactPointArgs>;

const ruleGroup: AlertReader<Group> = {
  noun: "rule",
  runbookIn: "the annotation `runbook_url`",
  ownerIn: "a label `<key>`",
  recipientsIn: "the contact point that it names under `notificationSettings`",
  // A recording rule makes a metric and alerts nobody.
  read: ({ rules }) => rules.filter(({ record }) => record === undefined).map((rule) => ruleRead(rule)),
};

const alertRule: AlertReader<Single> = {
  ...ruleGroup,
  recipientsIn: "the contact point that it names under `spec.notificationSettings.simplifiedRouting`",
  read: ({ spec }) => (spec ? [ruleRead(inGroup(spec), "spec.paused: true")] : []),
};

/** As it would be in a group. Its expressions are read where they are asked for: one may be unknown before an update. */
function inGroup(spec: NonNullable<Single["spec"]>): Rule {
  const { expressions, labels = {}, annotations = {}, noDataState, notificationSettings = {}, paused = false, title } = spec;
  const { contactPoint } = notificationSettings.simplifiedRouting ?? notificationSettings;
  const opened = () =>
    Object.entries(expressions).map(
      ([refId, text]) => [refId, modelOf<{ datasource_uid?: string; model?: object; source?: boolean }>(text)] as const,
    );
  return {
    ...{ name: title, labels, annotations, isPaused: paused, noDataState: noDataState === "Ok" ? "OK" : noDataState },
    ...(contactPoint !== undefined && { notificationSettings: { contactPoint } }),
    get condition() {
      return opened().find(([, { source }]) => source)?.[0] ?? "";
    },
    get datas() {
      const range = { from: 0, to: 0 };
      return opened().map(([refId, { datasource_uid: datasourceUid = "__expr__", model = {} }]) => ({
        ...{ refId, datasourceUid, relativeTimeRange: range, model: JSON.stringify(model) },
      }));
    },
  };
}

function ruleRead(rule: Rule, off = "isPaused: true"): AlertRead {
  const { annotations = {}, labels = {} } = rule;
  return {
    name: rule.name,
    labels: () => labels,
    runbook: () => Object.entries(annotations).find(([key, value]) => /runbook/i.test(key) && value !== "")?.[1],
    texts: () => Object.values(annotations),
    // What asks no data source fires always.
    heartbeat: () => rule.datas.every(({ datasourceUid }) => datasourceUid === "__expr__"),
    // Without settings of its own, the tree of notification policies decides; it always has a root with a contact point.
    notifies: () => true,
    pages: (stack) => pagesBy(rule.notificationSettings?.contactPoint, stack),
    faults: () => [switchedOff(rule.isPaused, off), silent(rule)],
  };
}

/** Integrations of a contact point that only post. Of any other that calls nobody for certain, such as a webhook, it is unknown what it does. */
const posting = [
  "dingdings",
  "discords",
  "emails",
  "googlechats",
  "lines",
  "slacks",
  "teams",
  "telegrams",
  "threemas",
  "webexes",
  "wecoms",
];
const calling = ["oncalls", "opsgenies", "pagerduties", "victorops"];

/** @param name of a contact point; one of another stack says nothing */
function pagesBy(name: string | undefined, stack: readonly StackResource[]): boolean | undefined {
  const point = stack.find(({ type, props }) => type === kinds.contactPoint.type && props.name === name)?.props as ContactPoint | undefined;
  if (!point) return undefined;
  const integrations = Object.entries(point).flatMap(([key, value]) => (Array.isArray(value) && value.length > 0 ? [key] : []));
  if (integrations.some((key) => calling.includes(key))) return true;
  return integrations.every((key) => posting.includes(key)) ? false : undefined;
}

/** States without data in which a rule that never gets any stays silent. */
const quiet = ["OK", "KeepLast"];

/** A rule whose condition never holds. Where "no data" alerts, it is loud instead, and somebody finds out. */
function silent({ condition, datas, noDataState = "NoData" }: Rule): Fault | undefined {
  if (!quiet.includes(noDataState)) return undefined;
  for (const { model } of datas) {
    const { expr, type, expression, conditions } = modelOf(model);
    const input = datas.find(({ refId }) => refId === expression);
    const query = input && modelOf(input.model).expr;
    const evaluator = type === "threshold" ? conditions?.[0]?.evaluator : undefined;
    const operator = evaluator && thresholds[evaluator.type as keyof typeof thresholds];
    const bound = evaluator?.params?.[0];
    const why =
      (expr !== undefined && neverTrue(expr)) ||
      (query !== undefined && operator && bound !== undefined && neverSatisfies(query, operator, bound)) ||
      undefined;
    if (why !== undefined) {
      const what = `its condition ${condition} never holds, because ${why}, and \`noDataState: ${noDataState}\` takes that for health`;
      return { what, remediation: "ask for `absent(…)`, add `or vector(0)` to what is counted, or set `noDataState: Alerting`" };
    }
  }
  return undefined;
}

/** Comparisons of a threshold expression. */
const thresholds = { gt: ">", gte: ">=", lt: "<", lte: "<=", eq: "==" } as const;

/** Of a query or an expression, what this reads. */
interface Model {
  readonly expr?: string;
  readonly type?: string;
  readonly expression?: string;
  readonly conditions?: readonly { readonly evaluator?: { readonly type: string; readonly params?: readonly number[] } }[];
}

/** A model is JSON in a text; the plugin refuses one that is not. */
function modelOf<T extends object = Model>(model: string): Partial<T> {
  try {
    return JSON.parse(model) as T;
  } catch {
    return {};
  }
}

const check: AlertReader<Unwrap<grafana.syntheticmonitoring.CheckArgs>> = {
  noun: "check",
  ownerIn: "a label `<key>`",
  recipientsIn: "an alert rule on its results",
  read: ({ enabled, labels = {} }) => [
    // Its alerts are rules of their own, wherever they are.
    { labels: () => labels, notifies: () => undefined, faults: () => [switchedOff(enabled === false, "enabled: false")] },
  ],
};

export const alertReaders: AlertReaders = {
  [kinds.ruleGroup.type]: ruleGroup,
  [kinds.alertRule.type]: alertRule,
  [kinds.check.type]: check,
};
