import { baseUnit, comparedUnit } from "../../../model/compared.ts";
import { formatDuration } from "../../../model/quantity.ts";
import type { AlertRule, Condition, ProbeCondition } from "../../../model/resolved.ts";
import { placesOf } from "../../../monitors/routing.ts";
import { levelInWords, measured } from "../../../monitors/words.ts";
import type { Pair } from "../change.ts";
import { absences, watchedEntry } from "./added-or-removed.ts";
import { carriedFields } from "./carried.ts";
import type { Context } from "./context.ts";
import { gapsInWords } from "./coverage-gaps.ts";
import { byMembers, mostSevere } from "./direction.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { consequences } from "./example.ts";
import { alike } from "./plain.ts";
import { answerMoved, loudness, seenBy } from "./recipients.ts";
import { routeMoved, stageChange, unseenChange } from "./stage.ts";
import { becomes, exactShare } from "./words.ts";

/** An alert of the catalog: its condition, how long it must hold, what no data means, and whom it notifies. */
export const alertDiffer: EntryDiffer<"alert"> = {
  about: "alert",
  name: ({ title, severity }) => `alert ${title} (${severity.id})`,
  addedOrRemoved: (paired, context) => watchedEntry(paired, context, alertDiffer),
  takes: ["when", "for", "missing", "severity", "channel", "stage", "unseen"],
  fields: carriedFields,
  changes: (both, context) => [
    ...condition(both, context),
    ...severity(both, context),
    ...channel(both, context),
    ...stageChange(both, context),
    ...unseenChange(both, context),
  ],
};

const own = ({ paired }: Both<"alert">, context: Context): readonly Pair[] => context.affected(paired.key);

function condition(both: Both<"alert">, context: Context): Draft[] {
  const { before, after } = both;
  const { entries } = context;
  const when = !alike(before.when, after.when, entries);
  if (!when && before.for === after.for && before.missing === after.missing) return [];
  const pairs = own(both, context);
  const alerts =
    before.missing === after.missing && before.when.signal.path === after.when.signal.path
      ? pairs
      : [...pairs, ...absences(pairs, context)];
  return [
    {
      what: moved(before, after, pairs),
      direction: seenBy(alerts, context),
      means: [...consequences(pairs, context), ...gapsInWords(alerts, context)],
      alerts,
    },
  ];
}

/** `pages above 5% over 5m for 5m -> above 2%`; what stays is not said again. */
function moved(before: AlertRule, after: AlertRule, pairs: readonly Pair[]): string {
  const [old, now] = [partsOf(before), partsOf(after)];
  const verb = pairs.some((pair) => (pair.after ?? pair.before)?.route.kind === "page") ? "pages" : "notifies";
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const differing = keys.filter((key) => old.get(key) !== now.get(key));
  const of = (parts: ReadonlyMap<string, string>, told: readonly string[]) =>
    keys.filter((key) => told.includes(key)).flatMap((key) => parts.get(key) ?? []);
  return `${verb} ${becomes(of(old, ["level", "for", ...differing]).join(" "), of(now, differing).join(" ") || "no longer so")}`;
}

const missing = { fire: "or without data", absence: "with a ticket when there is no data", quiet: "and quiet without data" } as const;

function partsOf(rule: AlertRule): Map<string, string> {
  const parts = new Map(leafOf(rule.when));
  parts.set("for", rule.for > 0 ? `for ${formatDuration(rule.for)}` : "at once");
  if (rule.when.kind !== "absent") parts.set("missing", missing[rule.missing]);
  return parts;
}

function leafOf(when: Condition | ProbeCondition): [string, string][] {
  const signal: [string, string] = ["signal", `(${when.signal.id})`];
  switch (when.kind) {
    case "bad-share":
      return [
        ["level", `at ${exactShare(when.above)}`],
        ["over", `over ${formatDuration(when.over)}`],
        ...(when.least > 0 ? [["least", `with ${when.least} failures at least`] as [string, string]] : []),
        signal,
      ];
    case "value":
      return [["level", levelInWords(when)], signal];
    case "forecast": {
      const value = (bound: typeof when.threshold) => measured(bound, { unit: comparedUnit(when.signal) });
      return [
        ["level", `if it will be ${when.compare} ${value(when.threshold)}`],
        ["within", `within ${formatDuration(when.within)}`],
        ["from", `by the trend of ${formatDuration(when.from)}`],
        ...(when.now ? [["now", `and is ${when.compare} ${value(when.now)}`] as [string, string]] : []),
        signal,
      ];
    }
    case "change":
      return [
        ["level", `if it ${when.compare} by ${exactShare(when.by)}`],
        ["over", `in ${formatDuration(when.over)}`],
        ["against", `against ${formatDuration(when.against)} before`],
        ["least", `from ${measured(when.least, { unit: baseUnit(when.signal) })} at least`],
        signal,
      ];
    case "age":
      return [["level", `older than ${formatDuration(when.olderThan)}`], signal];
    case "count":
      return [
        ["level", `at ${when.compare === "above" ? "more" : "fewer"} than ${measured(when.threshold, {})}`],
        ["over", `in ${formatDuration(when.over)}`],
        signal,
      ];
    case "occurs":
      return [["level", "when it occurs"], signal];
    case "absent":
      return [["level", "when there is no data"], signal];
    case "groups":
      return [["level", `above ${when.signal.groups.atMost} groups`], signal];
    case "probe-fails":
      return [["level", "when it does not answer"], signal];
    case "certificate":
      return [["level", `${formatDuration(when.within)} before the certificate expires`], signal];
  }
}

function severity(both: Both<"alert">, context: Context): Draft[] {
  const { before, after } = both;
  if (before.severity.id === after.severity.id) return [];
  const alerts = own(both, context);
  const directions = alerts.flatMap((pair) => (pair.before && pair.after ? [loudness(pair.before, pair.after)] : []));
  return [
    {
      what: `severity ${becomes(before.severity.id, after.severity.id)}`,
      direction: mostSevere(directions),
      means: [...alerts.flatMap(routeMoved), ...answerMoved(before, after)],
      alerts,
    },
  ];
}

function channel(both: Both<"alert">, context: Context): Draft[] {
  const { before, after } = both;
  if (before.channel?.id === after.channel?.id) return [];
  const alerts = own(both, context);
  const places = (side: "before" | "after") => alerts.flatMap((pair) => placesOf(pair[side]?.route.channel));
  return [
    {
      what: `channel ${becomes(before.channel?.id ?? "that of the severity or team", after.channel?.id ?? "that of the severity or team")}`,
      direction: byMembers(places("before"), places("after")),
      means: alerts.flatMap(routeMoved),
      alerts,
    },
  ];
}
