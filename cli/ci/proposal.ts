import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "./fault.ts";
import { hand, put, putJson } from "./files.ts";
import type { Forge, Proposal } from "./forge.ts";
import { commitOf, differs, fetchProposal, mergedTree } from "./git.ts";
import { type Context, folderOf, forgeOf, webhookNumber } from "./settings.ts";
import { decidingPaths, stackAt } from "./stack.ts";

/** Files of the review of one proposal; the whole folder is passed from job to job. */
export const reviewFolder = (context: Context): string => join(folderOf(context), "review");

export const proposalJson = (context: Context): string => join(reviewFolder(context), "proposal.json");

/** Written instead if there is none. */
const nothingThere = (context: Context): string => join(reviewFolder(context), "nothing.txt");

/** Why there is nothing to review, where `proposal` found so: the steps after it have nothing to do. */
export function nothingIn(context: Context): string | undefined {
  const file = nothingThere(context);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

export interface ProposalOptions {
  readonly number?: number;
  /** the head: where an event tells nothing else, or to be sure that it is still this one */
  readonly commit?: string;
  /** the branch of a merge queue whose newest commit is `commit` */
  readonly queue?: string;
  /** the branch whose proposals are reviewed */
  readonly into: string;
  /** the stack that is previewed */
  readonly stack: string;
}

/**
 * Finds the proposal that is to be reviewed and brings its commit into the repository, as data. If there is none to
 * review, later steps learn it from `found=false`; that is not an error. Returns the exit code.
 */
export async function proposal(context: Context, options: ProposalOptions): Promise<number> {
  const { env, write } = context;
  rmSync(reviewFolder(context), { recursive: true, force: true });
  const forge = forgeOf(env);
  if (options.queue) return inQueue(context, forge, { ...options, queue: options.queue });
  const { found, others, why } = await find(forge, options, webhookNumber(env));
  if (!found) return nothingToReview(context, why);
  const fetched = await fetchProposal(context, forge.sourceOf(found));
  if (fetched !== found.head) return nothingToReview(context, `#${found.number} has moved on to ${fetched}; its own run reviews that`);
  const branch = await commitOf(context, `origin/${options.into}`);
  const tree = await mergedTree(context, branch, found.head);
  const moves = tree !== undefined && (await movesStack(context, branch, tree, options.stack));
  const objections = [...sameHead(found, others), ...(moves && (await differs(context, branch, tree, [".github"])) ? [bothAtOnce] : [])];
  putJson(proposalJson(context), { ...found, objections });
  hand(env, { found: "true", number: String(found.number), head: found.head, own: String(found.own), tree: moves ? tree : "" });
  write(`#${found.number} by ${found.author}, ${found.head}${found.own ? "" : ", from a fork"}\n`);
  if (tree === undefined) write(`it conflicts with ${options.into}: there will be no preview\n`);
  for (const one of objections) write(`${one}\n`);
  return 0;
}

/** A mark is the commit's: of two proposals with the same head, the approvals of one would let in the other. */
const sameHead = ({ number }: Proposal, others: readonly Proposal[]): string[] =>
  others.length === 0
    ? []
    : [
        `${[number, ...others.map((one) => one.number)]
          .sort((a, b) => a - b)
          .map((one) => `#${one}`)
          .join(" and ")} have the same head: close all but one`,
      ];

/** The run that counts an approval anew begins with a workflow as the proposal has it; one that changes it might not begin at all. */
const bothAtOnce =
  "it changes .github and what is deployed at once: propose the two apart, so that an approval that is taken back is counted";

/**
 * What a merge queue would merge: the proposal on top of those before it. Two that are each right may be wrong together, so it is
 * compared with what it is put on. Its name is GitHub's own, and no one else's branch begins so.
 */
async function inQueue(
  context: Context,
  forge: Forge,
  { queue, commit, into }: ProposalOptions & { readonly queue: string },
): Promise<number> {
  const [, branch, number, base] = /^gh-readonly-queue\/(.+)\/pr-(\d+)-([0-9a-f]{40})$/.exec(queue) ?? [];
  if (branch !== into || number === undefined || base === undefined) return nothingToReview(context, `${queue} is no queue into ${into}`);
  const found = await forge.proposal(Number(number));
  const fetched = await fetchProposal(context, { ...forge.sourceOf(found), ref: `refs/heads/${queue}` });
  if (fetched !== commit) return nothingToReview(context, `${queue} has moved on to ${fetched}; its own run reviews that`);
  putJson(proposalJson(context), { ...found, head: fetched, queued: { base, head: found.head } });
  // No history: what it replays was said of the proposal itself.
  hand(context.env, { found: "true", number, head: fetched, own: "false", tree: "" });
  context.write(`#${number} in the queue, ${fetched} on ${base}\n`);
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

interface Found {
  readonly found?: Proposal;
  /** further open ones with the same head into the same branch */
  readonly others: readonly Proposal[];
  /** why there is none */
  readonly why: string;
}

/** Of several with the same head every one counts, and one into another branch hides none. One that is closed leaves the others behind. */
async function find(forge: Forge, options: ProposalOptions, fromWebhook: number | undefined): Promise<Found> {
  const number = options.number ?? fromWebhook;
  const { commit, into } = options;
  if (number === undefined && !commit)
    throw new Fault("which proposal is to be reviewed? Name it with --number, or its head with --commit");
  const asked = number === undefined ? undefined : await forge.proposal(number);
  const why = asked ? refusal(asked, options) : undefined;
  if (asked && why !== undefined && asked.open) return { others: [], why };
  const all = (await forge.proposalsAt(asked?.head ?? commit ?? "")).filter((one) => one.open && one.into === into);
  const found = asked?.open ? asked : all[0];
  return {
    ...(found && { found }),
    others: all.filter((one) => one.number !== found?.number),
    why: why ?? `no open proposal into ${into} has the head ${commit}`,
  };
}

function refusal({ number, open, into, head }: Proposal, { commit, into: branch }: ProposalOptions): string | undefined {
  if (!open) return `#${number} is closed`;
  if (commit && commit !== head) return `#${number} has moved on from ${commit} to ${head}; its own run reviews that`;
  return into === branch ? undefined : `#${number} goes into ${into}, and only what goes into ${branch} is reviewed`;
}

function nothingToReview(context: Context, why: string): number {
  const { env, write } = context;
  put(nothingThere(context), why);
  hand(env, { found: "false", number: "", head: "", own: "false", tree: "" });
  write(`nothing to review: ${why}\n`);
  return 0;
}
