import type * as newrelic from "@pulumi/newrelic";
import type { Input } from "@pulumi/pulumi";
import type { Calendar, Environment, Weekday } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";

const weekdays = {
  mon: "MONDAY",
  tue: "TUESDAY",
  wed: "WEDNESDAY",
  thu: "THURSDAY",
  fri: "FRIDAY",
  sat: "SATURDAY",
  sun: "SUNDAY",
} as const satisfies Record<Weekday, string>;
const days = Object.keys(weekdays) as Weekday[];

/** A Monday: what repeats begins with the first of its days after it. */
const firstDay = "2026-01-05";
const nextDay = "2026-01-06";

/** A part of the day that repeats on some days of the week. */
export interface Muted {
  readonly id: "before" | "after" | "off";
  readonly days: readonly Weekday[];
  readonly from: string;
  /** `+` in front: of the next day */
  readonly to: string;
}

/**
 * When a calendar is silent: on its days before and after its hours, and the other days. What goes on at midnight
 * overlaps by a minute, because an issue is told of in the moment in which nothing mutes it.
 */
export function mutedParts({ days: open, from, to }: Calendar): Muted[] {
  const off = days.filter((day) => !open.includes(day));
  const midnight = from === "00:00" ? "+00:00" : "+00:01";
  const parts: Muted[] = [
    { id: "before", days: open, from: "00:00", to: from },
    { id: "after", days: open, from: to, to: midnight },
    { id: "off", days: off, from: "00:00", to: midnight },
  ];
  return parts.filter((part) => part.days.length > 0 && part.from !== "24:00" && part.from !== part.to);
}

/**
 * Mutes the issues of a policy in one part of the week. What is still wrong when the hours begin is closed and opens
 * anew, so that it is told.
 */
export function mutingRuleArgs(
  { id, timeZone }: Calendar,
  { days: on, from, to, id: part }: Muted,
  environment: Environment,
  name: string,
  policyId: Input<string>,
): newrelic.AlertMutingRuleArgs {
  const end = to.startsWith("+") ? `${nextDay}T${to.slice(1)}:00` : `${firstDay}T${to}:00`;
  return {
    name: nameIn(environment, `${name}, ${part} ${id}`),
    description: `Told during ${id} only.`,
    enabled: true,
    actionOnMutingRuleWindowEnded: "CLOSE_ISSUES_ON_INACTIVE",
    condition: { operator: "AND", conditions: [{ attribute: "policyId", operator: "EQUALS", values: [policyId] }] },
    schedule: {
      timeZone,
      startTime: `${firstDay}T${from}:00`,
      endTime: end,
      repeat: "WEEKLY",
      weeklyRepeatDays: days.filter((day) => on.includes(day)).map((day) => weekdays[day]),
    },
  };
}
