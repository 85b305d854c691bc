import { Fault } from "./fault.ts";
import type { Source } from "./forge.ts";
import { type Ran, run } from "./run.ts";
import type { Context } from "./settings.ts";

/** Settings for one call of git. They reach it through its environment: a list of processes shows arguments to everyone. */
function withSettings(settings: Readonly<Record<string, string>>): Record<string, string> {
  const pairs = Object.entries(settings).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(Object.keys(settings).length), ...Object.fromEntries(pairs) };
}

/** Runs git in the repository; hooks and prompts are off, regardless of the machine's configuration. */
export function git({ root, env }: Context, args: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const own = withSettings({ ...settings, "core.hooksPath": "/dev/null" });
  return run("git", args, { cwd: root, env: { ...env, ...own, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0" }, show: "kept" });
}

/** The commit that a name refers to. @throws Fault if there is none */
export async function commitOf(context: Context, name: string): Promise<string> {
  const { code, stdout, stderr } = await git(context, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  // Of a revision that is missing git says nothing here; of a repository that it refuses to read, also the remediation.
  if (code !== 0 && stderr.trim() !== "") throw new Fault(`git refuses to read ${context.root}: ${stderr.trim().replaceAll(/\s+/g, " ")}`);
  if (code !== 0) throw new Fault(`there is no revision ${JSON.stringify(name)} here: git fetch brings it (in CI: fetch-depth: 0)`);
  return stdout.trim();
}

/** Whether the first commit is the second or an ancestor of it. @throws Fault if git cannot tell */
export async function comesBefore(context: Context, earlier: string, later: string): Promise<boolean> {
  const { code, stderr } = await git(context, ["merge-base", "--is-ancestor", earlier, later]);
  if (code > 1) throw new Fault(`git cannot compare ${earlier} with ${later}: ${firstLine(stderr)} (in CI: fetch-depth: 0)`);
  return code === 0;
}

/** Where the commit of a proposal is kept: below no branch, so that nothing checks it out by chance. */
const kept = "refs/slostack/proposal";

/**
 * Brings the commit of a proposal into the repository as data: nothing is checked out. Returns the commit.
 * @throws Fault if it cannot be had
 */
export async function fetchProposal(context: Context, { remote, ref, settings }: Source): Promise<string> {
  const args = ["fetch", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", remote, `+${ref}:${kept}`];
  const { code, stderr } = await git(context, args, settings);
  if (code !== 0) throw new Fault(`git cannot fetch ${ref} of ${remote}: ${firstLine(stderr)}`);
  return commitOf(context, kept);
}

/**
 * The files that a merge of two commits would have, as the name of a tree in git's store; undefined where they conflict.
 * @throws Fault if git cannot merge in its store
 */
export async function mergedTree(context: Context, one: string, other: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await git(context, ["merge-tree", "--write-tree", "--no-messages", one, other]);
  if (code === 1) return undefined;
  if (code !== 0) throw new Fault(`git cannot merge ${one} and ${other} (2.38 or newer is needed): ${firstLine(stderr)}`);
  return stdout.trim();
}

/** Is anything at or below the paths another in one commit or tree than in another? @throws Fault if git cannot tell */
export async function differs(context: Context, one: string, other: string, paths: readonly string[]): Promise<boolean> {
  const { code, stderr } = await git(context, ["--literal-pathspecs", "diff-tree", "-r", "--quiet", one, other, "--", ...paths]);
  if (code > 1) throw new Fault(`git cannot compare ${one} with ${other}: ${firstLine(stderr)}`);
  return code === 1;
}

export const firstLine = (text: string): string => (text.split("\n").find((line) => line.trim() !== "") ?? "it says nothing").trim();
