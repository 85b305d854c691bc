import type { AlertNames, Concerned } from "../plan/concern.ts";
import { concernedBy, namedIn } from "../plan/concern.ts";
import { type Difference, differencesOf } from "../plan/difference.ts";
import { type Field, fieldOf } from "../plan/field.ts";
import { isObject, readUrn } from "../plan/urn.ts";
import { type Fields, isSecret, stepsOf, valueAt } from "../plan/value.ts";

/** One object as the last update left it, and as the vendor holds it now. */
export interface Refreshed {
  readonly urn: string;
  readonly id?: string | undefined;
  readonly before: State;
  /** undefined: the vendor has it no more */
  readonly after: State | undefined;
  /** places that differ to the provider, which knows the spellings that the vendor takes for the same */
  readonly places: readonly string[];
}

export interface State {
  readonly inputs: Fields;
  readonly outputs: Fields;
}

/** One object that is not as the last update left it. */
export interface Drifted {
  readonly fate: "changed" | "gone";
  readonly urn: string;
  readonly type: string;
  /** logical name */
  readonly name: string;
  readonly id: string;
  readonly vendor: string;
  readonly noun: string;
  /** the alert that is a part of the object and was changed, or all that the object carries or calls for */
  readonly alerts: readonly Concerned[];
  readonly pages: boolean;
  /** of a changed one: in the vendor's object, as it was -> as it is */
  readonly fields: readonly Field[];
}

/**
 * What someone did to one object: an entry for each alert that is a part of it, and one for the rest. Nothing where
 * only the spelling differs.
 */
export function driftedOf(seen: Refreshed, alerts: AlertNames): Drifted[] {
  const { type, name } = readUrn(seen.urn);
  if (!isObject(type)) return [];
  const { vendor, noun, effect } = alerts.kindOf(type, name);
  const concerned = concernedBy({ type, name, inputs: seen.before.inputs }, alerts);
  const of = (fate: Drifted["fate"], own: readonly Concerned[], fields: readonly Field[]): Drifted => ({
    ...{ fate, urn: seen.urn, type, name, id: seen.id ?? "", vendor, noun, fields },
    alerts: own,
    pages: effect === "calls" || own.some(({ pages }) => pages),
  });
  if (!seen.after) return [of("gone", concerned, [])];
  const byAlert = Map.groupBy(
    changes(seen, seen.after),
    (one) => namedIn(one.holder, alerts)[0]?.name ?? (effect === "alerts" && isOfGroup(one) ? ofGroup : ofObject),
  );
  return [...byAlert].map(([alert, own]) => {
    const part = alerts.find(alert);
    if (part && own.some(goes)) return of("gone", [part], own.map(fieldOf));
    // A rule of no one's tells no one of the catalog's.
    return of("changed", part ? [part] : alert === ofGroup ? [] : concerned, own.map(fieldOf));
  });
}

/** Keys that are no name of an alert: what belongs to the object as a whole, and an entry of a group that is no alert of the catalog. */
const ofObject = "";
const ofGroup = "rules";
const isOfGroup = ({ path }: Difference): boolean => /^rules\[\d+\]/.test(path);

/** The entry itself is no longer there. */
const goes = ({ path, after }: Difference): boolean => after === undefined && /^\w+\[\d+\]$/.test(path);

/**
 * As the vendor gave it back then and as it does now: both in its own spelling, so that what differs was changed. Only
 * in the fields that the provider compares; a state or a time stamp that the vendor computes is no drift.
 */
function changes({ before, places }: Refreshed, after: State): Difference[] {
  const tops = [...new Set(places.map((path) => String(stepsOf(path)[0] ?? path)))];
  return tops.flatMap((top) => {
    const found = differencesOf(before.outputs[top], after.outputs[top], top);
    const named = places.filter((path) => stepsOf(path)[0] === top);
    return [...found.filter((one) => !isCovered(one) || named.some((path) => one.path.startsWith(path))), ...covered(named, before, after)];
  });
}

/** A secret on one side alone: the mark may just be lost on the way, so only the provider can say that it differs. */
const isCovered = ({ before, after }: Difference): boolean => isSecret(before) !== isSecret(after);

/** Secrets on both sides that the provider compared in the open. */
function covered(places: readonly string[], before: State, after: State): Difference[] {
  return places.flatMap((path) => {
    const [one, other] = [valueAt(before.outputs, path), valueAt(after.outputs, path)];
    return isSecret(one) && isSecret(other) ? [{ path, before: one, after: other, secret: true }] : [];
  });
}
