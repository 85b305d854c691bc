import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runbooksIn } from "./places.ts";
import { limits, type Read, readFile, readText } from "./read.ts";
import type { Root } from "./roots.ts";
import type { CatalogFile } from "./write.ts";

/** What a catalog is read from: a folder, or an object that is written as files in memory. */
export interface Files {
  /** which of several folders; absent for an object */
  readonly root?: Root;
  /** why nothing can be read of it */
  readonly fault?: string;
  /** whether there is an organization.yaml */
  readonly hasOrganization: boolean;
  /** ids of the runbooks that lie with it; absent for an object */
  readonly runbooks?: readonly string[];
  /** the folder in which they lie */
  readonly runbookFolder?: string;
  /** what is called `organization.yaml` */
  readonly organization: string;
  /** what lies below `systems/`; the first place is that of the folder itself */
  readonly systems: Folder;
  /** what lies below `profiles/` */
  readonly profiles: Folder;
  /** what lies beside `systems/` and reads like a part of the catalog */
  readonly beside: readonly string[];
  /** files with entities of a developer portal */
  readonly entities: readonly string[];
  /** @param of what of the text is read; default: all */
  readonly read: (file: string, prefix: string, of?: (text: string) => string) => Read;
}

export interface Folder {
  readonly folder: string;
  readonly entries: readonly { readonly file: string; readonly fault?: Fault }[];
}

export function filesIn(directory: string, root?: Root): Files {
  const runbookFolder = runbooksIn(directory);
  return {
    ...(root && { root }),
    // A link that leads nowhere stands there as well, and is refused as one.
    hasOrganization: lstatSync(join(directory, "organization.yaml"), { throwIfNoEntry: false }) !== undefined,
    runbooks: runbooksBelow(runbookFolder),
    runbookFolder,
    organization: join(directory, "organization.yaml"),
    systems: folderOf(join(directory, "systems")),
    profiles: folderOf(join(directory, "profiles")),
    beside: misplacedIn(directory).map((name) => join(directory, name)),
    entities: entityFilesOf(directory),
    read: readFile,
  };
}

/** `catalog-info.yaml` in the folder of a catalog, else beside it, and whatever lies below `backstage/`. */
function entityFilesOf(directory: string): string[] {
  const info = [directory, join(directory, "..")].map((folder) => join(folder, entityFile)).find((file) => existsSync(file));
  const more = folderOf(join(directory, entityFolder)).entries.flatMap(({ file, fault }) => (fault ? [] : [file]));
  return [...(info === undefined ? [] : [info]), ...more];
}

/** As a developer portal calls it. */
export const entityFile = "catalog-info.yaml";
export const entityFolder = "backstage";

const folderOf = (folder: string): Folder => ({
  folder,
  entries: entriesOf(folder).map(({ path, ...entry }) => ({ file: join(folder, path), ...entry })),
});

/** Nothing is read from the disk. */
export function filesInMemory([organization, ...others]: readonly CatalogFile[]): Files {
  const all = new Map([organization, ...others].flatMap((file) => (file ? [[file.path, file]] : [])));
  const below = (folder: string): Folder => ({
    folder,
    entries: others.flatMap(({ path }) => (path.startsWith(`${folder}/`) ? [{ file: path }] : [])),
  });
  return {
    hasOrganization: true,
    organization: organization?.path ?? "organization.yaml",
    systems: below("systems"),
    profiles: below("profiles"),
    beside: [],
    entities: [],
    read: (path, prefix) => {
      const file = all.get(path);
      return file && file.problems.length === 0 ? readText(file.text, path, prefix) : { problems: file?.problems ?? [] };
    },
  };
}

/** One thing below `systems/` or `profiles/` of a catalog, and what the loader makes of it. */
interface Entry {
  /** below the folder, with `/`; empty: the folder itself */
  readonly path: string;
  /** why nothing is read there; absent: it is a file of a system */
  readonly fault?: Fault;
}

export interface Fault {
  readonly code: "not-a-plain-file" | "unread-file";
  readonly what: string;
}

/** A file of YAML by its name: editors and colleagues may have chosen the other ending, or capitals. */
export const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);

/** What may lie beside systems and profiles without being one: words for people, and what editors and file managers leave. */
const isNoPart = (name: string): boolean => /\.md$|^\.|~$/i.test(name);

/** The name of a file without its folder and ending. */
export const stemOf = (file: string): string => file.replace(/^.*[\\/]/, "").replace(/\.ya?ml$/i, "");

/**
 * Everything below a folder of systems or profiles, subfolders included, in the order of the paths. Links are not followed: what
 * they lead to can change without a change that anyone reviews. Whatever is neither read nor plainly none has a
 * fault, so that no file lies there in vain.
 */
function entriesOf(folder: string): Entry[] {
  return isLink(folder) ? [{ path: "", fault: linked }] : entriesIn(folder, "");
}

function entriesIn(folder: string, below: string): Entry[] {
  const names = namesIn(join(folder, below));
  if (names === undefined) return [{ path: below, fault: unread("the folder cannot be read") }];
  if (names.includes(".git"))
    return [{ path: below, fault: { code: "not-a-plain-file", what: "this is a separate repository (a submodule)" } }];
  if (below !== "" && names.length === 0)
    return [{ path: below, fault: unread("the folder is empty, as that of a submodule is until it is checked out") }];
  return names.flatMap((name) => entryOf(folder, below === "" ? name : `${below}/${name}`, name));
}

function entryOf(folder: string, path: string, name: string): Entry[] {
  const found = lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (found?.isDirectory()) return entriesIn(folder, path);
  if (found === undefined || (isNoPart(name) && !isYaml(name))) return [];
  if (found.isSymbolicLink()) return [{ path, fault: linked }];
  return [{ path, ...(!isYaml(name) && { fault: unread("its name does not end in .yaml or .yml") }) }];
}

export const linked: Fault = { code: "not-a-plain-file", what: "this is a symbolic link" };
export const unread = (what: string): Fault => ({ code: "unread-file", what });

/** Files beside `organization.yaml` that read like a part of a catalog; nothing reads them there. */
function misplacedIn(catalog: string): string[] {
  const names = namesIn(catalog) ?? [];
  return names.filter((name) => isYaml(name) && name !== "organization.yaml" && isPartOfCatalog(join(catalog, name)));
}

function isPartOfCatalog(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return (
    found?.isFile() === true &&
    found.size <= limits.bytes &&
    /^["']?(?:system|organization|profile)["']? *:/m.test(readFileSync(file, "utf8"))
  );
}

/** The ids of the runbooks in a folder. */
export const runbooksBelow = (folder: string): string[] => plainFiles(folder, ".md").map((name) => name.slice(0, -".md".length));

/** Names of plain files with an ending; none where there is no such folder. */
function plainFiles(folder: string, ending: string): string[] {
  const names = namesIn(folder) ?? [];
  return names.filter((name) => name.endsWith(ending) && lstatSync(join(folder, name), { throwIfNoEntry: false })?.isFile());
}

export const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** In order; empty where there is no such folder, undefined where it cannot be read. */
function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).sort();
  } catch (fault) {
    const code = fault instanceof Error && "code" in fault ? fault.code : undefined;
    return code === "ENOENT" || code === "ENOTDIR" ? [] : undefined;
  }
}
