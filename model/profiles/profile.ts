import { type Document, isMap, member, nodeAt, type Path, placeAt, removeAt, valueAt } from "../document.ts";
import { nearest } from "../nearest.ts";
import { type Problem, problemAt } from "../problem.ts";
import type { Read } from "../read.ts";
import { renameKeys } from "../renamed-keys.ts";
import { type ProfileFile, type ProfileKind, profileKinds } from "../schema/profile.ts";
import { faultsOfPart, type Shape } from "../shape.ts";
import { copied, parameterIn, type Reference, referencesIn, type ValueOf, type Written } from "./written.ts";

/** A profile as it is written, parameters still in the place of values. What is faulty in it keeps its place, and has no value. */
export interface Profile {
  readonly id: string;
  readonly document: Document;
  /** first part of the catalog paths of its entries */
  readonly prefix: string;
  /** nothing of it can be used, for a fault of its file */
  readonly broken: boolean;
}

export interface MadeProfile {
  readonly profile: Profile;
  readonly problems: readonly Problem[];
}

/**
 * One file below `profiles/`. Its faults are found here, with the defaults of its parameters, so that they are reported once and not
 * for each service that uses it.
 *
 * @param stem name of the file, which stands for the id where there is none
 */
export function profileIn(read: Read, shape: Shape<ProfileFile>, stem: string): MadeProfile {
  const { document, problems } = read;
  if (!document) return { profile: { id: stem, document: nothing, prefix: `profiles/${stem}`, broken: true }, problems };
  const written = member(document.value, "profile");
  const id = typeof written === "string" ? written : stem;
  const prefix = `profiles/${id}`;
  const renamed = renameKeys(document, prefix, "profile");
  const references = profileKinds.flatMap((kind) => referencesIn(member(document.value, kind), [kind]));
  const named = parametersOf(document);
  const unknown = references.filter(({ parameter }) => !named.includes(parameter));
  const faults = unknown.map(({ parameter, path, part }) =>
    problemAt(document, prefix, path, "unknown-parameter", `the profile has no parameter ${JSON.stringify(parameter)}`, {
      part,
      nearest: nearest(parameter, named),
    }),
  );
  const sample = withDefaults(document);
  // What only a service can say is checked in each service.
  const open = (path: Path) => parameterIn(valueAt(sample.value, path)) !== undefined;
  const { problems: found, cuts } = faultsOfPart(shape, sample, prefix, open);
  for (const cut of [...cuts, ...unknown.map(({ path }) => path.slice(0, 2))]) if (cut) removeAt(document.value, cut);
  return {
    profile: { id, document, prefix, broken: cuts.includes(undefined) },
    problems: [...problems, ...renamed, ...faults, ...once(found), ...unusedParameters(document, prefix, named, references)],
  };
}

/** A default is in every line that has its parameter, and faulty once. */
const once = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((one) => [JSON.stringify([one.code, one.place, one.what]), one])).values(),
];

const nothing: Document = { file: "", value: {}, root: { start: 0 }, lines: [0] };

export const parametersOf = ({ value }: Document): string[] => keysOf(member(value, "parameters"));
const keysOf = (value: unknown): string[] => (isMap(value) ? Object.keys(value) : []);

/** The default of a parameter, where it is written. */
export function defaultOf({ file, lines, ...document }: Document, parameter: string): ReturnType<ValueOf> {
  const path = ["parameters", parameter, "default"];
  const value = valueAt(document.value, path);
  const node = nodeAt({ file, lines, ...document }, path);
  return value === undefined || !node ? undefined : { value, node, origin: { file, lines } };
}

function withDefaults(document: Document): Document {
  const { file, lines, value } = document;
  const made = copied(
    { value, node: document.root },
    [],
    () => ({ file, lines }),
    (parameter) => defaultOf(document, parameter),
  );
  return { ...document, value: made.value, root: made.node };
}

function unusedParameters(document: Document, prefix: string, named: readonly string[], references: readonly Reference[]): Problem[] {
  const used = new Set(references.map(({ parameter }) => parameter));
  return named.flatMap((name) =>
    used.has(name)
      ? []
      : [problemAt(document, prefix, ["parameters", name], "unused-parameter", `nothing uses ${JSON.stringify(name)}`, { part: "key" })],
  );
}

/** An entry of a profile; its value is absent where the entry is faulty. */
export function entriesOf({ document }: Profile, kind: ProfileKind): (Written & { readonly id: string })[] {
  const values = member(document.value, kind);
  return [...(nodeAt(document, [kind])?.keys ?? [])].map(([id, { value: node }]) => ({ id, node, value: member(values, id) }));
}

export const placeOfEntry = ({ document }: Profile, kind: ProfileKind, id: string) => placeAt(document, [kind, id], "key");

/** Two files of one profile: a service would have either. */
export function repeatedProfiles(profiles: readonly Profile[]): Problem[] {
  const first = new Map<string, Profile>();
  return profiles.flatMap((profile) => {
    const { id, document, prefix } = profile;
    const other = first.get(id);
    if (!other) first.set(id, profile);
    if (!other || document === nothing || other.document === nothing) return [];
    const what = `the profile ${JSON.stringify(id)} is already defined in ${other.document.file}`;
    return [problemAt(document, prefix, ["profile"], "duplicate-profile", what)];
  });
}

export function unusedProfiles(profiles: readonly Profile[], used: ReadonlySet<Profile>): Problem[] {
  return profiles.flatMap((profile) => {
    const { id, document, prefix } = profile;
    const what = `no service uses ${JSON.stringify(id)}`;
    return used.has(profile) || document === nothing ? [] : [problemAt(document, prefix, ["profile"], "unused-profile", what)];
  });
}
