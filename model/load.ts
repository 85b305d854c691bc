import { existsSync } from "node:fs";
import { withEntities } from "./backstage/owners.ts";
import { checkCatalog } from "./check/catalog.ts";
import { checkRoots } from "./check/roots.ts";
import type { CheckedVocabulary } from "./checked-vocabulary.ts";
import { type Document, member, nodeAt, type Path, type Place, placeAt } from "./document.ts";
import { type Files, type Folder, filesInMemory, runbooksBelow, stemOf } from "./files.ts";
import { once } from "./once.ts";
import type { Part } from "./part.ts";
import { catalogPath, type Problem, problem, together } from "./problem.ts";
import { expanded, type FromProfile } from "./profiles/expand.ts";
import { type MadeProfile, type Profile, profileIn, repeatedProfiles, unusedProfiles } from "./profiles/profile.ts";
import { renameKeys } from "./renamed-keys.ts";
import { filesOf } from "./revision-files.ts";
import { type Root, rootsIn } from "./roots.ts";
import { meaningsIn } from "./schema/meaning.ts";
import { type OrganizationFile, organizationSchema } from "./schema/organization.ts";
import { type ProfileFile, profile } from "./schema/profile.ts";
import { type SystemFile, systemSchema } from "./schema/system.ts";
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
  /** files with entities of a developer portal, where the organization reads them */
  readonly entities?: readonly string[];
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
 * @param from one folder, or several (`joinedRoots`), of which one has the organization
 * @param runbooks the directory of `<id>.md` files; default: those of the folders. An object has none unless it is named, and then no
 * runbook is missing
 * @param now milliseconds since 1970 in UTC: whether somebody is on call depends on it
 * @param parts files that are in it are not read again; what is read is added
 */
export function loadCatalog(
  vocabulary: CheckedVocabulary,
  from: string | WrittenCatalog,
  runbooks?: string,
  now: number = Date.now(),
  parts: MadeParts = new Map(),
): Loaded {
  const roots = typeof from === "string" ? rootsIn(from) : [];
  const absent = roots.find(({ folder }) => !existsSync(folder));
  if (absent) return { problems: [roots.length > 1 ? noRoot(absent) : noCatalog(absent.folder)], files: [], locate: () => undefined };
  const folders = typeof from === "string" ? roots.map(filesOf) : [filesInMemory(catalogFiles(vocabulary, from))];
  const main = folders.find(({ hasOrganization }) => hasOrganization) ?? folders[0];
  if (!main) throw new Error("a catalog is read from somewhere");
  const shapes = shapesOf(vocabulary);
  const problems: Problem[] = folders.flatMap((one) => unreadIn(one, main));
  const made = <M extends Made<unknown> | MadeProfile>(file: string, make: () => M, isFit = (_: M) => true): M => {
    const known = parts.get(file) as M | undefined;
    const one = known && isFit(known) ? known : make();
    parts.set(file, one as never);
    problems.push(...one.problems);
    return one;
  };
  const first = made(main.organization, () =>
    main.hasOrganization
      ? organizationIn(main.read, main.organization, shapes.organization)
      : { problems: main.fault ? [] : [noOrganization(main)] },
  ).part;
  const plain = (of: (files: Files) => Folder) =>
    folders.flatMap((files) => of(files).entries.flatMap(({ file, fault }) => (fault ? [] : [{ file, files }])));
  const profiles = plain((files) => files.profiles).map(({ file, files }) => {
    const stem = stemOf(file);
    return { files, ...made(file, () => profileIn(files.read(file, `profiles/${stem}`), shapes.profile, stem)) };
  });
  const everyProfile = profiles.map(({ profile }) => profile);
  problems.push(...repeatedProfiles(everyProfile));
  const written = plain((files) => files.systems).map(({ file, files }) => {
    // What a team changes in its own folder changes nothing of another's.
    const among = profiles.filter((one) => one.files === main || one.files === files).map(({ profile }) => profile);
    const isFit = (known: MadeSystem) => known.used.length === 0 || same(known.among, among);
    return { files, ...made(file, () => systemIn(files.read, file, shapes.system, among), isFit) };
  });
  const described = first ? withEntities(first, written, folders) : { systems: written, problems: [] };
  problems.push(...described.problems);
  const all = described.systems;
  const rest = all.flatMap(({ part }) => part ?? []);
  if (folders.every(({ systems }) => systems.entries.length === 0))
    problems.push(problem("no-systems", firstOf(main.systems.folder), "systems", noSystems(from)));
  if (first) {
    problems.push(...checkRoots(first, all, main));
    problems.push(
      ...checkCatalog(vocabulary, {
        organization: first,
        systems: rest,
        runbooks: runbooks === undefined ? runbooksIn(folders) : new Set(runbooksBelow(runbooks)),
        runbookFolder: runbooks ?? main.runbookFolder,
        now,
        complete: problems.length === 0,
        vocabulary,
      }),
    );
  }
  const used = new Set(all.flatMap((one) => one.used));
  if (problems.every(({ severity }) => severity === "warning")) problems.push(...unusedProfiles(everyProfile, used));
  const files = [
    main.organization,
    ...folders.flatMap(({ beside, ...one }) => [
      ...beside,
      ...[one.profiles, one.systems].flatMap(({ entries }) => entries.map(({ file }) => file)),
    ]),
  ];
  const entities = first?.value.backstage === undefined ? [] : folders.flatMap((one) => one.entities);
  const sorted = inOrder(together(problems), [...files, ...entities]);
  const locate = locator(first, rest);
  if (!first || sorted.some(({ severity }) => severity === "error")) return { problems: sorted, files, entities, locate };
  const byId = rest.map(({ value }) => value).sort((one, other) => (one.system < other.system ? -1 : 1));
  const fromProfiles = new Map(
    all.flatMap(({ part, from }) => [...from].map(([entry, of]) => [`${part?.value.system}/${entry}`, of] as const)),
  );
  return { catalog: { organization: first.value, systems: byId, fromProfiles }, problems: sorted, files, entities, locate };
}

const same = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index]);

/** The runbooks of all folders; nothing for an object, whose runbooks lie nowhere that is known. */
function runbooksIn(folders: readonly Files[]): ReadonlySet<string> | undefined {
  const all = folders.flatMap(({ runbooks }) => (runbooks ? [runbooks] : []));
  return all.length > 0 ? new Set(all.flat()) : undefined;
}

/** What lies where a part of the catalog is due, or looks like one, and is not read. */
function unreadIn({ beside, systems, profiles, root, fault, organization, hasOrganization }: Files, main: Files): Problem[] {
  if (root && fault !== undefined) {
    const way = `name a revision that is there (git -C ${root.folder} log --all --oneline lists them), or fetch it`;
    return [problem("unreadable-file", firstOf(root.shown), `roots/${root.name}`, fault, { way })];
  }
  const second = hasOrganization && organization !== main.organization;
  const way = "move it into systems/ or profiles/, or remove it; the organization is read from organization.yaml alone";
  const faulty = [systems, profiles].flatMap(({ entries }) => entries);
  return [
    ...(second
      ? [problem("two-organizations", firstOf(organization), "organization", `${main.organization} is the organization of this catalog`)]
      : []),
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

/** Of several folders one is not there: as a rule a repository that is not checked out. */
function noRoot({ folder, name }: Root): Problem {
  const way = "check out its repository there, or correct --catalog or slostack:catalog";
  return problem("unreadable-file", firstOf(folder), `roots/${name}`, "there is no such folder", { way });
}

function noOrganization({ organization, systems }: Files): Problem {
  const way =
    systems.entries.length > 0
      ? "create it; if these systems belong to an organization in another folder, name that one too: --catalog . --catalog ../platform/catalog"
      : "create it, or name the folder that holds it with --catalog";
  return problem("unreadable-file", firstOf(organization), "organization", "there is no such file", { way });
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
