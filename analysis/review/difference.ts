import { compare } from "../../model/resolve/entries.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Change } from "./change.ts";
import { compared } from "./difference/compare.ts";
import { type Context, contextOf, type Written } from "./difference/context.ts";
import { detectionLosses } from "./difference/detections.ts";
import { gravity } from "./difference/direction.ts";
import type { Told } from "./difference/draft.ts";
import { type EntryDiffers, entryDiffers } from "./difference/entry-differs.ts";
import { finished } from "./difference/finish.ts";
import type { Kind, Paired } from "./difference/kinds.ts";
import { unsaid } from "./difference/unsaid.ts";

/**
 * What means something else at head than at base, in one environment. The order of keys, the file in which an entry
 * stands and a declared rename mean nothing. What pages comes first, then what goes blind, gets looser, tighter, and the rest.
 *
 * @param base resolved for the same environment as `head`
 * @param written both catalogs as they are written: they tell an entry that is off here from one that is gone, and hold its `unseen`
 * @param now when the change is made, in milliseconds since 1970 in UTC: whose shift it moves depends on it
 */
export function differenceOf(base: Resolved, head: Resolved, written?: Written, now: number = Date.now()): Change[] {
  const context = contextOf({ base, head }, written, now);
  const told = context.all.filter(isTold).flatMap((paired) => draftsOf(paired, context));
  return [...told, ...unsaid(context, told), ...detectionLosses(context, told)].map((one) => finished(one, context)).sort(byWeight);
}

/** What came or went as a whole is reported once, for all that is in it. */
function isTold({ within }: Paired): boolean {
  return !within || (within.sides.before !== undefined && within.sides.after !== undefined);
}

function draftsOf<K extends Kind>(paired: Paired<K>, context: Context): Told[] {
  const differ: EntryDiffers[K] = entryDiffers[paired.kind];
  return compared(paired, differ, context).map((draft) => ({ draft, paired, about: differ.about }));
}

function byWeight(one: Change, other: Change): number {
  return (
    Number(other.pages) - Number(one.pages) ||
    gravity(one.direction) - gravity(other.direction) ||
    compare(one.entry, other.entry) ||
    compare(one.what, other.what)
  );
}
