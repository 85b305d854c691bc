import { z } from "zod";
import type { SourceEntry } from "../vendors.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { provenance, ref } from "./text.ts";

/** What every source says: who is notified when it is silent. */
export const ownership = {
  labels: z.array(z.string()).default([]).describe("labels that collection adds to every series"),
  owner: ref("team").describe("team to notify when the source does not answer"),
  "on-call": ref("on-call service").optional(),
  severity: ref("severity").describe("severity of that alert"),
  runbook: ref("runbook"),
  ...provenance,
};

/** Where numbers live, and who alone evaluates them. */
export function sourceSchema({ sources }: Vocabulary): z.ZodType<SourceEntry> {
  const [first, ...others] = sources.map(({ schema }) => schema as z.ZodObject<{ readonly kind: z.ZodLiteral }>);
  if (!first) throw new Error("a catalog needs kinds of source");
  return z.discriminatedUnion("kind", [first, ...others]) as unknown as z.ZodType<SourceEntry>;
}
