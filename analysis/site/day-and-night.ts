import { clockAt, day, midnightOf, timeOfDay, weekdayOf } from "../../model/wall-clock.ts";
import { instantOf } from "../../model/zoned-time.ts";

/** An instant at which it is asked who is notified. */
export interface Moment {
  readonly name: "by day" | "at night";
  /** milliseconds since 1970 in UTC */
  readonly at: number;
}

const working = "11:00";
const asleep = "03:00";
const friday = 5;

/** The next eleven o'clock of a working day in a time zone that is not before `from`, and three o'clock of the night after it. */
export function dayAndNight(from: number, zone: string): readonly [Moment, Moment] {
  const today = midnightOf(clockAt(from, zone));
  const days = Array.from({ length: 8 }, (_, index) => today + index * day);
  const on = (midnight: number, time: string) => instantOf(midnight + timeOfDay(time), zone);
  const next = days.find((midnight) => weekdayOf(midnight) <= friday && on(midnight, working) >= from) ?? today;
  return [
    { name: "by day", at: on(next, working) },
    { name: "at night", at: on(next + day, asleep) },
  ];
}
