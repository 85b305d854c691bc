import { earlierSince } from "../first-handoff.ts";
import { stretchesAhead } from "../overrides.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import { type Shift, shiftsOf, startOf } from "../shifts.ts";
import { day } from "../wall-clock.ts";
import { type Check, own } from "./report.ts";
import { inWords, rotaOf } from "./rota.ts";

/** How far ahead shifts are looked at, in milliseconds: eight weeks, in which rotations of up to four people come round twice. */
export const ahead = 56 * day;

/** Every schedule has begun: someone is on call from now on, and not from a day to come. */
export const checkShifts: Check = ({ organization, now }, report) => {
  for (const id of Object.keys(organization.value.schedules)) {
    const written = rotaOf(organization, id);
    if (!written) continue;
    const { rota } = written;
    // Any layer has some hours in each week: an unfilled shift shows within days.
    const end = now + 8 * day;
    const gap = shiftsOf(rota, now, end).find(({ person }) => person === undefined);
    if (!gap) continue;
    for (const { id: name, ...layer } of rota.layers) {
      const begins = startOf(layer, rota.timeZone);
      if (begins <= gap.from) continue;
      const from = gap.from <= now ? "now" : inWords(gap.from, rota.timeZone);
      const what = `no one is on call from ${from} until ${inWords(gap.to < end ? gap.to : begins, rota.timeZone)}, when the rotation starts`;
      const way = `write since: ${earlierSince(layer, rota.timeZone, gap.from)}, which keeps all later turns`;
      // In a time zone of its own the day may be another.
      const hasOwn = own(organization.value.schedules, id)?.layers[name]?.["time-zone"] !== undefined;
      report(organization, ["schedules", id, "layers", name, "since"], "rotation-not-begun", what, hasOwn ? {} : { way });
    }
  }
};

/** Primary and secondary are two people at all times. Who is named as a person on a level is written there for all to see. */
export const warnOfSamePerson: Check = ({ organization, now }, report) => {
  const { escalations, people } = organization.value;
  for (const id of Object.keys(escalations)) {
    const asked = schedulesOf(escalations, id);
    for (const [position, { schedule, path, level }] of asked.entries())
      for (const earlier of asked.slice(0, position)) {
        // What follows by `next` among itself is reported there.
        if (earlier.schedule === schedule || earlier.path[1] !== id) continue;
        const [one, other] = [rotaOf(organization, earlier.schedule), rotaOf(organization, schedule)];
        if (!one || !other) continue;
        const stretches = stretchesAhead(now, ahead, [one, other]);
        const [first, ...more] = stretches.flatMap(({ from, to }) =>
          together(shiftsOf(one.inForce, from, to), shiftsOf(other.inForce, from, to)),
        );
        if (!first) continue;
        const zone = other.timeZone;
        const name = own(people, first.person)?.name ?? first.person;
        const when = `from ${first.from <= now ? "now" : inWords(first.from, zone)} until ${inWords(first.to, zone)}`;
        const span = stretches.length > 1 ? "the eight weeks from now and the overrides after them" : "the eight weeks from now";
        const others = more.length > 0 ? `, and ${more.length} more ${more.length === 1 ? "time" : "times"} in ${span}` : "";
        const what = `${name} is paged on level ${earlier.level} and again on level ${level} ${when}${others}`;
        report(organization, path[1] === id ? path : ["escalations", id, "next"], "level-repeats-person", what);
      }
  }
};

interface Asked {
  readonly schedule: string;
  /** from 1 */
  readonly level: number;
  readonly path: readonly [string, string, string, number];
}

/** Schedules on the levels of an escalation and of those that it goes on into. */
function schedulesOf(escalations: OrganizationFile["escalations"], start: string): Asked[] {
  const asked: Asked[] = [];
  const passed = new Set<string>();
  let count = 0;
  for (let id: string | undefined = start; id !== undefined && !passed.has(id); id = own(escalations, id)?.next) {
    passed.add(id);
    for (const [index, { schedule }] of (own(escalations, id)?.levels ?? []).entries()) {
      count += 1;
      if (schedule !== undefined) asked.push({ schedule, level: count, path: ["escalations", id, "levels", index] });
    }
  }
  return asked;
}

/** Stretches in which the same person is on both. */
function together(one: readonly Shift<string>[], other: readonly Shift<string>[]): (Shift<string> & { readonly person: string })[] {
  return one.flatMap((shift) =>
    other.flatMap((beside) => {
      const [from, to] = [Math.max(shift.from, beside.from), Math.min(shift.to, beside.to)];
      return shift.person !== undefined && shift.person === beside.person && from < to ? [{ person: shift.person, from, to }] : [];
    }),
  );
}
