import type { Input } from "@pulumi/pulumi";
import { formerNames, logicalName } from "../../model/ids.ts";
import type { Environment, Escalation, Person, Schedule, Team } from "../../model/resolved.ts";
import { calledIn } from "../people.ts";
import { phoneOf, phonesKey } from "../phones.ts";
import { empty, type LookedUp, type Plan, type Refs, type Spec } from "../plan.ts";
import { standsFor } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import { escalationArgs } from "./escalation.ts";
import { integrationArgs } from "./integration.ts";
import type { Opsgenie } from "./kinds.ts";
import { notificationRuleArgs, teamArgs, userArgs, userContactArgs, usernameOf, waysOf } from "./people.ts";
import { rotationArgs, scheduleArgs } from "./schedule.ts";
import { type Call, forOpsgenie, type OpsgenieOnCall } from "./select.ts";

type Planned = Spec<Opsgenie>;

/** Everything of one environment at Opsgenie: who is called, in which order, and the keys of whoever may call. */
export function planOf({ resolved, alerts }: Monitoring): Plan<Opsgenie> {
  const selected = forOpsgenie(resolved, alerts);
  const { people, teams, schedules, escalations, calls } = selected;
  const own = resolved.organization.pagerPeople === "own";
  const ids = own ? made : found;
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
          ...(own ? [...people.flatMap(personOf), ...teams.map(teamOf)] : []),
          ...schedules.flatMap((schedule) => scheduleOf(schedule, escalations, ids)),
          ...escalations.map((escalation) => escalationOf(escalation, ids)),
          ...calls.flatMap((call) => integrationsOf(call, resolved.environment, ids)),
        ],
        outputs: (refs) => ({ outputs: outputs(refs) }),
      },
    ],
    lookedUp: own ? [] : lookedUpBy(selected),
    outputs,
    // Opsgenie's pages of teams have no address that can be known before they are made, so there are no `addresses`.
    keys: Object.fromEntries(keys.map((name) => [name, { kind: "integration", name, output: "apiKey" }])),
  };
}

/** Ids of people and teams: of objects of the plan, or of what is at Opsgenie already. */
interface Ids {
  user(refs: Refs<Opsgenie>, person: Person): Input<string>;
  team(refs: Refs<Opsgenie>, team: Team): Input<string>;
}

const made: Ids = { user: (refs, { id }) => refs.ref("user", id), team: (refs, { id }) => refs.ref("team", id) };

const lookUps = {
  user: (person: Person) => ({ username: usernameOf(person) }),
  team: ({ name }: Team) => ({ name }),
};
const found: Ids = {
  user: (refs, person) => refs.lookUp("user", lookUps.user(person)),
  team: (refs, team) => refs.lookUp("team", lookUps.team(team)),
};

/** Whoever is called, and the teams of their escalations. */
function lookedUpBy(selected: OpsgenieOnCall): LookedUp<Opsgenie>[] {
  const { people, teams } = calledIn(selected);
  return [
    ...people.map((person): LookedUp<Opsgenie> => {
      const by = lookUps.user(person);
      const fields = { ...by, fullName: person.name, contacts: "unknown" };
      return { kind: "user", by, from: `people/${person.id}`, what: `user ${by.username}`, fields };
    }),
    ...teams.map((team): LookedUp<Opsgenie> => {
      const by = lookUps.team(team);
      return { kind: "team", by, from: `teams/${team.id}`, what: `team ${JSON.stringify(team.name)}`, fields: by };
    }),
  ];
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
function scheduleOf(schedule: Schedule, escalations: readonly Escalation[], ids: Ids): Planned[] {
  const owner = escalations.find(({ levels }) => levels.some(({ target }) => target === schedule))?.team;
  if (!owner) throw new Error(`no escalation calls the schedule ${schedule.id}`);
  const rotations = schedule.layers.map((layer): Planned => {
    const named = (id: string) => logicalName(id, layer.id);
    return {
      kind: "rotation",
      ...standsFor("schedules", schedule, named),
      protect: true,
      args: (refs) => rotationArgs(layer, schedule, refs.ref("schedule", schedule.id), (person) => ids.user(refs, person)),
    };
  });
  return [
    {
      kind: "schedule",
      ...standsFor("schedules", schedule),
      protect: true,
      args: (refs) => scheduleArgs(schedule, ids.team(refs, owner)),
    },
    ...rotations,
  ];
}

function escalationOf(escalation: Escalation, ids: Ids): Planned {
  return {
    kind: "escalation",
    ...standsFor("escalations", escalation),
    protect: true,
    args: (refs) => {
      const target = (entry: Schedule | Person) => ("layers" in entry ? refs.ref("schedule", entry.id) : ids.user(refs, entry));
      return escalationArgs(escalation, ids.team(refs, escalation.team), target);
    },
  };
}

function integrationsOf({ onCall, enabled, senders }: Call, environment: Environment, ids: Ids): Planned[] {
  const { id: escalation, team } = onCall.escalation;
  return senders.map((sender) => {
    const named = (id: string) => logicalName(id, sender);
    return {
      kind: "integration",
      ...standsFor("on-call", onCall, named),
      protect: true,
      args: (refs) => {
        const owner = { team: ids.team(refs, team), escalation: refs.ref("escalation", escalation) };
        return integrationArgs(onCall, sender, environment, enabled, owner);
      },
    };
  });
}
