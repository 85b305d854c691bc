import { turnAt } from "./rotation.ts";
import { type Rota, startOf, type Turns } from "./shifts.ts";
import { clockAt, day } from "./wall-clock.ts";
import { instantOf } from "./zoned-time.ts";

/*
 * A rotation is counted from its first handoff (`since`), so that another first day moves everyone, and so does another
 * number of people. These are the first days that do not.
 */

/**
 * The last day, not after an instant, from which a rotation that begins later would have the same turns as it has. (One
 * that begins in an hour which the clocks skip hands over an hour later than it is written: no other day has its turns.)
 */
export function earlierSince(layer: Turns<unknown>, zone: string, instant: number): string {
  const start = Date.parse(`${layer.start}Z`);
  const round = wholeDays(layer.turn * 1000 * layer.rotation.length);
  let at = start - Math.max(0, Math.ceil((start - clockAt(instant, zone)) / round)) * round;
  while (at !== start && isSkipped(at, zone)) at -= round;
  return dateOf(at);
}

/** Whether the clocks skip a local time of a zone, so that what begins there begins later. */
export const isSkipped = (clock: number, zone: string): boolean => clockAt(instantOf(clock, zone), zone) !== clock;

/**
 * The first day from which a changed rotation leaves on call whom the one before it has at an instant, until the same
 * handoff; undefined: none does, because that person has left, because turns are no longer counted alike, or because they
 * are counted from an hour that the clocks skipped.
 */
export function sinceThatKeeps<P>(
  before: Rota<P>,
  after: Rota<P>,
  layer: { before: Turns<P>; after: Turns<P> },
  instant: number,
): string | undefined {
  const { turn, rotation } = layer.before;
  const [first, zone] = [startOf(layer.before, before.timeZone), before.timeZone];
  const handoff = (one: Turns<P>) => one.start.slice(11);
  if (isSkipped(Date.parse(`${layer.before.start}Z`), zone)) return undefined;
  if (first > instant || zone !== after.timeZone || turn !== layer.after.turn || handoff(layer.before) !== handoff(layer.after))
    return undefined;
  const turns = turnAt(first, turn * 1000, zone, instant);
  const place = layer.after.rotation.indexOf(rotation[turns % rotation.length] as P);
  if (place === -1) return undefined;
  const [began, round] = [Date.parse(`${layer.before.start}Z`) + turns * turn * 1000, turn * 1000 * layer.after.rotation.length];
  // Turns of hours begin at the handoff only once in several rounds.
  const whole = wholeDays(round);
  for (let at = began - place * turn * 1000, tried = 0; tried * round < whole; at -= round, tried++) {
    if (new Date(at).toISOString().slice(11, 19) !== handoff(layer.after)) continue;
    while (isSkipped(at, zone)) at -= whole;
    return dateOf(at);
  }
  return undefined;
}

const dateOf = (clock: number): string => new Date(clock).toISOString().slice(0, 10);

/** The shortest number of times a length that is whole days. */
function wholeDays(length: number): number {
  const common = (one: number, other: number): number => (other === 0 ? one : common(other, one % other));
  return (length / common(length, day)) * day;
}
