import { sinceThatKeeps } from "../../../model/first-handoff.ts";
import { hasEnded, stretchesAhead, withOverrides } from "../../../model/overrides.ts";
import { formatDuration } from "../../../model/quantity.ts";
import type { Direction, Layer, Override, Person, Resolved, Schedule } from "../../../model/resolved.ts";
import { personAt, type Rota, type Shift, shiftsOf } from "../../../model/shifts.ts";
import { clockAt, clockText, day } from "../../../model/wall-clock.ts";
import type { Context } from "./context.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { alike, type Entries } from "./plain.ts";
import { becomes, hoursInWords, listed } from "./words.ts";

/** How far ahead shifts are compared: eight weeks. */
const ahead = 56 * day;

/** Who is on call when. */
export const scheduleDiffer: EntryDiffer<"schedule"> = {
  about: "on-call",
  name: ({ name }) => `schedule ${name}`,
  takes: ["layers", "timeZone", "overrides"],
  changes: (both, context) => shifts(both, context),
};

/** The same time with one person at base and with another, or no one, at head. */
interface Moved extends Shift<string> {
  readonly before: string | undefined;
}

function shifts({ paired, before, after }: Both<"schedule">, context: Context): Draft[] {
  const { entries, now } = context;
  const [ofBase, ofHead] = [standing(before, now), standing(after, now)];
  const decides = (one: Schedule) => [one.layers, one.timeZone, one.overrides.map(({ why, ...decided }) => decided)];
  if (alike(decides(ofBase), decides(ofHead), entries)) return reasonsEdited(before, after);
  const [old, head] = [rotaOf(ofBase, entries.before), rotaOf(ofHead, entries.after)];
  const stretches = stretchesAhead(now, ahead, [ofBase, ofHead]);
  const [was, is] = [
    stretches.flatMap(({ from, to }) => shiftsOf(old, from, to)),
    stretches.flatMap(({ from, to }) => shiftsOf(head, from, to)),
  ];
  const moved = movedBetween(was, is);
  const gaps = is.filter(({ person, from, to }) => person === undefined && moved.some((one) => one.from < to && from < one.to));
  const [gone, came] = [without(peopleOf(old), peopleOf(head)), without(peopleOf(head), peopleOf(old))];
  const names = new Map([...namesOf(before, entries.before), ...namesOf(after, entries.after)]);
  const name = (key: string | undefined) => (key === undefined ? "nobody" : (names.get(key) ?? key));
  const time = (instant: number) => timeInWords(instant, after.timeZone);
  const span = stretches.length === 1 ? "the next eight weeks" : "the next eight weeks and the overrides after them";
  return [
    {
      what: `on call: ${becomes(inWords(ofBase), inWords(ofHead))}`,
      direction: directionOf({ after, gaps, isOther: gone.length + came.length > 0, moved }, context),
      means: [
        ...gaps
          .slice(0, 1)
          .map(
            (gap) =>
              `no one is on call from ${gap.from <= now ? "now" : time(gap.from)} until ${gap.to === now + ahead ? beginningOf(after, time(gap.to)) : time(gap.to)}`,
          ),
        ...current(old, head, { before, after }, now, name, time),
        ...came.map((key) => firstShift(key, is, name, time, span)),
        ...(gone.length > 0 ? [`${listed(gone.map(name))} is not on call here any more`] : []),
        ...inList(moved, name, time, span),
      ],
      alerts: context.affected(paired.key),
      pages: true,
    },
  ];
}

interface Judged {
  readonly after: Schedule;
  readonly gaps: readonly Shift<string>[];
  readonly moved: readonly Moved[];
  /** not the same people as before */
  readonly isOther: boolean;
}

/** Other people, and whoever is relieved at once, have to know; who is to be called and is no one is graver. */
function directionOf({ after, gaps, moved, isOther }: Judged, { head, now }: Context): Direction {
  if (gaps.some(({ from }) => callsNobody(after, head, from))) return "blind";
  return gaps.length > 0 || isOther || moved.some(({ from }) => from <= now) ? "looser" : "neutral";
}

/** Whether an on-call service that asks the schedule reaches no one on any of its levels. */
function callsNobody(schedule: Schedule, { organization }: Resolved, instant: number): boolean {
  return organization.onCalls.some(({ escalation: { levels } }) => {
    const asks = levels.some(({ target }) => target === schedule);
    return asks && levels.every((level) => level.kind === "schedule" && personAt(level.target as Schedule, instant) === undefined);
  });
}

function current(
  old: Rota<string>,
  head: Rota<string>,
  { before, after }: { readonly before: Schedule; readonly after: Schedule },
  now: number,
  name: (key: string | undefined) => string,
  time: (instant: number) => string,
): string[] {
  const [[was], [is]] = [shiftsOf(old, now, now + ahead), shiftsOf(head, now, now + ahead)];
  if (!was || !is) return [];
  if (was.person === is.person) return [`${name(is.person)} is on call now, before and after, until ${time(is.to)}`];
  const keeps = after.layers.flatMap((layer, index) => {
    const own = before.layers.findIndex(({ id }) => id === layer.id);
    const [one, other] = [old.layers[own], head.layers[index]];
    // In a time zone of its own the day may be another.
    const since = one && other && layer.timeZone === undefined && sinceThatKeeps(old, head, { before: one, after: other }, now);
    const kept = since && other && { ...head, layers: head.layers.with(index, { ...other, start: `${since}${other.start.slice(10)}` }) };
    return kept && personAt(kept, now) === was.person
      ? [`since: ${since} in the layer ${layer.id} leaves ${name(was.person)} on call until ${time(was.to)}`]
      : [];
  });
  return [`on call now: ${name(was.person)} until ${time(was.to)}; by this change: ${name(is.person)}, at once`, ...keeps];
}

function firstShift(
  key: string,
  all: readonly Shift<string>[],
  name: (key: string) => string,
  time: (instant: number) => string,
  span: string,
): string {
  const first = all.find(({ person }) => person === key);
  return first ? `${name(key)} is on call from ${time(first.from)} on` : `${name(key)} joins, and is not on call in ${span}`;
}

const mostLines = 8;

function inList(
  moved: readonly Moved[],
  name: (key: string | undefined) => string,
  time: (instant: number) => string,
  span: string,
): string[] {
  if (moved.length === 0) return [`no shift of ${span} moves`];
  const lines = moved
    .slice(0, mostLines)
    .map(({ from, to, before, person }) => `${time(from)} to ${time(to)}: ${name(person)} instead of ${name(before)}`);
  return moved.length > mostLines ? [...lines, `and ${moved.length - mostLines} more shifts in ${span}`] : lines;
}

/** Where it reaches beyond what is compared, the day on which someone begins. */
const beginningOf = ({ layers }: Schedule, otherwise: string): string =>
  layers.map(({ start }) => start.slice(0, 16).replace("T", " ")).sort()[0] ?? otherwise;

function movedBetween(old: readonly Shift<string>[], now: readonly Shift<string>[]): Moved[] {
  return now.flatMap(({ person, from, to }) =>
    old.flatMap((was): Moved[] => {
      const [begins, ends] = [Math.max(from, was.from), Math.min(to, was.to)];
      return begins < ends && was.person !== person ? [{ person, before: was.person, from: begins, to: ends }] : [];
    }),
  );
}

/** A schedule without what is over: its overrides that have ended call no one. */
const standing = (schedule: Schedule, now: number): Schedule => ({
  ...schedule,
  overrides: schedule.overrides.filter((override) => !hasEnded(override, schedule.timeZone, now)),
});

function reasonsEdited(before: Schedule, after: Schedule): Draft[] {
  const [old, now] = [before, after].map(({ overrides }) => overrides.map(({ from, why }) => [from, why]));
  return JSON.stringify(old) === JSON.stringify(now)
    ? []
    : [{ what: "overrides that have ended, or the reason of one, edited", direction: "neutral", about: "text" }];
}

const keyOf = (person: Person, entries: Entries): string => entries.get(person)?.key ?? person.id;

/** With the overrides above the layers, which keep their places. */
function rotaOf({ layers, timeZone, overrides }: Schedule, entries: Entries): Rota<string> {
  const own = { timeZone, layers: layers.map((layer) => ({ ...layer, rotation: layer.rotation.map((person) => keyOf(person, entries)) })) };
  return withOverrides(
    own,
    overrides.map(({ who, insteadOf, ...override }) => ({
      ...override,
      who: keyOf(who, entries),
      insteadOf: insteadOf && keyOf(insteadOf, entries),
    })),
  );
}

function namesOf({ layers, overrides }: Schedule, entries: Entries): [string, string][] {
  const people = [...layers.flatMap(({ rotation }) => rotation), ...overrides.map(({ who }) => who)];
  return people.map((person) => [keyOf(person, entries), person.name]);
}

const peopleOf = ({ layers }: Rota<string>): string[] => [...new Set(layers.flatMap(({ rotation }) => rotation))];
const without = (all: readonly string[], others: readonly string[]): string[] => all.filter((one) => !others.includes(one));

const timeInWords = (instant: number, zone: string): string => clockText(clockAt(instant, zone));

const layerInWords = ({ rotation, turn, start, hours }: Layer): string =>
  `${rotation.map(({ name }) => name).join(", ")}, ${formatDuration(turn)} each, from ${start}${hours ? ` on ${hoursInWords(hours)}` : ""}`;

const overrideInWords = ({ who, insteadOf, layer, from, to }: Override): string =>
  `${who.name} instead of ${insteadOf?.name ?? "everybody"}${layer === undefined ? "" : ` in ${layer}`} from ${from.replace("T", " ")} until ${to.replace("T", " ")}`;

const inWords = ({ layers, timeZone, overrides }: Schedule): string =>
  `${[...layers.map((layer) => `${layer.id}: ${layerInWords(layer)}`), ...overrides.map(overrideInWords)].join("; ")} (${timeZone})`;
