import { idPattern } from "../model/schema/text.ts";
import type { OnCallSchedule, OnCallServiceArgs, Rotation } from "./on-call-arguments.ts";
import { organizationOf, policyOf } from "./organization.ts";
import type { SmallCatalog } from "./small-catalog.ts";

/** Of a rotation that is the only one of its schedule. */
const only = "rotation";

/** Ids of what nothing is made of. */
const ids = { team: "team", source: "metrics", policy: "policy" } as const;

type Placed = OnCallServiceArgs & { readonly environment: string };

/**
 * An on-call service as a catalog. People have an address and no name there: PagerDuty has one.
 *
 * @param name of the component: id of the on-call service, and of its escalation
 */
export function catalogOfOnCall(name: string, args: Placed): SmallCatalog {
  const { acknowledged, autoResolve, environment, group, levels, repeat, schedules = {}, team, title = name } = args;
  const emails = [...new Set([...Object.values(schedules).flatMap(rotationsOf), ...levels].flatMap(emailsOf))];
  const personOf = (email: string) => `person-${emails.indexOf(email) + 1}`;
  const around = organizationOf({
    environment,
    is: { datadog: {} },
    owner: ids.team,
    runbooks: "https://runbooks.example.com",
    // A catalog has a source; that of a service that anybody may send to is never read.
    sources: {
      [ids.source]: {
        kind: "datadog",
        client: "dogstatsd",
        evaluator: "datadog",
        owner: ids.team,
        severity: "warning",
        runbook: "runbook",
      },
    },
    policies: { [ids.policy]: policyOf({}) },
  });
  const organization = {
    ...around,
    people: Object.fromEntries(emails.map((email) => [personOf(email), { name: email, email }])),
    teams: { [ids.team]: { name: team, members: emails.map(personOf), channel: Object.keys(around.channels)[0] } },
    schedules: Object.fromEntries(
      Object.entries(schedules).map(([id, schedule]) => [id, scheduleEntry(schedule, `${title} ${id} (${environment})`, personOf)]),
    ),
    escalations: {
      [name]: {
        name: `${title} (${environment})`,
        team: ids.team,
        levels: levels.map(({ wait, ...who }) => ({ ...("person" in who ? { person: personOf(who.person) } : who), wait })),
        ...(repeat !== undefined && { repeat }),
      },
    },
    "on-call": {
      [name]: {
        name: title,
        escalation: name,
        ...(autoResolve !== undefined && { "auto-resolve": autoResolve }),
        ...(acknowledged !== undefined && { acknowledged }),
        ...(group !== undefined && { group }),
      },
    },
  };
  const system = { system: name, name: title, owner: ids.team, source: ids.source, policy: ids.policy, services: {} };
  return { catalog: { organization, systems: [system] }, environment, runbooks: {}, written: writtenAt(name, args, emails) };
}

const rotationsOf = (schedule: OnCallSchedule): readonly Rotation[] => ("layers" in schedule ? Object.values(schedule.layers) : [schedule]);

const emailsOf = (from: Rotation | OnCallServiceArgs["levels"][number]): readonly string[] => {
  if ("rotation" in from) return from.rotation;
  return "person" in from ? [from.person] : [];
};

function scheduleEntry(schedule: OnCallSchedule, title: string, personOf: (email: string) => string) {
  const { name = title, timeZone } = schedule;
  const layers = "layers" in schedule ? schedule.layers : { [only]: schedule };
  const entries = Object.entries(layers).map(([id, { handoff, hours, rotation, since, turn = "1w" }]) => [
    id,
    { rotation: rotation.map(personOf), turn, since, handoff, ...(hours && { hours }) },
  ]);
  return { name, "time-zone": timeZone, layers: Object.fromEntries(entries) };
}

/** Which argument each path of the catalog was made of. */
function writtenAt(name: string, { levels, schedules = {} }: Placed, emails: readonly string[]): SmallCatalog["written"] {
  const users = emails.flatMap((email, index) =>
    ["people", "organization/people"]
      .flatMap((people) => ["", "/name", "/email"].map((key) => `${people}/person-${index + 1}${key}`))
      .map((at) => [at, whereIs(email, levels, schedules)]),
  );
  const both = (path: string, argument: string) => [
    [path, argument],
    [`organization/${path}`, argument],
  ];
  return Object.fromEntries([
    [`${name}/system`, "name"],
    [name, ""],
    ["organization/account-owner", "environment"],
    ["organization/environments", "environment"],
    ...users,
    ...both(`teams/${ids.team}`, "team"),
    ...both(`teams/${ids.team}/name`, "team"),
    ...both("schedules", "schedules"),
    ...Object.entries(schedules).flatMap(([id, schedule]) => [
      ...both(`schedules/${id}/time-zone`, `schedules.${id}.timeZone`),
      ...("layers" in schedule ? [] : both(`schedules/${id}/layers/${only}`, `schedules.${id}`)),
    ]),
    // Each is called as the component.
    ...both(`escalations/${name}`, idPattern.test(name) ? "" : "name"),
    ...both(`escalations/${name}/levels`, "levels"),
    ...both(`escalations/${name}/name`, "title"),
    ...both(`on-call/${name}`, idPattern.test(name) ? "" : "name"),
    ...both(`on-call/${name}/name`, "title"),
    ...both(`on-call/${name}/auto-resolve`, "autoResolve"),
  ]);
}

/** The first argument that names a person. */
function whereIs(email: string, levels: Placed["levels"], schedules: NonNullable<Placed["schedules"]>): string {
  const [id] =
    Object.entries(schedules).find(([, schedule]) => rotationsOf(schedule).some(({ rotation }) => rotation.includes(email))) ?? [];
  return id === undefined
    ? `levels.${levels.findIndex((level) => "person" in level && level.person === email)}.person`
    : `schedules.${id}.rotation`;
}
