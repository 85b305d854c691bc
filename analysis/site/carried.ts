import type { Carried } from "../../model/resolved.ts";
import type { Text } from "./page.ts";

/** What an entry carries for people and other programs. */
export const carriedFacts = ({ labels = {}, links = {} }: Carried): (readonly [string, Text])[] => [
  ...(Object.keys(labels).length > 0 ? [["labels", pairs(labels)] as const] : []),
  ...(Object.keys(links).length > 0 ? [["links", listed(links)] as const] : []),
];

const pairs = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");

const listed = (links: Readonly<Record<string, string>>): Text =>
  Object.entries(links).flatMap(([text, to], index) => [...(index === 0 ? [] : [", "]), { text, to }]);
