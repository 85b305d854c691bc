import type { Account } from "../../../sandbox/account.ts";
import { chosen, find, missingRefusals, newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, oneOf, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { known, type Shape } from "../../../sandbox/fake-provider/shape.ts";
import { fingerprint } from "../../../sandbox/fake-provider/stored.ts";
import { type Fields, fields, list, type Path, text } from "../../../sandbox/fake-provider/value.ts";

const shape: Shape = {
  name: true,
  repeatCount: true,
  repeatDelay: true,
  steps: [
    {
      type: true,
      waitBefore: true,
      waitUntilTime: true,
      waitUntilTimezone: true,
      urgencyId: true,
      stepMembers: [{ type: true, id: true, email: true }],
      timezone: true,
      days: true,
      timeFrom: true,
      timeTo: true,
      policyId: true,
      comment: true,
      reminderEnabled: true,
      reminderIntervalHours: true,
    },
  ],
};

/** Who an escalation may notify, and the kind of object that a member's id refers to. */
const members: Readonly<Record<string, string | undefined>> = {
  current_on_call: undefined,
  entire_team: undefined,
  all_slack_integrations: undefined,
  all_webhook_integrations: undefined,
  user: "teamMember",
  webhook: "outgoingWebhook",
  slack_integration: "slackIntegration",
  pagerduty_integration: "pagerdutyIntegration",
  policy: "policy",
};

/** What the API sets where the program does not; the provider looks past it. */
const reminderHours = 24;

export const policy: ResourceModel = {
  autoname: "name",
  defaults: (inputs) => known(inputs, shape),
  check: (inputs) => each(inputs, "steps", checkStep),
  refuse: (inputs, { account }) => each(inputs, "steps", (step, path) => stepRefusals(step, path, account)),
  normalise: (inputs) =>
    withSteps({ repeatCount: 0, repeatDelay: 0, ...inputs }, (step) =>
      step.type === "instructions" ? { reminderIntervalHours: reminderHours, ...step } : step,
    ),
  canonical: (inputs) => withSteps(inputs, ({ reminderIntervalHours: _, ...step }) => step),
  // Made of the id, so that it lies in no file.
  computed: (id) => ({ incidentToken: fingerprint(`incident token of ${id}`).slice(7) }),
  computes: ["incidentToken", "repeatCount", "repeatDelay"],
  id: newId,
};

function withSteps(inputs: Fields, change: (step: Fields) => Fields): Fields {
  return inputs.steps === undefined ? inputs : { ...inputs, steps: list(inputs.steps).map(fields).map(change) };
}

function checkStep(step: Fields, path: Path): Refusal[] {
  const instructs = step.type === "instructions";
  return [
    ...oneOf(`${path}.type`, step.type ?? "", ["escalation", "time_branching", "metadata_branching", "instructions"]),
    ...refuseIf(
      step.waitUntilTime !== undefined && !/^(2[0-3]|[01]\d):[0-5]\d$/.test(text(step.waitUntilTime)),
      `${path}.waitUntilTime`,
      "use HH:MM format",
    ),
    ...refuseIf(instructs && text(step.comment) === "", `${path}.comment`, "missing comment for instructions step"),
    ...refuseIf(!instructs && text(step.comment) !== "", `${path}.comment`, "comment can only be used with instructions step"),
    ...refuseIf(!instructs && step.reminderEnabled === true, `${path}.reminderEnabled`, "can only be used with instructions step"),
    ...each(step, "stepMembers", (member, place) => chosen(place, member, ["id", "email"]), path),
  ];
}

function stepRefusals(step: Fields, path: Path, account: Account): Refusal[] {
  const escalates = step.type === "escalation";
  return [
    ...chosen(path, step, ["waitBefore", "waitUntilTime"]),
    ...refuseIf(escalates && list(step.stepMembers).length === 0, `${path}.stepMembers`, "can't be blank"),
    ...missingRefusals("severity", `${path}.urgencyId`, step.urgencyId, account),
    ...missingRefusals("policy", `${path}.policyId`, step.policyId, account),
    ...each(step, "stepMembers", (member, place) => memberRefusals(member, place, account), path),
  ];
}

function memberRefusals({ type, id, email }: Fields, path: Path, account: Account): Refusal[] {
  if (!Object.hasOwn(members, text(type))) return refuse(`${path}.type`, `"${text(type)}" is no kind of member`);
  const kind = members[text(type)];
  if (kind === undefined) return [];
  if (kind === "teamMember" && email !== undefined)
    return refuseIf(find(account, kind, { email: text(email) }) === undefined, `${path}.email`, `${text(email)} is no member of the team`);
  return id === undefined ? refuse(`${path}.id`, "can't be blank") : missingRefusals(kind, `${path}.id`, id, account);
}
