import { existsSync } from "node:fs";
import { proposalFile, taken, verdictFile } from "./files.ts";
import { proposalJson } from "./proposal.ts";
import { verdictJson } from "./review.ts";
import { type Context, forgeOf, runOf } from "./settings.ts";

export interface VerdictOptions {
  /** a step before it failed, so there is no verdict to be trusted */
  readonly broken: boolean;
  /** the head, where no step left it */
  readonly head?: string;
}

/**
 * Marks the head of the proposal with the verdict of the review, which a rule of the branch can ask for. Without a
 * proposal (by hand) the exit code is the verdict: 0 nothing stands against it, 1 something does, 2 none could be made.
 */
export async function verdict(context: Context, { broken, head: given }: VerdictOptions): Promise<number> {
  const proposal = existsSync(proposalJson(context)) ? taken(proposalJson(context), proposalFile, "ci:proposal") : undefined;
  const [objection] = proposal?.objections ?? [];
  const reviewed = broken
    ? ({ verdict: "error", description: "the run broke before there was a verdict" } as const)
    : taken(verdictJson(context), verdictFile, "ci:review");
  const found =
    objection !== undefined && reviewed.verdict === "success" ? ({ verdict: "failure", description: objection } as const) : reviewed;
  context.write(`${found.verdict}: ${found.description}\n`);
  const head = given || proposal?.head;
  if (head === undefined) return { success: 0, failure: 1, error: 2 }[found.verdict];
  const { mark } = forgeOf(context.env);
  await mark(head, found.verdict, found.description, runOf(context.env));
  return 0;
}
