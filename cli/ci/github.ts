import { z } from "zod";
import { read } from "./answer.ts";
import { type Api, apiOf } from "./api.ts";
import { Fault } from "./fault.ts";
import type { Approvals, Forge, Post, Proposal } from "./forge.ts";
import { coAuthors } from "./people.ts";

/** A commit's whole name. */
const commit = z.string().regex(/^[0-9a-f]{40}$/);

const user = z.object({ login: z.string() });

const pull = z.object({
  number: z.int(),
  state: z.string(),
  user: user.nullable(),
  // The repository is gone where its owner removed the fork.
  head: z.object({ sha: commit, ref: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
  base: z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }) }),
  merge_commit_sha: z.string().nullish(),
});

const review = z.object({ user: user.nullable(), state: z.string(), commit_id: z.string().nullish(), submitted_at: z.string().nullish() });

const signature = z.object({ email: z.string() }).nullable();

const listedCommit = z.object({
  // No account may belong to an address; GitHub then answers null, or a map without anything in it.
  author: user.partial().nullish(),
  committer: user.partial().nullish(),
  commit: z.object({ author: signature, committer: signature, message: z.string() }),
});

const event = z.object({ event: z.string(), created_at: z.string() });

const activity = z.object({ after: z.string(), actor: user.nullable() });

/** GitHub lists at most this many commits of a pull request. */
const mostCommits = 250;

/** Under which GitHub itself commits what people do on its pages; the author is a person. */
const gitHubItself = "web-flow";

const comment = z.object({ id: z.int(), user: user.nullable(), body: z.string().nullish() });

const issue = z.object({ number: z.int(), user: user.nullable(), body: z.string().nullish(), pull_request: z.unknown().optional() });

/** The name under which reviews of this project's CI are marked on a commit. */
export const markOnCommit = "slostack review";

export interface GitHubSettings {
  /** owner/name */
  readonly repository: string;
  readonly api: string;
  /** where people and git go, for example https://github.com */
  readonly server: string;
  readonly token: string;
  /** default: the login of the token that every job has, which may not ask for it */
  readonly login?: string;
  readonly pause?: number;
}

/** Of every request to GitHub's REST API, version 2022-11-28. */
export const gitHubHeaders = (token: string): Readonly<Record<string, string>> => ({
  accept: "application/vnd.github+json",
  "x-github-api-version": "2022-11-28",
  authorization: `Bearer ${token}`,
});

/** GitHub's REST API. */
export function gitHub({ repository, api: base, server, token, login = "github-actions[bot]", pause }: GitHubSettings): Forge {
  const api = apiOf({ base, headers: gitHubHeaders(token), tokenFrom: "GITHUB_TOKEN", ...(pause !== undefined && { pause }) });
  const at = `repos/${repository}`;
  return {
    // "Body is too long (maximum is 65536 characters)".
    longest: 65_536,
    ownLogin: async () => login,
    proposal: async (number) => proposalOf(read(pull, await api.get(`${at}/pulls/${number}`))),
    // The API that lists the pull requests of a commit does not know those of forks.
    proposalsAt: async (head) =>
      read(z.array(pull), await api.all(`${at}/pulls?state=open&per_page=100`))
        // What runs for a pull request is named by its head, or by the merge that GitHub tries of it.
        .filter((one) => one.head.sha === head || one.merge_commit_sha === head)
        .map(proposalOf),
    sourceOf: ({ number }) => ({
      remote: `${server}/${repository}.git`,
      ref: `refs/pull/${number}/head`,
      settings: {
        [`http.${server}/.extraheader`]: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
      },
    }),
    approvals: (proposal) => approvalsAt(api, at, proposal),
    comments: async (number) => read(z.array(comment), await api.all(`${at}/issues/${number}/comments?per_page=100`)).map(postOf),
    comment: async (number, body) => void (await api.send("post", `${at}/issues/${number}/comments`, { body })),
    editComment: async (_, id, body) => void (await api.send("patch", `${at}/issues/comments/${id}`, { body })),
    removeComment: async (_, id) => void (await api.send("delete", `${at}/issues/comments/${id}`)),
    // Not by label: GitHub drops the labels of who may not set them, and every night would open another issue.
    issues: async () =>
      read(z.array(issue), await api.all(`${at}/issues?state=open&per_page=100`))
        // To this API a pull request is an issue too.
        .filter((one) => one.pull_request === undefined)
        .map(({ number, ...one }) => postOf({ id: number, ...one })),
    openIssue: async ({ title, label, body }) => void (await api.send("post", `${at}/issues`, { title, body, labels: [label] })),
    editIssue: async (id, { body, close }) =>
      void (await api.send("patch", `${at}/issues/${id}`, { body, ...(close && { state: "closed", state_reason: "completed" }) })),
    mark: async (head, verdict, description, address) =>
      void (await api.send("post", `${at}/statuses/${head}`, {
        state: verdict,
        context: markOnCommit,
        // "description is too long (maximum is 140 characters)".
        description: description.slice(0, 140),
        ...(address !== undefined && { target_url: address }),
      })),
  };
}

function proposalOf({ number, state, user: author, head, base }: z.infer<typeof pull>): Proposal {
  return {
    number,
    head: head.sha,
    // The account of who is gone is shown as "ghost".
    author: author?.login ?? "ghost",
    into: base.ref,
    own: head.repo?.full_name === base.repo.full_name,
    open: state === "open",
  };
}

const postOf = ({ id, user: author, body }: z.infer<typeof comment>): Post => ({ id, author: author?.login ?? "ghost", body: body ?? "" });

async function approvalsAt(api: Api, at: string, { number, head, author }: Proposal): Promise<Approvals> {
  const reviews = read(z.array(review), await api.all(`${at}/pulls/${number}/reviews?per_page=100`));
  const commits = read(z.array(listedCommit), await api.all(`${at}/pulls/${number}/commits?per_page=100`));
  if (commits.length >= mostCommits)
    throw new Fault(`#${number} has ${mostCommits} commits or more, and GitHub names the authors of no further ones: squash them`);
  const events = read(z.array(event), await api.all(`${at}/issues/${number}/events?per_page=100`));
  const retargeted = events.filter((one) => retargets.includes(one.event)).map(({ created_at }) => created_at);
  const authors = [...new Set([`@${author}`, ...commits.flatMap(authorsOf), ...(await pushersOf(api, at, number, head))])].sort();
  return { approvers: approving(reviews, head, authors, retargeted.sort().at(-1)), authors };
}

/** An approval was given of what goes into one branch: into another one the same head may be another change. */
const retargets: readonly string[] = ["base_ref_changed", "automatic_base_change_succeeded"];

function authorsOf({ author, committer, commit: { author: writer, committer: keeper, message } }: z.infer<typeof listedCommit>): string[] {
  const named = (account: typeof author, mail: typeof writer) =>
    account?.login !== undefined ? [`@${account.login}`] : mail ? [mail.email] : [];
  return [...named(author, writer), ...named(committer, keeper).filter((name) => name !== `@${gitHubItself}`), ...coAuthors(message)];
}

/** Who pushed this head. For a deleted or hidden fork that is unknown; then its owner counts. */
async function pushersOf(api: Api, at: string, number: number, head: string): Promise<string[]> {
  const { head: from } = read(pull, await api.get(`${at}/pulls/${number}`));
  if (from.repo === null) return [];
  const path = `repos/${from.repo.full_name}/activity?ref=${encodeURIComponent(`refs/heads/${from.ref}`)}&per_page=100`;
  const [owner = ""] = from.repo.full_name.split("/");
  const own = `repos/${from.repo.full_name}` === at;
  const answer = await api.get(path).catch((fault: unknown) => {
    if (own || !(fault instanceof Fault)) throw fault;
    return undefined;
  });
  if (answer === undefined) return [`@${owner}`];
  return read(z.array(activity), answer).flatMap(({ after, actor }) => (after === head && actor ? [`@${actor.login}`] : []));
}

/**
 * Whose approval is in effect. The latest review of each person counts: a dismissed approval has the state DISMISSED, a comment
 * takes nothing back, and an approval of an earlier commit, or of the same for another branch, says nothing of this one.
 *
 * @param authors as `@login`; their own does not count
 * @param since when it was turned to the branch into which it goes now, in ISO 8601
 */
export function approving(reviews: readonly z.infer<typeof review>[], head: string, authors: readonly string[], since = ""): string[] {
  const last = new Map<string, z.infer<typeof review>>();
  const inOrder = reviews.toSorted((a, b) => (a.submitted_at ?? "").localeCompare(b.submitted_at ?? ""));
  for (const one of inOrder) {
    if (one.user === null || one.state === "COMMENTED" || one.state === "PENDING") continue;
    last.set(one.user.login, one);
  }
  const inEffect = [...last].filter(
    ([, { state, commit_id, submitted_at }]) => state === "APPROVED" && commit_id === head && (submitted_at ?? "") > since,
  );
  const own = new Set(authors.map((name) => name.toLowerCase()));
  return inEffect
    .map(([login]) => login)
    .filter((login) => !own.has(`@${login.toLowerCase()}`))
    .sort();
}
