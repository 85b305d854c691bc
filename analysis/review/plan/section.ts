import type { Plan } from "../plan.ts";
import type { Block, Line, Section } from "../section.ts";
import type { Field } from "./field.ts";
import type { Fate, PlannedObject } from "./planned.ts";

/** A plan as a part of a review: what pages and ceases to be first, then alerts, then counts and the rest folded away. */
export function planSection(plan: Plan): Section {
  const rows = plan.objects.flatMap(alertRows);
  const others = plan.objects.filter((object) => alertRows(object).length === 0);
  return {
    id: "plan",
    title: "What pulumi up would do",
    blocks: [
      { kind: "text", text: countsInWords(plan) },
      ...failures(plan),
      ...warnings(plan),
      ...inRows(["What", "Alert", "Fields"], rows),
      ...foldedAway(others),
    ],
  };
}

/** Rows that one reads: an edit of a profile may have hundreds. */
const mostRows = 24;

/** A table whose rows are folded away where they are too many to be read one by one. */
export function inRows(head: readonly string[], rows: readonly (readonly Line[])[]): Block[] {
  if (rows.length === 0) return [];
  const more = rows.slice(mostRows);
  return [
    { kind: "table", head, rows: rows.slice(0, mostRows) },
    ...(more.length > 0
      ? [{ kind: "details" as const, summary: `${more.length} more`, blocks: [{ kind: "table" as const, head, rows: more }] }]
      : []),
  ];
}

const order: readonly Fate[] = ["replaced", "deleted", "updated", "created", "taken over"];

function countsInWords({ objects, unchanged }: Plan): string {
  const counts = order.flatMap((fate) => {
    const number = objects.filter((object) => object.fate === fate).length;
    return number > 0 ? [`${number} ${fate}`] : [];
  });
  const same = unchanged > 0 ? ` (${unchanged} unchanged, including objects that only group or connect others)` : "";
  return counts.length === 0 ? `Nothing changes at the vendors${same}.` : `At the vendors: ${counts.join(", ")}${same}.`;
}

function failures(plan: Plan): Block[] {
  if (plan.failures.length === 0) return [];
  const lines = plan.failures.map((failure) => failure.replaceAll(/\s+/g, " "));
  return [{ kind: "list", items: [[{ strong: "The preview failed, so this list may be incomplete." }], ...lines] }];
}

function warnings({ findings }: Plan): Block[] {
  if (findings.length === 0) return [];
  return [
    { kind: "text", text: [{ strong: "Replaced or deleted objects that pages depend on" }] },
    { kind: "list", items: findings.map(({ what, way }) => `${what}. Fix: ${way}.`) },
  ];
}

/** A row for each alert that is a part of the object, else one for the object where it carries alerts. */
function alertRows(object: PlannedObject): Line[][] {
  const { vendor, noun, name, fate, alerts, parts, fields } = object;
  const what = (happens: string): Line => [`${happens} ${vendor} ${noun} `, { code: name }];
  const own = parts.map(({ fate, alert, fields }): Line[] => [what(`${fate} in`), alertInWords(alert), someOf(fields.map(fieldInWords))]);
  if (own.length > 0 && fields.length === 0) return own;
  if (alerts.length === 0) return own;
  return [...own, [what(`${fate}:`), someOf(alerts.map(alertInWords)), someOf(fields.map(fieldInWords))]];
}

export const alertInWords = ({ title, entry }: { readonly title: string; readonly entry: string }): string => `${title} (${entry})`;

export const fieldInWords = ({ path, before, after }: Field): string => `${path}: ${before} -> ${after}`;

/** How many of a kind are told before the rest is counted. */
const most = 4;

export function someOf(texts: readonly string[]): string {
  const rest = texts.length - most;
  return rest > 0 ? `${texts.slice(0, most).join("; ")}; and ${rest} more` : texts.join("; ");
}

function foldedAway(objects: readonly PlannedObject[]): Block[] {
  if (objects.length === 0) return [];
  const groups = Map.groupBy(objects, ({ vendor, noun, fate }) => `${vendor} ${noun}: ${fate}`);
  const rows = [...groups].map(([what, own]): Line[] => [what, String(own.length), someOf(own.map(({ name }) => name))]);
  const [things, carry] = objects.length === 1 ? ["object", "carries"] : ["objects", "carry"];
  return [
    {
      kind: "details",
      summary: `${objects.length} ${things} that ${carry} no alert`,
      blocks: [{ kind: "table", head: ["What", "Number", "Names"], rows }],
    },
  ];
}
