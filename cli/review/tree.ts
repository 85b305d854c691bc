import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { limits } from "../../model/read.ts";
import { git } from "./git.ts";
import { Refusal } from "./refusal.ts";
import type { Repository } from "./repository.ts";

/** The files of a catalog and of what is checked with it, as one revision has them. Paths are below the repository, with `/`. */
export interface Tree {
  /** `bytes` is absent for a file that is larger than a catalog's may be */
  readonly files: readonly { readonly path: string; readonly size: number; readonly bytes?: Buffer }[];
  /** links and modules of others: they are not followed */
  readonly left: readonly { readonly path: string; readonly what: "a symbolic link" | "a submodule" | "no file" }[];
}

/** What a review reads of one revision at most. A catalog of 10,000 SLOs is a hundredth of it. */
const most = { files: 20_000, bytes: 64_000_000 } as const;

/** Folders whose files are read, with the ending of their names; `.` is the folder itself. */
function placesOf({ catalog }: Repository): readonly { readonly folder: string; readonly name: RegExp }[] {
  const above = catalog.includes("/") ? `${catalog.slice(0, catalog.lastIndexOf("/"))}/` : "";
  const own = catalog === "" ? "" : `${catalog}/`;
  return [
    { folder: own, name: /^organization\.yaml$/ },
    { folder: `${own}systems/`, name: /\.yaml$/ },
    { folder: `${own}docs/runbooks/`, name: /\.md$/ },
    { folder: `${own}ledger/`, name: /\.txt$/ },
    ...(catalog === ""
      ? []
      : [
          { folder: `${above}docs/runbooks/`, name: /\.md$/ },
          { folder: `${above}test/ledger/`, name: /\.txt$/ },
        ]),
  ];
}

/** What git is asked for: of a monorepo only what may matter. */
function listedIn({ catalog }: Repository): string[] {
  if (catalog === "") return ["organization.yaml", "systems", "docs/runbooks", "ledger"];
  const above = catalog.includes("/") ? `${catalog.slice(0, catalog.lastIndexOf("/"))}/` : "";
  return [catalog, `${above}docs/runbooks`, `${above}test/ledger`];
}

/** A file, or a folder on the way to one (which may be a link as well). */
function isWanted(repository: Repository, path: string): boolean {
  return placesOf(repository).some(
    ({ folder, name }) =>
      folder.startsWith(`${path}/`) ||
      (path.startsWith(folder) && !path.slice(folder.length).includes("/") && name.test(path.slice(folder.length))),
  );
}

/**
 * The files of a commit, read from git's objects: the work tree is not touched, and no filter or hook of the repository runs.
 *
 * @throws Refusal where they are too many
 */
export async function treeOfCommit(repository: Repository, commit: string, name: string): Promise<Tree> {
  const listed = (
    await git(repository.root, ["ls-tree", "-r", "-z", "--long", "--full-tree", commit, "--", ...listedIn(repository)])
  ).toString("utf8");
  const entries = listed.split("\0").flatMap((entry) => {
    const found = /^(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(entry);
    const [, mode = "", , object = "", size = "", path = ""] = found ?? [];
    return found && isWanted(repository, path) ? [{ mode, object, size: Number(size), path }] : [];
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

/** The files of the work tree, whether or not they are committed. @throws Refusal where they are too many */
export function treeOfWork(repository: Repository): Tree {
  const left: { path: string; what: "a symbolic link" | "no file" }[] = [];
  const found: { path: string; size: number }[] = [];
  for (const { folder, name } of placesOf(repository)) {
    const links = linkOnTheWay(repository.root, folder);
    if (links !== undefined) {
      if (!left.some(({ path }) => path === links)) left.push({ path: links, what: "a symbolic link" });
      continue;
    }
    for (const file of namesIn(join(repository.root, folder)).filter((one) => name.test(one))) {
      const path = `${folder}${file}`;
      const state = lstatSync(join(repository.root, path));
      if (state.isFile()) found.push({ path, size: state.size });
      else left.push({ path, what: state.isSymbolicLink() ? "a symbolic link" : "no file" });
    }
  }
  bound(found, "the working tree");
  return {
    files: found.map(({ path, size }) => ({ path, size, ...(size <= limits.bytes && withBytes(bytesOf(join(repository.root, path)))) })),
    left,
  };
}

const withBytes = (bytes: Buffer | undefined) => (bytes === undefined ? {} : { bytes });

function bound(files: readonly { readonly size: number }[], name: string): void {
  const bytes = files.reduce((sum, { size }) => sum + Math.min(size, limits.bytes), 0);
  if (files.length > most.files || bytes > most.bytes)
    throw new Refusal(
      `${name} holds ${files.length} files with ${bytes} bytes below the catalog and its runbooks; a review reads at most ${most.files} with ${most.bytes}: is --catalog the folder that is meant?`,
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
  return steps
    .map((_, index) => steps.slice(0, index + 1).join("/"))
    .find((path) => lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink());
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
