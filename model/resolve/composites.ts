import Fraction from "fraction.js";
import { isSingleShare } from "../condition.ts";
import type { CompositeSignal, Member, Signal } from "../resolved.ts";
import type { SignalOf } from "../schema/signal.ts";
import { compare, need, provenanceOf } from "./entries.ts";
import type { ServiceScope } from "./signals.ts";

/** The whole path of a member: `service/signal` is of the system that writes it. */
export const pathOfMember = (written: string, system: string): string =>
  written.split("/").length === 3 ? written : `${system}/${written}`;

type Written = SignalOf<"composite">["composite"];

/** The members of a composite as they are written, each with its weight; those of the worst weigh the same. */
export const writtenMembers = (composite: Written): readonly { readonly signal: string; readonly weight: number }[] =>
  composite.weighted ?? composite["worst-of"].map((signal) => ({ signal, weight: 1 }));

/**
 * @param signals those of all systems, by path
 * @throws Error if a member has no bad share of its own, or they are in several sources, which the checks refuse
 */
export function resolveComposite(
  scope: Pick<ServiceScope, "path" | "system" | "service">,
  id: string,
  entry: SignalOf<"composite">,
  signals: ReadonlyMap<string, Signal>,
): CompositeSignal {
  const [system = ""] = scope.path.split("/");
  const path = `${scope.path}/${id}`;
  const of = writtenMembers(entry.composite).map((written): Member => {
    const signal = need(signals, pathOfMember(written.signal, system), "signal");
    if (!isSingleShare(signal)) throw new Error(`the signal ${signal.path} has no bad share`);
    return { signal, weight: new Fraction(written.weight) };
  });
  const [first, ...more] = of;
  if (!first || more.some(({ signal }) => signal.from.id !== first.signal.from.id)) throw new Error(`${path} is in several sources`);
  return {
    kind: "composite",
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    path,
    system: scope.system,
    service: scope.service,
    from: first.signal.from,
    join: entry.composite.weighted ? "weighted" : "worst",
    of: of.toSorted((one, other) => compare(one.signal.path, other.signal.path)),
  };
}
