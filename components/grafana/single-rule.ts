import type { Input } from "@pulumi/pulumi";
import type * as grafana from "@pulumiverse/grafana";
import { logicalName, oldestId, shorten } from "../../model/ids.ts";
import type { Alert } from "../../monitors/alert.ts";
import { inhibitionLabels } from "../../monitors/inhibition.ts";
import type { Refs } from "../plan.ts";
import { goDuration, prometheusDuration, secondsOf } from "./duration.ts";
import type { Grafana } from "./kinds.ts";
import { longestUid } from "./names.ts";
import type { Rule } from "./rule.ts";
import { literalText } from "./template-text.ts";

/** What a rule has from its group. */
export interface Place {
  readonly folderUid: Input<string>;
  /** seconds */
  readonly interval: number;
  readonly text: Refs<Grafana>["text"];
}

/** An alert of a group as an object of its own. With `labels` it says what of {@link inhibitionLabels} its group's does not. */
export function alertRuleArgs(rule: Rule, place: Place, labels: Rule["labels"] = {}): grafana.alerting.v0alpha1.AlertRuleArgs {
  const { annotations = {}, condition, execErrState, missingSeriesEvalsToResolve, noDataState } = rule;
  const { __dashboardUid__: dashboard, __panelId__: panel } = annotations;
  return {
    metadata: metadataOf(rule, place),
    spec: {
      ...specOf(rule, place, condition),
      labels: { ...rule.labels, ...labels },
      annotations,
      noDataState: stateOf(noDataState),
      execErrState: stateOf(execErrState),
      ...(rule.for !== undefined && secondsOf(rule.for) > 0 && { for: rule.for }),
      ...(rule.keepFiringFor !== undefined && { keepFiringFor: rule.keepFiringFor }),
      ...(missingSeriesEvalsToResolve !== undefined && { missingSeriesEvalsToResolve }),
      ...(dashboard !== undefined && panel !== undefined && { panelRef: { dashboard_uid: dashboard, panel_id: panel } }),
      ...(rule.notificationSettings && { notificationSettings: { simplifiedRouting: routingOf(rule.notificationSettings) } }),
    },
  };
}

/** The labels by which an alert inhibits others or is inhibited, as templates. */
export function labelsOfInhibition(alert: Alert): Rule["labels"] {
  return Object.fromEntries(Object.entries(inhibitionLabels(alert, oldestId)).map(([label, text]) => [label, literalText(text)]));
}

/** A recording of a group as an object of its own. @throws Error if the rule records nothing */
export function recordingRuleArgs(rule: Rule, place: Place): grafana.alerting.v0alpha1.RecordingRuleArgs {
  if (!rule.record) throw new Error(`${rule.name} records nothing`);
  const { metric, from, targetDatasourceUid } = rule.record;
  return {
    metadata: metadataOf(rule, place),
    spec: { ...specOf(rule, place, from), labels: rule.labels, metric, targetDatasourceUid },
  };
}

/** Another uid than that of the rule in its group: while a stack moves, both are there. */
const metadataOf = ({ uid }: Rule, { folderUid }: Place) => ({ uid: shorten(logicalName("rule", uid), longestUid), folderUid });

/** @param source the query that decides, or that is recorded */
function specOf({ name, datas }: Rule, { interval, text }: Place, source: string | undefined) {
  const expressions = datas.map(({ refId, datasourceUid, model, relativeTimeRange: { from, to } }) => [
    refId,
    text({ datasource_uid: datasourceUid }, (known) =>
      JSON.stringify({
        ...known,
        model: JSON.parse(model),
        query_type: "",
        relative_time_range: { from: goDuration(from), to: goDuration(to) },
        source: refId === source,
      }),
    ),
  ]);
  return { title: name, trigger: { interval: prometheusDuration(interval) }, expressions: Object.fromEntries(expressions) };
}

/** This API says `Ok` where that of groups says `OK`. */
const stateOf = (state: string | undefined): string => (state === undefined || state === "OK" ? "Ok" : state);

/** The provider takes no duration of nothing here: a second is the shortest. */
function routingOf(settings: NonNullable<Rule["notificationSettings"]>) {
  const { contactPoint, groupBies, groupWait, groupInterval, repeatInterval } = settings;
  const durations = Object.entries({ groupWait, groupInterval, repeatInterval }).flatMap(([key, duration]) =>
    duration === undefined ? [] : [[key, prometheusDuration(Math.max(1, secondsOf(duration)))]],
  );
  return { contactPoint, ...(groupBies && { groupBies }), ...Object.fromEntries(durations) };
}
