import type { Escalation, Organization, Person, Schedule, Team } from "../model/resolved.ts";

/** Whom schedules and escalations call, and the teams of the escalations: each once, in the order of the catalog. */
export function calledIn({ people, teams, schedules, escalations }: Pick<Organization, "people" | "teams" | "schedules" | "escalations">): {
  readonly people: readonly Person[];
  readonly teams: readonly Team[];
} {
  const called = new Set<Person | Schedule>([...escalations.flatMap(targetsOf), ...schedules.flatMap(rotationsOf)]);
  const owners = new Set(escalations.map(({ team }) => team));
  return { people: people.filter((person) => called.has(person)), teams: teams.filter((team) => owners.has(team)) };
}

const targetsOf = ({ levels }: Escalation): (Person | Schedule)[] => levels.map(({ target }) => target);
const rotationsOf = ({ layers, overrides }: Schedule): Person[] => [
  ...layers.flatMap(({ rotation }) => rotation),
  ...overrides.map(({ who }) => who),
];
