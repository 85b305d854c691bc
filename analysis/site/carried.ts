import type { Carried } from "../../model/resolved.ts";
import { linksOf } from "./links.ts";
import type { Text } from "./page.ts";

/** What an entry carries for people and other programs. */
export const carriedFacts = ({ labels = {}, links = {} }: Carried): (readonly [string, Text])[] => [
  ...(Object.keys(labels).length > 0 ? [["labels", pairs(labels)] as const] : []),
  ...(Object.keys(links).length > 0 ? [["links", linksOf(Object.entries(links).map(([text, to]) => ({ text, to })))] as const] : []),
];

const pairs = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
