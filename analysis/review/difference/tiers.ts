import { formatDuration } from "../../../model/quantity.ts";
import type { Slo } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { type BurnTier, burnTiers } from "../../../monitors/burn-rate.ts";
import { becomes, share } from "./words.ts";

type Severity = "page" | "ticket";

/** What an objective does at a tier, by where its alert goes: where no one is paged, a page posts. */
export interface Reach {
  readonly page: Alert["route"]["kind"];
  readonly ticket: Alert["route"]["kind"];
}

const verbs = { page: "pages", post: "notifies" } as const;

/** Each tier that moves, comes or goes, those that page first: `pages at 1.44% over 1h -> 7.2%`. */
export function tiersMoved(before: Slo, after: Slo, reach: Reach): string[] {
  const [old, now] = [burnTiers(before, before.signal.from), burnTiers(after, after.signal.from)];
  return (["page", "ticket"] as const).flatMap((severity) => moved(severity, old[severity], now[severity], reach));
}

function moved(severity: Severity, old: readonly BurnTier[], now: readonly BurnTier[], reach: Reach): string[] {
  const verb = severity === "ticket" && reach.ticket === "post" ? "a ticket" : verbs[reach[severity]];
  const [gone, came] = [missing(old, now), missing(now, old)];
  const kept = old.flatMap((tier) => {
    const next = now.find(({ long }) => long === tier.long);
    return next ? keptTier(verb, tier, next) : [];
  });
  // As many rows went as came: each took the place of one.
  if (gone.length === came.length)
    return [...gone.map((tier, index) => `${verb} at ${becomes(inWords(tier), inWords(came[index] ?? tier))}`), ...kept];
  const without = gone.map((tier) => `${severity === "ticket" ? "no ticket" : `no longer ${verb}`} at ${inWords(tier)}`);
  return [...without, ...kept, ...came.map((tier) => `${verb} at ${inWords(tier)} as well`)];
}

const missing = (all: readonly BurnTier[], others: readonly BurnTier[]): BurnTier[] =>
  all.filter(({ long }) => others.every((other) => other.long !== long));

const inWords = ({ threshold, long }: BurnTier): string => `${share(threshold)} over ${formatDuration(long)}`;

function keptTier(verb: string, tier: BurnTier, next: BurnTier): string[] {
  const short = tier.short === next.short ? [] : [`short window ${becomes(formatDuration(tier.short), formatDuration(next.short))}`];
  if (tier.threshold.equals(next.threshold)) return short.map((one) => `${verb} over ${formatDuration(tier.long)}: ${one}`);
  return [[`${verb} at ${becomes(inWords(tier), share(next.threshold))}`, ...short].join(", ")];
}
