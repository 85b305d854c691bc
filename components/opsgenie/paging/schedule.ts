import { isWithin, type Span, turnAt } from "../../../model/rotation.ts";
import { day } from "../../../model/wall-clock.ts";
import type { Clock, Rotation } from "./objects.ts";

const unit = { hourly: day / 24, daily: day, weekly: 7 * day } as const;

/**
 * Who is on call in a rotation at an instant; undefined where it has not begun, or its hours leave it out.
 * Source: support.atlassian.com/opsgenie, "Manage on-call schedules and rotations".
 *
 * @returns id of the user
 */
export function participantAt({ startDate, type, length, participants, timeRestriction }: Rotation, zone: string, instant: number) {
  const first = Date.parse(startDate);
  if (first > instant) return undefined;
  if (timeRestriction && !spansOf(timeRestriction).some((span) => isWithin(span, zone, instant))) return undefined;
  return participants[turnAt(first, length * unit[type], zone, instant) % participants.length]?.id;
}

function spansOf(restriction: NonNullable<Rotation["timeRestriction"]>): Span[] {
  if (restriction.type === "time-of-day") return [span(restriction.restriction, 0)];
  return restriction.restrictions.map((part) => ({ weekday: part.startDay, ...span(part, (part.endDay - part.startDay + 7) % 7) }));
}

/** What ends when it begins, or before, on the same day ends on the next. */
function span({ startHour, startMin, endHour, endMin }: Clock, days: number): Span {
  const start = (startHour * 60 + startMin) * 60_000;
  const end = (endHour * 60 + endMin) * 60_000 + days * day;
  return { start, length: end > start ? end - start : end - start + day };
}
