import { expect } from "vitest";
import { coverageOf } from "../../../analysis/coverage/coverage.ts";
import { namedIn } from "../../../analysis/coverage/named.ts";
import { readRequirements } from "../../../analysis/coverage/requirement.ts";
import { sectionOf } from "../../../analysis/coverage/section.ts";
import { stackOf } from "../../../analysis/coverage/stack.ts";
import { member } from "../../../model/document.ts";
import { readFile } from "../../../model/read.ts";
import { contractWith, itemNamed, shop } from "../../analysis/contract/shop.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

/** What is wrong with the answers to one row of the requirements, where a page of procedures stands beside them. */
function faults(
  row: string,
  { edits = [], procedures = "" }: { readonly edits?: readonly Edit[]; readonly procedures?: string },
): string[] {
  const named = withCatalog(edits, (folder) => {
    const { document } = readFile(`${folder}/systems/shop.yaml`, "systems/shop.yaml");
    if (!document) throw new Error("the shop cannot be read");
    return namedIn(document, String(member(document.value, "system")));
  });
  const found = coverageOf({
    page: "requirements.md",
    requirements: readRequirements(`## Shop\n\n| Id | Asked | Elsewhere |\n|---|---|---|\n${row}\n`),
    named,
    stacks: [stackOf(shop(edits), [], [])],
    leads: () => true,
    answers: (link, id) => sectionOf(procedures, link.split("#")[1]).includes(`[${id}]`),
  });
  return [...found.faults.map(({ what }) => what), ...found.answers.flatMap((answer) => answer.faults)];
}

const words: Edit = {
  file: "systems/shop.yaml",
  replace: "      load: { gauge",
  with: "      words: { histogram: review_words, buckets: [10, 100], exists: required, source: [S-M01] }\n      load: { gauge",
};

export const table: FieldTable = {
  title: "A requirement is answered by an effect",
  story: "An id beside an entry is a promise; whether anything is done is seen only in what reads, rings, shows or is followed.",
  cases: [
    {
      reports: [],
      input:
        "A metric names the requirement that it answers, the contract asks the application for it, and no objective, alert or panel reads it.",
      answer: "The requirement has no answer: a metric that nobody reads has no effect.",
      proof: () =>
        expect(faults("| S-M01 | words of a review | |", { edits: [words] })).toEqual([
          "nothing that exists carries shop/api/metrics/words",
        ]),
    },
    {
      reports: [],
      input: "A requirement is left to people, and the section that it links says nothing of it.",
      answer: "The requirement has no answer, until the section names it.",
      proof: () => {
        const row = "| S-I01 | a post-mortem | people: [rounds](procedures.md#rounds) |";
        expect(faults(row, { procedures: "## Rounds\n\nOnce a week.\n\n## Else\n\n[S-I01]\n" })).toEqual([
          "no procedure that the reason links says [S-I01] where it answers it",
        ]);
        expect(faults(row, { procedures: "## Rounds\n\n[S-I01] Once a week.\n" })).toEqual([]);
      },
    },
    {
      reports: [],
      input: "An objective looks back on 90 days, and Prometheus keeps 15 unless told otherwise.",
      answer: "The contract asks the Prometheus to keep its series for 91 days, and names the flag.",
      proof: () => {
        const edit = { file: "systems/shop.yaml", replace: "target: 99.9%,", with: "target: 99.9%, window: 90d," };
        expect(itemNamed(contractWith([edit]), "prom").text).toContain("--storage.tsdb.retention.time=91d");
      },
    },
  ],
};
