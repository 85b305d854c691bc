import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { approvalsJson } from "./approvals.ts";
import { approvalsFile, proposalFile, put, putJson, taken } from "./files.ts";
import type { Verdict } from "./forge.ts";
import { planJson } from "./preview.ts";
import { proposalJson, reviewFolder } from "./proposal.ts";
import { type Ran, run } from "./run.ts";
import { type Context, type Environment, runOf } from "./settings.ts";

export const commentFile = (context: Context): string => join(reviewFolder(context), "comment.md");
export const verdictJson = (context: Context): string => join(reviewFolder(context), "verdict.json");

export interface ReviewOptions {
  readonly base: string;
  /** default: the head of the proposal, by hand HEAD */
  readonly head?: string;
  /** its settings name the catalog and the environment, and are reviewed as well */
  readonly stack: string;
  /** a source that `slostack review --history` takes */
  readonly history?: string;
  readonly incidents?: string;
}

/** What the exit code of `slostack review --check` says; every other code is a review that could not be made. */
const verdicts: Readonly<Record<number, { readonly verdict: Verdict; readonly description: string }>> = {
  0: { verdict: "success", description: "no objections" },
  1: { verdict: "failure", description: "findings or missing approvals: see the comment" },
};

/**
 * Reviews a head against a base with this code, and leaves the comment, the verdict and the pages for the steps after it.
 * The verdict is no exit code: a review that objects was made all the same. Returns 2 if none could be made.
 */
export async function review(context: Context, options: ReviewOptions): Promise<number> {
  const { env, root, command, write } = context;
  const { code, stdout, stderr } = await withToken(env, options, (token) => {
    const args = [command, "review", ...argumentsOf(context, options), ...token];
    return run(process.execPath, args, { cwd: root, env: withoutTokens(env), show: "kept" });
  });
  const made = stdout.trim() !== "";
  // A program that breaks ends with 1 as well, and has printed nothing.
  const found = (made ? verdicts[code] : undefined) ?? { verdict: "error", description: "the review could not be made: see the run" };
  const text = made ? stdout : couldNot(stderr);
  put(commentFile(context), text);
  putJson(verdictJson(context), found);
  write(`${stderr}${found.verdict}: ${found.description}\n${commentFile(context)}\n`);
  return found.verdict === "error" ? 2 : 0;
}

function argumentsOf(context: Context, { base, head, stack, history, incidents }: ReviewOptions): string[] {
  const proposal = existsSync(proposalJson(context)) ? taken(proposalJson(context), proposalFile, "proposal") : undefined;
  const { approvers, authors } = existsSync(approvalsJson(context))
    ? taken(approvalsJson(context), approvalsFile, "approvals")
    : { approvers: [], authors: proposal === undefined ? [] : [`@${proposal.author}`] };
  const plan = planJson(context);
  return [
    ...[
      "--base",
      proposal?.queued?.base ?? base,
      "--head",
      head ?? proposal?.head ?? "HEAD",
      "--stack",
      stack,
      "--env",
      stack,
      "--project",
      context.root,
    ],
    ...["--format", "markdown", "--out", join(reviewFolder(context), "pages"), "--check"],
    // Marked as logins: anyone may have chosen a person's id as a login.
    ...(approvers.length > 0 ? ["--approved-by", approvers.map((login) => `@${login}`).join(",")] : []),
    ...(authors.length > 0 ? ["--author", authors.join(",")] : []),
    ...(history ? ["--history", history] : []),
    ...(history && incidents ? ["--incidents", incidents] : []),
    ...(existsSync(plan) ? ["--plan", plan] : []),
  ];
}

/** A process that reads the head's files gets no write token; the token of the history comes in a file. */
function withoutTokens(env: Environment): Environment {
  const { GITHUB_TOKEN: _github, SLOSTACK_GITLAB_TOKEN: _gitlab, SLOSTACK_HISTORY_TOKEN: _history, ...rest } = env;
  return rest;
}

/** The token of a history is in no list of processes, and its file is gone afterwards. */
async function withToken(env: Environment, { history }: ReviewOptions, work: (args: readonly string[]) => Promise<Ran>): Promise<Ran> {
  const { SLOSTACK_HISTORY_TOKEN: token } = env;
  if (!token || !history || !/^https?:/.test(history)) return work([]);
  const folder = mkdtempSync(join(tmpdir(), "slostack-token-"));
  try {
    const file = join(folder, "token");
    writeFileSync(file, token, { mode: 0o600 });
    return await work(["--token-file", file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function couldNot(stderr: string): string {
  // Indented, so that no line of it is read as Markdown.
  const lines = stderr.trim().split("\n").slice(0, 50);
  return `## The review could not be made\n\n${lines.map((line) => `    ${line}`).join("\n")}\n`;
}

/** A comment on which run it comes from and where its pages are. */
export function provenance(env: Environment, head: string): string {
  const [artifact, run] = [env.SLOSTACK_ARTIFACT_URL, runOf(env)];
  const pages = artifact ? `; [pages, curves and JSON](${artifact})` : "";
  return `_Reviewed ${head}${run ? ` in [this run](${run})` : ""}${pages}._`;
}
