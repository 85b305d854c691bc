import { withinDays } from "../../model/hours.ts";
import type { Calendar, Channel } from "../../model/resolved.ts";
import { clockAt, day, midnightOf, timeOfDay, weekdayOf } from "../../model/wall-clock.ts";
import { week } from "../../model/weekday.ts";
import { instantOf } from "../../model/zoned-time.ts";
import type { Alert, Route } from "../../monitors/alert.ts";

/** Where alerts post, and since when. */
export interface Post {
  readonly channel: Channel;
  /** hours in which it is answered */
  readonly during?: Calendar;
  /** instant from which it is answered, where that is later; it is sent at once */
  readonly answeredFrom?: number;
  /** titles of the alerts that post there */
  readonly alerts: readonly string[];
}

/** The posts of alerts that begin to fire at an instant, each place once, in the order of the alerts. */
export function postsOf(routes: readonly { readonly route: Route; readonly alert?: Alert }[], at: number): Post[] {
  const places = Map.groupBy(routes, ({ route }) => `${route.channel.id} ${duringOf(route)?.id ?? ""}`);
  return [...places.values()].flatMap((there) => {
    const [first] = there;
    if (!first) return [];
    const during = duringOf(first.route);
    const opens = during && openingOf(during, at);
    const alerts = there.flatMap(({ alert }) => alert?.title ?? []);
    return [
      {
        channel: first.route.channel,
        ...(during && { during }),
        ...(opens !== undefined && opens > at && { answeredFrom: opens }),
        alerts,
      },
    ];
  });
}

const duringOf = (route: Route): Calendar | undefined => (route.kind === "post" ? route.during : undefined);

/** The first instant that is not before `at` and within the hours of the calendar. */
export function openingOf({ timeZone, windows, holidays }: Calendar, at: number): number | undefined {
  const parts = windows.flatMap(withinDays).sort((one, other) => (one.from < other.from ? -1 : 1));
  const today = midnightOf(clockAt(at, timeZone));
  // Seven days have any hours; each holiday may take away one more.
  for (let midnight = today; midnight <= today + (7 + 7 * holidays.length) * day; midnight += day) {
    if (holidays.includes(new Date(midnight).toISOString().slice(0, 10))) continue;
    const name = week[weekdayOf(midnight) - 1];
    for (const { days, from, to } of parts) {
      if (name === undefined || !days.includes(name)) continue;
      const [opens, closes] = [from, to].map((written) => instantOf(midnight + timeOfDay(written), timeZone));
      if (opens !== undefined && closes !== undefined && at < closes) return Math.max(at, opens);
    }
  }
  return undefined;
}
