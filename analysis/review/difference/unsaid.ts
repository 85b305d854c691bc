import { formatSpan } from "../../../model/quantity.ts";
import type { Direction } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";
import { gapsInWords } from "./coverage-gaps.ts";
import { isLoss, mostSevere } from "./direction.ts";
import type { Draft, Told } from "./draft.ts";
import type { AnyPaired } from "./kinds.ts";
import { alike } from "./plain.ts";
import { answerMoved, concerns, loudness, nameOf } from "./recipients.ts";
import { routeMoved } from "./stage.ts";
import { becomes } from "./words.ts";

/**
 * What an alert loses though no entry says so. An entry tells of its own alerts; one that is derived waits for the most patient of
 * several entries, and goes where the first of them says, so that it may move with an entry that seems to have no part in it.
 *
 * @param said by the entries
 */
export function unsaid(context: Context, said: readonly Told[]): Told[] {
  const known = losses(said, ({ draft: { alerts = [], lost = [] } }) => [...alerts, ...lost]);
  const found = context.pairs.flatMap((pair) => lossOf(pair, context)).filter(({ pair, direction }) => !known(pair, direction));
  const alikes = Map.groupBy(found, ({ pair, direction, what }) => JSON.stringify([direction, what, sideOf(pair)?.system?.id]));
  const entries = new Map(context.all.map((paired) => [paired.entry, paired]));
  return [...alikes.values()].flatMap((same) => {
    const [first] = same;
    const paired = first && placeOf(same, entries);
    return first && paired ? [{ draft: draftOf(first, same, context), paired, about: "alert" }] : [];
  });
}

/**
 * Whether something stands in a loss that is said, as grave as this one at least: what is said to be looser does not answer for what goes blind.
 *
 * @param of what a change takes something from
 */
export function losses<T>(said: readonly Told[], of: (one: Told) => readonly T[]): (what: T, direction: Direction) => boolean {
  const lost = (direction: Direction) => new Set(said.filter(({ draft }) => draft.direction === direction).flatMap(of));
  const [blinded, loosened] = [lost("blind"), lost("looser")];
  return (what, direction) => blinded.has(what) || (direction === "looser" && loosened.has(what));
}

interface Loss {
  readonly pair: Pair;
  readonly direction: Direction;
  readonly what: string;
}

function lossOf(pair: Pair, context: Context): Loss[] {
  const { before, after } = pair;
  if (!before || (after && isSame(pair, context))) return [];
  const direction = mostSevere([context.verdictByStage(pair).direction, after ? loudness(before, after) : "neutral"]);
  if (!isLoss(direction)) return [];
  return [{ pair, direction, what: after ? partsOf(before, after).join(", ") || "detects less than before" : "gone" }];
}

const sideOf = ({ before, after }: Pair): Alert | undefined => after ?? before;

function draftOf({ direction, what }: Loss, same: readonly Loss[], context: Context): Draft {
  const pairs = same.map(({ pair }) => pair);
  const [only] = pairs.length === 1 ? pairs : [];
  return {
    what: only ? `${nameOf(only)}: ${what}` : what,
    direction,
    means: [
      ...new Set(pairs.flatMap(routeMoved)),
      ...gapsInWords(pairs, context, context.verdictByStage),
      ...(only ? [] : concerns(pairs)),
    ],
    alerts: pairs,
  };
}

/** The entry of the alert; of several that of their system, or else the organization. */
function placeOf(same: readonly Loss[], entries: ReadonlyMap<string, AnyPaired>): AnyPaired | undefined {
  const sides = same.flatMap(({ pair }) => sideOf(pair) ?? []);
  const [first] = sides;
  if (!first) return undefined;
  const one = sides.length === 1 ? [first.entry, `organization/${first.entry}`, first.service?.path] : [];
  const found = [...one, first.system?.id, "organization"].find((entry) => entry !== undefined && entries.has(entry));
  return found === undefined ? undefined : entries.get(found);
}

/** Nothing of it moves but what an entry says of itself. */
function isSame({ before, after }: Pair, { entries }: Context): boolean {
  const keys = ["when", "for", "severity", "route", "stage", "environment", "evaluator"] as const;
  return keys.every((key) => alike(before?.[key], after?.[key], entries));
}

function partsOf(before: Alert, after: Alert): string[] {
  const [old, now] = [before, after].map((alert) => alert.for + (alert.when.kind === "count" ? alert.when.over : 0));
  return [
    ...(old === now ? [] : [`fires after ${becomes(formatSpan(old ?? 0), formatSpan(now ?? 0))}`]),
    ...(before.severity.id === after.severity.id ? [] : [`severity ${becomes(before.severity.id, after.severity.id)}`]),
    ...answerMoved(before, after),
  ];
}
