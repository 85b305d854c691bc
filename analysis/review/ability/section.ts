import { formatCount, formatSpan } from "../../../model/quantity.ts";
import type { Block, Line, Section } from "../section.ts";
import type { Ability, Able } from "./able.ts";

/** Rows of a table that no one opens: more of them would crowd out the rest of a comment. */
const mostFolded = 60;

/** What became possible or impossible in the open; the rest folded away. */
export function abilitySection(abilities: readonly Ability[]): Section {
  const present = abilities.filter(({ after }) => after);
  const changed = present.filter(isChanged);
  const same = present.filter((ability) => !isChanged(ability));
  const none = "Every alert can do what it could before: the same failures fire it, and the same never do.";
  const open: Block = changed.length > 0 ? table(changed) : { kind: "text", text: none };
  return { id: "ability", title: "What each alert detects", blocks: [open, ...folded(same)] };
}

function folded(same: readonly Ability[]): Block[] {
  if (same.length === 0) return [];
  const rest = same.length - mostFolded;
  const alerts = same.reduce((sum, { services }) => sum + (services?.length ?? 1), 0);
  return [
    {
      kind: "details",
      summary: `${alerts === 1 ? "1 alert is" : `${alerts} alerts are`} as before`,
      blocks: [
        table(same.slice(0, mostFolded)),
        ...(rest > 0 ? [{ kind: "text" as const, text: `and ${rest} more; all of them are in the JSON form` }] : []),
      ],
    },
  ];
}

const columns: readonly { readonly head: string; readonly of: (able: Able) => string }[] = [
  { head: "can fire", of: ({ fires, why }) => (fires === "sometimes" ? "yes" : `${fires === "never" ? "no" : "always"}: ${why}`) },
  { head: "one failed request at night", of: ({ oneFailure }) => (oneFailure === undefined ? "-" : oneFailure ? "fires it" : "does not") },
  {
    head: "total outage at night",
    of: ({ quietOutage: time }) => (time === undefined ? "-" : time === null ? "never" : formatSpan(time)),
  },
  { head: "undetected", of: ({ unseen }) => unseen },
];

function table(abilities: readonly Ability[]): Block {
  const row = ({ name, before, after, services }: Ability): Line[] => [
    [{ code: name }, ...(services ? [`, ${formatCount(services.length, "service")}`] : [])],
    ...columns.map(({ of }) => became(before && of(before), after && of(after))),
  ];
  return { kind: "table", head: ["alert", ...columns.map(({ head }) => head)], rows: abilities.map(row) };
}

function became(before: string | undefined, after: string | undefined): Line {
  if (before === undefined) return [{ strong: after ?? "-" }, " (new)"];
  return before === after ? after : [before, " -> ", { strong: after ?? "-" }];
}

const isChanged = ({ before, after }: Ability): boolean => columns.some(({ of }) => (before && of(before)) !== (after && of(after)));
