import type Fraction from "fraction.js";
import { decimal } from "../../model/quantity.ts";
import type { CompositeSignal, SingleShare } from "../../model/resolved.ts";
import { countOver } from "./recording.ts";

/**
 * The highest bad share of its members, or the sum of all, each times its weight: that is `weightOf` times too high. Shares of
 * several signals cannot be compared by their counts, so that here is divided. A member without events has no share and adds
 * nothing; nothing is returned where none of them has any.
 *
 * @param least failures from which a member of events counts; minutes come at the same pace at every hour and need no such guard
 */
export function composedShare({ join, of }: CompositeSignal, over: number, least: number): string {
  return joined(
    join,
    of.map(({ signal, weight }) => ({ share: badPart(signal, over, signal.kind === "events" ? least : 0), weight })),
  );
}

/** The bad part of the events of a window; nothing where there are none, or fewer than `least` are bad. */
function badPart(signal: SingleShare, over: number, least: number): string {
  const [bad, total] = [countOver("bad", signal, over), countOver("total", signal, over)];
  return `${least > 0 ? `(${bad} >= ${least})` : bad}\n/\n(${total} > 0)`;
}

/** Of several figures the highest, or the sum of all, each times its weight. Their labels are those of single signals: all are dropped. */
export function joined(join: CompositeSignal["join"], parts: readonly { readonly share: string; readonly weight: Fraction }[]): string {
  const each = parts.map(({ share, weight }) => indented(weight.equals(1) ? share : `${decimal(weight)} * ${share}`));
  return `${join === "worst" ? "max" : "sum"}(\n  ${each.join("\n  or\n  ")}\n)`;
}

const indented = (text: string): string => text.replaceAll("\n", "\n  ");
