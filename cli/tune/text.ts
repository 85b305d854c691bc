import type Fraction from "fraction.js";
import { lengthText, rateText } from "../../analysis/review/backtest/words.ts";
import { latenessOf, longestDelay, medianDelay, type Score, weekly } from "../../analysis/tune/score.ts";
import type { Option, Tuned, Untuned } from "../../analysis/tune/tune.ts";
import { formatCount, formatDuration, formatShare } from "../../model/quantity.ts";
import type { Slo, Tier } from "../../model/resolved.ts";
import { burnTiers, lowestThreshold, percent } from "../../monitors/burn-rate.ts";
import { table } from "../table.ts";
import { type Source, sourceJson, sourceText } from "./inputs.ts";

/** What a run has found. */
export interface Found extends Source {
  readonly tuned: readonly (Tuned | Untuned)[];
}

/** Options of a curve that are shown: those between are much like their neighbours. */
const shown = 8;

export function asText({ tuned, ...from }: Found): string {
  const untuned = tuned.filter((one) => "why" in one);
  const rows = untuned.map(({ slo, why }) => [slo.path, why]);
  const all = tuned.filter((one) => "present" in one);
  const confirmed = all.filter((one) => one.confirmed).length;
  return [
    ...sourceText(from, "; chosen on the first half, confirmed on the second"),
    ...all.map((one) => `\n${objectiveText(one)}`),
    ...(rows.length > 0 ? [`\nnot tuned: ${formatCount(rows.length, "objective")}\n${table(rows)}`] : []),
    `\n${from.environment}: ${formatCount(all.length, "objective")} tried, ${confirmed} with a better policy; nothing was changed\n`,
  ].join("");
}

function objectiveText({ slo, present, best, confirmed, later, price, curve, tried }: Tuned): string {
  const row = (name: string, { watching }: Option, score: Score) => [name, ...figures(score), watchingText(watching)];
  const proposed: [string, Option][] = [
    ...(best ? [["best", best] as [string, Option]] : []),
    ...(price && price !== "impossible" ? [["fewer pages", price] as [string, Option]] : []),
  ];
  const options: [string, Option][] = [["present", present], ...proposed];
  const halves = (["chosen", "heldOut"] as const).flatMap((half) =>
    options.map(([name, option]) => row(`${name}, ${halfWords[half]}`, option, option[half])),
  );
  return [
    `${slo.path}: ${slo.title}, ${formatShare(slo.target)}\n`,
    table([["", ...columns, "page"], ...halves]),
    ...verdictLines({ slo, present, ...(best && { best }), confirmed, later }),
    ...priceLines({ present, later, ...(price && { price }) }),
    `  what ${formatCount(tried, "policy")} could do, over the whole history:\n`,
    table([["", ...columns, "page"], ...thinned(curve).map((option) => row("", option, option.whole))]),
  ].join("");
}

const halfWords = { chosen: "first half", heldOut: "second half" } as const;
const columns = ["incidents paged", "median after", "longest", "pages a week", "outside incidents"];

const figures = (score: Score): string[] => [
  `${score.delays.size} of ${score.incidents}`,
  lengthText(medianDelay(score)),
  lengthText(longestDelay(score)),
  rateText(weekly(score.pages, score)),
  rateText(weekly(score.outside, score)),
];

const watchingText = ({ page, leastBadEvents }: Option["watching"]): string =>
  `${page.map(({ share, in: window }) => `${formatShare(share)} in ${formatDuration(window)}`).join(", ")}; at least ${leastBadEvents} failures`;

function verdictLines({ slo, present, best, confirmed, later }: Pick<Tuned, "slo" | "present" | "best" | "confirmed" | "later">): string[] {
  if (!best) return ["  nothing that was tried pages less and sees as much, as early: keep the present policy\n"];
  const late = latenessText(best.heldOut, present.heldOut, later);
  const [lowest, before] = [best, present].map((option) => percent(lowestShare(slo, option)));
  if (!confirmed) return [`  not confirmed by the second half (${late}): keep the present policy\n`];
  return [
    `  confirmed by the second half (${late}); as a policy of its own:\n`,
    policyText(slo, best),
    `  it pages from ${lowest} of failures on (present: ${before}); less than that is left to the ticket\n`,
  ];
}

function priceLines({ present, price, later }: Pick<Tuned, "present" | "price" | "later">): string[] {
  if (!price) return [];
  if (price === "impossible") return ["  fewer pages: no policy that was tried pages so seldom\n"];
  return [`  fewer pages: ${latenessText(price.heldOut, present.heldOut, later)}\n`];
}

/** What the second half says of a proposal. */
function latenessText(one: Score, present: Score, later: number): string {
  const missed = [...present.delays.keys()].filter((id) => !one.delays.has(id));
  const differences = latenessOf(one, present);
  const late = differences.filter((difference) => difference > later).length;
  const worst = Math.max(0, ...differences);
  return [
    missed.length === 0 ? "no incident missed" : `${formatCount(missed.length, "incident")} missed: ${missed.join(", ")}`,
    late > 0
      ? `${late} of ${differences.length} paged over ${lengthText(later)} later, one by ${lengthText(worst)}`
      : worst > 0
        ? `none paged over ${lengthText(later)} later`
        : "none paged later",
    `${present.pages} pages become ${one.pages}`,
  ].join(", ");
}

/** The lowest constant share of failures that pages. */
function lowestShare(slo: Slo, { watching }: Option): Fraction {
  const lowest = lowestThreshold(burnTiers({ ...slo, policy: { ...slo.policy, ...watching } }, slo.signal.from).page);
  if (!lowest) throw new Error(`${slo.path} has no page`);
  return lowest;
}

/** An entry of `policies:`; all else stays as the present policy has it, but for where it comes from. */
export function policyText({ id, policy }: Slo, { watching }: Pick<Option, "watching">): string {
  const rows = (tiers: readonly Tier[]) =>
    `[${tiers.map(({ share, in: window }) => `{ share: ${formatShare(share)}, in: ${formatDuration(window)} }`).join(", ")}]`;
  const lines = [
    `${policy.id}-${id}:`,
    `  window: ${policy.calendar ?? formatDuration(policy.window)}`,
    `  page: ${rows(watching.page)}`,
    `  ticket: ${rows(policy.ticket)}`,
    `  page-severity: ${policy.pageSeverity.id}`,
    `  ticket-severity: ${policy.ticketSeverity.id}`,
    `  least-bad-events: ${watching.leastBadEvents}`,
    ...(policy.leastBadMinutes === undefined ? [] : [`  least-bad-minutes: ${policy.leastBadMinutes}`]),
    `  absence: ${formatDuration(policy.absence)}`,
    ...(policy.noTraffic === undefined ? [] : [`  no-traffic: ${formatDuration(policy.noTraffic)}`]),
  ];
  return lines.map((line) => `    ${line}\n`).join("");
}

/** Evenly, with the first and the last. */
const thinned = (curve: readonly Option[]): readonly Option[] =>
  curve.length <= shown
    ? curve
    : Array.from({ length: shown }, (_, index) => curve[Math.round((index * (curve.length - 1)) / (shown - 1))] as Option);

export function asJson({ tuned, ...from }: Found) {
  return {
    ...sourceJson(from),
    objectives: tuned.flatMap((one) =>
      "why" in one
        ? []
        : [
            {
              slo: one.slo.path,
              tried: one.tried,
              confirmed: one.confirmed,
              present: optionJson(one.present),
              ...(one.best && { best: optionJson(one.best) }),
              ...(one.price && { fewerPages: one.price === "impossible" ? null : optionJson(one.price) }),
              curve: one.curve.map(optionJson),
            },
          ],
    ),
    notTuned: tuned.flatMap((one) => ("why" in one ? [{ slo: one.slo.path, why: one.why }] : [])),
  };
}

const optionJson = ({ watching: { page, leastBadEvents }, ...scores }: Option) => ({
  page: page.map(({ share, in: window }) => ({ share: formatShare(share), in: window })),
  leastBadEvents,
  firstHalf: scoreJson(scores.chosen),
  secondHalf: scoreJson(scores.heldOut),
  whole: scoreJson(scores.whole),
});

const scoreJson = (score: Score) => ({
  incidents: score.incidents,
  paged: Object.fromEntries(score.delays),
  pages: score.pages,
  outside: score.outside,
});
