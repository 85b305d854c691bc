import type { Firing } from "./evaluate.ts";
import { week } from "./load.ts";
import type { Loudness, Played, PlayedPair } from "./played.ts";
import type { Span } from "./recorder.ts";

/** What an alert of one revision would have done in a span. */
export interface Side {
  readonly loudness: Loudness;
  /** times that it began to fire within the span */
  readonly times: number;
  /** seconds within the span */
  readonly firing: number;
  /** times a week */
  readonly weekly: number;
}

/** A firing of both revisions that begins at another time; seconds, above zero: later than before. */
export interface Move {
  readonly before: Firing;
  readonly after: Firing;
  readonly later: number;
}

/** One alert, before and after. */
export interface AlertChange {
  /** logical name at head, or at base if it is gone */
  readonly name: string;
  readonly entry: string;
  /** as people read it */
  readonly title: string;
  /** system/service */
  readonly service?: string;
  /** absent: there was no such alert */
  readonly before?: Side;
  /** absent: it is gone */
  readonly after?: Side;
  /** after only, in no firing of before */
  readonly appear: readonly Firing[];
  /** before only */
  readonly disappear: readonly Firing[];
  readonly move: readonly Move[];
}

/** When firings appear, disappear and move. Two that overlap are one and the same, and so is what they both overlap. */
export function compare(pair: PlayedPair, span: Span): AlertChange {
  const { before, after } = pair;
  const alert = (after ?? before)?.alert;
  if (!alert) throw new Error("a pair without an alert");
  return {
    name: alert.name,
    entry: alert.entry,
    title: alert.title,
    ...(alert.service && { service: alert.service.path }),
    ...(before && { before: sideOf(before, span) }),
    ...(after && { after: sideOf(after, span) }),
    ...differencesByGroup(before?.firings ?? [], after?.firings ?? []),
  };
}

function sideOf({ loudness, firings }: Played, span: Span): Side {
  const times = firings.filter(({ from }) => from >= span.from).length;
  const firing = firings.reduce((sum, { from, to }) => sum + Math.min(to, span.to) - Math.max(from, span.from), 0);
  return { loudness, times, firing, weekly: (times * week) / (span.to - span.from) };
}

/** Each group of a signal fires by itself, whatever the others do. */
function differencesByGroup(before: readonly Firing[], after: readonly Firing[]): ReturnType<typeof differences> {
  // All together are compared with groups as they are: what any of them overlaps is the same.
  const names = [before, after].map((firings) => new Set(firings.map(({ group }) => group)));
  if (names.some((own) => own.size === 0 || (own.size === 1 && own.has(undefined)))) return differences(before, after);
  const groups = [...new Set([...before, ...after].map(({ group }) => group))].sort();
  const of = (firings: readonly Firing[], group: string | undefined) => firings.filter((one) => one.group === group);
  const each = groups.map((group) => differences(of(before, group), of(after, group)));
  const inTime = (firings: Firing[]) => firings.sort((one, other) => one.from - other.from);
  return {
    appear: inTime(each.flatMap(({ appear }) => appear)),
    disappear: inTime(each.flatMap(({ disappear }) => disappear)),
    move: each.flatMap(({ move }) => move).sort((one, other) => one.after.from - other.after.from),
  };
}

/** Both in the order of time, and none of one side overlaps another of it. */
function differences(before: readonly Firing[], after: readonly Firing[]): Pick<AlertChange, "appear" | "disappear" | "move"> {
  const appear: Firing[] = [];
  const disappear: Firing[] = [];
  const move: Move[] = [];
  for (const group of groupsOf(before, after)) {
    const [first] = group.before;
    const [second] = group.after;
    if (!first) appear.push(...group.after);
    else if (!second) disappear.push(...group.before);
    else if (first.from !== second.from) move.push({ before: first, after: second, later: second.from - first.from });
  }
  return { appear, disappear, move };
}

interface Group {
  readonly before: Firing[];
  readonly after: Firing[];
}

/** Firings of both sides that are joined by overlaps. */
function groupsOf(before: readonly Firing[], after: readonly Firing[]): Group[] {
  const all = [
    ...before.map((firing) => ({ firing, side: "before" as const })),
    ...after.map((firing) => ({ firing, side: "after" as const })),
  ];
  all.sort((one, other) => one.firing.from - other.firing.from);
  const groups: Group[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const { firing, side } of all) {
    if (firing.from >= end) groups.push({ before: [], after: [] });
    groups.at(-1)?.[side].push(firing);
    end = Math.max(end, firing.to);
  }
  return groups;
}
