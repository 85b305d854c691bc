import { existsSync } from "node:fs";
import { checkCatalog } from "./check/catalog.ts";
import type { CheckedVocabulary } from "./checked-vocabulary.ts";
import { type Document, member, nodeAt, type Path, type Place, placeAt } from "./document.ts";
import { type Files, filesIn, filesInMemory, plainFiles, stemOf } from "./files.ts";
import type { Part } from "./part.ts";
import { runbooksOf } from "./places.ts";
import { catalogPath, type Problem, problem, together } from "./problem.ts";
import { expanded, type FromProfile } from "./profiles/expand.ts";
import { type MadeProfile, type Profile, profileIn, repeatedProfiles, unusedProfiles } from "./profiles/profile.ts";
import { renameKeys } from "./renamed-keys.ts";
import { meaningsIn } from "./schema/meaning.ts";
import { type OrganizationFile, organizationSchema } from "./schema/organization.ts";
import { type ProfileFile, profile } from "./schema/profile.ts";
import { type SystemFile, systemSchema } from "./schema/system.ts";
import { once } from "./schema/words.ts";
import { type Shape, shape, validate } from "./shape.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { catalogFiles, type WrittenCatalog } from "./write.ts";

/** A catalog without faults: what the files say, references not yet followed. */
export interface CheckedCatalog {
  readonly organization: OrganizationFile;
  /** in the order of their ids; services have what their profiles give to them */
  readonly systems: readonly SystemFile[];
  /** entries that services have from profiles, by `system/service/kind/id`, such as `shop/checkout/slos/availability` */
  readonly fromProfiles: ReadonlyMap<string, FromProfile>;
}

/** What became of a catalog: itself, unless a problem is an error, and every problem with its place. */
export interface Loaded {
  /** present only where no problem is an error */
  readonly catalog?: CheckedCatalog;
  /** in the order of files, lines and columns */
  readonly problems: readonly Problem[];
  /** the files of the catalog, organization first, those too that cannot be read */
  readonly files: readonly string[];
  /**
   * Where a path is written, as far as it is: `system/service/entry` of an SLO, alert, signal or metric, `system/…` of what else a system
   * has, `escalations/…` of the organization. Levels count from 1, and a logical name (`system--service--entry`) is a path, too.
   */
  readonly locate: (entry: string) => { readonly place: Place; readonly at: string } | undefined;
}

/** What was made of a file. */
interface Made<T> {
  readonly part?: Part<T>;
  readonly problems: readonly Problem[];
}

interface MadeSystem extends Made<SystemFile> {
  readonly from: ReadonlyMap<string, FromProfile>;
  readonly used: readonly Profile[];
  /** all profiles that there were */
  readonly among: readonly Profile[];
}

/** What was made of files, by path: for who loads a catalog again after small edits, and takes out what was edited. */
export type MadeParts = Map<string, Made<OrganizationFile> | MadeSystem | MadeProfile>;

interface Shapes {
  readonly organization: Shape<OrganizationFile>;
  readonly system: Shape<SystemFile>;
  readonly profile: Shape<ProfileFile>;
}
const shapesOf = once(
  (vocabulary: Vocabulary): Shapes => ({
    organization: shape(organizationSchema(vocabulary)),
    system: shape(systemSchema(vocabulary)),
    profile: shape(profile),
  }),
);

/**
 * Reads and checks a whole catalog: `organization.yaml` and every `*.yaml` and `*.yml` below `systems/` and `profiles/` of a folder, or an
 * object.
 *
 * All problems of all files are found at once. What depends on a faulty entry is left out rather than told again. Of an object
 * nothing is read from the disk; its places are those of the files that it would be written as.
 *
 * @param runbooks the directory of `<id>.md` files; an object has none unless it is named, and then no runbook is missing
 * @param now milliseconds since 1970 in UTC: whether somebody is on call depends on it
 * @param parts files that are in it are not read again; what is read is added
 */
export function loadCatalog(
  vocabulary: CheckedVocabulary,
  from: string | WrittenCatalog,
  runbooks: string | undefined = typeof from === "string" ? runbooksOf(from) : undefined,
  now: number = Date.now(),
  parts: MadeParts = new Map(),
): Loaded {
  if (typeof from === "string" && !existsSync(from)) return { problems: [noCatalog(from)], files: [], locate: () => undefined };
  const found = typeof from === "string" ? filesIn(from) : filesInMemory(catalogFiles(vocabulary, from));
  const { organization, systems, profiles: folder, beside, read } = found;
  const shapes = shapesOf(vocabulary);
  const problems: Problem[] = unreadIn(found);
  const made = <M extends Made<unknown> | MadeProfile>(file: string, make: () => M, isFit = (_: M) => true): M => {
    const known = parts.get(file) as M | undefined;
    const one = known && isFit(known) ? known : make();
    parts.set(file, one as never);
    problems.push(...one.problems);
    return one;
  };
  const first = made(organization, () => organizationIn(read, organization, shapes.organization)).part;
  const plain = (all: Files["systems"]) => all.entries.flatMap(({ file, fault }) => (fault ? [] : [file]));
  const profiles = plain(folder).map((file) => {
    const stem = stemOf(file);
    return made(file, () => profileIn(read(file, `profiles/${stem}`), shapes.profile, stem)).profile;
  });
  problems.push(...repeatedProfiles(profiles));
  const all = plain(systems).map((file) =>
    made(
      file,
      () => systemIn(read, file, shapes.system, profiles),
      ({ used, among }: MadeSystem) => used.length === 0 || same(among, profiles),
    ),
  );
  const rest = all.flatMap(({ part }) => part ?? []);
  if (systems.entries.length === 0) problems.push(problem("no-systems", firstOf(systems.folder), "systems", noSystems(from)));
  if (first) {
    const known = runbooks === undefined ? undefined : new Set(plainFiles(runbooks, ".md").map((name) => name.slice(0, -".md".length)));
    problems.push(
      ...checkCatalog(vocabulary, {
        organization: first,
        systems: rest,
        runbooks: known,
        now,
        complete: problems.length === 0,
        vocabulary,
      }),
    );
  }
  const used = new Set(all.flatMap((one) => one.used));
  if (problems.every(({ severity }) => severity === "warning")) problems.push(...unusedProfiles(profiles, used));
  const files = [organization, ...beside, ...[folder, systems].flatMap(({ entries }) => entries.map(({ file }) => file))];
  const sorted = inOrder(together(problems), files);
  const locate = locator(first, rest);
  if (!first || sorted.some(({ severity }) => severity === "error")) return { problems: sorted, files, locate };
  const byId = rest.map(({ value }) => value).sort((one, other) => (one.system < other.system ? -1 : 1));
  const fromProfiles = new Map(
    all.flatMap(({ part, from }) => [...from].map(([entry, of]) => [`${part?.value.system}/${entry}`, of] as const)),
  );
  return { catalog: { organization: first.value, systems: byId, fromProfiles }, problems: sorted, files, locate };
}

const same = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index]);

/** What lies where a part of the catalog is due, or looks like one, and is not read. */
function unreadIn({ beside, systems, profiles }: Files): Problem[] {
  const way = "move it into systems/ or profiles/, or remove it; the organization is read from organization.yaml alone";
  const faulty = [systems, profiles].flatMap(({ entries }) => entries);
  return [
    ...beside.map((file) =>
      problem("unread-file", firstOf(file), stemOf(file), "it reads like a part of the catalog and lies beside systems/", { way }),
    ),
    ...faulty.flatMap(({ file, fault }) => (fault ? [problem(fault.code, firstOf(file), stemOf(file), fault.what)] : [])),
  ];
}

const noSystems = (from: string | WrittenCatalog): string =>
  typeof from === "string" ? "no *.yaml or *.yml is below systems/" : "there is no list of systems, or an empty one";

const firstOf = (file: string): Place => ({ file, line: 1, column: 1 });

function noCatalog(directory: string): Problem {
  const way = `did you forget \`slostack init --catalog-only ${directory}\`? Else name the folder that holds organization.yaml with --catalog`;
  return problem("unreadable-file", { file: directory, line: 1, column: 1 }, "organization", "there is no such folder", { way });
}

function organizationIn(read: Files["read"], file: string, shape: Shape<OrganizationFile>): Made<OrganizationFile> {
  const { document, problems } = read(file, "organization");
  return document ? partOf(document, "organization", shape, problems) : { problems };
}

function systemIn(read: Files["read"], file: string, shape: Shape<SystemFile>, among: readonly Profile[]): MadeSystem {
  const { document, problems } = read(file, systemId(undefined, file));
  if (!document) return { problems, from: new Map(), used: [], among };
  const prefix = systemId(document.value, file);
  const renamed = renameKeys(document, prefix);
  const { document: whole, problems: faults, from, used } = expanded(document, prefix, among);
  return { ...partOf(whole, prefix, shape, [...problems, ...renamed, ...faults]), from, used, among };
}

function partOf<T>(document: Document, prefix: string, shape: Shape<T>, found: readonly Problem[]): Made<T> {
  const { value, problems: faults } = validate(shape, document, prefix);
  const problems = [...found, ...faults];
  return value === undefined ? { problems } : { part: { document, value, meanings: meaningsIn(shape.schema, value), prefix }, problems };
}

function locator(organization: Part<OrganizationFile> | undefined, systems: readonly Part<SystemFile>[]): Loaded["locate"] {
  const byId = new Map(systems.map((part) => [part.value.system, part]));
  return (path) => {
    const [first = "", ...rest] = path.replaceAll("--", "/").split("/");
    const part = byId.get(first) ?? organization;
    if (!part) return undefined;
    const [service = "", id = "", panel = ""] = rest;
    const entries = ["slos", "alerts", "signals", "metrics"].map((kind) => ["services", service, kind, id]);
    const whole = [...entries, ["dashboards", service, "panels", panel || id]].find((way) => nodeAt(part.document, way));
    const ways = part === organization ? [[first, ...rest]] : [rest, ["services", ...rest], ["dashboards", service]];
    const written = whole ?? ways.map((way) => standing(part, way)).sort((one, other) => other.length - one.length)[0] ?? [];
    return written.length > 0 ? { place: placeAt(part.document, written, "key"), at: catalogPath(part.prefix, written) } : undefined;
  };
}

/** The beginning of a path that stands in a file; items of lists are counted from 1 in it. */
function standing({ document }: Part<unknown>, path: readonly string[]): Path {
  const found: (string | number)[] = [];
  for (const step of path) {
    const next = [step, Number(step) - 1].find((one) => nodeAt(document, [...found, one]));
    if (next === undefined) break;
    found.push(next);
  }
  return found;
}

/** A system is called by its id; by its file where it has none. */
function systemId(value: unknown, file: string): string {
  const id = member(value, "system");
  return typeof id === "string" ? id : stemOf(file);
}

function inOrder(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const of = ({ place }: Problem) => rank.get(place.file) ?? files.length;
  return [...problems].sort(
    (one, other) => of(one) - of(other) || one.place.line - other.place.line || one.place.column - other.place.column,
  );
}
