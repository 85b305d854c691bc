import Fraction from "fraction.js";
import { formatShare, parseDuration, parseShare, QuantityError } from "../model/quantity.ts";
import type { Policy, Share, Tier } from "./arguments.ts";
import { policyOf } from "./organization.ts";
import { ids, type TierAlert } from "./slo.ts";
import type { Fault } from "./small-catalog.ts";

/** An alert never demands more than half of all events to fail, as the tiers of a burn rate do not. */
const highest = new Fraction(1, 2);

/**
 * The tiers of a policy as alerts on the bad share, each on its one long window: for an evaluator that cannot join two. A tier fires at the
 * burn factor that it has in a catalog, `share x policy window / in`, and ends when its whole window is below it.
 *
 * @returns the alerts of all tiers that make sense, and what is wrong with the others
 */
export function tierAlerts({ policy, target, title }: { readonly policy: Policy; readonly target: Share; readonly title: string }): {
  readonly alerts: readonly TierAlert[];
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const read = <T>(argument: string, parse: () => T): T | undefined => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      faults.push({ argument, what: error.message });
      return undefined;
    }
  };
  const { "least-bad-events": least, page, ticket, window } = policyOf(policy);
  const good = read("target", () => parseShare(target));
  const whole = read("policy.window", () => parseDuration(window));
  if (good?.compare(1) === 0)
    faults.push({ argument: "target", what: "no event may fail, so there is no error budget; choose a target below 100 %" });
  const alertOf = (kind: "page" | "ticket", tier: Tier, index: number): TierAlert[] => {
    const argument = `policy.${kind}.${index}`;
    const share = read(`${argument}.share`, () => parseShare(tier.share));
    const over = read(`${argument}.in`, () => parseDuration(tier.in));
    if (share === undefined || over === undefined || good === undefined || whole === undefined || good.compare(1) >= 0 || over === 0)
      return [];
    const factor = share.mul(whole).div(over);
    if (factor.compare(1) < 0) {
      faults.push({
        argument,
        what: `${tier.share} in ${tier.in} is slower than the error budget may be spent; change the share, the time or the window`,
      });
      return [];
    }
    const threshold = factor.mul(new Fraction(1).sub(good));
    const above = formatShare(threshold.compare(highest) > 0 ? highest : threshold);
    const speed = kind === "page" ? "fast" : "slowly";
    const entry = {
      title: `${title} burns its error budget ${speed} (${tier.in})`,
      signal: ids.signal,
      when: { "bad-share": { above, over: tier.in, least } },
      for: "0s",
      missing: "absence",
      severity: kind === "page" ? "critical" : "warning",
      runbook: ids.runbook,
    };
    return [{ id: `${kind}-${tier.in}`, entry, argument }];
  };
  if (page.length === 0)
    faults.push({ argument: "policy.page", what: 'nothing would page; name a tier such as { share: "2%", in: "1h" }' });
  const alerts = [
    ...page.flatMap((tier, index) => alertOf("page", tier, index)),
    ...ticket.flatMap((tier, index) => alertOf("ticket", tier, index)),
  ];
  return { alerts, faults };
}
