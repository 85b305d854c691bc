import type { Described } from "../monitors/object-kind.ts";
import { registry } from "./registry.ts";

/** What every vendor holds, for whoever speaks of objects and knows no vendor. */
export const described: readonly Described[] = registry.map(({ name, title, role, kinds }) => ({
  name,
  title,
  pages: role === "pager",
  kinds: Object.values(kinds),
}));
