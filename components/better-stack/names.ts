import { shorten } from "../../model/ids.ts";

/** Name under which pagers know Better Stack as a sender, and the stack switches it on. */
export const sender = "better-stack";

/** Where a page is shown that has no domain of its own. */
const hosted = ".betteruptime.com";

/** Longest part of a host name (RFC 1035, 2.3.4). */
const longestLabel = 63;

/**
 * The sub-domain and the domain of one's own that give a status page its address. Each page has a sub-domain, unique
 * among all customers; a page with a domain of its own takes it from that.
 */
export function hostOf(domain: string): { readonly subdomain: string; readonly customDomain: string } {
  const own = domain.endsWith(hosted) ? domain.slice(0, -hosted.length) : domain;
  if (own !== domain && !own.includes(".")) return { subdomain: own, customDomain: "" };
  return { subdomain: shorten(domain.replaceAll(".", "-"), longestLabel), customDomain: domain };
}
