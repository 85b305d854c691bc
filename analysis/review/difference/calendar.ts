import { clockAt } from "../../../model/wall-clock.ts";
import { byMembers, mostSevere, quartersOfAll } from "./direction.ts";
import type { Draft, EntryDiffer } from "./draft.ts";
import { concerns } from "./recipients.ts";
import { becomes, calendarInWords, listed } from "./words.ts";

/** Hours in which posts are answered. Holidays that have passed change nothing. */
export const calendarDiffer: EntryDiffer<"calendar"> = {
  about: "on-call",
  name: (calendar) => `calendar ${calendarInWords(calendar)}`,
  takes: ["windows", "timeZone", "holidays"],
  changes: ({ paired, before, after }, context) => {
    const [old, now] = [before, after].map(calendarInWords) as [string, string];
    const toCome = ({ holidays, timeZone }: typeof before) => {
      const today = new Date(clockAt(context.now, timeZone)).toISOString().slice(0, 10);
      return holidays.filter((one) => one >= today);
    };
    const [off, nowOff] = [toCome(before), toCome(after)];
    const changed = [
      ...(old === now ? [] : [`hours ${becomes(old, now)}`]),
      ...(String(off) === String(nowOff) ? [] : [`holidays to come: ${membersInWords(off, nowOff)}`]),
    ];
    const past: Draft[] =
      String(before.holidays) === String(after.holidays)
        ? []
        : [{ what: "holidays that have passed edited", direction: "neutral", about: "text" }];
    if (changed.length === 0) return past;
    const alerts = context.affected(paired.key);
    const moved = before.timeZone === after.timeZone ? byMembers(quartersOfAll(before.windows), quartersOfAll(after.windows)) : "looser";
    return [
      {
        what: changed.join(", "),
        direction: mostSevere([moved, byMembers(nowOff, off)]),
        means: ["a post is sent at once, and answered in these hours", ...concerns(alerts)],
        alerts,
      },
    ];
  },
};

function membersInWords(before: readonly string[], after: readonly string[]): string {
  const [gone, came] = [before.filter((one) => !after.includes(one)), after.filter((one) => !before.includes(one))];
  return [...(gone.length > 0 ? [`without ${listed(gone)}`] : []), ...(came.length > 0 ? [`with ${listed(came)}`] : [])].join(", ");
}
