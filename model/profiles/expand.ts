import {
  type Document,
  isMap,
  type Key,
  member,
  type Node,
  nodeAt,
  type Origin,
  type Path,
  placeAt,
  type Related,
  removeAt,
  valueAt,
} from "../document.ts";
import { nearest } from "../nearest.ts";
import { catalogPath, type Problem, problemAt } from "../problem.ts";
import type { Code } from "../problems.ts";
import { type ProfileKind, profileKinds } from "../schema/profile.ts";
import { defaultOf, entriesOf, type Profile, parametersOf, placeOfEntry } from "./profile.ts";
import { copied, laidOver, type ValueOf, type Written } from "./written.ts";

/** Where an entry of a service comes from. */
export interface FromProfile {
  /** id of the profile */
  readonly profile: string;
  /** path of the entry in it, such as `slos/availability` */
  readonly entry: string;
}

/** A file of a system whose services have what their profiles give to them. */
export interface Expanded {
  readonly document: Document;
  readonly problems: readonly Problem[];
  /** by `service/kind/id`, such as `checkout/slos/availability` */
  readonly from: ReadonlyMap<string, FromProfile>;
  /** the profiles that are used */
  readonly used: readonly Profile[];
}

type Report = (path: Path, code: Code, what: string, detail?: Parameters<typeof problemAt>[5], related?: readonly Related[]) => void;

/**
 * Puts the entries of profiles into the services that use them: what a service says of one is laid over it, value by value. What comes
 * out is an ordinary system; each part of it still has the place where it is written, and names the other place that it depends on.
 */
export function expanded(document: Document, prefix: string, profiles: readonly Profile[]): Expanded {
  const problems: Problem[] = [];
  const report: Report = (path, code, what, detail, related) => {
    const found = problemAt(document, prefix, path, code, what, detail);
    problems.push(related ? { ...found, place: { ...found.place, related } } : found);
  };
  const from = new Map<string, FromProfile>();
  const used = new Set<Profile>();
  const services = member(document.value, "services");
  const keys = nodeAt(document, ["services"])?.keys;
  const using = isMap(services) && keys ? Object.keys(services).filter((id) => Array.isArray(member(services[id], "use"))) : [];
  if (using.length === 0) return { document, problems, from, used: [] };
  const value = { ...(document.value as object), services: { ...(services as object) } };
  const grown = new Map<string, Key>(keys);
  for (const id of using) {
    const key = grown.get(id);
    if (!key) continue;
    const made = serviceOf({ document, prefix, path: ["services", id], profiles, used, from, report });
    grown.set(id, { ...key, value: made.node });
    if (made.value === undefined) removeAt(value, ["services", id]);
    else (value.services as Record<string, unknown>)[id] = made.value;
  }
  const root = withKey(document.root, "services", { ...(nodeAt(document, ["services"]) as Node), keys: grown });
  return { document: { ...document, value, root }, problems, from, used: [...used] };
}

function withKey(node: Node, name: string, held: Node): Node {
  const keys = new Map(node.keys);
  const key = keys.get(name);
  keys.set(name, { start: held.start, end: held.start, ...key, value: held });
  return { ...node, keys };
}

interface Around {
  readonly document: Document;
  readonly prefix: string;
  /** of the service in its file */
  readonly path: Path;
  readonly profiles: readonly Profile[];
  readonly used: Set<Profile>;
  readonly from: Map<string, FromProfile>;
  readonly report: Report;
}

/** One profile that a service uses, with the values of its parameters. */
interface Use {
  readonly profile: Profile;
  readonly related: readonly Related[];
  readonly valueFor: ValueOf;
  /** of the item of `use` */
  readonly path: Path;
}

/** The service with the entries of its profiles; without a value where one of them cannot be had, which is reported elsewhere. */
function serviceOf(around: Around): { readonly node: Node; readonly value?: unknown } {
  const { document, path } = around;
  const service = nodeAt(document, path) as Node;
  const value = valueAt(document.value, path);
  const items = member(value, "use") as readonly unknown[];
  const uses = items.map((_, index) => useOf(around, [...path, "use", index]));
  if (!isMap(value) || uses.includes(undefined)) return { node: service };
  let node = service;
  const made: Record<string, unknown> = { ...value };
  const whole = uses.filter((use) => use !== undefined);
  for (const kind of profileKinds) {
    const own = nodeAt(document, [...path, kind]);
    // A list, or a word, is no map of entries: the shape says so.
    if (own && !own.keys) continue;
    const merged = entriesIn(around, kind, whole);
    if (merged.node.keys?.size === 0) continue;
    node = withKey(node, kind, { ...merged.node, start: own?.start ?? service.start });
    made[kind] = merged.value;
  }
  return { node, value: made };
}

function useOf({ document, prefix, path: service, profiles, used, report }: Around, path: Path): Use | undefined {
  const item = valueAt(document.value, path);
  const id = isMap(item) ? item.profile : item;
  if (typeof id !== "string") return { profile: none, related: [], valueFor: () => undefined, path };
  const at = isMap(item) ? [...path, "profile"] : path;
  const profile = profiles.find((one) => one.id === id);
  if (!profile) {
    const ids = profiles.map((one) => one.id);
    report(at, "unknown-profile", `there is no profile ${JSON.stringify(id)}`, { nearest: nearest(id, ids) });
    return undefined;
  }
  used.add(profile);
  if (profile.broken) return undefined;
  const before = (valueAt(document.value, path.slice(0, -1)) as readonly unknown[]).findIndex(
    (one) => (isMap(one) ? one.profile : one) === id,
  );
  if (before < Number(path.at(-1)))
    report(at, "profiles-collide", `the service uses ${JSON.stringify(id)} already`, { way: "remove one of them" });
  const named = parametersOf(profile.document);
  const given = member(item, "with");
  for (const name of isMap(given) ? Object.keys(given) : [])
    if (!named.includes(name))
      report([...path, "with", name], "unknown-parameter", `the profile ${JSON.stringify(id)} has no parameter ${JSON.stringify(name)}`, {
        part: "key",
        nearest: nearest(name, named),
        way: `correct its name, or declare it under \`parameters\` of ${profile.document.file}`,
      });
  const missing = named.filter((name) => member(given, name) === undefined && defaultOf(profile.document, name) === undefined);
  for (const name of missing) {
    const place = placeAt(profile.document, ["parameters", name], "key");
    report(path, "missing-parameter", `the profile ${JSON.stringify(id)} needs ${JSON.stringify(name)}, which has no default`, {}, [
      { ...place, as: "value of", at: `${profile.prefix}/parameters/${name}` },
    ]);
  }
  if (missing.length > 0) return undefined;
  const used_: Related = { ...placeAt(document, path, "value"), as: "used by", at: catalogPath(prefix, service) };
  return { profile, related: [used_], valueFor: valuesFor(document, profile, path), path };
}

const none: Profile = { id: "", document: { file: "", value: {}, root: { start: 0 }, lines: [0] }, prefix: "", broken: false };

/** What the service gives, else the default. */
function valuesFor(document: Document, profile: Profile, path: Path): ValueOf {
  return (parameter) => {
    const at = [...path, "with", parameter];
    const node = nodeAt(document, at);
    if (!node) return defaultOf(profile.document, parameter);
    const place = placeAt(profile.document, ["parameters", parameter], "key");
    const related: Related[] = [{ ...place, as: "value of", at: `${profile.prefix}/parameters/${parameter}` }];
    return { value: valueAt(document.value, at), node, origin: { file: document.file, lines: document.lines, related } };
  };
}

/** The entries of one kind: those of the profiles in their order, each with what the service says of it, then those of the service alone. */
function entriesIn(around: Around, kind: ProfileKind, uses: readonly Use[]): Written {
  const { document, path, from, report } = around;
  const keys = new Map<string, Key>();
  const value: Record<string, unknown> = {};
  const own = new Map(nodeAt(document, [...path, kind])?.keys ?? []);
  const first = new Map<string, Use>();
  for (const use of uses.filter(isFirst))
    for (const { id, ...entry } of entriesOf(use.profile, kind)) {
      const other = first.get(id);
      if (other) {
        const [one, two] = [other, use].map(
          ({ profile }): Related => ({ ...placeOfEntry(profile, kind, id), as: "value of", at: `${profile.prefix}/${kind}/${id}` }),
        );
        report(
          use.path,
          "profiles-collide",
          `${JSON.stringify(other.profile.id)} and ${JSON.stringify(use.profile.id)} both have ${kind}/${id}`,
          {},
          one && two && [one, two],
        );
        continue;
      }
      first.set(id, use);
      from.set(`${path[1]}/${kind}/${id}`, { profile: use.profile.id, entry: `${kind}/${id}` });
      const key = nodeAt(use.profile.document, [kind])?.keys?.get(id) as Key;
      const { origin, copy } = copyOf(use, entry, [kind, id]);
      const over = own.get(id);
      own.delete(id);
      const said = valueAt(document.value, [...path, kind, id]);
      if (over && isOff(said)) {
        from.delete(`${path[1]}/${kind}/${id}`);
        continue;
      }
      if (!over || entry.value === undefined) {
        keys.set(id, { ...key, value: copy.node, origin });
        if (copy.value !== undefined) value[id] = copy.value;
        continue;
      }
      const both = laidOver(copy, { value: said, node: over.value }, overriding(document, use.profile, [kind, id]));
      keys.set(id, { ...over, value: both.node });
      value[id] = both.value;
    }
  for (const [id, key] of own) {
    const said = valueAt(document.value, [...path, kind, id]);
    if (isOff(said)) {
      const known = [...first.keys()];
      report([...path, kind, id], "nothing-off", `no profile of this service has ${kind}/${id}`, {
        part: "key",
        nearest: nearest(id, known),
      });
      continue;
    }
    keys.set(id, key);
    if (said !== undefined) value[id] = said;
  }
  return { value, node: { start: 0, keys } };
}

/** One that is used twice is reported where it is used ({@link useOf}). */
const isFirst = (use: Use, index: number, all: readonly Use[]): boolean =>
  all.findIndex(({ profile }) => profile === use.profile) === index;

const isOff = (value: unknown): boolean => isMap(value) && value.off === true && Object.keys(value).length === 1;

function copyOf({ profile, related, valueFor }: Use, entry: Written, path: Path): { readonly origin: Origin; readonly copy: Written } {
  const { file, lines } = profile.document;
  const origin = { file, lines, related };
  return { origin, copy: copied(entry, path, () => origin, valueFor) };
}

/** What a service says of an entry stands in its own file, over a line of the profile. */
function overriding({ file, lines }: Document, profile: Profile, entry: Path): (path: Path) => Origin {
  return (path) => {
    const at = [...entry, ...path];
    if (!nodeAt(profile.document, at)) return { file, lines };
    return { file, lines, related: [{ ...placeAt(profile.document, at, "key"), as: "overrides", at: [profile.prefix, ...at].join("/") }] };
  };
}
