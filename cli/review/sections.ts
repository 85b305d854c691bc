import { abilitySection } from "../../analysis/review/ability.ts";
import { backtestSections } from "../../analysis/review/backtest/report.ts";
import type { Change } from "../../analysis/review/change.ts";
import { curveSection } from "../../analysis/review/curves/section.ts";
import { planSection } from "../../analysis/review/plan/section.ts";
import type { Block, Line, Section } from "../../analysis/review/section.ts";
import { approvalsSection, changesSection, findingsSection } from "../../analysis/review/sections.ts";
import type { Problem } from "../../model/problem.ts";
import { filesSection } from "./files.ts";
import type { Page } from "./page.ts";
import { short } from "./sides.ts";
import type { Compared, Review } from "./value.ts";
import { countedDirections, verdictLine } from "./verdict.ts";

/** A review for people: what keeps it from being merged, what it means, what shows it, and how it was made. */
export function pageOf(review: Review): Page {
  const { verdict, base, head, environment, findings, changes, approvals, ignored, curves, abilities, backtest, plan, files } = review;
  const found = findingsSection(findings);
  return {
    title: verdictLine(verdict, environment),
    subject: [{ code: compared(base) }, " -> ", { code: compared(head) }, ", environment ", { code: environment }],
    sections: [
      ...(found ? [found] : []),
      ...(verdict.compared === "nothing" ? [] : [withElsewhere(changesSection(changes), review), approvalsSection(approvals, ignored)]),
      ...(curves.length > 0 ? [curveSection(curves)] : []),
      ...(backtest ? backtestSections(backtest) : []),
      // Where nothing changes, nothing is to be said of what every alert could and can.
      ...(abilities.length > 0 && (changes.length > 0 || verdict.compared === "nothing") ? [abilitySection(abilities)] : []),
      ...(plan ? [planSection(plan)] : []),
      ...(files.length > 0 ? [filesSection(files)] : []),
      ...madeSection(review),
    ],
  };
}

const compared = ({ name, commit }: Compared): string => (commit === undefined ? name : `${name} (${short(commit)})`);

/** What differs in other environments alone, a line each. */
function withElsewhere(section: Section, { elsewhere }: Review): Section {
  const other = elsewhere.filter(({ changes }) => changes.length > 0);
  return {
    ...section,
    blocks: [
      ...section.blocks,
      ...other.map(({ environment, changes }): Block => ({ kind: "text", text: elsewhereLine(environment, changes) })),
    ],
  };
}

function elsewhereLine(environment: string, changes: readonly Change[]): Line {
  return [
    { code: environment },
    `: ${changes.length} further ${changes.length === 1 ? "change" : "changes"} (${countedDirections(changes)})`,
  ];
}

/** What was not compared, the problems that kept it from being, and with what it was. */
function madeSection({ problems, notCompared, notes, base, head }: Review): Section[] {
  const left = notCompared.map(
    ({ system, file, at }): Line => [
      { code: system },
      " was not compared: ",
      { code: file },
      ` is faulty at ${(at === "base" ? base : head).name}`,
    ],
  );
  const blocks: Block[] = [
    ...(left.length + notes.length > 0 ? [{ kind: "list", items: [...left, ...notes] } as const] : []),
    // Those of head are errors of the review, at its top.
    ...problemBlocks(base.name, problems.base),
  ];
  return blocks.length === 0 ? [] : [{ id: "made", title: "How it was compared", blocks }];
}

function problemBlocks(name: string, problems: readonly Problem[]): Block[] {
  if (problems.length === 0) return [];
  const items = problems.map(
    ({ place, code, what, way }): Line => [{ code: `${place.file}:${place.line}:${place.column}` }, ` ${code}: ${what}. ${way}`],
  );
  return [
    { kind: "text", text: `Problems of the catalog at ${name}:` },
    { kind: "list", items },
  ];
}
