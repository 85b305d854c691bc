import type { Input } from "@pulumi/pulumi";
import { everyName, formerNames, logicalName } from "../../model/ids.ts";
import type { Escalation, Organization, Person, Resolved, Team } from "../../model/resolved.ts";
import { notifyingOf } from "../../monitors/notifying.ts";
import { calledIn } from "../people.ts";
import { phoneOf, phonesKey } from "../phones.ts";
import { empty, type LookedUp, type Plan, type Refs, type Spec, type Stack } from "../plan.ts";
import { standsFor } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import { type Contact, contactMethodArgs, contactsOf, notificationRuleArgs } from "./contact.ts";
import { escalationPolicyArgs } from "./escalation.ts";
import type { PagerDuty } from "./kinds.ts";
import { addressOf, membershipArgs, teamArgs, userArgs } from "./people.ts";
import { scheduleArgs } from "./schedule.ts";
import { type Call, callsOf, isHere } from "./select.ts";
import { groupingArgs, integrationArgs, serviceArgs } from "./service.ts";

type Planned = Spec<PagerDuty>;

/**
 * An environment that pages nobody and owns no account has nothing at PagerDuty, and needs no token; nor has one whose on-call services
 * are all at another pager.
 */
export function hasWork({ resolved, alerts }: Monitoring): boolean {
  const { environment, organization } = resolved;
  const elsewhere = organization.onCalls.length > 0 && !organization.onCalls.some(isHere);
  const sent = environment.pages && organization.onCalls.some((onCall) => isHere(onCall) && onCall.senders.length > 0);
  return (
    (environment.ownsAccount && !elsewhere) ||
    sent ||
    notifyingOf(resolved, alerts).some(({ route }) => route.kind === "page" && isHere(route.onCall))
  );
}

/**
 * Everything of one environment at PagerDuty. The environment that owns the account also declares people, teams,
 * schedules and escalation policies; another one finds the policies by their names.
 */
export function planOf(monitoring: Monitoring, { senders, now }: Stack): Plan<PagerDuty> {
  if (!hasWork(monitoring)) return empty;
  const { resolved, alerts } = monitoring;
  const { environment, organization } = resolved;
  const calls = callsOf(resolved, alerts, senders);
  const keys = calls.flatMap(({ onCall, senders }) => senders.map((sender) => logicalName(onCall.id, sender)));
  const external = calls.flatMap(({ onCall, handedOut }) => handedOut.map((sender) => logicalName(onCall.id, sender)));
  return {
    groups: [
      {
        type: "slostack:pagerduty:OnCall",
        name: "on-call",
        objects: [...(environment.ownsAccount ? accountOf(organization, now) : []), ...calls.flatMap((call) => serviceOf(call, resolved))],
        outputs: () => ({ services: calls.map((call) => call.onCall.id) }),
      },
    ],
    lookedUp: environment.ownsAccount && organization.pagerPeople === "look-up" ? lookedUpBy(organization) : [],
    outputs: (refs) => Object.fromEntries(external.map((name) => [name, refs.ref("integration", name, "integrationKey")])),
    keys: Object.fromEntries(keys.map((name) => [name, { kind: "integration", name, output: "integrationKey" }])),
    addresses: Object.fromEntries(calls.map(({ onCall: { id } }) => [id, { kind: "service", name: id, output: "htmlUrl" }])),
  };
}

/** Ids of people and teams: of objects of the plan, or of what is at PagerDuty already. */
interface Ids {
  user(refs: Refs<PagerDuty>, person: Person): Input<string>;
  team(refs: Refs<PagerDuty>, team: Team): Input<string>;
}

const made: Ids = { user: (refs, { id }) => refs.ref("user", id), team: (refs, { id }) => refs.ref("team", id) };

const lookUps = {
  user: (person: Person) => ({ email: addressOf(person) }),
  team: ({ name }: Team) => ({ name }),
};

const found: Ids = {
  user: (refs, person) => refs.lookUp("user", lookUps.user(person)),
  team: (refs, team) => refs.lookUp("team", lookUps.team(team)),
};

/** Whoever is called, and the teams of their escalations. Others need no seat at PagerDuty. */
function lookedUpBy(organization: Organization): LookedUp<PagerDuty>[] {
  const { people, teams } = calledIn(organization);
  return [
    ...people.map((person): LookedUp<PagerDuty> => {
      const by = lookUps.user(person);
      return {
        kind: "user",
        by,
        from: `people/${person.id}`,
        what: `user ${by.email}`,
        fields: { name: person.name, contacts: "unknown" },
      };
    }),
    ...teams.map((team): LookedUp<PagerDuty> => {
      const by = lookUps.team(team);
      return { kind: "team", by, from: `teams/${team.id}`, what: `team ${JSON.stringify(team.name)}`, fields: by };
    }),
  ];
}

/** People, and what calls them. Seats and memberships change with the staff and are not protected. */
function accountOf({ people, pagerPeople, teams, schedules, escalations }: Organization, now: number | undefined): Planned[] {
  const own = pagerPeople === "own";
  const ids = own ? made : found;
  return [
    ...(own ? [...people.flatMap(personOf), ...teams.flatMap(teamOf)] : []),
    ...schedules.map(
      (schedule): Planned => ({
        kind: "schedule",
        ...standsFor("schedules", schedule),
        protect: true,
        args: (refs) => scheduleArgs(schedule, (person) => ids.user(refs, person), now),
      }),
    ),
    ...escalations.map(
      (escalation): Planned => ({
        kind: "escalationPolicy",
        ...standsFor("escalations", escalation),
        protect: true,
        args: (refs) => {
          const target = ({ target }: Escalation["levels"][number]) =>
            "layers" in target ? refs.ref("schedule", target.id) : ids.user(refs, target);
          return escalationPolicyArgs(escalation, target, ids.team(refs, escalation.team));
        },
      }),
    ),
  ];
}

function personOf(person: Person): Planned[] {
  const user: Planned = {
    kind: "user",
    ...standsFor("people", person),
    args: () => userArgs(person),
  };
  return [user, ...contactsOf(person).flatMap((contact) => contactOf(person, contact))];
}

/** One way to wake a person: the number, and when it is used. */
function contactOf(person: Person, contact: Contact): Planned[] {
  const named = (id: string) => logicalName(id, contact.way);
  const name = named(person.id);
  const base = standsFor("people", person, named);
  return [
    {
      ...base,
      kind: "contactMethod",
      args: (refs) => {
        const phone = <P extends "countryCode" | "address">(part: P) =>
          refs.secretPart(`slostack:${phonesKey}`, `${person.id} ${part}`, (numbers) => phoneOf(person, JSON.parse(numbers))[part]);
        const user = refs.ref("user", person.id);
        return contactMethodArgs(contact.way, user, { countryCode: phone("countryCode"), address: phone("address") });
      },
    },
    {
      ...base,
      kind: "notificationRule",
      args: (refs) => notificationRuleArgs(contact, refs.ref("user", person.id), refs.ref("contactMethod", name)),
    },
  ];
}

function teamOf(team: Team): Planned[] {
  const base = standsFor("teams", team);
  const members = team.members.map((member): Planned => {
    const [name = "", ...formerly] = everyName([team, member]);
    const args: Planned["args"] = (refs) => membershipArgs(refs.ref("team", team.id), refs.ref("user", member.id));
    return { kind: "membership", name, formerly, from: [...base.from, `people/${member.id}`], args };
  });
  return [{ ...base, kind: "team", args: () => teamArgs(team) }, ...members];
}

/** What stands between an alert and a person. */
function serviceOf({ onCall, senders }: Call, { environment }: Resolved): Planned[] {
  const { id, group, escalation } = onCall;
  const base = standsFor("on-call", onCall);
  return [
    {
      ...base,
      kind: "service",
      protect: true,
      args: (refs) => {
        const { name } = escalation;
        const policy = environment.ownsAccount ? refs.ref("escalationPolicy", escalation.id) : refs.lookUp("escalationPolicy", { name });
        return serviceArgs(onCall, environment, policy);
      },
    },
    ...(group === undefined
      ? []
      : [
          {
            ...base,
            kind: "grouping",
            args: (refs) => groupingArgs(onCall, environment, group, refs.ref("service", id)),
          } satisfies Planned,
        ]),
    ...senders.map((sender): Planned => {
      const named = (onCallId: string) => logicalName(onCallId, sender);
      const names = { name: named(id), formerly: formerNames(onCall, named) };
      return { ...base, ...names, kind: "integration", protect: true, args: (refs) => integrationArgs(sender, refs.ref("service", id)) };
    }),
  ];
}
