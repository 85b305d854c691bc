import { lengthText, rateText } from "../../analysis/review/backtest/words.ts";
import type { Option } from "../../analysis/tune/choice.ts";
import { latenessOf, longestDelay, medianDelay, type Score, weekly } from "../../analysis/tune/score.ts";
import { formatCount } from "../../model/quantity.ts";
import { table } from "../table.ts";
import { type Found, type Shown, shownIn, untunedIn } from "./found.ts";
import { sourceText } from "./inputs.ts";

/** Options of a curve that are shown: those between are much like their neighbours. */
const shown = 8;

export function asText(found: Found): string {
  const rows = untunedIn(found).map(({ path, why }) => [path, why]);
  const all = shownIn(found);
  return [
    ...sourceText(found, "; chosen on the first half, confirmed on the second"),
    ...all.map((one) => `\n${choiceText(one)}`),
    ...(rows.length > 0 ? [`\nnot tuned: ${rows.length}\n${table(rows)}`] : []),
    `\n${found.environment}: ${summaryOf(found, all)}\n`,
  ].join("");
}

/** How many were tried, and what came of it. */
export function summaryOf({ tuned, alerts }: Found, all: readonly Shown[]): string {
  const tried = [tuned, alerts].map((many) => many.filter((one) => "present" in one).length) as [number, number];
  const confirmed = all.filter((one) => one.confirmed).length;
  const what = [formatCount(tried[0], "objective"), ...(alerts.length > 0 ? [formatCount(tried[1], "alert")] : [])].join(" and ");
  return `${what} tried, ${confirmed} with something better; nothing was changed`;
}

function choiceText(one: Shown): string {
  return [
    `${one.path}: ${one.title}\n`,
    table([["", ...columns, one.differs], ...halvesOf(one)]),
    ...verdictOf(one).map((line) => `  ${line}\n`),
    ...(one.best && one.confirmed ? one.proposal.map((line) => `    ${line}\n`) : []),
    ...(one.best && one.confirmed && one.leaves !== undefined ? [`  ${one.leaves}\n`] : []),
    ...priceOf(one).map((line) => `  ${line}\n`),
    `  ${curveTitle(one)}:\n`,
    table([["", ...columns, one.differs], ...curveRows(one)]),
  ].join("");
}

export const columns = ["incidents paged", "median after", "longest", "pages a week", "outside incidents"];
const halfWords = { chosen: "first half", heldOut: "second half" } as const;

/** What the present page did in each half, and what the proposed ones would have done. */
export function halvesOf({ present, best, price }: Shown): string[][] {
  const options: [string, Option<string>][] = [
    ["present", present],
    ...(best ? [["best", best] as [string, Option<string>]] : []),
    ...(price && price !== "impossible" ? [["fewer pages", price] as [string, Option<string>]] : []),
  ];
  return (["chosen", "heldOut"] as const).flatMap((half) =>
    options.map(([name, option]) => [`${name}, ${halfWords[half]}`, ...figures(option[half]), option.watching]),
  );
}

const nouns = { page: ["policy", "policies"], for: ["pending period", "pending periods"] } as const;

export const curveTitle = ({ differs, tried }: Shown): string =>
  `what ${tried} ${nouns[differs][tried === 1 ? 0 : 1]} could do, over the whole history`;

export const curveRows = ({ curve }: Shown): string[][] => thinned(curve).map(({ watching, whole }) => ["", ...figures(whole), watching]);

const figures = (score: Score): string[] => [
  `${score.delays.size} of ${score.incidents}`,
  lengthText(medianDelay(score)),
  lengthText(longestDelay(score)),
  rateText(weekly(score.pages, score)),
  rateText(weekly(score.outside, score)),
];

/** What becomes of the best option; where it is confirmed, the proposal follows. */
export function verdictOf({ differs, path, present, best, confirmed, later }: Shown): string[] {
  const keep = `keep the present ${nouns[differs][0]}`;
  if (!best) return [`nothing that was tried pages less and sees as much, as early: ${keep}`];
  const late = latenessText(best.heldOut, present.heldOut, later);
  if (!confirmed) return [`not confirmed by the second half (${late}): ${keep}`];
  return [`confirmed by the second half (${late}); ${differs === "page" ? "as a policy of its own" : `at ${path}`}:`];
}

export function priceOf({ differs, present, price, later }: Shown): string[] {
  if (!price) return [];
  if (price === "impossible") return [`fewer pages: no ${nouns[differs][0]} that was tried pages so seldom`];
  return [`fewer pages: ${latenessText(price.heldOut, present.heldOut, later)}`];
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

/** Evenly, with the first and the last. */
const thinned = (curve: readonly Option<string>[]): readonly Option<string>[] =>
  curve.length <= shown
    ? curve
    : Array.from({ length: shown }, (_, index) => curve[Math.round((index * (curve.length - 1)) / (shown - 1))] as Option<string>);
