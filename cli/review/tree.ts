import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { entityFile, entityFolder, isLink } from "../../model/files.ts";
import { limits } from "../../model/read.ts";
import { git } from "./git.ts";
import { Refusal } from "./refusal.ts";
import type { Repository } from "./repository.ts";

/** The files of a catalog and of what is checked with it, as one revision has them. Paths are below the repository, with `/`. */
export interface Tree {
  /** `bytes` is absent for a file that is larger than a catalog's may be */
  readonly files: readonly { readonly path: string; readonly size: number; readonly bytes?: Buffer }[];
  /** what is there and is no file: it is not followed, and the loader finds it in the same place */
  readonly left: readonly Left[];
}

export interface Left {
  readonly path: string;
  readonly what: "a symbolic link" | "a submodule" | "an empty folder" | "no file";
}

/** What a review reads of one revision at most. A catalog of 10,000 SLOs is a hundredth of it. */
const most = { files: 20_000, bytes: 64_000_000 } as const;

interface Place {
  readonly folder: string;
  readonly name: RegExp;
  /** its subfolders too */
  readonly deep?: true;
}

/** What is proved beside a catalog and its runbooks. */
const pages = /^(?:requirements|corrections)\.md$/;

const entities = new RegExp(`^${entityFile.replace(".", "\\.")}$`);

/** Folders whose files are read, with the form of their names: of systems and profiles everything, since the loader says what of it is none. */
function placesOf({ catalog }: Repository): readonly Place[] {
  const above = catalog.includes("/") ? `${catalog.slice(0, catalog.lastIndexOf("/"))}/` : "";
  const own = catalog === "" ? "" : `${catalog}/`;
  return [
    { folder: own, name: /\.ya?ml$/i },
    { folder: `${own}systems/`, name: /^/, deep: true },
    { folder: `${own}profiles/`, name: /^/, deep: true },
    { folder: `${own}${entityFolder}/`, name: /\.ya?ml$/i, deep: true },
    { folder: `${own}docs/`, name: pages },
    { folder: `${own}docs/runbooks/`, name: /\.md$/ },
    { folder: `${own}ledger/`, name: /\.txt$/ },
    ...(catalog === ""
      ? []
      : [
          { folder: above, name: entities },
          { folder: `${above}docs/`, name: pages },
          { folder: `${above}docs/runbooks/`, name: /\.md$/ },
          { folder: `${above}test/ledger/`, name: /\.txt$/ },
        ]),
  ];
}

/** What git is asked for: of a monorepo only what may matter. */
function listedIn({ catalog }: Repository): string[] {
  const docs = ["docs/requirements.md", "docs/corrections.md", "docs/runbooks"];
  if (catalog === "") return ["systems", "profiles", entityFolder, ...docs, "ledger"];
  const above = catalog.includes("/") ? `${catalog.slice(0, catalog.lastIndexOf("/"))}/` : "";
  return [catalog, ...[...docs, "test/ledger", entityFile].map((path) => above + path)];
}

/** A file, or a folder on the way to one (which may be a link as well). */
const isWanted = (repository: Repository, path: string): boolean =>
  placesOf(repository).some(({ folder, name, deep }) => {
    const below = path.startsWith(folder) ? path.slice(folder.length) : undefined;
    return folder.startsWith(`${path}/`) || (below !== undefined && (deep === true || !below.includes("/")) && name.test(below));
  });

/** One call for what lies deep; of a catalog that is the top of its repository another for the files there, and for no more. */
async function listing(repository: Repository, commit: string): Promise<string> {
  const list = async (...args: readonly string[]) =>
    (await git(repository.root, ["ls-tree", "-z", "--long", "--full-tree", ...args])).toString("utf8");
  return `${repository.catalog === "" ? await list(commit) : ""}${await list("-r", commit, "--", ...listedIn(repository))}`;
}

/**
 * The files of a commit, read from git's objects: the work tree is not touched, and no filter or hook of the repository runs.
 *
 * @throws Refusal if they are too many
 */
export async function treeOfCommit(repository: Repository, commit: string, name: string): Promise<Tree> {
  const entries = (await listing(repository, commit)).split("\0").flatMap((entry) => {
    const found = /^(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(entry);
    const [, mode = "", , object = "", size = "", path = ""] = found ?? [];
    return found && mode !== "040000" && isWanted(repository, path) ? [{ mode, object, size: Number(size), path }] : [];
  });
  const regular = entries.filter(({ mode }) => mode === "100644" || mode === "100755");
  bound(regular, name);
  const small = regular.filter(({ size }) => size <= limits.bytes);
  const contents = await objectsOf(
    repository.root,
    small.map(({ object }) => object),
  );
  const bytes = new Map(small.map(({ path }, index) => [path, contents[index]]));
  return {
    files: regular.map(({ path, size }) => ({ path, size, ...withBytes(bytes.get(path)) })),
    left: entries
      .filter((entry) => !regular.includes(entry))
      .map(({ path, mode }) => ({ path, what: mode === "120000" ? "a symbolic link" : "a submodule" })),
  };
}

/** The files of the work tree, whether or not they are committed. @throws Refusal if they are too many */
export function treeOfWork(repository: Repository): Tree {
  const left = new Map<string, Left>();
  const found: { path: string; size: number }[] = [];
  for (const { folder, name, deep } of placesOf(repository)) {
    const link = linkOnTheWay(repository.root, folder);
    if (link !== undefined) left.set(link, { path: link, what: "a symbolic link" });
    else
      for (const one of thingsIn(repository.root, folder, name, deep === true))
        if ("size" in one) found.push(one);
        else left.set(one.path, one);
  }
  bound(found, "the working tree");
  return {
    files: found.map(({ path, size }) => ({ path, size, ...(size <= limits.bytes && withBytes(bytesOf(join(repository.root, path)))) })),
    left: [...left.values()],
  };
}

/** Files and what is none, in the folder and below it. */
function thingsIn(root: string, folder: string, name: RegExp, deep: boolean): ({ readonly path: string; readonly size: number } | Left)[] {
  return namesIn(join(root, folder)).flatMap((one) => {
    const path = `${folder}${one}`;
    const state = lstatSync(join(root, path));
    if (state.isDirectory()) return deep ? folderIn(root, path) : [];
    if (!name.test(one)) return [];
    if (state.isFile()) return [{ path, size: state.size }];
    return [{ path, what: state.isSymbolicLink() ? ("a symbolic link" as const) : ("no file" as const) }];
  });
}

function folderIn(root: string, path: string): ReturnType<typeof thingsIn> {
  const names = namesIn(join(root, path));
  if (names.includes(".git")) return [{ path, what: "a submodule" }];
  return names.length === 0 ? [{ path, what: "an empty folder" }] : thingsIn(root, `${path}/`, /^/, true);
}

const withBytes = (bytes: Buffer | undefined) => (bytes === undefined ? {} : { bytes });

function bound(files: readonly { readonly size: number }[], name: string): void {
  const bytes = files.reduce((sum, { size }) => sum + Math.min(size, limits.bytes), 0);
  if (files.length > most.files || bytes > most.bytes)
    throw new Refusal(
      `${name} holds ${files.length} files with ${bytes} bytes below the catalog and its runbooks; a review reads at most ${most.files} with ${most.bytes}: is --catalog the right folder?`,
    );
}

/** A file that became a link since it was listed is not followed either. */
function bytesOf(path: string): Buffer | undefined {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return fstatSync(descriptor).isFile() ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** The first folder below the root that is a link. */
function linkOnTheWay(root: string, folder: string): string | undefined {
  const steps = folder.split("/").filter((step) => step !== "");
  return steps.map((_, index) => steps.slice(0, index + 1).join("/")).find((path) => isLink(join(root, path)));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** The contents of blobs, in the order in which they are asked for. */
async function objectsOf(root: string, objects: readonly string[]): Promise<Buffer[]> {
  if (objects.length === 0) return [];
  const answer = await git(root, ["cat-file", "--batch"], `${objects.join("\n")}\n`);
  let at = 0;
  return objects.map((object) => {
    const end = answer.indexOf("\n", at);
    const [, kind, size = ""] = answer.toString("utf8", at, end).split(" ");
    if (kind !== "blob") throw new Refusal(`git has no object ${object} here: is this a partial clone? git fetch brings what is missing`);
    const start = end + 1;
    at = start + Number(size) + 1;
    return answer.subarray(start, start + Number(size));
  });
}
