import type { Input } from "@pulumi/pulumi";
import type * as grafana from "@pulumiverse/grafana";
import type { Spot } from "../../dashboards/panel-of-alert.ts";
import { windowInWords } from "../../model/calendar-window.ts";
import { alertGroups } from "../../model/groups.ts";
import { oldestId } from "../../model/ids.ts";
import { formatShare } from "../../model/quantity.ts";
import type { Slo } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { linkLines } from "../../monitors/carried.ts";
import { repeatOfHours } from "../../monitors/routing.ts";
import { groupText, valueText } from "../../monitors/value-text.ts";
import { conditionQuery, probeQuery } from "../../queries/promql.ts";
import { goDuration } from "./duration.ts";
import { uidOf } from "./names.ts";
import { panelId } from "./panel-id.ts";
import { isProbe, jobRead } from "./probe.ts";
import { literalText } from "./template-text.ts";

type OfGroup = grafana.types.input.alerting.RuleGroupRule;
type Told = grafana.types.input.alerting.RuleGroupRuleNotificationSettings;
type Texts = Readonly<Record<string, string>>;

/** A rule of a group. What only Grafana knows are the names of what it refers to. */
export interface Rule extends OfGroup {
  readonly uid: string;
  readonly name: string;
  readonly datas: Query[];
  readonly condition?: string;
  readonly for?: string;
  readonly keepFiringFor?: string;
  readonly noDataState?: string;
  readonly execErrState?: string;
  readonly missingSeriesEvalsToResolve?: number;
  readonly labels: Texts;
  readonly annotations?: Texts;
  readonly notificationSettings?: Told & { readonly groupWait?: string; readonly groupInterval?: string; readonly repeatInterval?: string };
  readonly record?: { readonly metric: string; readonly from: string; readonly targetDatasourceUid: Input<string> };
}

interface Query {
  readonly refId: string;
  readonly datasourceUid: Input<string>;
  /** seconds */
  readonly relativeTimeRange: { readonly from: number; readonly to: number };
  /** JSON */
  readonly model: string;
}

/** Physical names of what rules refer to, and the place that a person looks at first. */
export interface References {
  /** uid of the data source that the queries go to */
  readonly datasource: Input<string>;
  contactPoint(route: Route): Input<string>;
  spot(alert: Alert): Spot | undefined;
}

/**
 * How a rule behaves without an answer. No data means that the condition does not hold: absence is an alert of its own.
 * A failing query keeps the last state, and one alert per data source reports it, not every rule. A prober has
 * no such alert: the alert on the endpoint also fires if its results are missing.
 */
const withoutAnswer = {
  condition: { noDataState: "OK", execErrState: "KeepLast" },
  failure: { noDataState: "OK", execErrState: "Alerting" },
  source: { noDataState: "Alerting", execErrState: "Alerting" },
} as const;

/** Queries return series exactly while a condition holds; that of a silent source returns 0 while one of its targets answers. */
const firing = { condition: "is_number($A)", failure: "is_number($A)", source: "$A > 0" } as const;

/** An alert as a rule that Grafana manages: query A, and expression C which is 1 for each series that A returns. */
export function alertRule(alert: Alert, refs: References): Rule {
  const kind = alert.when.kind === "source-silent" ? "source" : alert.when.kind === "probe-fails" ? "failure" : "condition";
  return {
    uid: uidOf(alert, alert.environment),
    name: alert.title,
    condition: "C",
    datas: [instantQuery(queryOf(alert), refs.datasource), mathExpression(firing[kind])],
    ...withoutAnswer[kind],
    for: goDuration(alert.for),
    ...(alert.keepFiringFor && { keepFiringFor: goDuration(alert.keepFiringFor) }),
    // A series that is gone is a condition that no longer holds: it resolves with the next evaluation, not the one after.
    missingSeriesEvalsToResolve: 1,
    labels: labelsOf(alert),
    annotations: annotationsOf(alert, refs.spot(alert)),
    notificationSettings: {
      contactPoint: refs.contactPoint(alert.route),
      // Each group of a signal is an incident of its own.
      groupBies: ["alertname", "grafana_folder", ...(alertGroups(alert.when)?.by ?? [])],
      // Outside of an active or within a mute timing Grafana drops what fires and clears, so a rule has neither.
      ...(alert.route.kind === "post" && alert.route.during && { repeatInterval: goDuration(repeatOfHours) }),
    },
  };
}

function queryOf(alert: Alert): string {
  return isProbe(alert) ? probeQuery(alert.when, jobRead(alert)) : conditionQuery(alert.when);
}

/**
 * What an alert can be found, silenced and counted by. Never a value, and of renamed entries the oldest id: each new
 * label would be a new alert, and the old one would resolve.
 */
function labelsOf(alert: Alert): Record<string, string> {
  const labels = {
    alert: alert.formerNames[0] ?? alert.name,
    environment: alert.environment.id,
    owner: oldestId(alert.owner),
    priority: alert.severity.priority,
    ...(alert.service && { service: oldestId(alert.service) }),
    severity: alert.severity.id,
    ...(alert.system && { system: oldestId(alert.system) }),
  };
  return Object.fromEntries(Object.entries({ ...alert.labels, ...labels }).map(([label, text]) => [label, literalText(text)]));
}

function annotationsOf(alert: Alert, spot: Spot | undefined): Record<string, string> {
  const group = groupText(alert.when);
  const description = [valueText(alert.when, "$values.A.Value"), ...alert.notes.map((note) => literalText(`Note: ${note}.`))].filter(
    (part) => part !== undefined,
  );
  return {
    // Grafana takes both or neither.
    ...(spot && { __dashboardUid__: uidOf(spot.dashboard, spot.dashboard.environment), __panelId__: String(panelId(spot.panel.id)) }),
    ...(description.length > 0 && { description: description.join("\n") }),
    ...(alert.links && { links: literalText(linkLines(alert).join("\n")) }),
    ...(alert.slo && { objective: literalText(objectiveOf(alert.slo)) }),
    runbook_url: literalText(alert.runbook.url),
    // A rule's name is no template: messages add which group it is.
    ...(group !== undefined && { series: group }),
    summary: group === undefined ? literalText(alert.summary) : `${group}: ${literalText(alert.summary)}`,
  };
}

/** For example `Availability: 99.9% over 30d`; an annotation, because a label would make a new alert of every change. */
function objectiveOf(slo: Slo): string {
  return `${slo.title}: ${formatShare(slo.target)} over ${windowInWords(slo)}`;
}

/** Instant queries read no range; Grafana wants one with an end after its start. */
const range = { from: 600, to: 0 };

/** A query of one moment. Keys are sorted as Grafana returns them; intervals and data points are left to its defaults. */
export function instantQuery(expr: string, datasource: Input<string>): Query {
  return {
    refId: "A",
    datasourceUid: datasource,
    relativeTimeRange: range,
    model: JSON.stringify({ editorMode: "code", expr, instant: true, range: false, refId: "A" }),
  };
}

function mathExpression(expression: string): Query {
  return {
    refId: "C",
    datasourceUid: "__expr__",
    relativeTimeRange: range,
    model: JSON.stringify({ expression, refId: "C", type: "math" }),
  };
}
