import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { isLink } from "../../model/files.ts";
import { nearest } from "../../model/nearest.ts";
import { rootsFrom, rootsIn } from "../../model/roots.ts";
import { GitFault, git, line, lineIfAny } from "./git.ts";
import { Refusal } from "./refusal.ts";

/** Where a catalog lies in a git repository. */
export interface Repository {
  /** the top folder of its work tree */
  readonly root: string;
  /** the folder of the catalog below it, with `/`; empty where it is the top folder */
  readonly catalog: string;
  /** further folders of the catalog: they are the same at every revision of this repository */
  readonly beside: readonly string[];
}

/** A commit by the name that people gave it. */
export interface Commit {
  readonly name: string;
  /** the whole hash */
  readonly hash: string;
}

/**
 * Finds the repository that a catalog belongs to, of several folders the first. The folder need not exist: it may be in one of the revisions only.
 *
 * @throws Refusal if there is no repository
 */
export async function repositoryOf(catalogDir: string): Promise<Repository> {
  const [{ folder: first, revision, shown }, ...others] = rootsIn(catalogDir);
  if (revision !== undefined)
    throw new Refusal(`${shown} is the same at every revision of this repository; name the folder that is reviewed first, without @`);
  const folder = resolve(first);
  const beside = others.map((root) => rootsFrom(".", root.shown));
  let there = folder;
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  // Git answers with real paths; a link on the way would make the catalog seem to lie outside.
  const real = join(realpathSync(there), relative(there, folder));
  try {
    const root = realpathSync(await line(realpathSync(there), ["rev-parse", "--show-toplevel"]));
    refuseLinks(folder, root);
    const catalog = relative(root, real);
    if (isAbsolute(catalog) || catalog.split(sep)[0] === "..") throw new Refusal(`${first} is not in the repository ${root}`);
    return { root, catalog: catalog.split(sep).join("/"), beside };
  } catch (fault) {
    if (!(fault instanceof GitFault)) throw fault;
    if (fault.missing) throw new Refusal(fault.message);
    if (fault.advice !== undefined) throw new Refusal(`git refuses to read the repository of ${first}: ${fault.message}; ${fault.advice}`);
    throw new Refusal(
      `${first} is in no git repository that can be read (${fault.message}): a review compares two revisions of one; git init and a commit make a first`,
    );
  }
}

/** A link in the repository may lead elsewhere at another revision, and what is compared would not be what is deployed. */
function refuseLinks(folder: string, root: string): void {
  const isInside = (path: string) => existsSync(path) && `${realpathSync(path)}${sep}`.startsWith(`${root}${sep}`);
  for (let path = folder; dirname(path) !== path; path = dirname(path))
    if (isLink(path) && isInside(dirname(path)))
      throw new Refusal(`${path} is a symbolic link, and may point elsewhere at another revision: name its target folder`);
}

/**
 * The commit that a name refers to.
 *
 * @param option how the name was given, for the message: `--base`
 * @throws Refusal if there is none, with what would bring it
 */
export async function commitOf({ root }: Repository, name: string, option: string): Promise<Commit> {
  const hash = await lineIfAny(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  if (hash !== undefined && hash !== "") return { name, hash };
  const names = (await git(root, ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags"])).toString(
    "utf8",
  );
  const known = names.split("\n").filter((one) => one !== "");
  const meant = nearest(name, known);
  const remotes = (await git(root, ["remote"])).toString("utf8").split("\n");
  const [remote = "", ...branch] = name.split("/");
  const ways = [
    ...(meant === undefined ? [] : [`did you mean ${JSON.stringify(meant)}?`]),
    ...(branch.length > 0 && remotes.includes(remote) ? [`git fetch ${remote} ${branch.join("/")} brings it`] : []),
    ...((await isShallow(root)) ? ["this clone is shallow: git fetch --unshallow brings the rest"] : []),
    known.length === 0 ? "nothing is committed here yet" : `name a revision that is here with ${option} (git branch --all lists them)`,
  ];
  throw new Refusal(`there is no revision ${JSON.stringify(name)} (${option}) in ${root}: ${ways.join("; ")}`);
}

/** What a change is compared with. */
export interface Base {
  /** the newest common ancestor: what is new at the tip since then is no part of the change */
  readonly from: Commit;
  /** the tip, whose people and policy decide on approvals */
  readonly tip: Commit;
  /** said where the two have no common ancestor */
  readonly note?: string;
}

/**
 * The commit from which head departed, as a pull request shows it.
 *
 * @param head undefined: the working tree, which departed where HEAD did
 * @throws Refusal in a shallow clone that does not reach back to it
 */
export async function baseOf(repository: Repository, tip: Commit, head: Commit | undefined): Promise<Base> {
  const { root } = repository;
  const from = head?.hash ?? (await lineIfAny(root, ["rev-parse", "--verify", "--quiet", "HEAD"]));
  const ancestor = from === undefined ? undefined : await lineIfAny(root, ["merge-base", tip.hash, from]);
  if (ancestor !== undefined && ancestor !== "") return { from: { name: tip.name, hash: ancestor }, tip };
  if (await isShallow(root))
    throw new Refusal(
      `this clone is shallow and does not reach back to where ${head?.name ?? "HEAD"} departed from ${tip.name}: git fetch --unshallow (in CI: fetch-depth: 0) brings the history`,
    );
  return { from: tip, tip, note: `${tip.name} and ${head?.name ?? "HEAD"} have no common history; compared with ${tip.name} as it is` };
}

async function isShallow(root: string): Promise<boolean> {
  return (await lineIfAny(root, ["rev-parse", "--is-shallow-repository"])) === "true";
}
