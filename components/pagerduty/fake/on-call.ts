import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, isTimeZone, oneOf, present, refuse, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { missingRefusals, nameRefusals, newId, placeholder, takenRefusals } from "./shared.ts";

/** Shortest and longest turn of a rotation (s): an hour and a year. */
const shortestTurn = 3_600;
const longestTurn = 31_536_000;

/** A daily restriction of a whole day or more would be none (s). */
const dayLength = 86_400;

export const schedule: ResourceModel = {
  autoname: "name",
  required: ["layers", "timeZone"],
  defaults: (inputs) => filled({ description: placeholder }, inputs),
  check: (inputs) => [
    ...nameRefusals(inputs),
    ...refuseIf(!isTimeZone(inputs.timeZone), "timeZone", `"${text(inputs.timeZone)}" is not a valid time zone`),
    ...each(inputs, "layers", checkLayer),
  ],
  refuse: (inputs, { id, account }) => [
    ...takenRefusals("schedule", "name", inputs, id, account),
    ...refuseIf(list(inputs.layers).length === 0, "layers", "Schedule layers can't be blank"),
    ...each(inputs, "layers", (layer, path) => [
      ...refuseIf(list(layer.users).length === 0, `${path}.users`, "Users can't be blank"),
      ...list(layer.users).flatMap((member, i) => missingRefusals("user", `${path}.users[${i}]`, member, account)),
    ]),
  ],
  refuseDelete: (id, _stored, account) => {
    const used = account
      .all("escalationPolicy")
      .filter(({ fields: policy }) =>
        list(policy.rules).some((rule) => list(fields(rule).targets).some((target) => fields(target).id === id)),
      );
    const names = used.map((object) => text(object.fields.name)).join(", ");
    return used.length === 0 ? undefined : `Schedule can't be deleted if it's being used by escalation policies (${names})`;
  },
  // The plugin shows the difference, at every preview: write "Etc/UTC".
  normalise: (inputs) => ({ ...inputs, timeZone: inputs.timeZone === "UTC" ? "Etc/UTC" : (inputs.timeZone ?? null) }),
  // The plugin looks past the start of a layer once it is in the past, because the API moves it.
  canonical: (inputs) => ({ ...inputs, layers: list(inputs.layers).map((layer) => canonicalLayer(fields(layer), Date.now())) }),
  computes: ["finalSchedules"],
  computed: () => ({ finalSchedules: [] }),
  id: newId,
};

function checkLayer(layer: Fields, path: Path): Refusal[] {
  return [
    ...present(path, layer, ["rotationTurnLengthSeconds", "rotationVirtualStart", "start", "users"]),
    ...within(`${path}.rotationTurnLengthSeconds`, layer.rotationTurnLengthSeconds, shortestTurn, longestTurn),
    ...["start", "rotationVirtualStart", "end"].flatMap((name) =>
      refuseIf(layer[name] !== undefined && !isTime(layer[name]), `${path}.${name}`, `"${text(layer[name])}" is not a time of RFC 3339`),
    ),
    ...each(layer, "restrictions", checkRestriction, path),
  ];
}

function checkRestriction(restriction: Fields, path: Path): Refusal[] {
  const isDaily = restriction.type === "daily_restriction";
  const day = restriction.startDayOfWeek;
  return [
    ...present(path, restriction, ["type", "startTimeOfDay", "durationSeconds"]),
    ...oneOf(`${path}.type`, restriction.type, ["daily_restriction", "weekly_restriction"]),
    ...refuseIf(isDaily && day !== undefined, `${path}.startDayOfWeek`, "must not be set for a daily restriction"),
    ...refuseIf(
      isDaily && !(Number(restriction.durationSeconds) < dayLength),
      `${path}.durationSeconds`,
      "a daily restriction must be shorter than a day",
    ),
    ...(restriction.type === "weekly_restriction" ? within(`${path}.startDayOfWeek`, day ?? 0, 1, 7) : []),
  ];
}

function isTime(value: Value | undefined): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text(value)) && !Number.isNaN(Date.parse(text(value)));
}

function canonicalLayer(layer: Fields, now: number): Fields {
  const start = Date.parse(text(layer.start));
  return { ...layer, start: start < now ? "past" : String(start) };
}

export const escalationPolicy: ResourceModel = {
  autoname: "name",
  required: ["rules"],
  defaults: (inputs) => filled({ description: placeholder }, inputs),
  check: (inputs) => [
    ...nameRefusals(inputs, "\\/&<>"),
    ...within("numLoops", inputs.numLoops, 0, 9),
    ...each(inputs, "rules", (rule, path) => [
      ...within(`${path}.escalationDelayInMinutes`, rule.escalationDelayInMinutes ?? 0, 1, Number.MAX_SAFE_INTEGER),
      ...each(rule, "targets", (target, place) => oneOf(`${place}.type`, target.type, targetTypes), path),
    ]),
  ],
  refuse: (inputs, { id, account }) => [
    ...takenRefusals("escalationPolicy", "name", inputs, id, account),
    ...refuseIf(list(inputs.rules).length === 0, "rules", "Escalation rules can't be blank"),
    ...refuseIf(list(inputs.teams).length > 1, "teams", "at most one team can be assigned to an escalation policy"),
    ...each(inputs, "rules", (rule, path) => [
      ...refuseIf(list(rule.targets).length === 0, `${path}.targets`, "Targets can't be blank"),
      ...refuseIf(list(rule.targets).length > 5, `${path}.targets`, "at most 5 targets a rule"),
      ...each(
        rule,
        "targets",
        (target, place) => missingRefusals(target.type === "schedule_reference" ? "schedule" : "user", `${place}.id`, target.id, account),
        path,
      ),
    ]),
    ...(typeof inputs.teams === "string" ? missingRefusals("team", "teams", inputs.teams, account) : []),
    ...list(inputs.teams).flatMap((team) => missingRefusals("team", "teams", team, account)),
  ],
  refuseDelete: (id, _stored, account) => {
    const used = account.all("service").filter(({ fields: service }) => service.escalationPolicy === id);
    const names = used.map((object) => text(object.fields.name)).join(", ");
    return used.length === 0 ? undefined : `The escalation policy can't be deleted, because it is used by services (${names})`;
  },
  // The plugin takes an absent type for a user.
  canonical: (inputs) => ({ ...inputs, rules: list(inputs.rules).map((rule) => canonicalRule(fields(rule))) }),
  id: newId,
};

const targetTypes = ["user_reference", "schedule_reference"];

function canonicalRule(rule: Fields): Fields {
  const { id: _, ...rest } = rule;
  return { ...rest, targets: list(rule.targets).map((target) => ({ type: "user_reference", ...fields(target) })) };
}

/** Refuses a reference to an escalation policy that is not there. */
export function policyRefusals(property: Path, id: Value | undefined, account: Parameters<typeof missingRefusals>[3]): Refusal[] {
  return id === undefined
    ? refuse(property, "Escalation policy can't be blank")
    : missingRefusals("escalationPolicy", property, id, account);
}
