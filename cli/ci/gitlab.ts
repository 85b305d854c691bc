import { z } from "zod";
import { read } from "./answer.ts";
import { apiOf } from "./api.ts";
import type { Forge, Post, Proposal, Verdict } from "./forge.ts";
import { markOnCommit } from "./github.ts";
import { coAuthors } from "./people.ts";

const user = z.object({ username: z.string() });

const mergeRequest = z.object({
  iid: z.int(),
  state: z.string(),
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  author: user,
  target_branch: z.string(),
  source_project_id: z.int().nullable(),
  target_project_id: z.int(),
});

const approvals = z.object({ approved_by: z.array(z.object({ user })) });

const version = z.object({ head_commit_sha: z.string(), created_at: z.string() });

const note = z.object({ id: z.int(), body: z.string(), author: user, system: z.boolean(), created_at: z.string() });

const commit = z.object({ author_email: z.string(), committer_email: z.string(), message: z.string() });

const push = z.object({ author_username: z.string(), push_data: z.object({ commit_to: z.string().nullish() }).optional() });

const issue = z.object({ iid: z.int(), description: z.string().nullable(), author: user });

/** What GitLab itself writes below a merge request when someone approves it. */
const approvedNote = "approved this merge request";

/** How its note begins when someone changes the target branch. */
const retargetedNote = "changed target branch from";

const states: Readonly<Record<Verdict, string>> = { pending: "pending", success: "success", failure: "failed", error: "failed" };

export interface GitLabSettings {
  /** number of the project */
  readonly project: string;
  /** for example https://gitlab.com/api/v4 */
  readonly api: string;
  /** address of the repository, for example https://gitlab.com/acme/monitoring */
  readonly address: string;
  readonly token: string;
  readonly pause?: number;
}

/** GitLab's REST API, version 4. */
export function gitLab({ project, api: base, address, token, pause }: GitLabSettings): Forge {
  const api = apiOf({
    base,
    headers: { "private-token": token },
    tokenFrom: "SLOSTACK_GITLAB_TOKEN",
    ...(pause !== undefined && { pause }),
  });
  const at = `projects/${encodeURIComponent(project)}`;
  const notes = async (number: number) => read(z.array(note), await api.all(`${at}/merge_requests/${number}/notes?per_page=100`));
  return {
    // A note of GitLab may have 1,000,000 characters; a review is cut at GitHub's limit all the same.
    longest: 65_536,
    ownLogin: async () => read(user, await api.get("user")).username,
    proposal: async (number) => proposalOf(read(mergeRequest, await api.get(`${at}/merge_requests/${number}`))),
    proposalsAt: async (head) =>
      read(z.array(mergeRequest), await api.all(`${at}/merge_requests?state=opened&per_page=100`))
        .map(proposalOf)
        .filter((one) => one.head === head),
    sourceOf: ({ number }) => ({
      remote: `${address}.git`,
      ref: `refs/merge-requests/${number}/head`,
      settings: {
        [`http.${new URL(address).origin}/.extraheader`]: `AUTHORIZATION: basic ${Buffer.from(`oauth2:${token}`).toString("base64")}`,
      },
    }),
    approvals: async ({ number, head, author }) => {
      const commits = read(z.array(commit), await api.all(`${at}/merge_requests/${number}/commits?per_page=100`));
      // Those of a fork are in its own list; who opened the merge request counts in any case.
      const pushes = read(z.array(push), await api.get(`${at}/events?action=pushed&per_page=100`));
      const logins = [
        author,
        ...pushes.flatMap(({ author_username, push_data }) => (push_data?.commit_to === head ? [author_username] : [])),
      ];
      const mails = commits.flatMap(({ author_email, committer_email, message }) => [author_email, committer_email, ...coAuthors(message)]);
      const approved = read(approvals, await api.get(`${at}/merge_requests/${number}/approvals`)).approved_by;
      return {
        approvers: approvingAtGitLab({
          approved: approved.map((one) => one.user.username),
          versions: read(z.array(version), await api.all(`${at}/merge_requests/${number}/versions?per_page=100`)),
          notes: await notes(number),
          head,
          authors: logins,
        }),
        authors: [...new Set([...logins.map((login) => `@${login}`), ...mails])].sort(),
      };
    },
    comments: async (number) =>
      (await notes(number)).filter(({ system }) => !system).map(({ id, body, author }): Post => ({ id, author: author.username, body })),
    comment: async (number, body) => void (await api.send("post", `${at}/merge_requests/${number}/notes`, { body })),
    editComment: async (number, id, body) => void (await api.send("put", `${at}/merge_requests/${number}/notes/${id}`, { body })),
    removeComment: async (number, id) => void (await api.send("delete", `${at}/merge_requests/${number}/notes/${id}`)),
    issues: async () =>
      read(z.array(issue), await api.all(`${at}/issues?state=opened&per_page=100`)).map(({ iid, description, author }) => ({
        id: iid,
        author: author.username,
        body: description ?? "",
      })),
    openIssue: async ({ title, label, body }) => void (await api.send("post", `${at}/issues`, { title, description: body, labels: label })),
    editIssue: async (id, { body, close }) =>
      void (await api.send("put", `${at}/issues/${id}`, { description: body, ...(close && { state_event: "close" }) })),
    mark: async (head, verdict, description, target) =>
      void (await api.send("post", `${at}/statuses/${head}`, {
        state: states[verdict],
        name: markOnCommit,
        description: description.slice(0, 140),
        ...(target !== undefined && { target_url: target }),
      })),
  };
}

const proposalOf = (one: z.infer<typeof mergeRequest>): Proposal => ({
  number: one.iid,
  head: one.sha,
  author: one.author.username,
  into: one.target_branch,
  own: one.source_project_id === one.target_project_id,
  open: one.state === "opened",
});

interface Approved {
  /** logins whose approval is in effect, for any commit */
  readonly approved: readonly string[];
  readonly versions: readonly z.infer<typeof version>[];
  readonly notes: readonly z.infer<typeof note>[];
  readonly head: string;
  /** logins */
  readonly authors: readonly string[];
}

/**
 * An approval at GitLab names no commit, and outlives a push unless the project says otherwise. So one counts only where
 * GitLab's own note of it is younger than the push of this head, and than the last turn to another branch.
 */
export function approvingAtGitLab({ approved, versions, notes, head, authors }: Approved): string[] {
  const pushed = Math.max(...versions.filter((one) => one.head_commit_sha === head).map(({ created_at }) => Date.parse(created_at)));
  if (!Number.isFinite(pushed)) return [];
  const turned = notes
    .filter(({ system, body }) => system && body.startsWith(retargetedNote))
    .map(({ created_at }) => Date.parse(created_at));
  const from = Math.max(pushed, ...turned);
  const since = new Set(
    notes
      .filter(({ system, body, created_at }) => system && body === approvedNote && Date.parse(created_at) > from)
      .map((one) => one.author.username),
  );
  return approved.filter((login) => !authors.includes(login) && since.has(login)).sort();
}
