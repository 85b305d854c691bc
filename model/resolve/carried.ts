import type { Carried } from "../resolved.ts";
import { entriesOf } from "./entries.ts";

/** Labels and links as they are written, by name: the order of keys in a file means nothing. */
export function carriedOf({ labels, links }: { readonly [K in keyof Carried]?: Carried[K] | undefined }): Carried {
  return { ...(labels && { labels: sorted(labels) }), ...(links && { links: sorted(links) }) };
}

const sorted = (values: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(entriesOf(values));
