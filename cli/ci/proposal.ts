import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "./fault.ts";
import { hand, put, putJson } from "./files.ts";
import type { Forge, Proposal } from "./forge.ts";
import { commitOf, differs, fetchProposal, mergedTree } from "./git.ts";
import { type Context, folderOf, forgeOf, webhookNumber } from "./settings.ts";
import { decidingPaths, stackAt } from "./stack.ts";

/** Where a step leaves what belongs to the review of one proposal; the whole folder goes from job to job. */
export const reviewFolder = (context: Context): string => join(folderOf(context), "review");

export const proposalJson = (context: Context): string => join(reviewFolder(context), "proposal.json");

/** Left in its place where there is none. */
const nothingThere = (context: Context): string => join(reviewFolder(context), "nothing.txt");

/** Why there is nothing to review, where `ci:proposal` found so: the steps after it have nothing to do. */
export function nothingIn(context: Context): string | undefined {
  const file = nothingThere(context);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

export interface ProposalOptions {
  readonly number?: number;
  /** the head: where an event tells nothing else, or to be sure that it is still this one */
  readonly commit?: string;
  /** the branch whose proposals are reviewed */
  readonly into: string;
  /** the stack that is previewed */
  readonly stack: string;
}

/**
 * Finds the proposal that is to be reviewed and brings its commit into the repository, as data. Where there is none to be
 * reviewed any more, it says so to the steps after it (`found=false`); that is no fault. Answers the exit code.
 */
export async function proposal(context: Context, options: ProposalOptions): Promise<number> {
  const { env, write } = context;
  rmSync(reviewFolder(context), { recursive: true, force: true });
  const forge = forgeOf(env);
  const found = await find(forge, options, webhookNumber(env));
  const refused = found && refusal(found, options);
  if (!found || refused !== undefined) return nothingToReview(context, refused ?? `no open proposal has the head ${options.commit}`);
  const fetched = await fetchProposal(context, forge.sourceOf(found));
  if (fetched !== found.head) return nothingToReview(context, `#${found.number} has moved on to ${fetched}; its own run reviews that`);
  const branch = await commitOf(context, `origin/${options.into}`);
  const tree = await mergedTree(context, branch, found.head);
  const previewed = tree !== undefined && (await movesStack(context, branch, tree, options.stack)) ? tree : "";
  putJson(proposalJson(context), found);
  hand(env, { found: "true", number: String(found.number), head: found.head, own: String(found.own), tree: previewed });
  write(`#${found.number} by ${found.author}, ${found.head}${found.own ? "" : ", from a fork"}\n`);
  if (tree === undefined) write(`it conflicts with ${options.into}: there will be no preview\n`);
  return 0;
}

/** Only catalog and settings of a proposal are ever previewed; where these stay, there is nothing to see. */
async function movesStack(context: Context, branch: string, tree: string, stack: string): Promise<boolean> {
  const sides = [
    await stackAt(context, { hash: branch, name: "the branch" }, stack),
    await stackAt(context, { hash: tree, name: "the merge" }, stack),
  ];
  return differs(
    context,
    branch,
    tree,
    sides.flatMap((side) => decidingPaths(context, stack, side)),
  );
}

async function find(forge: Forge, { number, commit }: ProposalOptions, fromWebhook: number | undefined): Promise<Proposal | undefined> {
  const asked = number ?? fromWebhook;
  if (asked !== undefined) return forge.proposal(asked);
  if (commit) return forge.proposalAt(commit);
  throw new Fault("which proposal is to be reviewed? Name it with --number, or its head with --commit");
}

function refusal({ number, open, into, head }: Proposal, { number: asked, commit, into: branch }: ProposalOptions): string | undefined {
  if (!open) return `#${number} is closed`;
  if (asked !== undefined && commit && commit !== head)
    return `#${number} has moved on from ${commit} to ${head}; its own run reviews that`;
  return into === branch ? undefined : `#${number} goes into ${into}, and only what goes into ${branch} is reviewed`;
}

function nothingToReview(context: Context, why: string): number {
  const { env, write } = context;
  put(nothingThere(context), why);
  hand(env, { found: "false", number: "", head: "", own: "false", tree: "" });
  write(`nothing to review: ${why}\n`);
  return 0;
}
