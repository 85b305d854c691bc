import { type Refusal, sentenceOf } from "../../model/refusal.ts";

/** Refusals as `path: why`, each once. */
export const sentences = (refusals: readonly Refusal[]): string[] => [...new Set(refusals.map(sentenceOf))];
