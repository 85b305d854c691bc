import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/**
 * Whether it is known that a working tree is not what a stack was deployed from: another commit, or edited since. Then
 * what the catalog says and the stack does not have is simply not deployed.
 *
 * @param tag commit of the last deployment, where the stack says so
 */
export async function isKnownOther(root: string, tag: string | undefined): Promise<boolean> {
  if (tag === undefined) return false;
  const git = (...args: string[]) => execute("git", ["-C", root, ...args]).then(({ stdout }) => stdout.trim());
  try {
    return (await git("rev-parse", "HEAD")) !== tag || (await git("status", "--porcelain", "--untracked-files=no")) !== "";
  } catch {
    // No repository, or no git: nothing is known.
    return false;
  }
}
