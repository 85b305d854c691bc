import type { ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, oneOf, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { known, type Shape } from "../../../sandbox/fake-provider/shape.ts";
import { list, text } from "../../../sandbox/fake-provider/value.ts";

const shape: Shape = {
  name: true,
  kind: true,
  description: true,
  edgeDeployment: true,
  useRetentionPeriod: true,
  retentionDays: true,
  mapFields: true,
};

const kinds = ["axiom:events:v1", "otel:metrics:v1", "otel:traces:v1", "otel:logs:v1"];

export const dataset: ResourceModel = {
  autoname: "name",
  replaces: ["name", "kind"],
  defaults: (inputs) => filled({ kind: "axiom:events:v1" }, known(inputs, shape)),
  check: (inputs) => [
    ...oneOf("kind", inputs.kind, kinds),
    ...list(inputs.mapFields).flatMap((field, i) =>
      refuseIf(!/^[a-zA-Z0-9]+([a-zA-Z0-9_.-]*[a-zA-Z0-9]+)?$/.test(text(field)), `mapFields[${i}]`, "Invalid field name format"),
    ),
    ...refuseIf(
      new Set(list(inputs.mapFields)).size < list(inputs.mapFields).length,
      "mapFields",
      "This attribute contains duplicate values",
    ),
  ],
  refuse: (inputs) => [
    ...refuseIf(
      inputs.useRetentionPeriod === true && Number(inputs.retentionDays ?? 0) === 0,
      "retentionDays",
      "Retention days must be greater than 0 when use_retention_period is true",
    ),
    ...refuseIf(!/^[a-zA-Z0-9_-]{1,128}$/.test(text(inputs.name)), "name", "is no name of a dataset"),
  ],
  computes: ["description", "edgeDeployment", "useRetentionPeriod", "retentionDays", "mapFields"],
  computed: (_, stored) =>
    filled({ edgeDeployment: "cloud.us-east-1.aws", useRetentionPeriod: false, retentionDays: 0, mapFields: [] }, stored),
  // The id of a dataset is its name.
  id: (inputs) => text(inputs.name),
};
