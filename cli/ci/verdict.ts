import { existsSync } from "node:fs";
import type { z } from "zod";
import { checksJson } from "./check.ts";
import { checksFile, proposalFile, taken, verdictFile } from "./files.ts";
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
 * Sets the verdict of the review as commit status of the head, which a branch rule can require. Without a
 * proposal (by hand) the exit code is the verdict: 0 no objections, 1 objections, 2 no verdict.
 */
export async function verdict(context: Context, { broken, head: given }: VerdictOptions): Promise<number> {
  const proposal = existsSync(proposalJson(context)) ? taken(proposalJson(context), proposalFile, "proposal") : undefined;
  const [objection] = proposal?.objections ?? [];
  const reviewed = broken
    ? ({ verdict: "error", description: "the run broke before there was a verdict" } as const)
    : taken(verdictJson(context), verdictFile, "review");
  // Without a proposal nothing else is asked for: by hand the checks have an exit code of their own.
  const found = broken || !proposal ? reviewed : worst(reviewed, taken(checksJson(context), checksFile, "check"), objection);
  context.write(`${found.verdict}: ${found.description}\n`);
  const head = given || proposal?.head;
  if (head === undefined) return { success: 0, failure: 1, error: 2 }[found.verdict];
  const { mark } = forgeOf(context.env);
  await mark(head, found.verdict, found.description, runOf(context.env));
  return 0;
}

type Found = z.infer<typeof verdictFile>;

/** The most severe verdict: a step without a result, a failed one, an objection that no approval can override. */
function worst(reviewed: Found, checked: Found, objection: string | undefined): Found {
  const all = [reviewed, checked, ...(objection === undefined ? [] : [{ verdict: "failure" as const, description: objection }])];
  return all.find(({ verdict }) => verdict === "error") ?? all.find(({ verdict }) => verdict === "failure") ?? reviewed;
}
