import { formerNames, logicalName } from "../../model/ids.ts";
import type { Environment, Escalation, Person, Schedule, Team } from "../../model/resolved.ts";
import { phoneOf, phonesKey } from "../phones.ts";
import { empty, type Plan, type Refs, type Spec } from "../plan.ts";
import { standsFor } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import { escalationArgs } from "./escalation.ts";
import { integrationArgs } from "./integration.ts";
import type { Opsgenie } from "./kinds.ts";
import { notificationRuleArgs, teamArgs, userArgs, userContactArgs, waysOf } from "./people.ts";
import { rotationArgs, scheduleArgs } from "./schedule.ts";
import { type Call, forOpsgenie } from "./select.ts";

type Planned = Spec<Opsgenie>;

/** Everything of one environment at Opsgenie: who is called, in which order, and the keys of whoever may call. */
export function planOf({ resolved, alerts }: Monitoring): Plan<Opsgenie> {
  const { people, teams, schedules, escalations, calls } = forOpsgenie(resolved, alerts);
  if (calls.length === 0) return empty;
  const enabled = calls.filter((call) => call.enabled);
  const keys = enabled.flatMap(({ onCall, senders }) => senders.map((sender) => logicalName(onCall.id, sender)));
  const external = enabled.flatMap(({ onCall }) => onCall.senders.map((sender) => logicalName(onCall.id, sender)));
  const outputs = (refs: Refs<Opsgenie>) => Object.fromEntries(external.map((name) => [name, refs.ref("integration", name, "apiKey")]));
  return {
    groups: [
      {
        type: "slostack:opsgenie:OnCall",
        name: "opsgenie",
        objects: [
          ...people.flatMap(personOf),
          ...teams.map(teamOf),
          ...schedules.flatMap((schedule) => scheduleOf(schedule, escalations)),
          ...escalations.map(escalationOf),
          ...calls.flatMap((call) => integrationsOf(call, resolved.environment)),
        ],
        outputs: (refs) => ({ outputs: outputs(refs) }),
      },
    ],
    outputs,
    // Opsgenie's pages of teams have no address that can be known before they are made, so there are no `addresses`.
    keys: Object.fromEntries(keys.map((name) => [name, { kind: "integration", name, output: "apiKey" }])),
  };
}

function personOf(person: Person): Planned[] {
  const base = standsFor("people", person);
  const user: Planned = { ...base, kind: "user", args: () => userArgs(person) };
  const ways = waysOf(person);
  if (ways.length === 0) return [user];
  const number = (refs: Refs<Opsgenie>) =>
    refs.secretPart(`slostack:${phonesKey}`, person.id, (numbers) => {
      const { countryCode, address } = phoneOf(person, JSON.parse(numbers));
      return `${countryCode}-${address}`;
    });
  const contacts = ways.map((way) => {
    const named = (id: string) => logicalName(id, way);
    return {
      ...base,
      kind: "contactMethod",
      name: named(person.id),
      formerly: formerNames(person, named),
      // It names the user by the address alone, so that nothing else puts the two in order.
      after: [{ kind: "user", name: person.id }],
      args: (refs) => userContactArgs(person, way, number(refs)),
    } as const satisfies Planned;
  });
  const after = contacts.map(({ kind, name }) => ({ kind, name }));
  return [user, ...contacts, { ...base, kind: "notificationRule", after, args: (refs) => notificationRuleArgs(person, number(refs)) }];
}

function teamOf(team: Team): Planned {
  return {
    kind: "team",
    ...standsFor("teams", team),
    protect: true,
    args: (refs) => teamArgs(team, ({ id }) => refs.ref("user", id)),
  };
}

/** @throws Error for a schedule that no escalation calls, which belongs to no team */
function scheduleOf(schedule: Schedule, escalations: readonly Escalation[]): Planned[] {
  const owner = escalations.find(({ levels }) => levels.some(({ target }) => target === schedule))?.team;
  if (!owner) throw new Error(`no escalation calls the schedule ${schedule.id}`);
  const rotations = schedule.layers.map((layer): Planned => {
    const named = (id: string) => logicalName(id, layer.id);
    return {
      kind: "rotation",
      ...standsFor("schedules", schedule, named),
      protect: true,
      args: (refs) => rotationArgs(layer, schedule, refs.ref("schedule", schedule.id), ({ id }) => refs.ref("user", id)),
    };
  });
  return [
    {
      kind: "schedule",
      ...standsFor("schedules", schedule),
      protect: true,
      args: (refs) => scheduleArgs(schedule, refs.ref("team", owner.id)),
    },
    ...rotations,
  ];
}

function escalationOf(escalation: Escalation): Planned {
  return {
    kind: "escalation",
    ...standsFor("escalations", escalation),
    protect: true,
    args: (refs) => {
      const target = (kind: "schedule" | "person", { id }: { readonly id: string }) =>
        refs.ref(kind === "schedule" ? "schedule" : "user", id);
      return escalationArgs(escalation, refs.ref("team", escalation.team.id), target);
    },
  };
}

function integrationsOf({ onCall, enabled, senders }: Call, environment: Environment): Planned[] {
  const { id: escalation, team } = onCall.escalation;
  return senders.map((sender) => {
    const named = (id: string) => logicalName(id, sender);
    return {
      kind: "integration",
      ...standsFor("on-call", onCall, named),
      protect: true,
      args: (refs) => {
        const ids = { team: refs.ref("team", team.id), escalation: refs.ref("escalation", escalation) };
        return integrationArgs(onCall, sender, environment, enabled, ids);
      },
    };
  });
}
