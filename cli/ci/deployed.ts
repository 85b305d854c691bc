import { pulumi } from "./engine.ts";
import { Fault } from "./fault.ts";
import { hand } from "./files.ts";
import { comesBefore, commitOf, firstLine } from "./git.ts";
import type { Context } from "./settings.ts";

/** The tag of a stack that names the commit of its last successful deployment. */
export const commitTag = "slostack:commit";

/** The commit that the stack was deployed from; undefined if it has no such tag. @throws Fault if the stack cannot be read */
export async function tagOf(context: Context, stack: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await pulumi(context, ["stack", "tag", "get", commitTag, "--stack", stack], "kept");
  if (code === 0) return stdout.trim();
  // The engine has one exit code for this and for a stack that is not there.
  if (/stack tag '.*' not found for stack/.test(stderr)) return undefined;
  throw new Fault(`the tags of stack ${stack} cannot be read: ${firstLine(stderr)}`);
}

/**
 * The commit from which a stack was deployed, for the steps and jobs after it. It must be one of the branch that is
 * deployed: what is checked out by this name runs with the accounts of the stack.
 *
 * @throws Fault if nothing was deployed yet, or the tag names something else
 */
export async function deployed(context: Context, { stack, branch }: { readonly stack: string; readonly branch: string }): Promise<number> {
  const tag = await tagOf(context, stack);
  if (tag === undefined)
    throw new Fault(`stack ${stack} has no tag ${commitTag}: deploy it once by the workflow, or name the commit with slostack ci record`);
  if (!/^[0-9a-f]{40}$/.test(tag))
    throw new Fault(`the tag ${commitTag} of stack ${stack} is no commit: ${JSON.stringify(tag.slice(0, 80))}`);
  const known = await commitOf(context, tag);
  if (!(await comesBefore(context, known, await commitOf(context, `origin/${branch}`))))
    throw new Fault(`stack ${stack} says it was deployed from ${tag}, which is not on ${branch}: it is not run`);
  hand(context.env, { commit: tag });
  context.write(`${stack} was deployed from ${tag}\n`);
  return 0;
}

/** Tags a stack with HEAD as its deployed commit. Returns the exit code. @throws Fault if the tag cannot be set */
export async function record(context: Context, { stack }: { readonly stack: string }): Promise<number> {
  const head = await commitOf(context, "HEAD");
  const { code, stderr } = await pulumi(context, ["stack", "tag", "set", commitTag, head, "--stack", stack], "kept");
  if (code !== 0) throw new Fault(`stack ${stack} does not take the tag ${commitTag}: ${firstLine(stderr)}`);
  context.write(`${stack} is deployed from ${head}\n`);
  return 0;
}
