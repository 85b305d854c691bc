import type { First } from "../first.ts";

export const first: First = { role: "addition" };
