import { differenceOf } from "../../../../analysis/review/difference.ts";
import { goneEnvironment } from "../../../../analysis/review/gone-environment.ts";
import { resolve } from "../../../../language.ts";
import type { Direction, Resolved } from "../../../../model/resolved.ts";
import { checked, type Files, isProfile, now } from "./catalog.ts";
import { othersOf, withAt } from "./edits.ts";
import { alternatives, keysOf, type Place, placesOf, schemas } from "./walk.ts";

/** What the review makes of a key: the directions of the edits that `check` took, most telling last; none: it took none. */
export type Seen = "told" | "neutral" | "nothing" | "refused";

const kindOf = (name: string): keyof typeof schemas => (name === "organization" ? "organization" : "system");

/** Every key of both schemas. */
export const allKeys: readonly string[] = (["organization", "system"] as const).flatMap((kind) =>
  keysOf(schemas[kind]).map((key) => `${kind}/${key}`),
);

interface Standing extends Place {
  readonly file: string;
}

/** Every place at which a key stands in the files. */
export type Standings = ReadonlyMap<string, readonly Standing[]>;
export function standing(files: Files): Standings {
  // What a profile has, services have: their keys are the system's.
  const own = Object.entries(files).filter(([file]) => !isProfile(file));
  const all = own.flatMap(([file, value]) =>
    placesOf(value, [schemas[kindOf(file)]]).map((place): Standing => ({ ...place, file, key: `${kindOf(file)}/${place.key}` })),
  );
  return Map.groupBy(all, ({ key }) => key);
}

/** An edit of one place of a key. */
export interface Edit {
  readonly file: string;
  readonly at: Place["at"];
  /** Another value; left out: the key is removed. */
  readonly to?: unknown;
}

/** Edits of a key: other values where it stands, and none; first in the files that come last. */
function* editsOf(files: Files, all: Standings, key: string, perPlace: number): Generator<Edit> {
  const places = all.get(key) ?? [];
  const name = (one: string) => one.split("/").at(-1);
  const there = [...places].reverse().filter(({ file }) => file in files);
  const tried = there.filter((_, index) => index % Math.ceil(there.length / 8) === 0);
  // What other keys of the same name refer to may stand here as well: a team, a severity, a metric.
  const namesakes = [...all].filter(([other]) => name(other) === name(key)).flatMap(([, found]) => found);
  const edits = tried.map(({ file, at, nodes, value }) => {
    const near = [...places, ...namesakes].filter((place) => place.file === file || place.file === "organization");
    const others = othersOf(
      nodes,
      value,
      typeof value === "object" ? near.slice(0, places.length).map((one) => one.value) : near.map((one) => one.value),
    );
    return { file, at, others: [undefined, ...others].slice(0, perPlace) };
  });
  for (let index = 0; index < perPlace; index++)
    for (const { file, at, others } of edits) {
      const to = others[index];
      if (index < others.length) yield { file, at, ...(to !== undefined && { to }) };
    }
}

interface Tries {
  readonly perPlace: number;
  readonly accepted: number;
}

/** What the review makes of a key; an edit that it reports, and in which systems beside the organization: all where there is no `in`. */
export interface Found {
  readonly seen: Seen;
  readonly told?: Edit & { readonly in?: readonly string[] };
}

/** Tries edits of a key until the review reports one: first in few systems, where each try takes less. */
export function seenOf(files: Files, all: Standings, key: string, tries: Tries): Found {
  const systems = (all.get(key) ?? []).flatMap(({ file }) => (file === "organization" ? [] : [file]));
  const [few, more] = systems.length === 0 ? [["port", "shop"]] : [systems.slice(-1), [...new Set(systems.slice(-4))]];
  const found = seenAmong(files, few, all, key, { ...tries, perPlace: Math.min(tries.perPlace, 8) });
  return found.told ? found : seenAmong(files, more, all, key, tries);
}

/** @param systems of the catalog in which edits are tried; all where there are none, or where these are no catalog of their own */
function seenAmong(files: Files, systems: readonly string[] | undefined, all: Standings, key: string, tries: Tries): Found {
  const base = systems && withSystems(files, systems);
  const found = seenIn(base ?? files, all, key, tries);
  return found.told && base ? { ...found, told: { ...found.told, in: systems } } : found;
}

function seenIn(base: Files, all: Standings, key: string, tries: Tries): Found {
  let seen: Seen = "refused";
  let accepted = 0;
  for (const edit of editsOf(base, all, key, tries.perPlace)) {
    const made = madeBy(base, edit);
    if (made === "refused") continue;
    if (made === "told") return { seen: made, told: edit };
    if (seen !== "neutral") seen = made;
    accepted += 1;
    if (accepted >= tries.accepted) break;
  }
  return { seen };
}

/** Whether the review still reports an edit that it reported. */
export function isTold(files: Files, { in: systems, ...edit }: NonNullable<Found["told"]>): boolean {
  const base = systems === undefined ? files : withSystems(files, systems);
  return base !== undefined && edit.file in base && hasPlace(base[edit.file], edit.at) && madeBy(base, edit) === "told";
}

function hasPlace(file: unknown, at: Place["at"]): boolean {
  let value = file;
  for (const step of at) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return false;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return true;
}

function madeBy(base: Files, { file, at, to }: Edit): Seen {
  const head = checked({ ...base, [file]: withAt(base[file], at, to) }).catalog;
  if (!head) return "refused";
  let seen: Seen = "nothing";
  for (const direction of directionsOf(base, head)) {
    if (direction !== "neutral") return "told";
    seen = "neutral";
  }
  return seen;
}

/** A part of the files, where it is a catalog of its own: no system in it refers to another. */
function withSystems(files: Files, systems: readonly string[]): Files | undefined {
  const part = Object.fromEntries(
    Object.entries(files).filter(([name]) => name === "organization" || systems.includes(name) || isProfile(name)),
  );
  const name = Object.keys(part).join(" ");
  const stands = whole.get(name) ?? checked(part).catalog !== undefined;
  whole.set(name, stands);
  return stands ? part : undefined;
}

/** Whether a part of the files is a catalog of its own. */
const whole = new Map<string, boolean>();

const known = new Map<string, ReadonlyMap<string, Resolved>>();

/** Environment by environment: who has seen enough in one does not pay for the others. */
function* directionsOf(files: Files, head: NonNullable<ReturnType<typeof checked>["catalog"]>): Generator<Direction> {
  const name = Object.keys(files).join(" ");
  const base: ReadonlyMap<string, Resolved> = known.get(name) ?? inAll(checked(files).catalog);
  known.set(name, base);
  for (const [environment, before] of base) {
    if (environment in head.organization.environments) yield* between(before, resolve(head, environment));
    else yield goneEnvironment(before).direction;
  }
  for (const added of Object.keys(head.organization.environments).filter((environment) => !base.has(environment))) {
    const after = resolve(head, added);
    yield* between({ ...after, systems: [] }, after);
  }
}

const between = (before: Resolved, after: Resolved): Direction[] =>
  differenceOf(before, after, undefined, now).map(({ direction }) => direction);

function inAll(catalog: ReturnType<typeof checked>["catalog"]): ReadonlyMap<string, Resolved> {
  if (!catalog) throw new Error("the catalog with every key has problems");
  return new Map(Object.keys(catalog.organization.environments).map((environment) => [environment, resolve(catalog, environment)]));
}

/** A key with a single value has no other: without it, the entry would be of no kind. */
export function isFixed(all: Standings, key: string): boolean {
  return (all.get(key) ?? []).every(({ nodes }) =>
    nodes.flatMap(alternatives).every((node) => node.const !== undefined || node.enum?.length === 1),
  );
}
