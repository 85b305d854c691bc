import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, oneOf, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { expressionRefusals } from "./metric-query.ts";
import { hexId, nonBlank, tagRefusals, withTags } from "./shared.ts";

const timeframes = ["7d", "30d", "90d"];
/** Most tags of an SLO (API reference). */
const mostTags = 32;

export const serviceLevelObjective: ResourceModel = {
  required: ["name", "thresholds", "type"],
  replaces: ["type"],
  check: (inputs) => oneOf("type", inputs.type, ["metric", "monitor", "time_slice"]),
  refuse: (inputs) => [
    ...nonBlank(inputs, "name"),
    ...tagRefusals(inputs, mostTags),
    ...targetRefusals(inputs),
    ...measureRefusals(inputs),
  ],
  refuseDelete: (id, _stored, account) => {
    const readers = [...account.all("monitor"), ...account.all("dashboardJson")].filter(({ fields: other }) =>
      `${text(other.query)}${text(other.dashboard)}`.includes(id),
    );
    return readers.length === 0
      ? undefined
      : `409 Conflict: SLO ${id} is used by ${readers.map((one) => `${one.kind} ${one.id}`).join(", ")}`;
  },
  normalise: withTags,
  canonical: withTags,
  id: hexId,
};

function targetRefusals(inputs: Fields): Refusal[] {
  const rows = list(inputs.thresholds).map(fields);
  const seen = rows.map(({ timeframe }) => text(timeframe));
  const primary = rows.find(({ timeframe }) => timeframe === inputs.timeframe);
  return [
    ...refuseIf(rows.length === 0, "thresholds", "at least one threshold is required"),
    ...refuseIf(new Set(seen).size < seen.length, "thresholds", "each timeframe may have one threshold"),
    ...each(inputs, "thresholds", (row, path) => [
      ...oneOf(`${path}.timeframe`, row.timeframe, timeframes),
      ...refuseIf(!(Number(row.target) > 0 && Number(row.target) < 100), `${path}.target`, `${text(row.target)} is not between 0 and 100`),
      ...refuseIf(
        row.warning !== undefined && !(Number(row.warning) > Number(row.target) && Number(row.warning) < 100),
        `${path}.warning`,
        `the warning ${text(row.warning)} must be greater than the target ${text(row.target)}`,
      ),
    ]),
    ...refuseIf(
      inputs.timeframe !== undefined && !primary,
      "timeframe",
      `no threshold for the primary timeframe ${text(inputs.timeframe)}`,
    ),
    ...refuseIf(
      primary !== undefined && inputs.targetThreshold !== undefined && Number(inputs.targetThreshold) !== Number(primary.target),
      "targetThreshold",
      `${text(inputs.targetThreshold)} is not the target of the primary timeframe, ${text(primary?.target)}`,
    ),
  ];
}

function measureRefusals(inputs: Fields): Refusal[] {
  if (inputs.type === "monitor") return refuseIf(list(inputs.monitorIds).length === 0, "monitorIds", "a monitor SLO needs monitors");
  if (inputs.type === "metric") return metricRefusals(inputs);
  const slice = fields(fields(inputs.sliSpecification).timeSlice);
  const path = "sliSpecification.timeSlice";
  if (slice.query === undefined) return refuse(path, "a time-slice SLO needs a time slice specification");
  const query = fields(slice.query);
  return [
    ...oneOf(`${path}.comparator`, slice.comparator, [">", ">=", "<", "<="]),
    ...oneOf(`${path}.queryIntervalSeconds`, slice.queryIntervalSeconds, ["60", "300"]),
    ...refuseIf(text(fields(query.formula).formulaExpression) === "", `${path}.query.formula`, "a formula is required"),
    ...each(
      query,
      "queries",
      (one, place) => expressionRefusals(`${place}.metricQuery.query`, text(fields(one.metricQuery).query)),
      `${path}.query`,
    ),
  ];
}

/** Both queries count: a gauge, or a rate, cannot be added up to events. */
function metricRefusals(inputs: Fields): Refusal[] {
  if (inputs.sliSpecification !== undefined) return [];
  const query = fields(inputs.query);
  return ["numerator", "denominator"].flatMap((name) => {
    const written = text(query[name]);
    const counts = written.split(/\s[-+]\s/).every((part) => /^(?:sum|count)\b/.test(part) && part.endsWith(".as_count()"));
    return [
      ...expressionRefusals(`query.${name}`, written),
      ...refuseIf(!counts, `query.${name}`, "a metric SLO needs counts: sum or count with as_count()"),
    ];
  });
}
