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

/** Edits of a key, one catalog each: other values where it stands, and none; first in the files that come last. */
function* editsOf(files: Files, all: Standings, key: string, perPlace: number): Generator<Files> {
  const places = all.get(key) ?? [];
  const name = (one: string) => one.split("/").at(-1);
  const there = [...places].reverse().filter(({ file }) => file in files);
  const tried = there.filter((_, index) => index % Math.ceil(there.length / 8) === 0);
  const edits = tried.map(({ file, at, nodes, value }) => {
    // What other keys of the same name refer to may stand here as well: a team, a severity, a metric.
    const namesakes = [...all].filter(([other]) => name(other) === name(key)).flatMap(([, found]) => found);
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
      if (index < others.length) yield { ...files, [file]: withAt(files[file], at, others[index]) };
    }
}

interface Tries {
  readonly perPlace: number;
  readonly accepted: number;
}

/**
 * Tries edits of a key until the review reports one. What systems have is tried in those that have it, what the organization has first in few
 * systems and then in all.
 */
export function seenOf(files: Files, all: Standings, key: string, tries: Tries): Seen {
  const places = all.get(key) ?? [];
  const systems = places.slice(-4).flatMap(({ file }) => (file === "organization" ? [] : [file]));
  if (systems.length > 0) return seenIn(withSystems(files, systems) ?? files, all, key, tries);
  const [few, small] = [{ ...tries, perPlace: Math.min(tries.perPlace, 8) }, withSystems(files, ["port", "shop"])];
  return small !== undefined && seenIn(small, all, key, few) === "told" ? "told" : seenIn(files, all, key, tries);
}

function seenIn(base: Files, all: Standings, key: string, tries: Tries): Seen {
  let seen: Seen = "refused";
  let accepted = 0;
  for (const edited of editsOf(base, all, key, tries.perPlace)) {
    const head = checked(edited).catalog;
    if (!head) continue;
    if (seen === "refused") seen = "nothing";
    for (const direction of directionsOf(base, head)) {
      if (direction !== "neutral") return "told";
      seen = "neutral";
    }
    accepted += 1;
    if (accepted >= tries.accepted) break;
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
