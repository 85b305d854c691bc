import { z } from "zod";
import type { SourceEntry } from "../vendors.ts";
import { provenance, ref } from "./text.ts";
import type { Words } from "./words.ts";

/** Who is notified when a source is silent. */
export const owned = z.strictObject({
  owner: ref("team").describe("team to notify when the source does not answer"),
  "on-call": ref("on-call service").optional(),
  severity: ref("severity").describe("severity of that alert"),
  runbook: ref("runbook"),
  ...provenance,
});

/** What every source says. */
export const ownership = {
  labels: z.array(z.string()).default([]).describe("labels that collection adds to every series"),
  ...owned.shape,
};

/** Where numbers live, and who alone evaluates them. */
export function sourceSchema({ sources }: Words): z.ZodType<SourceEntry> {
  const [first, ...others] = sources.map(({ schema }) => schema as z.ZodObject<{ readonly kind: z.ZodLiteral }>);
  if (!first) throw new Error("a catalog needs kinds of source");
  return z.discriminatedUnion("kind", [first, ...others]) as unknown as z.ZodType<SourceEntry>;
}
