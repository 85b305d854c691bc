import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, oneOf, present, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { fields, text } from "../../../sandbox/fake-provider/value.ts";
import { parseFilterPattern } from "./filter-pattern.ts";
import { computedOf, lengthRefusals, tagRefusals } from "./shared.ts";
import { faultOf } from "./tokens.ts";

/** Days that CloudWatch Logs keeps lines; 0 is for ever. */
const retentions = [0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export const logGroup: ResourceModel = {
  autoname: "name",
  replaces: ["name", "logGroupClass"],
  defaults: (inputs) => filled({ retentionInDays: 0, skipDestroy: false }, inputs),
  check: (inputs) => [
    ...oneOf("retentionInDays", inputs.retentionInDays, retentions.map(String)),
    ...oneOf("logGroupClass", inputs.logGroupClass, ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"]),
    ...refuseIf(!/^[\w/.#-]{1,512}$/.test(text(inputs.name)), "name", "is no name of a log group"),
  ],
  refuse: tagRefusals,
  refuseDelete: (id, stored) =>
    stored.deletionProtectionEnabled === true ? `deletion protection is enabled for the log group ${id}` : undefined,
  computes: ["arn", "region", "tagsAll", "namePrefix", "logGroupClass", "deletionProtectionEnabled"],
  computed: (id, stored) => ({
    ...computedOf("logs", `log-group:${id}`, stored),
    logGroupClass: stored.logGroupClass ?? "STANDARD",
    deletionProtectionEnabled: stored.deletionProtectionEnabled ?? false,
  }),
  id: (inputs) => text(inputs.name),
};

export const logMetricFilter: ResourceModel = {
  autoname: "name",
  required: ["logGroupName", "pattern", "metricTransformation"],
  replaces: ["name", "logGroupName"],
  check: (inputs) => {
    const transformation = fields(inputs.metricTransformation);
    const path = "metricTransformation";
    return [
      ...refuseIf(!/^[^:*]{1,512}$/.test(text(inputs.name)), "name", "is no name of a metric filter"),
      ...lengthRefusals("pattern", inputs.pattern, 1024),
      ...(inputs.metricTransformation === undefined ? [] : present(path, transformation, ["name", "namespace", "value"])),
      ...["name", "namespace"].flatMap((name) =>
        refuseIf(/[:*$]/.test(text(transformation[name])), `${path}.${name}`, "must not contain ':', '*' or '$'"),
      ),
      ...refuseIf(
        transformation.defaultValue !== undefined && Object.keys(fields(transformation.dimensions)).length > 0,
        `${path}.defaultValue`,
        "conflicts with metricTransformation.dimensions",
      ),
    ];
  },
  refuse: (inputs, { id, account }) => {
    const group = text(inputs.logGroupName);
    const others = account.all("logMetricFilter").filter((other) => other.id !== id && other.fields.logGroupName === group);
    return [
      ...refuseIf(account.get("logGroup", group) === undefined, "logGroupName", `The specified log group does not exist: ${group}`),
      ...patternRefusals(text(inputs.pattern)),
      ...refuseIf(others.length >= 100, "", `LimitExceededException: ${group} has 100 metric filters`),
      ...refuseIf(
        Object.keys(fields(fields(inputs.metricTransformation).dimensions)).length > 3,
        "metricTransformation.dimensions",
        "more than 3 dimensions",
      ),
    ];
  },
  // The plugin trims the pattern; what is inside of it is the vendor's text as it was sent.
  normalise: (inputs) => ({ ...inputs, pattern: text(inputs.pattern).trim() }),
  canonical: (inputs) => ({ ...inputs, pattern: text(inputs.pattern).trim() }),
  computes: ["region"],
  computed: (_id, stored) => ({ region: computedOf("logs", "", stored).region ?? "" }),
  id: (inputs) => text(inputs.name),
};

function patternRefusals(pattern: string): Refusal[] {
  const fault = faultOf(parseFilterPattern, pattern);
  return fault === undefined ? [] : refuse("pattern", `Invalid metric filter pattern: ${fault}`);
}
