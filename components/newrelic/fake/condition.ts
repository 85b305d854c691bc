import { missingRefusals, newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, oneOf, present, refuse, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, text } from "../../../sandbox/fake-provider/value.ts";
import { parseNrql } from "./nrql.ts";

const operators = ["above", "above_or_equals", "below", "below_or_equals", "equals", "not_equals"];

export const nrqlAlertCondition: ResourceModel = {
  autoname: "name",
  required: ["nrql", "policyId"],
  replaces: ["policyId", "type"],
  defaults: (inputs) => filled({ enabled: true, type: "static", violationTimeLimitSeconds: 259_200 }, inputs),
  check: (inputs) => [
    ...oneOf("type", inputs.type, ["static", "baseline", "outlier"]),
    ...present("nrql", fields(inputs.nrql), ["query"]),
    ...oneOf("fillOption", lower(inputs.fillOption), ["none", "last_value", "static"]),
    ...oneOf("aggregationMethod", lower(inputs.aggregationMethod), ["cadence", "event_flow", "event_timer"]),
    ...within("expirationDuration", inputs.expirationDuration, 30, 172_800),
    ...within("violationTimeLimitSeconds", inputs.violationTimeLimitSeconds, 300, 2_592_000),
    ...termCheck(fields(inputs.critical)),
  ],
  refuse: (inputs, { account }) => [
    ...missingRefusals("alertPolicy", "policyId", inputs.policyId, account),
    ...queryRefusals(text(fields(inputs.nrql).query)),
    ...windowRefusals(inputs),
    ...termRefusals(inputs),
    ...baselineRefusals(inputs),
    ...delayRefusals(inputs),
    ...refuseIf(text(inputs.name).length > 128, "name", "name must be 128 characters or less"),
  ],
  // The provider stores these in lower case, the API has them in upper.
  normalise: (inputs) => ({ ...inputs, ...lowered(inputs) }),
  canonical: (inputs) => ({ ...inputs, ...lowered(inputs) }),
  computes: ["entityGuid", "accountId"],
  computed: (id) => ({ entityGuid: Buffer.from(`AIOPS|CONDITION|${id}`).toString("base64"), accountId: "1234567" }),
  id: ({ policyId }) => `${text(policyId)}:${newId()}`,
};

function lower(value: Fields[string] | undefined): string | undefined {
  return value === undefined ? undefined : text(value).toLowerCase();
}

function lowered({ fillOption, aggregationMethod, critical }: Fields): Fields {
  const term = fields(critical ?? {});
  return {
    ...(fillOption !== undefined && { fillOption: text(fillOption).toLowerCase() }),
    ...(aggregationMethod !== undefined && { aggregationMethod: text(aggregationMethod).toLowerCase() }),
    ...(critical !== undefined && { critical: { ...term, thresholdOccurrences: text(term.thresholdOccurrences).toLowerCase() } }),
  };
}

function termCheck(critical: Fields): Refusal[] {
  if (Object.keys(critical).length === 0) return [];
  return [
    ...present("critical", critical, ["threshold"]),
    ...oneOf("critical.operator", lower(critical.operator), operators),
    ...oneOf("critical.thresholdOccurrences", lower(critical.thresholdOccurrences), ["all", "at_least_once"]),
  ];
}

function queryRefusals(query: string): Refusal[] {
  try {
    const { further } = parseNrql(query);
    return refuseIf(further.length > 0, "nrql.query", `NRQL query must not contain [${further.join(", ")}] keyword(s)`);
  } catch (error) {
    return refuse("nrql.query", error instanceof Error ? error.message : String(error));
  }
}

function windowRefusals({ aggregationWindow = 60, slideBy }: Fields): Refusal[] {
  const [window, slide] = [Number(aggregationWindow), Number(slideBy)];
  const least = window > 7200 ? window / 24 : window > 3600 ? window / 120 : 30;
  return [
    ...within("aggregationWindow", aggregationWindow, 30, 21_600),
    ...refuseIf(slideBy !== undefined && slide >= window, "slideBy", "slideBy must be less than the aggregation window"),
    ...refuseIf(slideBy !== undefined && window % slide !== 0, "slideBy", "slideBy must be a factor of the aggregation window"),
    ...refuseIf(slideBy !== undefined && slide < least, "slideBy", `slideBy must be at least ${least} seconds`),
  ];
}

/** With sliding windows, a duration is a multiple of the interval (newrelic/newrelic-quickstarts, pull request 2649). */
function termRefusals({ critical, warning, openViolationOnExpiration, aggregationWindow = 60, slideBy }: Fields): Refusal[] {
  if (critical === undefined)
    return refuseIf(
      warning === undefined && openViolationOnExpiration !== true,
      "critical",
      "a condition needs a term, or an expiration that opens a violation",
    );
  const { thresholdDuration } = fields(critical);
  const step = Number(slideBy ?? aggregationWindow);
  const path = "critical.thresholdDuration";
  return [
    ...refuseIf(thresholdDuration === undefined, path, "one of `duration` or `threshold_duration` must be configured for block `term`"),
    ...within(path, thresholdDuration, 60, 86_400),
    ...refuseIf(Number(thresholdDuration) % step !== 0, path, `threshold duration must be a multiple of ${step} seconds`),
  ];
}

/** A deviation in standard deviations from what was expected, always above it (the provider's documentation). */
function baselineRefusals({ type, baselineDirection, critical }: Fields): Refusal[] {
  if (type !== "baseline" || critical === undefined) return [];
  const { operator, threshold, thresholdDuration } = fields(critical);
  return [
    ...oneOf("critical.operator", lower(operator) ?? "equals", ["above"]),
    ...oneOf("baselineDirection", lower(baselineDirection) ?? "", ["lower_only", "upper_and_lower", "upper_only"]),
    ...within("critical.threshold", threshold, 1, 1000),
    ...within("critical.thresholdDuration", thresholdDuration, 120, 86_400),
  ];
}

function delayRefusals({ aggregationMethod, aggregationDelay, aggregationTimer }: Fields): Refusal[] {
  const timed = lower(aggregationMethod) === "event_timer";
  return [
    ...refuseIf(timed && aggregationDelay !== undefined, "aggregationDelay", "aggregationDelay is for event_flow and cadence"),
    ...refuseIf(!timed && aggregationTimer !== undefined, "aggregationTimer", "aggregationTimer is for event_timer"),
    ...within("aggregationDelay", aggregationDelay, 0, lower(aggregationMethod) === "cadence" ? 3600 : 1200),
    ...within("aggregationTimer", aggregationTimer, 5, 1200),
  ];
}
