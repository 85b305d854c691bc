import { newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled } from "../../../sandbox/fake-provider/rules.ts";
import { known, type Shape } from "../../../sandbox/fake-provider/shape.ts";
import { fingerprint } from "../../../sandbox/fake-provider/stored.ts";
import { atLeast, policyRefusals, ways, waysByDefault, waysShape } from "./shared.ts";

const shape: Shape = { ...waysShape, name: true, period: true, grace: true, policyId: true, paused: true };

export const heartbeat: ResourceModel = {
  autoname: "name",
  required: ["grace", "period"],
  defaults: (inputs) => known(inputs, shape),
  refuse: (inputs, { account }) => [
    ...atLeast("period", inputs.period, 30),
    ...atLeast("grace", inputs.grace, 0),
    ...policyRefusals("policyId", inputs.policyId, account),
  ],
  normalise: (inputs) => filled({ ...waysByDefault, paused: false }, inputs),
  // Made of the id, so that it lies in no file.
  computed: (id) => ({ url: `https://heartbeat.invalid/${fingerprint(`heartbeat ${id}`).slice(7)}`, status: "pending" }),
  computes: [...ways, "paused", "status", "url"],
  secrets: ["url"],
  id: newId,
};
