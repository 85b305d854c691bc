import type Fraction from "fraction.js";
import type { Watching } from "../../analysis/tune/candidates.ts";
import { withWatching } from "../../analysis/tune/candidates.ts";
import type { Choice, Option } from "../../analysis/tune/choice.ts";
import type { TunedAlert, UntunedAlert } from "../../analysis/tune/pending.ts";
import type { Tuned, Untuned } from "../../analysis/tune/tune.ts";
import { formatDuration, formatShare } from "../../model/quantity.ts";
import type { Slo, Tier } from "../../model/resolved.ts";
import { burnTiers, lowestThreshold, percent } from "../../monitors/burn-rate.ts";
import type { Source } from "./inputs.ts";

/** What a run has found. */
export interface Found extends Source {
  readonly tuned: readonly (Tuned | Untuned)[];
  readonly alerts: readonly (TunedAlert | UntunedAlert)[];
}

/** One that was tuned, as it is read: its options by their words. */
export interface Shown extends Choice<string> {
  readonly path: string;
  readonly title: string;
  /** what differs between options, above their words */
  readonly differs: "page" | "for";
  /** what to write where the best option is confirmed: whole lines of the catalog */
  readonly proposal: readonly string[];
  /** what the best option leaves undetected, as a sentence; absent: nothing more */
  readonly leaves?: string;
}

export const shownIn = ({ tuned, alerts }: Found): Shown[] => [
  ...tuned.flatMap((one) => ("present" in one ? [shownSlo(one)] : [])),
  ...alerts.flatMap((one) => ("present" in one ? [shownAlert(one)] : [])),
];

/** What was not tuned, each with the reason. */
export const untunedIn = ({ tuned, alerts }: Found): { readonly path: string; readonly why: string; readonly of: "slo" | "alert" }[] => [
  ...tuned.flatMap((one) => ("why" in one ? [{ path: one.slo.path, why: one.why, of: "slo" as const }] : [])),
  ...alerts.flatMap((one) => ("why" in one ? [{ path: one.alert.entry, why: one.why, of: "alert" as const }] : [])),
];

function shownSlo({ slo, ...choice }: Tuned): Shown {
  const [lowest, before] = [choice.best ?? choice.present, choice.present].map((option) => percent(lowestShare(slo, option)));
  return {
    ...inWords(choice, watchingText),
    path: slo.path,
    title: `${slo.title}, ${formatShare(slo.target)}`,
    differs: "page",
    proposal: policyLines(slo, choice.best ?? choice.present),
    leaves: `it pages from ${lowest} of failures on (present: ${before}); less than that is left to the ticket`,
  };
}

function shownAlert({ alert, ...choice }: TunedAlert): Shown {
  return {
    ...inWords(choice, ({ for: held }) => formatDuration(held)),
    path: alert.entry,
    title: alert.title,
    differs: "for",
    proposal: [`for: ${formatDuration((choice.best ?? choice.present).watching.for)}`],
  };
}

function inWords<W>(choice: Choice<W>, words: (watching: W) => string): Choice<string> {
  const option = (one: Option<W>): Option<string> => ({ ...one, watching: words(one.watching) });
  const { best, price, ...rest } = choice;
  return {
    ...rest,
    present: option(choice.present),
    ...(best && { best: option(best) }),
    ...(price && { price: price === "impossible" ? price : option(price) }),
    curve: choice.curve.map(option),
  };
}

function watchingText({ page, leastBadEvents, leastBadMinutes }: Watching): string {
  const minutes = leastBadMinutes === undefined ? "" : ` or ${leastBadMinutes} minutes with one`;
  return `${page.map(({ share, in: window }) => `${formatShare(share)} in ${formatDuration(window)}`).join(", ")}; at least ${leastBadEvents} failures${minutes}`;
}

/** The lowest constant share of failures that pages. */
function lowestShare(slo: Slo, { watching }: Option<Watching>): Fraction {
  const lowest = lowestThreshold(burnTiers({ ...slo, policy: withWatching(slo.policy, watching) }, slo.signal.from).page);
  if (!lowest) throw new Error(`${slo.path} has no page`);
  return lowest;
}

/** An entry of `policies:`; all else stays as the present policy has it, but for where it comes from. */
export function policyLines({ id, policy }: Slo, { watching }: Pick<Option<Watching>, "watching">): string[] {
  const rows = (tiers: readonly Tier[]) =>
    `[${tiers.map(({ share, in: window }) => `{ share: ${formatShare(share)}, in: ${formatDuration(window)} }`).join(", ")}]`;
  return [
    `${policy.id}-${id}:`,
    `  window: ${policy.calendar ?? formatDuration(policy.window)}`,
    `  page: ${rows(watching.page)}`,
    `  ticket: ${rows(policy.ticket)}`,
    `  page-severity: ${policy.pageSeverity.id}`,
    `  ticket-severity: ${policy.ticketSeverity.id}`,
    `  least-bad-events: ${watching.leastBadEvents}`,
    ...(watching.leastBadMinutes === undefined ? [] : [`  least-bad-minutes: ${watching.leastBadMinutes}`]),
    `  absence: ${formatDuration(policy.absence)}`,
    ...(policy.noTraffic === undefined ? [] : [`  no-traffic: ${formatDuration(policy.noTraffic)}`]),
  ];
}
