import type { Carried } from "../model/resolved.ts";

/** The same of an entry that may not have it. */
export type Carrying = { readonly [K in keyof Carried]?: Carried[K] | undefined };

/** What an entry of a service carries: its own first, then the service's; of two with one name its own. */
export function carriedBy(service: Carrying, entry: Carrying): Carried {
  const labels = { ...service.labels, ...entry.labels };
  const links = { ...entry.links, ...service.links, ...entry.links };
  return { ...(Object.keys(labels).length > 0 && { labels }), ...(Object.keys(links).length > 0 && { links }) };
}

/** `Cost dashboard: https://…`, one a line, for messages that are plain text. */
export const linkLines = ({ links = {} }: Carried): string[] => Object.entries(links).map(([title, url]) => `${title}: ${url}`);

/** `Labels: cost_center CC-4711, product shop.`, for vendors whose objects have neither labels nor tags. */
export function labelLines({ labels = {} }: Carried): string[] {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? [] : [`Labels: ${pairs.map(([name, value]) => `${name} ${value}`).join(", ")}.`];
}
