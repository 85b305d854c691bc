import { z } from "zod";
import { read } from "./answer.ts";
import { apiOf } from "./api.ts";
import type { Forge, Post, Proposal } from "./forge.ts";

/** A commit's whole name. */
const commit = z.string().regex(/^[0-9a-f]{40}$/);

const user = z.object({ login: z.string() });

const pull = z.object({
  number: z.int(),
  state: z.string(),
  user: user.nullable(),
  // The repository is gone where its owner removed the fork.
  head: z.object({ sha: commit, repo: z.object({ full_name: z.string() }).nullable() }),
  base: z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }) }),
  merge_commit_sha: z.string().nullish(),
});

const review = z.object({ user: user.nullable(), state: z.string(), commit_id: z.string().nullish(), submitted_at: z.string().nullish() });

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

/** GitHub's REST API, version 2022-11-28. */
export function gitHub({ repository, api: base, server, token, login = "github-actions[bot]", pause }: GitHubSettings): Forge {
  const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28", authorization: `Bearer ${token}` };
  const api = apiOf({ base, headers, tokenFrom: "GITHUB_TOKEN", ...(pause !== undefined && { pause }) });
  const at = `repos/${repository}`;
  return {
    // "Body is too long (maximum is 65536 characters)".
    longest: 65_536,
    ownLogin: async () => login,
    proposal: async (number) => proposalOf(read(pull, await api.get(`${at}/pulls/${number}`))),
    // The API that lists the pull requests of a commit does not know those of forks.
    proposalAt: async (head) =>
      read(z.array(pull), await api.all(`${at}/pulls?state=open&per_page=100`))
        // What runs for a pull request is named by its head, or by the merge that GitHub tries of it.
        .filter((one) => one.head.sha === head || one.merge_commit_sha === head)
        .map(proposalOf)[0],
    sourceOf: ({ number }) => ({
      remote: `${server}/${repository}.git`,
      ref: `refs/pull/${number}/head`,
      settings: {
        [`http.${server}/.extraheader`]: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
      },
    }),
    approvers: async ({ number, head, author }) =>
      approving(read(z.array(review), await api.all(`${at}/pulls/${number}/reviews?per_page=100`)), head, author),
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

/**
 * Whose approval stands. The last word of each person counts: a dismissed approval has the state DISMISSED, a comment
 * takes nothing back, and an approval of an earlier commit says nothing of this one.
 */
export function approving(reviews: readonly z.infer<typeof review>[], head: string, author: string): string[] {
  const last = new Map<string, z.infer<typeof review>>();
  const inOrder = reviews.toSorted((a, b) => (a.submitted_at ?? "").localeCompare(b.submitted_at ?? ""));
  for (const one of inOrder) {
    if (one.user === null || one.state === "COMMENTED" || one.state === "PENDING") continue;
    last.set(one.user.login, one);
  }
  const stands = [...last].filter(([, { state, commit_id }]) => state === "APPROVED" && commit_id === head);
  return stands
    .map(([login]) => login)
    .filter((login) => login.toLowerCase() !== author.toLowerCase())
    .sort();
}
