import { z } from "zod";
import type { ProberTraits, SourceBase } from "./resolved.ts";
import { ownership } from "./schema/source.ts";

/** A source that asks endpoints from outside. */
export interface Prober<K extends string, E extends string> extends SourceBase {
  readonly kind: K;
  readonly evaluator: E;
  readonly traits: ProberTraits;
}

/** The entry of who asks endpoints from outside. Another word for `kind` moves every check to another vendor. */
export const proberSchema = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), ...ownership });

/**
 * What every kind that asks endpoints has in common. It asks by the minute, looks back on nothing and holds no metric: a
 * probe is a signal of its own.
 *
 * @param name the vendor, for people
 * @param evaluator the vendor's account
 */
export function proberKind<E extends string>(name: string, evaluator: E) {
  const traits: ProberTraits = { limits: { name, sloWindows: [] }, prober: true };
  return {
    senders: [evaluator],
    metrics: {},
    label: { form: /^[a-zA-Z_][a-zA-Z0-9_]*$/, example: "letters, digits and _, such as service_name" },
    traits,
    pace: () => ({ scrape: 60, evaluate: 60, points: "questions" }),
    as: <K extends string>(kind: K, base: SourceBase): Prober<K, E> => ({ ...base, kind, evaluator, traits }),
  };
}
