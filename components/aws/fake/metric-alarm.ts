import type { Account } from "../../../sandbox/account.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, present, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, isFields, isList, list, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { alarmsIn, parseAlarmRule } from "./alarm-rule.ts";
import { idsIn, parseExpression } from "./metric-math.ts";
import { actionCountRefusals, actionRefusals, computedOf, lengthRefusals, tagRefusals, withSortedActions } from "./shared.ts";
import { faultOf } from "./tokens.ts";

const comparisons = ["GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"];
const bands = ["LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"];
const statistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const single = ["metricName", "namespace", "period", "statistic", "extendedStatistic", "dimensions", "unit"];
const day = 86_400;

export const metricAlarm: ResourceModel = {
  autoname: "name",
  required: ["comparisonOperator", "evaluationPeriods"],
  replaces: ["name"],
  defaults: (inputs) => filled({ actionsEnabled: true, treatMissingData: "missing" }, inputs),
  check: (inputs) => [
    ...lengthRefusals("name", inputs.name, 255),
    ...oneOf("comparisonOperator", inputs.comparisonOperator, [...comparisons, ...bands]),
    ...oneOf("treatMissingData", inputs.treatMissingData, ["missing", "ignore", "breaching", "notBreaching"]),
    ...oneOf("statistic", inputs.statistic, statistics),
    ...periodRefusals("period", inputs.period),
    ...lengthRefusals("alarmDescription", inputs.alarmDescription, 1024),
    ...refuseIf(inputs.statistic !== undefined && inputs.extendedStatistic !== undefined, "statistic", "conflicts with extendedStatistic"),
    ...(inputs.metricQueries === undefined ? [] : single.filter((name) => inputs[name] !== undefined)).map((property) => ({
      property,
      reason: "conflicts with metricQueries",
    })),
    ...actionCountRefusals(inputs),
    ...each(inputs, "metricQueries", (query, path) => [
      ...present(path, query, ["id"]),
      ...refuseIf((query.metric === undefined) === (query.expression === undefined), path, "either a metric or an expression, not both"),
      ...(isFields(query.metric) ? present(`${path}.metric`, query.metric, ["metricName", "period", "stat"]) : []),
      ...periodRefusals(`${path}.metric.period`, fields(query.metric).period),
    ]),
  ],
  refuse: (inputs, { id, account }) => [
    ...refuseIf(
      id === undefined && account.get("compositeAlarm", text(inputs.name)) !== undefined,
      "name",
      "a composite alarm has this name",
    ),
    ...refuseIf(inputs.threshold === undefined && inputs.thresholdMetricId === undefined, "threshold", "a threshold must be set"),
    ...refuseIf(Number(inputs.evaluationPeriods) < 1, "evaluationPeriods", "must be at least 1"),
    ...refuseIf(
      Number(inputs.datapointsToAlarm ?? 1) > Number(inputs.evaluationPeriods),
      "datapointsToAlarm",
      "must not be more than evaluationPeriods",
    ),
    ...(isList(inputs.metricQueries) ? queryRefusals(inputs) : singleRefusals(inputs)),
    ...rangeRefusals(inputs),
    ...actionRefusals(inputs, account),
    ...tagRefusals(inputs),
  ],
  refuseDelete: (id, _stored, account) => usedBy(id, account),
  // Queries and actions are sets to the plugin.
  normalise: withSortedActions,
  canonical: (inputs) => ({
    ...withSortedActions(inputs),
    ...(isList(inputs.metricQueries) && { metricQueries: byId(inputs.metricQueries) }),
  }),
  computes: ["arn", "region", "tagsAll", "evaluateLowSampleCountPercentiles"],
  computed: (id, stored) => ({ ...computedOf("cloudwatch", `alarm:${id}`, stored), evaluateLowSampleCountPercentiles: "" }),
  id: (inputs) => text(inputs.name),
};

function periodRefusals(property: Path, value: Value | undefined): Refusal[] {
  const period = Number(value);
  const valid = [10, 20, 30].includes(period) || (period > 0 && period % 60 === 0);
  return refuseIf(value !== undefined && !valid, property, `${text(value)} is none of 10, 20, 30 or a multiple of 60`);
}

function singleRefusals(inputs: Fields): Refusal[] {
  return [
    ...present("", inputs, ["metricName", "namespace", "period"]),
    ...refuseIf(inputs.statistic === undefined && inputs.extendedStatistic === undefined, "statistic", "one statistic must be set"),
  ];
}

function queryRefusals(inputs: Fields): Refusal[] {
  const queries = list(inputs.metricQueries).map((query) => fields(query));
  const ids = queries.map(({ id }) => text(id));
  const metrics = queries.flatMap(({ metric }) => (isFields(metric) ? [metric] : []));
  return [
    ...refuseIf(queries.length > 20, "metricQueries", `${queries.length} queries, more than 20`),
    ...refuseIf(metrics.length > 10, "metricQueries", `${metrics.length} metrics, more than 10`),
    ...refuseIf(
      queries.filter(({ returnData }) => returnData === true).length !== 1,
      "metricQueries",
      "exactly one query must return data",
    ),
    ...refuseIf(new Set(ids).size < ids.length, "metricQueries", "two queries have one id"),
    ...refuseIf(new Set(metrics.map(({ period }) => Number(period))).size > 1, "metricQueries", "all metrics must have the same period"),
    ...each(inputs, "metricQueries", (query, path) => [
      ...refuseIf(!/^[a-z][a-zA-Z0-9_]*$/.test(text(query.id)), `${path}.id`, `"${text(query.id)}" is no id`),
      ...(query.expression === undefined ? [] : expressionRefusals(`${path}.expression`, text(query.expression), ids)),
    ]),
  ];
}

function expressionRefusals(property: Path, expression: string, ids: readonly string[]): Refusal[] {
  const fault = faultOf(parseExpression, expression);
  if (fault !== undefined) return refuse(property, `Error in expression: ${fault}`);
  return idsIn(parseExpression(expression))
    .filter((id) => !ids.includes(id))
    .flatMap((id) => refuse(property, `Error in expression: ${id} is no query`));
}

/** An alarm looks back one day, or seven where a period has an hour or more. */
function rangeRefusals(inputs: Fields): Refusal[] {
  const periods = [inputs.period, ...list(inputs.metricQueries).map((query) => fields(fields(query).metric).period)];
  const period = Math.max(0, ...periods.filter((one) => one !== undefined).map(Number));
  const most = period < 3600 ? day : 7 * day;
  const range = period * Number(inputs.evaluationPeriods);
  return refuseIf(range > most, "evaluationPeriods", `periods of ${period} s make ${range} s, more than ${most} s`);
}

const byId = (queries: readonly Value[]): Value[] => [...queries].sort((a, b) => (text(fields(a).id) < text(fields(b).id) ? -1 : 1));

/** An alarm that a composite depends on cannot be deleted. */
export function usedBy(name: string, account: Account): string | undefined {
  const users = account
    .all("compositeAlarm")
    .filter(({ id, fields: { alarmRule } }) => id !== name && alarmsIn(parseAlarmRule(text(alarmRule))).includes(name));
  return users.length === 0 ? undefined : `composite alarms depend on it: ${users.map(({ id }) => id).join(", ")}`;
}
