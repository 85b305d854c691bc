import { type Count, countOf, entriesOf, percent, type Row, type Source, sources, total } from "./table.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|");

function line(name: string, count: Count): string {
  const { of, proved, raw, unlike } = count;
  const said = proved + raw;
  return `| ${[name, of, proved, raw, of - said, `${percent(said, count)} %`, unlike].join(" | ")} |`;
}

/** What of the public files is said, as a table: a row for each project, and one for all. */
export const counts: string = [
  "| public files | SLOs and alerts | said and proved | said raw | not said | said | of these, otherwise in some way |",
  "|---|---|---|---|---|---|---|",
  ...sources.map(({ repository, folder, slos }) => line(`[${repository}](https://github.com/${repository}), \`${folder}\``, countOf(slos))),
  line("all", total),
].join("\n");

/** What the language can say, in one sentence. */
export const share: string = [
  `Of ${total.of} SLOs and alerts in public files of other projects, this language says ${percent(total.proved + total.raw, total)} %:`,
  `${total.proved} that \`prove\` proves, and ${total.raw} by raw queries, of which it knows nothing; ${total.unlike} otherwise in some way`,
].join(" ");

const address = ({ repository, commit, folder }: Source, file: string) =>
  `https://github.com/${repository}/blob/${commit}/${folder}/${file}`;

function rowOf(source: Source, row: Row): string {
  const { of, in: files, needs, unlike, raw, not } = row;
  const links = files.map((file, index) => (index === 0 ? `[${cell(of)}](${address(source, file)})` : `[again](${address(source, file)})`));
  const said = entriesOf(row).map((entry) => `\`${entry}\``);
  const how = [raw ? "raw" : [], unlike ?? []].flat();
  const answer = not === undefined ? [said.join(" and "), ...how].join(": ") : `not said: ${not}`;
  return `| ${links.join(", ")} | ${cell(needs)} | ${cell(answer)} |`;
}

/** @param blind services of which `check` warns that their pages stop with them */
export function readme(blind: readonly string[]): string {
  return [
    "# Public SLO files, written as a catalog",
    "",
    "SLOs and alerts that others published as examples, written in this language: the same series and labels, titles and runbooks of our own, and",
    "often other values. [`catalog/`](catalog) is checked, rendered and proved by promtool and amtool",
    "([`translated.program.test.ts`](translated.program.test.ts)), and [`sources/`](sources) says which entry stands for which SLO. This page",
    "follows from both: `npm test -- test/field/translated/translated.test.ts -u` writes it.",
    "",
    "Of a raw query `prove` knows nothing. So each has series written by hand, of what must alert and of what looks alike and must not",
    "([`raw.ts`](raw.ts)); the rendered rules run on them in Prometheus' rule engine.",
    "",
    counts,
    "",
    `\`check\` warns that the pages of ${blind.length} services go blind when the service is gone, which is so in the originals too: ${blind.map((path) => `\`${path}\``).join(", ")}.`,
    "",
    ...sources.flatMap((source) => [
      `## ${source.repository}`,
      "",
      source.about,
      "",
      "| SLO or alert | it needs | said here |",
      "|---|---|---|",
      ...source.slos.map((one) => rowOf(source, one)),
      "",
    ]),
  ].join("\n");
}
