import type { Hours } from "./resolved.ts";
import { isWithin, type Span, turnAt } from "./rotation.ts";
import { clockAt, day, midnightOf, timeOfDay } from "./wall-clock.ts";
import { week } from "./weekday.ts";
import { instantOf } from "./zoned-time.ts";

/** A schedule as far as it decides who is on call when; a resolved one with its people, or a written one with their ids. */
export interface Rota<P> {
  readonly timeZone: string;
  readonly layers: readonly Turns<P>[];
}
export interface Turns<P> {
  readonly rotation: readonly P[];
  /** seconds */
  readonly turn: number;
  /** first handoff, `YYYY-MM-DDTHH:MM:SS` in the rota's time zone; before it the layer calls no one */
  readonly start: string;
  /** when it ends for good, in the same form; undefined: never */
  readonly end?: string | undefined;
  readonly hours?: Hours | undefined;
}

/** A stretch of time with the same person on call throughout. Instants are milliseconds since 1970 in UTC. */
export interface Shift<P> {
  /** undefined: no one */
  readonly person: P | undefined;
  readonly from: number;
  readonly to: number;
}

/** The instant of a local date and time in a zone: a time that the clocks skip is after the gap, of two the first. */
export const startOf = ({ start }: Pick<Turns<unknown>, "start">, zone: string): number => instantOf(Date.parse(`${start}Z`), zone);

/** The instant at which a layer ends for good. */
export const endOf = ({ end }: Pick<Turns<unknown>, "end">, zone: string): number =>
  end === undefined ? Number.POSITIVE_INFINITY : instantOf(Date.parse(`${end}Z`), zone);

/** Who is on call at an instant; undefined: no one. A later layer hides the ones before it. */
export function personAt<P>(rota: Rota<P>, instant: number): P | undefined {
  return calledAt(readOf(rota), rota.timeZone, instant);
}

/** A layer whose times are read once, however many instants are asked for. */
interface Read<P> {
  readonly layer: Turns<P>;
  readonly from: number;
  readonly to: number;
  /** undefined: at all hours */
  readonly spans: readonly Span[] | undefined;
}

const readOf = <P>({ layers, timeZone }: Rota<P>): Read<P>[] =>
  layers.map((layer) => ({
    layer,
    from: startOf(layer, timeZone),
    to: endOf(layer, timeZone),
    spans: layer.hours && spansOf(layer.hours),
  }));

function calledAt<P>(layers: readonly Read<P>[], zone: string, instant: number): P | undefined {
  const on = layers.findLast(
    ({ from, to, spans }) => from <= instant && instant < to && (!spans || spans.some((span) => isWithin(span, zone, instant))),
  );
  return on?.layer.rotation[turnAt(on.from, on.layer.turn * 1000, zone, instant) % on.layer.rotation.length];
}

/** What ends when it begins, or before, ends on the next day. */
function spansOf({ days, from, to }: Hours): Span[] {
  const [start, end] = [timeOfDay(from), timeOfDay(to)];
  const length = end > start ? end - start : end - start + day;
  return days.map((weekday) => ({ weekday: week.indexOf(weekday) + 1, start, length }));
}

/** Everyone who is on call from one instant until another, one after the other and without a gap. */
export function shiftsOf<P>(rota: Rota<P>, from: number, to: number): Shift<P>[] {
  const shifts: Shift<P>[] = [];
  const layers = readOf(rota);
  for (const at of [from, ...handoffsOf(rota, from, to)]) {
    const person = calledAt(layers, rota.timeZone, at);
    const last = shifts.at(-1);
    if (last && last.person === person) continue;
    if (last) shifts.splice(-1, 1, { ...last, to: at });
    shifts.push({ person, from: at, to });
  }
  return shifts;
}

/** Instants between two others at which someone else may be on call, in order. */
function handoffsOf({ layers, timeZone }: Rota<unknown>, from: number, to: number): number[] {
  const all = layers.flatMap((layer) => [
    ...turnsIn(layer, timeZone, from, to),
    ...hoursIn(layer, timeZone, from, to),
    endOf(layer, timeZone),
  ]);
  return [...new Set(all)].filter((at) => at > from && at < to).sort((one, other) => one - other);
}

function turnsIn(layer: Turns<unknown>, zone: string, from: number, to: number): number[] {
  const start = startOf(layer, zone);
  const begins = (turn: number) => instantOf(clockAt(start, zone) + turn * layer.turn * 1000, zone);
  const found: number[] = [];
  const last = Math.min(to, endOf(layer, zone));
  for (let turn = turnAt(start, layer.turn * 1000, zone, from); begins(turn) < last; turn++) found.push(begins(turn));
  return found;
}

function hoursIn({ hours }: Turns<unknown>, zone: string, from: number, to: number): number[] {
  if (!hours) return [];
  const found: number[] = [];
  const times = [hours.from, hours.to].map(timeOfDay);
  const end = clockAt(to, zone) + day;
  for (let midnight = midnightOf(clockAt(from, zone)); midnight < end; midnight += day)
    for (const time of times) found.push(instantOf(midnight + time, zone));
  return found;
}
