import Fraction from "fraction.js";
import { partOf } from "../../../model/composite.ts";
import type { CompositeSignal, Member } from "../../../model/resolved.ts";
import { percent } from "../../../monitors/burn-rate.ts";
import type { Context } from "./context.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { seenDraft } from "./measured.ts";
import { becomes } from "./words.ts";

/** Several signals as one: which they are, and how much each of them counts. */
export const compositeDiffer: EntryDiffer<"composite"> = {
  about: "signal",
  name: (composite) => `signal: ${composedInWords(composite)}`,
  takes: ["join", "of"],
  changes: (both, context) => members(both, context),
  fields: { kind: "derived", system: "derived", service: "derived", from: "derived" },
};

/** `highest share of shop/cart/success and shop/pay/success`, or `75% shop/cart/success and 25% shop/pay/success`. */
export function composedInWords(composite: CompositeSignal): string {
  const each = composite.of.map(
    (member) => `${composite.join === "worst" ? "" : `${percent(partOf(composite, member))} `}${member.signal.path}`,
  );
  const all = `${each.slice(0, -1).join(", ")} and ${each.at(-1)}`;
  return composite.join === "worst" ? `highest share of ${all}` : `weighted share of ${all}`;
}

function members({ paired, before, after }: Both<"composite">, context: Context): Draft[] {
  const keyOf = (side: "before" | "after", { signal }: Member) => context.entries[side].get(signal)?.key ?? signal.path;
  const parts = (side: "before" | "after", composite: CompositeSignal) =>
    new Map(composite.of.map((member) => [keyOf(side, member), { path: member.signal.path, part: partOf(composite, member) }]));
  const [old, now] = [parts("before", before), parts("after", after)];
  const moved = [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key): string[] => {
    const [was, is] = [old.get(key), now.get(key)];
    if (!was) return is ? [`${is.path} added${after.join === "worst" ? "" : `, ${percent(is.part)}`}`] : [];
    if (!is) return [`${was.path} removed`];
    return was.part.equals(is.part) || before.join !== after.join ? [] : [`${is.path} ${becomes(percent(was.part), percent(is.part))}`];
  });
  const joins = before.join === after.join ? [] : [becomes(...([before, after].map(composedInWords) as [string, string]))];
  if (joins.length + moved.length === 0) return weightsRewritten(before, after);
  return [
    seenDraft([...joins, ...moved].join("; "), context.affected(paired.key), context, [
      ...[...old].flatMap(([key, was]) => alone(was, now.get(key), before, after)),
    ]),
  ];
}

/** Other numbers in the same proportion. */
function weightsRewritten(before: CompositeSignal, after: CompositeSignal): Draft[] {
  const weights = (composite: CompositeSignal) => composite.of.map(({ weight }) => weight.toFraction()).join(" : ");
  if (weights(before) === weights(after)) return [];
  return [
    { what: `weights ${becomes(weights(before), weights(after))}`, direction: "neutral", means: ["in the same proportion as before"] },
  ];
}

/** What the failure of one member by itself comes to. */
function alone(
  was: { readonly path: string; readonly part: Fraction },
  is: { readonly part: Fraction } | undefined,
  before: CompositeSignal,
  after: CompositeSignal,
): string[] {
  const part = is?.part ?? new Fraction(0);
  if (part.equals(was.part)) return [];
  if (part.equals(0)) return [`failures of ${was.path} count no more`];
  const [more, by] = part.compare(was.part) > 0 ? ["more", part.div(was.part)] : ["less", was.part.div(part)];
  const how = before.join === after.join ? "its weight" : "its part";
  return [
    `failures of ${was.path} alone count ${Number(by.valueOf().toPrecision(3))} times ${more}: ${how} is ${becomes(percent(was.part), percent(part))}`,
  ];
}
