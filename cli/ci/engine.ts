import { delimiter, dirname } from "node:path";
import { ProgramNotFound } from "../../programs/find.ts";
import { findEngine } from "../../sandbox/find-engine.ts";
import { withAws } from "./aws.ts";
import { Fault } from "./fault.ts";
import { type Ran, type RunOptions, run } from "./run.ts";
import type { Context } from "./settings.ts";

/**
 * Runs the Pulumi CLI on the accounts that its environment names. It is found as everywhere in this project; the Node that
 * runs this one runs the program of the stack as well.
 * @throws Fault if there is no engine
 */
export async function pulumi(
  context: Context,
  args: readonly string[],
  show: RunOptions["show"],
  cwd: string = context.root,
): Promise<Ran> {
  const { write } = context;
  const env = await withAws(context);
  const engine = await findEngine((line) => write(`${line}\n`), { ...env }).catch((error: unknown) => {
    throw error instanceof ProgramNotFound ? new Fault(error.message) : error;
  });
  const path = [dirname(engine.path), dirname(process.execPath), env.PATH ?? ""].join(delimiter);
  const own = {
    PATH: path,
    SLOSTACK_NODE: process.execPath,
    ...(engine.languageHost !== undefined && { SLOSTACK_LANGUAGE_HOST: engine.languageHost }),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // `--event-log` needs this.
    PULUMI_DEBUG_COMMANDS: "true",
  };
  return run(engine.path, [...args, "--non-interactive", "--color", "never"], { cwd, env: { ...env, ...own }, show });
}
