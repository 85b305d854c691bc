import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventsIn } from "../../sandbox/run.ts";
import { remedyFor } from "../adopt/refused.ts";
import { tagOf } from "./deployed.ts";
import { pulumi } from "./engine.ts";
import { Fault } from "./fault.ts";
import { comesBefore, commitOf } from "./git.ts";
import type { Context } from "./settings.ts";

export interface UpOptions {
  readonly stack: string;
  /** deploy although the stack holds a later commit: a way back */
  readonly older: boolean;
}

/**
 * `pulumi up` of HEAD. Runs that wait for an approval may end in another order than they began, so an older commit never
 * replaces a later one unless requested. Returns the exit code of the engine.
 *
 * @throws Fault if the stack holds a later commit
 */
export async function up(context: Context, { stack, older }: UpOptions): Promise<number> {
  const head = await commitOf(context, "HEAD");
  const before = await tagOf(context, stack);
  if (before !== undefined && before !== head && !older) await refuseOlder(context, stack, head, before);
  const folder = mkdtempSync(join(tmpdir(), "slostack-up-"));
  try {
    const log = join(folder, "events.jsonl");
    const { code } = await pulumi(context, ["up", "--stack", stack, "--yes", "--skip-preview", "--event-log", log], "through");
    if (code !== 0) context.write(remedyFor(eventsIn(log)));
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refuseOlder(context: Context, stack: string, head: string, before: string): Promise<void> {
  const known = await commitOf(context, before).catch(() => undefined);
  if (known === undefined)
    throw new Fault(
      `stack ${stack} was deployed from ${before}, which is not in this clone: fetch the whole history (in CI: fetch-depth: 0), or pass --older`,
    );
  if (await comesBefore(context, head, known))
    throw new Fault(
      `stack ${stack} already has ${before}, which is newer than ${head}: revert on the branch, or pass --older to roll back`,
    );
}
