import type { Direction } from "../../../model/resolved.ts";
import type { Context } from "./context.ts";
import { mostSevere } from "./direction.ts";
import type { Both, Draft, EntryDiffer, Field } from "./draft.ts";
import { differences } from "./general.ts";
import type { Kind, Paired } from "./kinds.ts";
import { seenDraft } from "./measured.ts";
import { alike, type Plain, plain, words } from "./plain.ts";
import { concerns } from "./recipients.ts";
import { becomes } from "./words.ts";

/** What holds for entries of every kind: their ids are told by matching, where they come from is text. */
const identity: readonly string[] = ["id", "formerly", "path"];
const provenance: readonly string[] = ["source", "correction", "decision"];
/** Words for people, in every kind of entry that has them. */
const wording: readonly string[] = ["name", "title", "runbook"];

/** Every change of one entry: those of its kind in its words, and of whatever else differs in general ones. */
export function compared<K extends Kind>(paired: Paired<K>, differ: EntryDiffer<K>, context: Context): Draft[] {
  const { before, after } = paired.sides;
  if (!before || !after) return cameOrWent(paired, differ, context);
  const both: Both<K> = { paired, before, after };
  const entries = context.entries;
  const table = new Map<string, Field<never> | "derived">(Object.entries(differ.fields ?? {}));
  const taken = new Set<string>([...identity, ...provenance, ...((differ.takes ?? []) as readonly string[])]);
  // An own source, such as that of a system, is no list of requirements.
  const isText = (key: string) => provenance.includes(key) && !table.has(key);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const differing = keys.filter((key) => !alike(fieldIn(before, key), fieldIn(after, key), entries, { before, after }));
  const told = differing.filter((key) => (!taken.has(key) || table.has(key)) && table.get(key) !== "derived");
  const drafts = told.map((key): Draft => {
    const field = table.get(key);
    const values = { old: plain(fieldIn(before, key), entries.before, before), now: plain(fieldIn(after, key), entries.after, after) };
    return fieldChange(key, both, values, field === "derived" ? undefined : field, context);
  });
  return [...(differ.changes?.(both, context) ?? []), ...drafts, ...oldestChange(both, context), ...textChange(differing.filter(isText))];
}

const fieldIn = (value: object, key: string): unknown => (value as Readonly<Record<string, unknown>>)[key];

function cameOrWent<K extends Kind>(paired: Paired<K>, differ: EntryDiffer<K>, context: Context): Draft[] {
  const { before, after } = paired.sides;
  const value = after ?? before;
  if (!value) return [];
  const own = differ.addedOrRemoved?.(paired, context);
  return [own ?? { what: `${after ? "added" : "removed"}: ${differ.name(value, context)}`, direction: "neutral", about: differ.about }];
}

function fieldChange<K extends Kind>(
  key: string,
  { paired, before, after }: Both<K>,
  { old, now }: { readonly old: Plain; readonly now: Plain },
  field: Field<never> | undefined,
  context: Context,
): Draft {
  const show = field?.show;
  const value = (entry: object): never => (entry as Readonly<Record<string, never>>)[key] as never;
  const word = field?.word ?? words(key);
  const shown = (entry: object, one: Plain) => (one === undefined ? "none" : (show?.(value(entry)) ?? ""));
  const what = show ? `${word} ${becomes(shown(before, old), shown(after, now))}` : differences(word, old, now).join("; ");
  const means = field?.means?.(value(before), value(after)) ?? [];
  const about = field?.about ?? (wording.includes(key) ? "text" : undefined);
  const more: Partial<Draft> = {
    ...(about && { about }),
    ...(field?.pages && { pages: true }),
    ...(field?.approval && { approval: true }),
    ...(field?.moves && { alerts: context.affected(paired.key) }),
  };
  if (field?.direction !== "seen" && field?.direction !== "seen elsewhere")
    return { what, direction: directionOf(field, value(before), value(after)), means, ...more };
  const seen = seenDraft(what, context.affected(paired.key), context, means);
  return { ...seen, direction: mostSevere([seen.direction, field.direction === "seen" ? "neutral" : "looser"]), ...more };
}

function directionOf(field: Field<never> | undefined, before: never, after: never): Direction {
  return typeof field?.direction === "function" ? field.direction(before, after) : field?.direction === "looser" ? "looser" : "neutral";
}

const texts: Readonly<Record<string, string>> = { source: "requirements", correction: "correction", decision: "decision" };

function textChange(keys: readonly string[]): Draft[] {
  if (keys.length === 0) return [];
  return [{ what: `${keys.map((key) => texts[key]).join(", ")} edited`, direction: "neutral", about: "text" }];
}

/** Where a vendor cannot rename, and in recorded series, an entry has its oldest id. */
function oldestChange<K extends Kind>({ paired, before, after }: Both<K>, context: Context): Draft[] {
  const [old, now] = [oldestOf(before), oldestOf(after)];
  if (old === now) return [];
  const alerts = context.affected(paired.key);
  return [
    {
      what: `oldest id ${becomes(old ?? "none", now ?? "none")}`,
      direction: alerts.length > 0 ? "looser" : "neutral",
      means: ["objects and recorded series under the old id are recreated, without their history", ...concerns(alerts)],
      alerts,
    },
  ];
}

function oldestOf(value: object): string | undefined {
  return "formerly" in value && Array.isArray(value.formerly) && "id" in value ? String(value.formerly[0] ?? value.id) : undefined;
}
