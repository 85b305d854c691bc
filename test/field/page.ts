import type { FieldCase, FieldTable } from "./case.ts";
import { counts } from "./translated/readme.ts";
import { sources, total } from "./translated/table.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

const link = (report: string): string => {
  const [repository = "", number = ""] = report.split("#");
  return `[${report}](https://github.com/${repository}/issues/${number})`;
};

const row = ({ reports, input, answer }: FieldCase): string =>
  `| ${reports.length === 0 ? "own" : reports.map(link).join(", ")} | ${cell(input)} | ${cell(answer)} |`;

const projects = new Intl.ListFormat("en").format(sources.map(({ repository }) => repository));

const publicFiles = [
  "## Public SLO files, written as a catalog",
  "",
  `Of ${total.of} SLOs and alerts in the public files of ${projects}, ${total.proved + total.raw} are written as a catalog below`,
  `[test/field/translated](../test/field/translated/README.md), ${total.unlike} of them otherwise in some way. It is checked, rendered, and run in Prometheus' rule engine: by simulations of \`prove\`, and for raw queries by series written by hand.`,
  "",
  counts,
  "",
];

/** The tables as `docs/field-reports.md`: a section for each kind, a row for each case. */
export function fieldReports(tables: readonly FieldTable[]): string {
  const sections = tables.map(({ title, story, cases }) =>
    [`## ${title}`, "", story, "", "| report | input | answer |", "|---|---|---|", ...cases.map(row), ""].join("\n"),
  );
  return [
    "# Field reports",
    "",
    "What others ran into, and what slostack answers. Every row is a test below `test/field`; `npm test -- test/field/page.test.ts -u` writes",
    "this page from their tables. A row marked *own* was found in this project.",
    "",
    ...sections,
    ...publicFiles,
  ].join("\n");
}
