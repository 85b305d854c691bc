import type { Account } from "../../../sandbox/account.ts";
import { newId } from "../../../sandbox/fake-provider/bridged.ts";
import { marshalled, objectIn } from "../../../sandbox/fake-provider/json-text.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, refuse, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { known, type Shape } from "../../../sandbox/fake-provider/shape.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { projectRefusals } from "./project.ts";

const shape: Shape = {
  projectId: true,
  key: true,
  name: true,
  active: true,
  filters: true,
  rolloutPercentage: true,
  tags: true,
  deleted: true,
  ensureExperienceContinuity: true,
};

export const featureFlag: ResourceModel = {
  required: ["key"],
  replaces: ["projectId"],
  defaults: (inputs) => filled({ deleted: false }, known(inputs, shape)),
  refuse: (inputs, { id, account }) => [
    ...projectRefusals(inputs.projectId),
    ...keyRefusals(inputs, id, account),
    ...groupRefusals(text(inputs.filters)),
  ],
  normalise: (inputs) => ({ ...inputs, ...withRollout(inputs) }),
  computes: ["featureFlagId", "name", "active", "filters", "rolloutPercentage", "ensureExperienceContinuity"],
  computed: (id) => ({ featureFlagId: Number(id) }),
  id: newId,
};

function keyRefusals({ key, projectId }: Fields, id: string | undefined, account: Account): Refusal[] {
  const taken = account.all("featureFlag").some((flag) => flag.id !== id && flag.fields.key === key && flag.fields.projectId === projectId);
  return [
    ...refuseIf(taken, "key", "There is already a feature flag with this key."),
    ...refuseIf(!/^[a-zA-Z0-9_-]+$/.test(text(key)), "key", "Only letters, numbers, hyphens (-) & underscores (_) are allowed."),
    ...refuseIf(text(key).length > 400, "key", "Ensure this field has no more than 400 characters."),
  ];
}

function groupRefusals(filters: string): Refusal[] {
  const object = objectIn(filters);
  if (object === undefined) return refuse("filters", "Could not parse filters");
  return list(object.groups).flatMap((group, i) =>
    within(`filters.groups[${i}].rollout_percentage`, fields(group).rollout_percentage, 0, 100),
  );
}

/** The provider writes the percentage over that of the first group, and reads it from there. */
function withRollout({ filters, rolloutPercentage }: Fields): Fields {
  const object = filters === undefined ? { groups: [{}] } : objectIn(text(filters));
  if (object === undefined) return {};
  const [first = {}, ...more] = list(object.groups);
  const group =
    rolloutPercentage === undefined ? fields(first) : { ...fields(first), rollout_percentage: Math.trunc(Number(rolloutPercentage)) };
  const percentage = group.rollout_percentage;
  return {
    filters: marshalled({ ...object, groups: [group, ...more] }),
    ...(percentage !== undefined && { rolloutPercentage: percentage }),
  };
}
