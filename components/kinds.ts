import type { Described } from "../monitors/object-kind.ts";
import { registry } from "./registry.ts";

/** The object kinds of every vendor, for code that is vendor neutral. */
export const described: readonly Described[] = registry.map(({ name, title, role, kinds }) => ({
  name,
  title,
  pages: role === "pager",
  kinds: Object.values(kinds),
}));
