import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { hexId, nonBlank, tagRefusals, withTags } from "./shared.ts";

const types = ["application_security", "log_detection", "workload_security", "signal_correlation"];
const statuses = ["info", "low", "medium", "high", "critical"];
const windows = [0, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map(String);
const stays = [0, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map(String);
const aggregations = ["count", "cardinality", "sum", "max", "new_value", "geo_data", "event_count", "none"];
const dataSources = ["logs", "audit", "app_sec_spans", "spans", "security_runtime", "network", "events", "security_signals"];
const methods = [
  "threshold",
  "new_value",
  "anomaly_detection",
  "impossible_travel",
  "hardcoded",
  "third_party",
  "anomaly_threshold",
  "sequence_detection",
];
const mostCases = 10;

export const securityMonitoringRule: ResourceModel = {
  required: ["message", "name"],
  defaults: (inputs) => filled({ enabled: true, type: "log_detection" }, inputs),
  check: (inputs) => [
    ...oneOf("type", inputs.type, types),
    ...each(inputs, "cases", (one, path) => oneOf(`${path}.status`, one.status, statuses)),
    ...oneOf("options.evaluationWindow", fields(inputs.options).evaluationWindow, windows),
    ...oneOf("options.keepAlive", fields(inputs.options).keepAlive, stays),
    ...oneOf("options.maxSignalDuration", fields(inputs.options).maxSignalDuration, stays),
  ],
  refuse: (inputs) => [...nonBlank(inputs, "name"), ...nonBlank(inputs, "message"), ...tagRefusals(inputs), ...contentRefusals(inputs)],
  normalise: withTags,
  canonical: withTags,
  id: () => hexId().replace(/^(.{3})(.{3})(.{3}).*$/, "$1-$2-$3"),
};

function contentRefusals(inputs: Fields): Refusal[] {
  const names = list(inputs.queries).map((query) => text(fields(query).name));
  const cases = list(inputs.cases);
  const { keepAlive, maxSignalDuration } = fields(inputs.options);
  return [
    ...oneOf("options.detectionMethod", fields(inputs.options).detectionMethod, methods),
    ...each(inputs, "queries", (query, path) => [
      ...oneOf(`${path}.aggregation`, query.aggregation, aggregations),
      ...oneOf(`${path}.dataSource`, query.dataSource, dataSources),
    ]),
    ...refuseIf(names.length === 0, "queries", "at least one query is required"),
    ...each(inputs, "queries", (query, path) => refuseIf(text(query.query).trim() === "", `${path}.query`, "a query must not be blank")),
    ...refuseIf(cases.length === 0 || cases.length > mostCases, "cases", `1 to ${mostCases} cases are required`),
    ...each(inputs, "cases", ({ condition }, path) => {
      const named = text(condition).match(/[a-z_]\w*/g) ?? [];
      return refuseIf(
        named.some((name) => !names.includes(name)),
        `${path}.condition`,
        `"${text(condition)}" names no query`,
      );
    }),
    ...refuseIf(Number(maxSignalDuration) < Number(keepAlive), "options.maxSignalDuration", "must not be less than keepAlive"),
  ];
}
