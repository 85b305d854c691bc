import type { Service } from "../../model/resolved.ts";
import { auditsPage, home } from "./addresses.ts";
import type { Audit, ShownAt, Touched } from "./audit.ts";
import type { Block, Page, Section, Text } from "./page.ts";
import type { Subject } from "./subject.ts";

/** What each audit found, whole; undefined where nothing was audited. */
export function auditsPageOf(subject: Subject): Page | undefined {
  const { audits = [], resolved } = subject;
  if (audits.length === 0) return undefined;
  return {
    path: auditsPage,
    title: "Audits",
    trail: [{ text: resolved.organization.name, to: home }],
    lead: "what was found when the catalog was compared with what there is",
    sections: audits.map((audit, index) => ({ id: `audit-${index + 1}`, title: audit.title, blocks: auditBlocks(audit, subject) })),
  };
}

function auditBlocks({ title, at, result, findings, page }: Audit, subject: Subject): Block[] {
  return [
    { kind: "text", text: `${timeOf(at)}: ${result}` },
    ...(page === undefined ? [] : [{ kind: "text" as const, text: [{ text: "The whole answer", to: page }] }]),
    ...(findings.length === 0
      ? []
      : [
          {
            kind: "table" as const,
            caption: `Findings of ${title}`,
            head: ["found", "touches"],
            rows: findings.map(({ touches, what }): Text[] => [what, touchedInWords(touches, subject)]),
          },
        ]),
  ];
}

/** The outcome of each audit, on the first page. */
export function auditsSection({ audits = [] }: Subject): Section[] {
  if (audits.length === 0) return [];
  return [
    {
      id: "audits",
      title: "Audits",
      blocks: [
        {
          kind: "table",
          caption: "What was compared, and how it ended",
          head: ["audit", "as of", "result"],
          rows: audits.map(({ title, at, result }, index): Text[] => [
            [{ text: title, to: `${auditsPage}#audit-${index + 1}` }],
            timeOf(at),
            result,
          ]),
        },
      ],
    },
  ];
}

/** What audits found of one service. */
export function findingsSection(subject: Subject, { path }: Service): Section[] {
  const { audits = [], shownAt } = subject;
  const rows = audits.flatMap(({ title, at, findings }, index) =>
    findings.flatMap(({ touches, what }): Text[][] => {
      const own = touches.filter(({ name }) => shownAt(name)?.service === path);
      if (own.length === 0) return [];
      return [[what, touchedInWords(own, subject), [{ text: title, to: `${auditsPage}#audit-${index + 1}` }, `, ${timeOf(at)}`]]];
    }),
  );
  if (rows.length === 0) return [];
  const table: Block = { kind: "table", caption: "What audits found of the service", head: ["found", "touches", "audit"], rows };
  return [{ id: "findings", title: "Audits", blocks: [table] }];
}

/** Names with how each is touched; what the pages do not have is text. */
function touchedInWords(touches: readonly Touched[], { shownAt }: Pick<Subject, "shownAt">): Text {
  const byHow = Map.groupBy(touches, ({ how }) => how);
  return [...byHow].flatMap(([how, of], index) => [
    ...(index === 0 ? [] : ["; "]),
    ...(how === undefined ? [] : [`${how}: `]),
    ...linksOrCode(of, shownAt),
  ]);
}

function linksOrCode(of: readonly Touched[], shownAt: ShownAt): Exclude<Text, string> {
  return of.flatMap(({ name }, index) => {
    const link = shownAt(name)?.link;
    return [...(index === 0 ? [] : [", "]), link ?? { code: name }];
  });
}

const timeOf = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;
