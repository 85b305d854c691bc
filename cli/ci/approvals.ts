import { join } from "node:path";
import { approvalsFile, proposalFile, putJson, taken } from "./files.ts";
import { proposalJson, reviewFolder } from "./proposal.ts";
import { type Context, forgeOf } from "./settings.ts";

export const approvalsJson = (context: Context): string => join(reviewFolder(context), "approvals.json");

/** Asks who approves the head of the proposal now, and leaves their logins for the review. Answers the exit code. */
export async function approvals(context: Context): Promise<number> {
  const proposal = taken(proposalJson(context), proposalFile, "ci:proposal");
  const approvers = await forgeOf(context.env).approvers(proposal);
  putJson(approvalsJson(context), approvalsFile.parse({ approvers }));
  context.write(`${approvers.length === 0 ? "nobody approves" : `${approvers.join(", ")} approve`} ${proposal.head}\n`);
  return 0;
}
