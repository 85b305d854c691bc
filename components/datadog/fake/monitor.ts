import type { Account } from "../../../sandbox/account.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, refuse, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { metricQueryRefusals, thresholdQuery } from "./metric-query.ts";
import { compositeRefusals, monitorsOf, sloAlertRefusals } from "./monitor-query.ts";
import { nonBlank, numericId, sameNumber, tagRefusals, trimmed, withTags } from "./shared.ts";

const types = [
  "composite",
  "event alert",
  "event-v2 alert",
  "log alert",
  "metric alert",
  "query alert",
  "process alert",
  "rum alert",
  "service check",
  "synthetics alert",
  "trace-analytics alert",
  "slo alert",
  "audit alert",
];
const metricTypes = ["metric alert", "query alert"];
/** States of which the vendor says that they can be asked for when data is missing. */
const missing = ["show_no_data", "show_and_notify_no_data", "resolve", "default"];

export const monitor: ResourceModel = {
  required: ["name", "type", "query", "message"],
  replaces: ["type"],
  // What the plugin writes where the program is silent; its default of a full window is not the API's.
  defaults: (inputs) => filled({ includeTags: true, requireFullWindow: true }, inputs),
  check: (inputs) => [
    ...oneOf("type", inputs.type, types),
    ...oneOf("draftStatus", inputs.draftStatus, ["draft", "published"]),
    ...refuseIf(
      inputs.onMissingData !== undefined && (inputs.notifyNoData !== undefined || inputs.noDataTimeframe !== undefined),
      "onMissingData",
      "conflicts with notify_no_data",
    ),
    ...each(inputs, "assets", (asset, path) => oneOf(`${path}.category`, asset.category, ["runbook"])),
  ],
  refuse: (inputs, { id, account }) => [
    ...nonBlank(inputs, "name"),
    ...nonBlank(inputs, "message"),
    ...tagRefusals(inputs),
    ...within("priority", inputs.priority, 1, 5),
    ...list(inputs.renotifyStatuses).flatMap((state, i) => oneOf(`renotifyStatuses[${i}]`, state, ["alert", "warn", "no data"])),
    ...missingDataRefusals(inputs),
    ...queryRefusals(inputs, id, account),
  ],
  refuseDelete: (id, _stored, account) => {
    const readers = account
      .all("monitor")
      .filter(({ fields: other }) => other.type === "composite" && monitorsOf(text(other.query)).includes(id));
    return readers.length === 0
      ? undefined
      : `409 Conflict: monitor ${id} is referenced in composite monitors: ${readers.map((one) => one.id).join(", ")}`;
  },
  normalise: (inputs) => ({ draftStatus: "published", notifyAudit: false, ...withTags(trimmed(inputs, ["query", "message"])) }),
  canonical: (inputs) => ({
    ...withTags(trimmed(inputs, ["query", "message"])),
    type: metricTypes.includes(text(inputs.type)) ? "query alert" : text(inputs.type),
    monitorThresholds: Object.fromEntries(
      Object.entries(fields(inputs.monitorThresholds)).map(([name, value]) => [name, sameNumber(text(value))]),
    ),
  }),
  id: numericId,
};

function missingDataRefusals({ onMissingData, type }: Fields): Refusal[] {
  const without = ["service check", "composite", "slo alert"];
  return [
    ...oneOf("onMissingData", onMissingData, missing),
    ...refuseIf(
      onMissingData !== undefined && without.includes(text(type)),
      "onMissingData",
      `on_missing_data is not supported by monitors of type ${text(type)}`,
    ),
  ];
}

function queryRefusals(inputs: Fields, id: string | undefined, account: Account): Refusal[] {
  const query = text(inputs.query);
  if (inputs.type === "composite") return compositeRefusals(query, id, account);
  if (inputs.type !== "slo alert" && !metricTypes.includes(text(inputs.type))) return [];
  const parts = thresholdQuery(query);
  if (!parts) return refuse("query", "The value provided for parameter 'query' is invalid: no comparison with a number");
  const known = inputs.type === "slo alert" ? sloAlertRefusals(parts, account) : metricQueryRefusals(parts.left);
  return [...known, ...thresholdRefusals(fields(inputs.monitorThresholds), parts.sign, parts.threshold)];
}

/** The query holds the critical threshold; a warning comes before it, on the way from good to bad. */
function thresholdRefusals(thresholds: Fields, sign: string, written: string): Refusal[] {
  const wrong = Object.entries(thresholds).filter(([, value]) => text(value) !== "" && Number.isNaN(Number(value)));
  if (wrong.length > 0) return wrong.flatMap(([name, value]) => refuse(`monitorThresholds.${name}`, `"${text(value)}" is not a number`));
  const { critical, warning } = thresholds;
  const beyond = (value: number) => (sign.startsWith(">") ? value >= Number(written) : value <= Number(written));
  return [
    ...refuseIf(
      critical !== undefined && Number(critical) !== Number(written),
      "monitorThresholds.critical",
      `Alert threshold (${text(critical)}) does not match that used in the query (${written}).`,
    ),
    ...refuseIf(
      warning !== undefined && beyond(Number(warning)),
      "monitorThresholds.warning",
      `Warning threshold (${text(warning)}) must come before the alert threshold (${written}).`,
    ),
  ];
}
