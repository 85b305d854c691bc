import type { OrganizationFile } from "../schema/organization.ts";
import { type Check, own } from "./report.ts";

/** Everyone who may be paged is reachable, as far as this project manages their contacts: any person on any level of an escalation that an on-call service uses. */
export const checkReach: Check = ({ organization }, report) => {
  const { people, pagers, "on-call": onCalls } = organization.value;
  if (pagers.people === "look-up") {
    for (const [person, { reach }] of Object.entries(people))
      if (reach.length > 0)
        report(organization, ["people", person, "reach"], "reach-not-used", `no pager gets the contacts of ${JSON.stringify(person)}`);
    return;
  }
  const told = new Set<string>();
  for (const { escalation } of Object.values(onCalls))
    for (const { person, level } of calledBy(organization.value, escalation)) {
      const entry = own(people, person);
      if (!entry || entry.reach.length > 0 || told.has(person)) continue;
      told.add(person);
      const what = `${JSON.stringify(person)} has no phone contact, but is paged on level ${level} of the escalation ${JSON.stringify(escalation)}`;
      report(organization, ["people", person], "reach-missing", what, { part: "key" });
    }
};

/** Everyone whom an escalation may call, with the level, those of the escalations that it goes on into counted on. */
function* calledBy({ escalations, schedules }: OrganizationFile, start: string): Generator<{ person: string; level: number }> {
  const passed = new Set<string>();
  let level = 0;
  for (let id: string | undefined = start; id !== undefined && !passed.has(id); id = own(escalations, id)?.next) {
    passed.add(id);
    for (const { schedule, person } of own(escalations, id)?.levels ?? []) {
      level += 1;
      const { layers = {}, overrides = [] } = own(schedules, schedule) ?? {};
      const rotations = [...Object.values(layers).flatMap(({ rotation }) => rotation), ...overrides.map(({ who }) => who)];
      for (const called of person === undefined ? rotations : [person, ...rotations]) yield { person: called, level };
    }
  }
}
