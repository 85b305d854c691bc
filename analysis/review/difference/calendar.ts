import type { Calendar } from "../../../model/resolved.ts";
import { clockAt } from "../../../model/wall-clock.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { Pair } from "../change.ts";
import { byMembers, minutesOfAll, mostSevere } from "./direction.ts";
import type { Draft, EntryDiffer } from "./draft.ts";
import { seenDraft } from "./measured.ts";
import { concerns } from "./recipients.ts";
import { becomes, calendarInWords, listed } from "./words.ts";

/** Hours in which posts are answered, and traffic is expected. Holidays that have passed change nothing. */
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
    const affected = context.affected(paired.key);
    const [posts, traffic] = [answeredDuring, expectedDuring].map((during) =>
      affected.filter((pair) => [pair.before, pair.after].some((alert) => alert && during(alert)?.id === after.id)),
    ) as [Pair[], Pair[]];
    const moved = before.timeZone === after.timeZone ? byMembers(minutesOfAll(before.windows), minutesOfAll(after.windows)) : "looser";
    const answered: Draft = {
      what: changed.join(", "),
      direction: mostSevere([moved, byMembers(nowOff, off)]),
      means: ["a post is sent at once, and answered in these hours", ...concerns(posts)],
      alerts: posts,
    };
    if (traffic.length === 0) return [answered];
    const expected = seenDraft(`traffic is expected in other hours: ${changed.join(", ")}`, traffic, context);
    return posts.length === 0 ? [expected] : [answered, expected];
  },
};

const answeredDuring = ({ route }: Alert): Calendar | undefined => (route.kind === "post" ? route.during : undefined);
const expectedDuring = ({ when }: Alert): Calendar | undefined => (when.kind === "count" ? when.during : undefined);

function membersInWords(before: readonly string[], after: readonly string[]): string {
  const [gone, came] = [before.filter((one) => !after.includes(one)), after.filter((one) => !before.includes(one))];
  return [...(gone.length > 0 ? [`without ${listed(gone)}`] : []), ...(came.length > 0 ? [`with ${listed(came)}`] : [])].join(", ");
}
