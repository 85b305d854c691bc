import type { First } from "../first.ts";

export const first: First = { role: "evaluator", usual: true };
