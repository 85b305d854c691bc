import { join } from "node:path";
import { approvalsFile, proposalFile, putJson, taken } from "./files.ts";
import { proposalJson, reviewFolder } from "./proposal.ts";
import { type Context, forgeOf } from "./settings.ts";

export const approvalsJson = (context: Context): string => join(reviewFolder(context), "approvals.json");

/** Looks up who approves the head of the proposal now and who authored it, and stores both for the review. Returns the exit code. */
export async function approvals(context: Context): Promise<number> {
  const proposal = taken(proposalJson(context), proposalFile, "proposal");
  const head = proposal.queued?.head ?? proposal.head;
  const { approvers, authors } = await forgeOf(context.env).approvals({ ...proposal, head });
  putJson(approvalsJson(context), approvalsFile.parse({ approvers, authors }));
  context.write(`${approvers.length === 0 ? "no one approves" : `${approvers.join(", ")} approve`} ${head}\n`);
  return 0;
}
