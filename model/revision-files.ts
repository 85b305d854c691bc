import { execFileSync } from "node:child_process";
import { entityFile, entityFolder, type Fault, type Files, type Folder, filesIn, isYaml, linked, unread } from "./files.ts";
import { limits, readFile, readText, tooLarge } from "./read.ts";
import type { Root } from "./roots.ts";

/** A folder as it lies there, or at its revision. */
export const filesOf = (root: Root): Files => (root.revision === undefined ? filesIn(root.folder, root) : filesInGit(root));

function filesInGit(root: Root): Files {
  const organization = `${root.shown}/organization.yaml`;
  const none: Folder = { folder: root.shown, entries: [] };
  try {
    const { top, ...found } = filesAt(root);
    return { root, organization, hasOrganization: top.includes("organization.yaml"), beside: [], ...found };
  } catch (fault) {
    return {
      root,
      fault: faultOfGit(fault, root),
      organization,
      hasOrganization: false,
      systems: none,
      profiles: none,
      beside: [],
      entities: [],
      read: readFile,
    };
  }
}

/** Git says on its standard error what is wrong with a repository, and nothing of a revision that is not there. */
function faultOfGit(fault: unknown, { revision }: Root): string {
  const { code, stderr = "" } = Object(fault) as { readonly code?: string; readonly stderr?: Buffer | string };
  if (code === "ENOENT") return "git is not installed, and a revision is read with it";
  const said = String(stderr)
    .trim()
    .split("\n")[0]
    ?.replace(/^(fatal|error): /, "");
  return said ? `git cannot read this folder at ${revision}: ${said}` : `git has no revision ${revision} here`;
}

/** The files of a folder at a git revision: nothing of the work tree is read. */
interface RevisionFiles {
  readonly systems: Folder;
  readonly profiles: Folder;
  /** names of files in the folder itself */
  readonly top: readonly string[];
  /** ids of the runbooks that are there */
  readonly runbooks: readonly string[];
  readonly entities: readonly string[];
  readonly read: Files["read"];
}

interface Entry {
  readonly mode: string;
  readonly object: string;
  readonly size: number;
  /** below the folder */
  readonly path: string;
}

/** @throws Error with what git says where there is no such revision, or no repository */
function filesAt({ folder, revision = "HEAD", shown }: Root): RevisionFiles {
  const hash = git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`])
    .toString()
    .trim();
  const entries = listing(folder, hash);
  const above = isTop(folder) ? [] : listing(folder, hash, `../${entityFile}`);
  const byPath = new Map([...entries, ...above].map((entry) => [entry.path, entry]));
  const texts = new Map<string, string>();
  const below = (name: string): Folder => ({
    folder: `${shown}/${name}`,
    entries: entries
      .filter(({ path }) => path.startsWith(`${name}/`) && !/\/\.|\.md$|~$/i.test(path))
      .map((entry) => ({ file: `${shown}/${entry.path}`, ...faultOf(entry) })),
  });
  return {
    systems: below("systems"),
    profiles: below("profiles"),
    top: entries.flatMap(({ path }) => (path.includes("/") ? [] : [path])),
    runbooks: runbooksAt(folder, hash, entries),
    entities: [
      ...(byPath.has(entityFile) ? [entityFile] : above.map(({ path }) => path)),
      ...below(entityFolder).entries.flatMap(({ file, fault }) => (fault ? [] : [file.slice(shown.length + 1)])),
    ].map((path) => `${shown}/${path}`),
    read: (file, prefix, of = (text) => text) => {
      const entry = byPath.get(file.slice(shown.length + 1));
      if (entry && entry.size > limits.bytes) return { problems: [tooLarge(file, prefix, entry.size)] };
      if (!entry) return readText("", file, prefix);
      const known = texts.get(entry.object) ?? git(folder, ["cat-file", "blob", entry.object]).toString("utf8");
      texts.set(entry.object, known);
      return readText(of(known), file, prefix);
    },
  };
}

/** As `runbooksIn`: a folder that stands alone holds them itself; others have them beside. */
function runbooksAt(folder: string, hash: string, entries: readonly Entry[]): string[] {
  const stemsOf = (all: readonly Entry[]) => all.flatMap(({ path }) => /^(?:\.\.\/)?docs\/runbooks\/([^/]+)\.md$/.exec(path)?.[1] ?? []);
  const isAlone = entries.some(({ path }) => path.startsWith("docs/runbooks/"));
  return stemsOf(isAlone || isTop(folder) ? entries : listing(folder, hash, "../docs/runbooks"));
}

const isTop = (folder: string): boolean => git(folder, ["rev-parse", "--show-prefix"]).toString().trim() === "";

function listing(folder: string, hash: string, below = "."): Entry[] {
  return git(folder, ["ls-tree", "-r", "-z", "--long", hash, "--", below])
    .toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const [, mode = "", object = "", size = "", path = ""] = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(line) ?? [];
      return path === "" ? [] : [{ mode, object, size: Number(size), path }];
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

function faultOf({ mode, path }: Entry): { readonly fault?: Fault } {
  if (mode === "120000") return { fault: linked };
  if (mode === "160000") return { fault: { code: "not-a-plain-file", what: "this is a separate repository (a submodule)" } };
  return isYaml(path) ? {} : { fault: unread("its name does not end in .yaml or .yml") };
}

/** No hook, monitor or prompt of the repository runs, and no variable of an outer git leads to another one. */
function git(folder: string, args: readonly string[]): Buffer {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...env } = process.env;
  const settings = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
  return execFileSync("git", [...settings, "-C", folder, ...args], {
    env: { ...env, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_NO_LAZY_FETCH: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
}
