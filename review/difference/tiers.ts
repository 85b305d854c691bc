import { formatDuration } from "../../model/quantity.ts";
import type { Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type BurnTier, burnTiers } from "../../monitors/burn-rate.ts";
import { becomes, share } from "./words.ts";

type Severity = "page" | "ticket";

/** What an objective does at a tier, by where its alert goes: where nobody is paged, a page posts. */
export interface Reach {
  readonly page: Alert["route"]["kind"];
  readonly ticket: Alert["route"]["kind"];
}

const verbs = { page: "pages", post: "tells" } as const;

/** Each tier that moves, comes or goes, those that page first: `pages at 1.44% over 1h -> 7.2%`. */
export function tiersMoved(before: Slo, after: Slo, reach: Reach): string[] {
  const [old, now] = [burnTiers(before, before.signal.from), burnTiers(after, after.signal.from)];
  return (["page", "ticket"] as const).flatMap((severity) => moved(severity, old[severity], now[severity], reach));
}

function moved(severity: Severity, old: readonly BurnTier[], now: readonly BurnTier[], reach: Reach): string[] {
  const verb = severity === "ticket" && reach.ticket === "post" ? "a ticket" : verbs[reach[severity]];
  const lines = old.flatMap((tier) => {
    const over = `over ${formatDuration(tier.long)}`;
    const next = now.find(({ long }) => long === tier.long);
    if (!next) return [`${severity === "ticket" ? "no ticket" : `no longer ${verb}`} at ${share(tier.threshold)} ${over}`];
    const short = tier.short === next.short ? [] : [`short window ${becomes(formatDuration(tier.short), formatDuration(next.short))}`];
    if (tier.threshold.equals(next.threshold)) return short.map((one) => `${verb} ${over}: ${one}`);
    return [[`${verb} at ${becomes(`${share(tier.threshold)} ${over}`, share(next.threshold))}`, ...short].join(", ")];
  });
  const added = now.filter(({ long }) => old.every((tier) => tier.long !== long));
  return [...lines, ...added.map((tier) => `${verb} at ${share(tier.threshold)} over ${formatDuration(tier.long)} as well`)];
}
