import { formatCount } from "../../model/quantity.ts";
import type { Approval, Approver, Ignored } from "./approval.ts";
import { isGiven } from "./approval.ts";
import type { Change, Finding } from "./change.ts";
import { listed } from "./difference/words.ts";
import type { Block, Line, Part, Section } from "./section.ts";

/** What each direction means, for who reads it for the first time. */
const said = {
  blind: "a failure is no longer detected",
  looser: "detected later, less loudly, or by fewer alerts",
  tighter: "detected sooner, by more, or louder",
  neutral: "no notification changes",
} as const;
const directions = ["blind", "looser", "tighter", "neutral"] as const;

/** Every change in the order of its significance; those that move nothing are folded away. */
export function changesSection(changes: readonly Change[]): Section {
  const loud = changes.filter(({ direction, pages }) => direction !== "neutral" || pages);
  const quiet = changes.filter((change) => !loud.includes(change));
  return {
    id: "changes",
    title: "What changes",
    blocks: [
      { kind: "text", text: summary(changes) },
      ...loud.flatMap(changeBlocks),
      ...(quiet.length > 0
        ? [
            {
              kind: "details" as const,
              summary: `${formatCount(quiet.length, "change")} without effect on notifications`,
              blocks: quiet.flatMap(changeBlocks),
            },
          ]
        : []),
    ],
  };
}

function summary(changes: readonly Change[]): Line {
  if (changes.length === 0) return "Nothing means anything else: whatever was edited, the stack stays as it is.";
  const parts = directions.flatMap((direction): Part[] => {
    const count = changes.filter((change) => change.direction === direction).length;
    return count > 0 ? [", ", { strong: `${count} ${direction}` }, ` (${said[direction]})`] : [];
  });
  return [`${formatCount(changes.length, "change")}: `, ...parts.slice(1)];
}

function changeBlocks({ direction, pages, entry, what, means, declared, tier, services, owners }: Change): Block[] {
  const count = services ? ` (in ${formatCount(services.length, "service")} of ${owners.join(", ")})` : "";
  const head: Line = [{ strong: direction }, pages ? ", pages, tier " : ", tier ", `${tier}: `, { code: entry }, ` ${what}${count}`];
  const items: Line[] = [...means, ...(declared === undefined ? [] : [[{ strong: "declared" }, `: ${declared}`]])];
  return [
    { kind: "text", text: head },
    ...(items.length > 0 ? [{ kind: "list" as const, items }] : []),
    ...(services ? [listOf(services)] : []),
  ];
}

/** Services that a line holds; more are folded away. */
const mostInLine = 8;

function listOf(services: readonly string[]): Block {
  const all: Line = services.flatMap((service, index): Part[] => (index === 0 ? [{ code: service }] : [", ", { code: service }]));
  if (services.length <= mostInLine) return { kind: "list", items: [["in ", ...all]] };
  return { kind: "details", summary: `The ${services.length} services`, blocks: [{ kind: "text", text: all }] };
}

/** What keeps it from being merged, errors first; nothing where nothing does. */
export function findingsSection(findings: readonly Finding[]): Section | undefined {
  if (findings.length === 0) return undefined;
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  return {
    id: "findings",
    title: "Findings",
    blocks: [
      {
        kind: "table",
        head: ["", "Entry", "What", "Fix"],
        rows: [...errors, ...warnings].map(({ severity, entry, what, way }) => [[{ strong: severity }], [{ code: entry }], what, way]),
      },
    ],
  };
}

/** Who has to approve, for what, and whether someone has. */
export function approvalsSection(approvals: readonly Approval[], ignored: readonly Ignored[] = []): Section {
  const missing = approvals.filter((approval) => !isGiven(approval)).length;
  const text =
    approvals.length === 0
      ? "The policy asks for no approval of these changes."
      : missing === 0
        ? "Every approval that the policy asks for is given."
        : `${formatCount(missing, "approval")} of ${approvals.length} missing.`;
  return {
    id: "approvals",
    title: "Approvals",
    blocks: [
      { kind: "text", text },
      ...(approvals.length > 0 ? [table(approvals)] : []),
      ...(ignored.length > 0
        ? [{ kind: "list" as const, items: ignored.map(({ name, why }): Line => [{ code: name }, ` is ignored: ${why}`]) }]
        : []),
    ],
  };
}

function table(approvals: readonly Approval[]): Block {
  return {
    kind: "table",
    head: ["Approval of", "For", "Can be given by", "Given by"],
    rows: approvals.map(({ asked, teams, changes, by, given }) => [
      asked === "owner" ? `owner (${teams.join(", ")})` : asked,
      listed([...new Set(changes.map(entryInWords))]),
      by.length > 0 ? by.map(inWords).join(", ") : "only the author; add someone else to the group first",
      given.length > 0 ? given.map(inWords).join(", ") : [{ strong: "missing" }],
    ]),
  };
}

const entryInWords = ({ entry, services }: Change): string => (services ? `${entry} in ${formatCount(services.length, "service")}` : entry);

const inWords = ({ name, login }: Approver): string => (login === undefined ? name : `${name} (@${login})`);
