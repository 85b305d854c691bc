import type { Answer, Coverage } from "../coverage/coverage.ts";
import { type Outcome, outcomeOf } from "../coverage/page.ts";
import { home, requirementsPage } from "./addresses.ts";
import { entryLinks } from "./entries.ts";
import type { Block, Page, Text } from "./page.ts";
import type { Subject } from "./subject.ts";

const outcomes: Readonly<Record<Outcome, string>> = {
  catalog: "in the catalog",
  application: "of the application, in the contract",
  people: "of people, in a procedure",
  dropped: "dropped",
  missing: "without an answer",
};

/** Every requirement with what meets it, or why nothing does. */
export function requirementsPageOf(subject: Subject, { answers, faults }: Coverage): Page {
  const link = entryLinks(subject);
  const counted = (Object.keys(outcomes) as Outcome[]).flatMap((outcome) => {
    const count = answers.filter((answer) => outcomeOf(answer) === outcome).length;
    return count === 0 ? [] : [`${count} ${outcomes[outcome]}`];
  });
  const bySystem = [...Map.groupBy(answers, ({ requirement }) => requirement.system)];
  return {
    path: requirementsPage,
    title: "Requirement coverage",
    trail: [{ text: subject.resolved.organization.name, to: home }],
    lead: `${answers.length} requirements: ${counted.join(", ")}`,
    sections: [
      ...(faults.length === 0
        ? []
        : [
            {
              id: "faults",
              title: "Problems",
              blocks: [{ kind: "list", items: faults.map(({ file, line, what }) => `${file}:${line} ${what}`) } as Block],
            },
          ]),
      ...bySystem.map(([system, own], index) => ({ id: `system-${index + 1}`, title: system, blocks: [tableOf(system, own, link)] })),
    ],
  };
}

const tableOf = (system: string, answers: readonly Answer[], link: (entry: string) => Text): Block => ({
  kind: "table",
  caption: `Requirements of ${system}`,
  head: ["requirement", "asks", "answer", "entries", "missing"],
  rows: answers.map((answer): Text[] => {
    const { requirement, standings, faults } = answer;
    const outcome = outcomes[outcomeOf(answer)];
    return [
      requirement.id,
      requirement.asks,
      requirement.reason ? `${outcome}: ${requirement.reason.why}` : outcome,
      standings.flatMap(({ entry }, index) => {
        const one = link(entry.entry);
        return [...(index === 0 ? [] : [", "]), ...(typeof one === "string" ? [one] : one)];
      }),
      faults.join("; "),
    ];
  }),
});
