import { newRelic } from "./newrelic.ts";

/** Words of NRQL in the runbooks; what is neither one of them nor a function is an attribute or an event. */
const words = new Set(
  "SELECT FROM WHERE FACET SINCE AGO TIMESERIES AND OR LIKE IS TRUE FALSE LIMIT MAX AS IN MINUTES HOUR HOURS DAY DAYS NOT NULL RLIKE".split(
    " ",
  ),
);

/** What is wrong with an NRQL query of a person, measured by the contract of the catalog; empty when nothing is. */
export function faultsOfNrql(query: string): string[] {
  const found: string[] = [];
  const bare = query.replaceAll(/'[^']*'/g, " ");
  const event = /\bFROM\s+(\w+)/i.exec(bare)?.[1] ?? "";
  const attributes = newRelic.events.get(event);
  if (!attributes) return [`${event === "" ? "no event" : event}: no event of the catalog`];
  for (const [attribute, value] of Object.entries(newRelic.fixed))
    if (!new RegExp(`\\b${attribute} = '${value}'`).test(query)) found.push(`lacks ${attribute} = '${value}'`);
  for (const [name = "", , call] of bare.matchAll(/[A-Za-z_]([\w.]*)(\s*\()?/g)) {
    const word = name.replace(/\s*\($/, "");
    if (call !== undefined || words.has(word.toUpperCase()) || word === event) continue;
    if (!attributes.has(word)) found.push(`${event} has no attribute ${word}`);
  }
  return found;
}
