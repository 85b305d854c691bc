import { afterEach, describe, expect, test } from "vitest";
import { approvingAtGitLab, gitLab } from "../../../cli/ci/gitlab.ts";
import { type Asked, type Server, serve, type Told } from "./server.ts";

const head = "a".repeat(40);
const old = "b".repeat(40);
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const note = (username: string, minute: number, body = "approved this merge request", system = true) => ({
  id: minute,
  body,
  system,
  author: { username },
  created_at: at(minute),
});
const versions = [
  { head_commit_sha: head, created_at: at(10) },
  { head_commit_sha: old, created_at: at(0) },
];

describe("an approval at GitLab counts", () => {
  const counted = (approved: readonly string[], notes: readonly ReturnType<typeof note>[], of = head) =>
    approvingAtGitLab({ approved, versions, notes, head: of, authors: ["author"] });

  test("where it was given after the push of this head", () => {
    expect(counted(["lee", "kim"], [note("kim", 11), note("lee", 12)])).toEqual(["kim", "lee"]);
  });

  test("not where it was given before, although it still stands", () => {
    expect(counted(["kim"], [note("kim", 9)])).toEqual([]);
  });

  test("not where it was turned to another branch since, although this head was pushed before", () => {
    const turned = note("author", 12, "changed target branch from `scratch` to `main`");
    expect(counted(["kim", "lee"], [note("kim", 11), turned, note("lee", 13)])).toEqual(["lee"]);
  });

  test("not once it was taken back", () => {
    expect(counted([], [note("kim", 11)])).toEqual([]);
  });

  test("not where a person only wrote what GitLab writes", () => {
    expect(counted(["kim"], [note("kim", 11, "approved this merge request", false)])).toEqual([]);
  });

  test("not of who proposes it, and not of a head that was never pushed", () => {
    expect(counted(["author"], [note("author", 11)])).toEqual([]);
    expect(counted(["kim"], [note("kim", 11)], "c".repeat(40))).toEqual([]);
  });

  test("since the last push of this head, where it was there before", () => {
    const again = [{ head_commit_sha: head, created_at: at(20) }, ...versions];
    expect(approvingAtGitLab({ approved: ["kim"], versions: again, notes: [note("kim", 15)], head, authors: ["author"] })).toEqual([]);
  });
});

let server: Server | undefined;
afterEach(() => server?.close());

async function here(answer: (asked: Asked, base: string) => Told) {
  server = await serve(answer);
  const forge = gitLab({ project: "42", api: `${server.base}/api/v4`, address: "https://gitlab.com/acme/slo", token: "t0ken", pause: 1 });
  return { server, forge };
}

const request = (source: number | null) => ({
  iid: 7,
  state: "opened",
  sha: head,
  author: { username: "author" },
  target_branch: "main",
  source_project_id: source,
  target_project_id: 42,
});

test.each([
  [42, true],
  [43, false],
  [null, false],
])("a merge request from project %s is one's own: %s", async (source, own) => {
  const { forge, server: api } = await here(() => ({ body: request(source) }));
  expect(await forge.proposal(7)).toEqual({ number: 7, head, author: "author", into: "main", own, open: true });
  expect(api.asked[0]).toMatchObject({ path: "/api/v4/projects/42/merge_requests/7", headers: { "private-token": "t0ken" } });
});

test("approvals are asked with what tells when they were given", async () => {
  const { forge } = await here(({ path }) => {
    if (path.includes("/approvals")) return { body: { approved_by: [{ user: { username: "kim" } }, { user: { username: "lee" } }] } };
    if (path.includes("/versions")) return { body: versions };
    if (path.includes("/commits"))
      return {
        body: [
          { author_email: "max@example.com", committer_email: "max@example.com", message: "x\n\nCo-authored-by: Ann <ann@example.com>" },
        ],
      };
    if (path.includes("/events"))
      return {
        body: [
          { author_username: "pusher", push_data: { commit_to: head } },
          { author_username: "other", push_data: { commit_to: old } },
        ],
      };
    return { body: [note("kim", 11), note("lee", 5)] };
  });
  expect(await forge.approvals({ number: 7, head, author: "author", into: "main", own: true, open: true })).toEqual({
    approvers: ["kim"],
    authors: ["@author", "@pusher", "ann@example.com", "max@example.com"],
  });
});

test("notes of GitLab itself are no comments", async () => {
  const { forge } = await here(() => ({ body: [note("kim", 1), note("kim", 2, "fine", false)] }));
  expect(await forge.comments(7)).toEqual([{ id: 2, author: "kim", body: "fine" }]);
});

test("what is written goes where GitLab documents it", async () => {
  const { forge, server: api } = await here(() => ({ body: {} }));
  await forge.comment(7, "text");
  await forge.editComment(7, 1, "other");
  await forge.removeComment(7, 2);
  await forge.openIssue({ title: "drift", label: "slostack-drift", body: "text" });
  await forge.editIssue(3, { body: "gone", close: true });
  await forge.mark(head, "error", "broken", undefined);
  expect(api.asked.map(({ method, path, body }) => [method, path.replace("/api/v4/projects/42", ""), body])).toEqual([
    ["POST", "/merge_requests/7/notes", { body: "text" }],
    ["PUT", "/merge_requests/7/notes/1", { body: "other" }],
    ["DELETE", "/merge_requests/7/notes/2", undefined],
    ["POST", "/issues", { title: "drift", description: "text", labels: "slostack-drift" }],
    ["PUT", "/issues/3", { description: "gone", state_event: "close" }],
    ["POST", `/statuses/${head}`, { state: "failed", name: "slostack review", description: "broken" }],
  ]);
});

test("the account is asked for its own name, and git for the merge request's commit", async () => {
  const { forge } = await here(({ path }) => ({ body: path.endsWith("/user") ? { username: "project_42_bot" } : request(43) }));
  expect(await forge.ownLogin()).toBe("project_42_bot");
  expect(forge.sourceOf(await forge.proposal(7))).toMatchObject({
    remote: "https://gitlab.com/acme/slo.git",
    ref: "refs/merge-requests/7/head",
    settings: { "http.https://gitlab.com/.extraheader": expect.stringMatching(/^AUTHORIZATION: basic /) },
  });
});
