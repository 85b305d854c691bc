import { existsSync } from "node:fs";
import { checkCatalog } from "./check/catalog.ts";
import type { CheckedVocabulary } from "./checked-vocabulary.ts";
import { member, nodeAt, type Path, type Place, placeAt } from "./document.ts";
import { type Files, filesIn, filesInMemory, plainFiles, stemOf } from "./files.ts";
import type { Part } from "./part.ts";
import { runbooksOf } from "./places.ts";
import { catalogPath, type Problem, problem } from "./problem.ts";
import { renameKeys } from "./renamed-keys.ts";
import { meaningsIn } from "./schema/meaning.ts";
import type { OrganizationFile } from "./schema/organization.ts";
import type { SystemFile } from "./schema/system.ts";
import { once } from "./schema/words.ts";
import { type Shape, shape, validate } from "./shape.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { catalogFiles, schemasOf, type WrittenCatalog } from "./write.ts";

/** A catalog without faults: what the files say, references not yet followed. */
export interface CheckedCatalog {
  readonly organization: OrganizationFile;
  /** in the order of their ids */
  readonly systems: readonly SystemFile[];
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

/** What was made of files, by path: for who loads a catalog again after small edits, and takes out what was edited. */
export type MadeParts = Map<string, Made<OrganizationFile | SystemFile>>;

interface Shapes {
  readonly organization: Shape<OrganizationFile>;
  readonly system: Shape<SystemFile>;
}
const shapesOf = once(
  (vocabulary: Vocabulary): Shapes => ({
    organization: shape(schemasOf(vocabulary).organization),
    system: shape(schemasOf(vocabulary).system),
  }),
);

/**
 * Reads and checks a whole catalog: `organization.yaml` and every `*.yaml` and `*.yml` below `systems/` of a folder, or an object.
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
  const { organization, systems, beside, read } = typeof from === "string" ? filesIn(from) : filesInMemory(catalogFiles(vocabulary, from));
  const shapes = shapesOf(vocabulary);
  const problems: Problem[] = unreadIn(beside, systems.entries);
  const load = <T extends OrganizationFile | SystemFile>(file: string, shape: Shape<T>, prefixOf: PrefixOf): Part<T> | undefined => {
    const made = (parts.get(file) as Made<T> | undefined) ?? loadPart(read, file, shape, prefixOf);
    parts.set(file, made);
    problems.push(...made.problems);
    return made.part;
  };
  const first = load(organization, shapes.organization, () => "organization");
  const rest = systems.entries.flatMap(({ file, fault }) => (fault ? [] : (load(file, shapes.system, systemId) ?? [])));
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
  const files = [organization, ...beside, ...systems.entries.map(({ file }) => file)];
  const sorted = inOrder(problems, files);
  const locate = locator(first, rest);
  if (!first || sorted.some(({ severity }) => severity === "error")) return { problems: sorted, files, locate };
  const byId = rest.map(({ value }) => value).sort((one, other) => (one.system < other.system ? -1 : 1));
  return { catalog: { organization: first.value, systems: byId }, problems: sorted, files, locate };
}

/** What lies where a part of the catalog is due, or looks like one, and is not read. */
function unreadIn(beside: Files["beside"], entries: Files["systems"]["entries"]): Problem[] {
  const way = "move it into systems/, or remove it; the organization is read from organization.yaml alone";
  return [
    ...beside.map((file) =>
      problem("unread-file", firstOf(file), stemOf(file), "it reads like a part of the catalog and lies beside systems/", { way }),
    ),
    ...entries.flatMap(({ file, fault }) => (fault ? [problem(fault.code, firstOf(file), stemOf(file), fault.what)] : [])),
  ];
}

const noSystems = (from: string | WrittenCatalog): string =>
  typeof from === "string" ? "no *.yaml or *.yml is below systems/" : "there is no list of systems, or an empty one";

const firstOf = (file: string): Place => ({ file, line: 1, column: 1 });

function noCatalog(directory: string): Problem {
  const way = `did you forget \`slostack init --catalog-only ${directory}\`? Else name the folder that holds organization.yaml with --catalog`;
  return problem("unreadable-file", { file: directory, line: 1, column: 1 }, "organization", "there is no such folder", { way });
}

type PrefixOf = (value: unknown, file: string) => string;

function loadPart<T>(read: Files["read"], file: string, shape: Shape<T>, prefixOf: PrefixOf): Made<T> {
  const { document, problems } = read(file, prefixOf(undefined, file));
  if (!document) return { problems };
  const prefix = prefixOf(document.value, file);
  const renamed = renameKeys(document, prefix);
  const { value, problems: faults } = validate(shape, document, prefix);
  const found = [...problems, ...renamed, ...faults];
  if (value === undefined) return { problems: found };
  return { part: { document, value, meanings: meaningsIn(shape.schema, value), prefix }, problems: found };
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
