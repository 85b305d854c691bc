import { tradeoffChart } from "../../analysis/review/chart.ts";
import type { Block, Section } from "../../analysis/review/section.ts";
import type { Option } from "../../analysis/tune/choice.ts";
import { medianDelay, weekly } from "../../analysis/tune/score.ts";
import type { Page } from "../review/page.ts";
import { type Found, type Shown, shownIn, untunedIn } from "./found.ts";
import { sourceText } from "./inputs.ts";
import { columns, curveRows, curveTitle, halvesOf, priceOf, summaryOf, verdictOf } from "./text.ts";

/** What a run has found, as a page with a picture of each curve. */
export function pageOf(found: Found): Page {
  const all = shownIn(found);
  const untuned = untunedIn(found);
  return {
    title: `Tuning ${found.environment}`,
    subject: `${sourceText(found, "; chosen on the first half, confirmed on the second").join("; ").replaceAll("\n", "")}. ${summaryOf(found, all)}.`,
    sections: [
      ...all.map(sectionOf),
      ...(untuned.length > 0
        ? [
            {
              id: "not-tuned",
              title: "Not tuned",
              blocks: [
                tableOf(
                  ["What", "Why"],
                  untuned.map(({ path, why }) => [path, why]),
                ),
              ],
            },
          ]
        : []),
    ],
  };
}

function sectionOf(one: Shown): Section {
  const { path, title, differs, best, confirmed, proposal, leaves } = one;
  const proposed = best !== undefined && confirmed;
  return {
    id: path,
    title: `${path}: ${title}`,
    blocks: [
      ...[...verdictOf(one), ...priceOf(one)].map((text): Block => ({ kind: "text", text })),
      ...(proposed ? [{ kind: "list" as const, items: proposal.map((line) => [{ code: line }]) }] : []),
      ...(proposed && leaves !== undefined ? [{ kind: "text" as const, text: leaves }] : []),
      tableOf(["", ...columns, differs], halvesOf(one)),
      pictureOf(one),
      { kind: "text", text: `${curveTitle(one)}:` },
      tableOf(["", ...columns, differs], curveRows(one)),
    ],
  };
}

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({ kind: "table", head, rows });

/** Over the whole history: what sees as many incidents as the present page, what sees fewer, and the options that are named. */
function pictureOf({ path, curve, present, best, price }: Shown): Block {
  const seen = present.whole.delays.size;
  const pointOf = ({ whole }: Option<string>, label?: string) => ({
    pages: weekly(whole.pages, whole),
    delay: medianDelay(whole),
    ...(label !== undefined && { label }),
  });
  const [asMany, fewer] = [curve.filter(({ whole }) => whole.delays.size >= seen), curve.filter(({ whole }) => whole.delays.size < seen)];
  const named = [
    { name: "present", tone: "page" as const, option: present },
    ...(best ? [{ name: "best", tone: "limit" as const, option: best }] : []),
    ...(price && price !== "impossible" ? [{ name: "fewer pages", tone: "ticket" as const, option: price }] : []),
  ];
  const series = [
    { name: `at least ${seen} incidents`, tone: "ticket" as const, joined: true, points: asMany.map((option) => pointOf(option)) },
    {
      name: "fewer, as labelled",
      tone: "shadow" as const,
      joined: false,
      points: fewer.map((option) => pointOf(option, String(option.whole.delays.size))),
    },
    ...named.map(({ name, tone, option }) => ({ name, tone, joined: false, points: [pointOf(option)] })),
  ].filter(({ points }) => points.length > 0);
  const alt = `How soon pages of ${path} come against how many there are: ${named.map(({ name, option }) => `${name} ${inWords(pointOf(option))}`).join(", ")}.`;
  return {
    kind: "picture",
    file: `${path.replaceAll("/", "--")}.svg`,
    alt,
    svg: tradeoffChart(`${path}: pages and time to page`, alt, series),
  };
}

const inWords = ({ pages, delay }: { readonly pages: number; readonly delay: number }): string =>
  `${Number(pages.toPrecision(2))} a week after ${Math.round(delay / 60)} min`;
