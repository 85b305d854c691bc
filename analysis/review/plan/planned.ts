import type { AlertNames, Concerned } from "./concern.ts";
import { concernedBy, namedIn } from "./concern.ts";
import { type Difference, differencesOf } from "./difference.ts";
import { type Field, fieldOf } from "./field.ts";
import type { PreviewStep } from "./preview.ts";
import { isObject, readUrn } from "./urn.ts";
import { isFields, isList, isSecret, stepsOf, valueAt } from "./value.ts";

/** What happens to an object. */
export type Fate = "created" | "updated" | "replaced" | "deleted" | "taken over";

/** One object of which an update would make something else. */
export interface PlannedObject {
  readonly fate: Fate;
  /** type token */
  readonly type: string;
  /** logical name */
  readonly name: string;
  readonly vendor: string;
  readonly noun: string;
  /** alerts that it carries, or that reach people through it */
  readonly alerts: readonly Concerned[];
  /** it pages people, or they are paged through it */
  readonly pages: boolean;
  /** until it stands no one can be called through it, or it has another key then */
  readonly calls: boolean;
  /** of an update or a replacement: what differs outside of its parts; what forces the replacement is among it */
  readonly fields: readonly Field[];
  /** of an update: alerts that are a part of it each, such as the rules of a group */
  readonly parts: readonly PlannedPart[];
}

export interface PlannedPart {
  readonly fate: Exclude<Fate, "taken over">;
  readonly alert: Concerned;
  readonly fields: readonly Field[];
}

/** What each step of the engine comes to; of what is not here nothing changes. */
const fates: readonly (readonly [RegExp, Fate])[] = [
  [/replace/, "replaced"],
  [/^create$/, "created"],
  [/^import$/, "taken over"],
  [/^update$/, "updated"],
  [/^delete$/, "deleted"],
];

/** What the steps that an engine takes for one object come to; undefined where nothing at the vendor changes. */
export function plannedObject(urn: string, steps: readonly PreviewStep[], alerts: AlertNames): PlannedObject | undefined {
  const { type, name } = readUrn(urn);
  const fate = fates.find(([op]) => steps.some((step) => op.test(step.op)))?.[1];
  if (fate === undefined || !isObject(type)) return undefined;
  const before = steps.find(({ oldState, op }) => oldState && op !== "refresh")?.oldState ?? undefined;
  const after = steps.findLast(({ newState }) => newState)?.newState ?? undefined;
  const { vendor, noun, effect } = alerts.kindOf(type, name);
  const differences = fate === "updated" || fate === "replaced" ? differing(before, after, steps) : [];
  const byAlert = Map.groupBy(differences, ({ holder }) => namedIn(holder, alerts)[0]?.name);
  const own = fate === "updated" ? (byAlert.get(undefined) ?? []) : differences;
  const parts =
    fate === "updated" ? [...byAlert].flatMap(([alert, those]) => (alert === undefined ? [] : partOf(alert, those, alerts))) : [];
  const concerned = concernedBy({ type, name, inputs: fate === "deleted" ? before?.inputs : (after?.inputs ?? before?.inputs) }, alerts);
  const calls = effect === "calls";
  const paging = parts.length > 0 && own.length === 0 ? parts.map(({ alert }) => alert) : concerned;
  return {
    ...{ fate, type, name, vendor, noun, calls, parts },
    alerts: concerned,
    pages: calls || paging.some(({ pages }) => pages),
    fields: own.map(fieldOf),
  };
}

/** An entry that goes and one that comes under another identity are the alert made anew. */
function partOf(name: string, differences: readonly Difference[], alerts: AlertNames): PlannedPart[] {
  const alert = alerts.find(name);
  if (!alert) return [];
  const whole = differences.filter(({ path, holder, before, after }) => isEntry(path) && (before === holder || after === holder));
  const goes = whole.some(({ after }) => after === undefined);
  const comes = whole.some(({ before }) => before === undefined);
  const fate = goes && comes ? "replaced" : goes ? "deleted" : comes ? "created" : "updated";
  return [{ fate, alert, fields: fate === "updated" ? differences.map(fieldOf).sort(byWeight) : [] }];
}

/** `rules[2]`, and nothing in it. */
const isEntry = (path: string): boolean => typeof stepsOf(path).at(-1) === "number";

/** Texts for people come after what decides whether an alert fires and whom it notifies. */
const isText = ({ path }: Field): boolean => /annotations|description|message|summary/i.test(path);
const byWeight = (one: Field, other: Field): number => Number(isText(one)) - Number(isText(other));

type State = PreviewStep["oldState"];

/**
 * What differs in the fields that the provider names. It alone knows which spellings the vendor takes for the same, so a
 * field that it does not name is none.
 */
function differing(before: State, after: State, steps: readonly PreviewStep[]): Difference[] {
  const named = steps.flatMap(({ detailedDiff, diffReasons, replaceReasons }) => [
    ...Object.keys(detailedDiff ?? {}),
    ...(diffReasons ?? []),
    ...(replaceReasons ?? []),
  ]);
  const tops = [...new Set(named.map((path) => String(stepsOf(path)[0] ?? path)))];
  return tops.flatMap((top) => {
    const paths = named.filter((path) => stepsOf(path)[0] === top);
    const found = differencesOf(before?.inputs?.[top], after?.inputs?.[top], top);
    const told = new Set(found.map(({ path }) => path));
    return [...found, ...paths.filter((path) => !told.has(path)).flatMap((path) => unsaid(path, before, after, found.length > 0))];
  });
}

/**
 * What a provider names and inputs do not show: of two secrets that they differ is all that anyone can say, and after a
 * refresh it is what the vendor holds that differs, not what was asked of it.
 */
function unsaid(path: string, before: State, after: State, isTold: boolean): Difference[] {
  const sides = [valueAt(before?.inputs, path) ?? valueAt(before?.outputs, path), valueAt(after?.inputs, path)] as const;
  if (sides.some(isSecret)) return [{ path, before: sides[0], after: sides[1], secret: true }];
  if (isTold) return [];
  const held = holderOf(after?.inputs, path);
  return differencesOf(valueAt(before?.outputs, path), sides[1], path).map((found) => ({ ...found, ...(held && { holder: held }) }));
}

/** The entry of a list in which a place is, the outermost. */
function holderOf(value: unknown, path: string): Difference["holder"] {
  let here = value;
  for (const step of stepsOf(path)) {
    const inside = isList(here) ? here[Number(step)] : isFields(here) ? here[String(step)] : undefined;
    if (isList(here) && isFields(inside)) return inside;
    here = inside;
  }
  return undefined;
}
