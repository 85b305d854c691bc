import type { Carried } from "../../../model/resolved.ts";
import type { Fields } from "./draft.ts";

/** Labels and links notify no one: they are said, and nobody has to approve them. */
export const carriedFields = {
  labels: { show: (labels) => inWords(labels, " "), means: () => ["an alert that is firing when this is applied may end and begin anew"] },
  links: { show: (links) => inWords(links, ": ") },
} satisfies Fields<Carried>;

const inWords = (values: Readonly<Record<string, string>>, between: string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}${between}${value}`)
    .join(", ");
