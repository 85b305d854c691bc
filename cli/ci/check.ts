import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "../../analysis/review/stack.ts";
import { rootsFrom } from "../../model/roots.ts";
import { checksFile, proposalFile, putJson, taken } from "./files.ts";
import { commitOf, mergedTree } from "./git.ts";
import { type Outcome, proofsOf } from "./proofs.ts";
import { proposalJson } from "./proposal.ts";
import { type Context, folderOf } from "./settings.ts";
import { catalogAt, type Revision, stacksOf } from "./stack.ts";

export const checksJson = (context: Context): string => join(folderOf(context), "check", "checks.json");

export interface CheckOptions {
  /** the target branch of the proposal */
  readonly into: string;
  /** also evaluate the rules with Prometheus itself, which takes minutes */
  readonly prove: boolean;
}

/**
 * Checks everything that would be deployed as far as possible without an account: every stack of the project, with this
 * code. Only data of a proposal is read, as it would be after the merge; the result is stored for its commit status.
 * Returns the exit code: 2 if a check could not run; without a proposal 1 if a check failed.
 */
export async function check(context: Context, { into, prove }: CheckOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "slostack-check-"));
  try {
    const proposed = existsSync(proposalJson(context));
    const at = proposed ? await merged(context, into) : undefined;
    const stacks = await stacksOf(context, at);
    const outcomes: Outcome[] = [];
    for (const [catalog, of] of Map.groupBy(stacks, ({ stack }) => stack.catalog)) {
      const catalogDir =
        at === undefined
          ? rootsFrom(context.root, catalog)
          : await copied(context, at, of[0]?.stack, join(folder, String(outcomes.length)));
      outcomes.push(...(await proofsOf({ catalog, catalogDir, stacks: of, prove }, (text) => text.replaceAll(`${folder}/`, ""))));
    }
    const worst = Math.max(0, ...outcomes.map(({ code }) => code));
    const verdict = (["success", "failure", "error"] as const)[worst] ?? "error";
    const wrong = outcomes.filter(({ code }) => code > 0).map(({ name }) => name);
    const description = wrong.length === 0 ? "all checks passed" : `failed: ${wrong.join(", ")}`;
    putJson(checksJson(context), checksFile.parse({ verdict, description, text: textOf(outcomes) }));
    context.write(`${textOf(outcomes)}${verdict}: ${description}\n`);
    return proposed && worst < 2 ? 0 : worst;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the branch would hold after the merge; of one that conflicts, what is proposed. */
async function merged(context: Context, into: string): Promise<Revision> {
  const { head, queued } = taken(proposalJson(context), proposalFile, "proposal");
  if (queued) return { hash: head, name: "the queue" };
  const tree = await mergedTree(context, await commitOf(context, `origin/${into}`), head);
  return tree === undefined ? { hash: head, name: "the head" } : { hash: tree, name: "the merge" };
}

async function copied(context: Context, at: Revision, stack: Stack | undefined, into: string): Promise<string> {
  if (!stack) throw new Error("a group of stacks is never empty");
  return catalogAt(context, at, stack, into);
}

/** Indented, so that no line of it is read as Markdown. */
function textOf(outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap(({ name, code, text }) => [
    `- ${name}: ${["passed", "**failed**", "**could not run**"][code] ?? "**could not run**"}`,
    ...(code === 0
      ? []
      : [
          "",
          ...text
            .trimEnd()
            .split("\n")
            .slice(-60)
            .map((line) => `      ${line}`),
          "",
        ]),
  ]);
  return `### Checks of what would be deployed\n\n${lines.join("\n")}\n`;
}
