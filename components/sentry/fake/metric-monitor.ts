import { chosen, find, lengthRefusals, missingRefusals, newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, present, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { known, type Shape } from "../../../sandbox/fake-provider/shape.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { environmentRefusals } from "./shared.ts";

const shape: Shape = {
  organization: true,
  project: true,
  name: true,
  description: true,
  enabled: true,
  owner: { teamId: true, userId: true },
  aggregate: true,
  dataset: true,
  environment: true,
  eventTypes: true,
  query: true,
  queryType: true,
  timeWindowSeconds: true,
  extrapolationMode: true,
  issueDetection: { type: true, comparisonDelta: true },
  conditionGroup: {
    logicType: true,
    conditions: [{ type: true, comparison: true, comparisonSensitivity: true, comparisonThresholdType: true, conditionResult: true }],
  },
};

/** What the API takes for a kind of query: getsentry/sentry, `snuba_query_validator.py`. */
const queryTypes: Readonly<Record<string, { readonly datasets: readonly string[]; readonly eventTypes: readonly string[] }>> = {
  error: { datasets: ["events"], eventTypes: ["error", "default"] },
  performance: {
    datasets: ["transactions", "generic_metrics", "events_analytics_platform"],
    eventTypes: ["transaction", "trace_item_span", "trace_item_log", "trace_item_metric"],
  },
  crash_rate: { datasets: ["metrics"], eventTypes: [] },
};
const queryTypeOf = (dataset: string): string | undefined =>
  Object.entries(queryTypes).find(([, { datasets }]) => datasets.includes(dataset))?.[0];

const datasets = ["events", "transactions", "metrics", "generic_metrics", "spans", "events_analytics_platform"];
const eventTypes = ["error", "default", "transaction", "trace_item_span", "trace_item_log", "trace_item_metric"];
const conditionTypes = ["eq", "gte", "gt", "lte", "lt", "ne", "anomaly_detection"];

export const metricMonitor: ResourceModel = {
  autoname: "name",
  required: ["aggregate", "conditionGroup", "dataset", "eventTypes", "issueDetection", "organization", "project"],
  replaces: ["organization", "project"],
  defaults: (inputs) => {
    const kept = known(inputs, shape);
    return filled(
      { enabled: true },
      { ...kept, ...(kept.conditionGroup && { conditionGroup: filled({ logicType: "any" }, fields(kept.conditionGroup)) }) },
    );
  },
  check: (inputs) => [
    ...oneOf("dataset", inputs.dataset, datasets),
    ...list(inputs.eventTypes).flatMap((type, i) => oneOf(`eventTypes[${i}]`, type, eventTypes)),
    ...oneOf("queryType", inputs.queryType, Object.keys(queryTypes)),
    ...oneOf("conditionGroup.logicType", fields(inputs.conditionGroup).logicType, ["any", "any-short", "all", "none"]),
    ...each(fields(inputs.conditionGroup), "conditions", checkCondition, "conditionGroup"),
    ...checkDetection(inputs),
    ...(inputs.owner === undefined ? [] : checkOwner(fields(inputs.owner))),
  ],
  refuse: (inputs, { account }) => [
    ...lengthRefusals("name", inputs.name, 200),
    ...refuseIf(
      find(account, "project", { organization: text(inputs.organization), slug: text(inputs.project) }) === undefined,
      "project",
      `Project ${text(inputs.project)} was not found`,
    ),
    ...environmentRefusals(inputs, account),
    ...missingRefusals("team", "owner.teamId", fields(inputs.owner).teamId, account),
    ...queryRefusals(inputs),
    ...conditionRefusals(inputs),
  ],
  // Sets have no order, and the API fills in what the program leaves out.
  normalise: (inputs) => ({
    queryType: queryTypeOf(text(inputs.dataset)) ?? "error",
    extrapolationMode: "unknown",
    ...inputs,
    eventTypes: list(inputs.eventTypes).map(text).sort(),
  }),
  canonical: (inputs) => ({ ...inputs, eventTypes: list(inputs.eventTypes).map(text).sort() }),
  computes: ["queryType", "extrapolationMode"],
  id: newId,
};

function checkCondition(condition: Fields, path: string): Refusal[] {
  const comparing = condition.type !== "anomaly_detection";
  return [
    ...present(path, condition, ["type", "conditionResult"]),
    ...oneOf(`${path}.type`, condition.type, conditionTypes),
    ...refuseIf(comparing && condition.comparison === undefined, `${path}.comparison`, `must be set for the type ${text(condition.type)}`),
  ];
}

function checkDetection({ issueDetection }: Fields): Refusal[] {
  const { type, comparisonDelta } = fields(issueDetection);
  return [
    ...oneOf("issueDetection.type", type, ["static", "percent", "dynamic"]),
    ...refuseIf(
      (type === "percent") !== (comparisonDelta !== undefined),
      "issueDetection.comparisonDelta",
      "is for the type percent alone",
    ),
  ];
}

function checkOwner(owner: Fields): Refusal[] {
  const none = owner.teamId === undefined && owner.userId === undefined;
  return [
    ...chosen("owner", owner, ["teamId", "userId"]),
    ...refuseIf(none, "owner", "No attribute specified when one (and only one) of teamId, userId is required"),
  ];
}

/** Seconds. The API documents no list; these are what Sentry's own pages offer. */
const windows = [60, 300, 600, 900, 1800, 3600, 7200, 14_400, 86_400];

function queryRefusals(inputs: Fields): Refusal[] {
  const dataset = text(inputs.dataset);
  const type = queryTypes[text(inputs.queryType)];
  const strangers = list(inputs.eventTypes).filter((one) => !type?.eventTypes.includes(text(one)));
  const column = /\((.*)\)$/.exec(text(inputs.aggregate))?.[1]?.split(",")[0] ?? "";
  return [
    ...refuseIf(!type?.datasets.includes(dataset), "queryType", `Invalid dataset for this query type: ${dataset}`),
    ...refuseIf(strangers.length > 0, "eventTypes", `Invalid event types for this dataset: ${strangers.map(text).join(", ")}`),
    ...refuseIf(
      dataset === "events_analytics_platform" && list(inputs.eventTypes).length > 1,
      "eventTypes",
      "Multiple event types not allowed",
    ),
    ...refuseIf(
      dataset === "transactions" || dataset === "generic_metrics",
      "dataset",
      "Creation of transaction-based alerts is disabled, as we migrate to the span dataset",
    ),
    ...refuseIf(!/^[a-z0-9_]+\(.*\)$/.test(text(inputs.aggregate)), "aggregate", "Invalid Metric: not a function"),
    ...refuseIf(
      dataset === "events_analytics_platform" && (column === "transaction.duration" || text(inputs.aggregate).startsWith("percentile(")),
      "aggregate",
      `Invalid Metric: ${text(inputs.aggregate)} is not known to the span dataset`,
    ),
    ...refuseIf(
      text(inputs.query).split(/\s+/).includes("release:latest"),
      "query",
      "We do not currently support the release:latest query",
    ),
    ...refuseIf(
      !windows.includes(Number(inputs.timeWindowSeconds)) || (dataset === "events_analytics_platform" && inputs.timeWindowSeconds === 60),
      "timeWindowSeconds",
      `${text(inputs.timeWindowSeconds)} is none of ${windows.join(", ")}`,
    ),
  ];
}

/** getsentry/sentry, `metric_issue_detector.py`. */
function conditionRefusals({ conditionGroup }: Fields): Refusal[] {
  const conditions = list(fields(conditionGroup).conditions).map(fields);
  const dynamic = conditions.some(({ type }) => type === "anomaly_detection");
  const resolves = conditions.some(({ conditionResult }) => Number(conditionResult) === 0);
  const path = "conditionGroup.conditions";
  return [
    ...conditions.flatMap(({ type }, i) => oneOf(`${path}[${i}].type`, type, ["gt", "lt", "gte", "lte", "anomaly_detection"])),
    ...conditions.flatMap(({ conditionResult }, i) => oneOf(`${path}[${i}].conditionResult`, text(conditionResult), ["0", "50", "75"])),
    ...refuseIf(!resolves && !dynamic, path, "Resolution condition required for metric issue detector."),
    ...refuseIf(conditions.length > 3, path, "Too many conditions"),
  ];
}
