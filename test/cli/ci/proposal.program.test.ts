import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approvals } from "../../../cli/ci/approvals.ts";
import { type ProposalOptions, proposal } from "../../../cli/ci/proposal.ts";
import { type Server, serve } from "./server.ts";
import { atGitHub, besides, commit, git, place, pull, write } from "./steps.ts";

const settings = (more = "") => `config:\n  slostack:catalog: acme\n${more}`;

/**
 * A repository at a host on this machine, with a main branch, and a pull request of a fork that nobody has fetched. It is
 * made once, and each test has a copy: all of its paths are relative.
 */
const made = place();
let first = "";
beforeAll(() => {
  const host = join(made.folder, "host", "acme", "slo.git");
  mkdirSync(host, { recursive: true });
  git(host, "init", "--quiet", "--template=", "--bare", "--initial-branch=main");
  git(made.root, "init", "--quiet", "--template=", "--initial-branch=main");
  git(made.root, "remote", "add", "origin", "../host/acme/slo.git");
  commit(made.root, { "acme/organization.yaml": "organization: acme\n", "README.md": "one\n", "Pulumi.prod.yaml": settings() });
  git(made.root, "push", "--quiet", "origin", "main");
  const fork = join(made.folder, "fork");
  git(made.folder, "clone", "--quiet", "--template=", host, "fork");
  git(fork, "remote", "set-url", "origin", "../host/acme/slo.git");
  first = commit(fork, { "acme/systems/shop.yaml": "system: shop\n" });
  git(fork, "push", "--quiet", "origin", "HEAD:refs/pull/7/head");
});
afterAll(() => made.remove());

let here: ReturnType<typeof place>;
let server: Server | undefined;
let head = "";
let outputs = "";
beforeEach(() => {
  here = place();
  cpSync(made.folder, here.folder, { recursive: true });
  head = first;
  outputs = join(here.folder, "outputs");
});
afterEach(async () => {
  here.remove();
  await server?.close();
});

async function run(options: Partial<ProposalOptions>, now: unknown = pull(7, head), more: Readonly<Record<string, string>> = {}) {
  const all = (one: unknown) => (Array.isArray(one) ? one : [one]);
  server = await serve(({ path }) => {
    const number = Number(/\/pulls\/(\d+)$/.exec(path)?.[1]);
    return { body: path.includes("?") ? all(now) : (all(now).find((one) => (one as { number: number }).number === number) ?? all(now)[0]) };
  });
  const env = { ...here.context.env, ...atGitHub(server.base, `file://${join(here.folder, "host")}`), GITHUB_OUTPUT: outputs, ...more };
  return proposal({ ...here.context, env }, { into: "main", stack: "prod", ...options });
}

const handed = () =>
  Object.fromEntries(
    readFileSync(outputs, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split("=")),
  );

describe("a proposal", () => {
  test("is fetched as data: its commit is there, and nothing of it in the checkout", async () => {
    expect(await run({ number: 7 })).toBe(0);
    expect(git(here.root, "rev-parse", "refs/slostack/proposal")).toBe(head);
    expect(git(here.root, "status", "--porcelain")).toBe("");
    expect(git(here.root, "ls-files")).toBe("Pulumi.prod.yaml\nREADME.md\nacme/organization.yaml");
    expect(JSON.parse(here.left("review/proposal.json") ?? "")).toMatchObject({ number: 7, head, author: "author" });
    expect(handed()).toMatchObject({ found: "true", number: "7", head, own: "true", tree: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });

  test("is found by its head alone", async () => {
    expect(await run({ commit: head })).toBe(0);
    expect(handed()).toMatchObject({ number: "7", head });
  });

  test("of a fork is told from one's own", async () => {
    await run({ number: 7 }, pull(7, head, { head: { sha: head, ref: "change", repo: { full_name: "mallory/slo" } } }));
    expect(handed()).toMatchObject({ own: "false" });
  });

  test.each([
    ["that is closed", () => pull(7, head, { state: "closed" }), {}, /#7 is closed/],
    ["into another branch", () => pull(7, head, { base: { ref: "v1", repo: { full_name: "acme/slo" } } }), {}, /only what goes into main/],
    ["that moved on since it was asked for", () => pull(7, head), { commit: "c".repeat(40) }, /#7 has moved on from c{40} to/],
    ["that moves on while it is fetched", () => pull(7, "c".repeat(40)), {}, /#7 has moved on to [0-9a-f]{40}; its own run reviews that/],
  ])("%s is not reviewed, and that is no fault", async (_, now, options, said) => {
    expect(await run({ number: 7, ...options }, now())).toBe(0);
    expect(handed()).toEqual({ found: "false", number: "", head: "", own: "false", tree: "" });
    expect(here.told()).toMatch(said);
    expect(here.left("review/proposal.json")).toBeUndefined();
  });

  test("of a run before is gone where there is none now", async () => {
    await run({ number: 7 });
    await server?.close();
    await run({ number: 7 }, pull(7, head, { state: "closed" }));
    expect(here.left("review/proposal.json")).toBeUndefined();
  });

  test("that leaves catalog and settings as they are has nothing to preview", async () => {
    const fork = join(here.folder, "fork");
    git(fork, "checkout", "--quiet", "origin/main");
    head = commit(fork, { "README.md": "two\n" });
    git(fork, "push", "--quiet", "--force", "origin", "HEAD:refs/pull/7/head");
    await run({ number: 7 });
    expect(handed()).toMatchObject({ found: "true", head, tree: "" });
  });

  test("that changes the settings of the stack has a preview", async () => {
    const fork = join(here.folder, "fork");
    git(fork, "checkout", "--quiet", "origin/main");
    head = commit(fork, { "Pulumi.prod.yaml": settings("  slostack:protect: false\n") });
    git(fork, "push", "--quiet", "--force", "origin", "HEAD:refs/pull/7/head");
    await run({ number: 7 });
    expect(handed()).toMatchObject({ found: "true", tree: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });

  test("that changes owners beside the catalog has a preview", async () => {
    const fork = join(here.folder, "fork");
    git(fork, "checkout", "--quiet", "origin/main");
    head = commit(fork, { "catalog-info.yaml": "kind: Component\n" });
    git(fork, "push", "--quiet", "--force", "origin", "HEAD:refs/pull/7/head");
    await run({ number: 7 });
    expect(handed()).toMatchObject({ found: "true", tree: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });

  test("that conflicts is reviewed, and has nothing to preview", async () => {
    commit(here.root, { "acme/systems/shop.yaml": "system: other\n" });
    git(here.root, "push", "--quiet", "origin", "main");
    await run({ number: 7 });
    expect(handed()).toMatchObject({ found: "true", head, tree: "" });
    expect(here.told()).toContain("it conflicts with main: there will be no preview");
  });

  test("that names nothing, or is nowhere, is a clear fault", async () => {
    await expect(run({})).rejects.toThrow(/Name it with --number, or its head with --commit/);
    await server?.close();
    await expect(run({ number: 8 }, pull(8, head))).rejects.toThrow(/git cannot fetch refs\/pull\/8\/head of file:/);
  });

  test("at GitLab is named by the webhook that started the pipeline", async () => {
    const payload = join(here.folder, "payload");
    write(payload, { object_kind: "merge_request", object_attributes: { iid: 7, action: "approved" } });
    await run({}, pull(7, head), { TRIGGER_PAYLOAD: payload });
    expect(handed()).toMatchObject({ number: "7" });
    await server?.close();
    write(payload, { object_kind: "push", object_attributes: { iid: "7 && curl" } });
    await expect(run({}, pull(7, head), { TRIGGER_PAYLOAD: payload })).rejects.toThrow(/names no merge request/);
  });
});

describe("proposals with the same head", () => {
  const closed = { state: "closed" };
  const scratch = { base: { ref: "scratch", repo: { full_name: "acme/slo" } } };
  const left = () => JSON.parse(here.left("review/proposal.json") ?? "");

  test("into the same branch: neither lends the other its approvals, because a mark is the commit's", async () => {
    await run({ number: 7 }, [pull(7, head), pull(8, head)]);
    expect(left()).toMatchObject({ number: 7, objections: ["#7 and #8 have the same head: close all but one"] });
  });

  test("into another branch hide nothing", async () => {
    await run({ commit: head }, [pull(6, head, scratch), pull(7, head)]);
    expect(left()).toMatchObject({ number: 7, objections: [] });
  });

  test("where the asked one is closed: the one that stays is reviewed anew", async () => {
    await run({ number: 8 }, [pull(7, head), pull(8, head, closed)]);
    expect(left()).toMatchObject({ number: 7, objections: [] });
  });
});

test("a change of the workflows and of what is deployed come apart: an approval that is taken back would not be counted", async () => {
  const fork = join(here.folder, "fork");
  head = commit(fork, { ".github/workflows/review-given.yml": "on: {}\n" });
  git(fork, "push", "--quiet", "--force", "origin", "HEAD:refs/pull/7/head");
  await run({ number: 7 });
  expect(JSON.parse(here.left("review/proposal.json") ?? "").objections).toEqual([
    expect.stringMatching(/^it changes \.github and what is deployed at once/),
  ]);
});

describe("a merge queue", () => {
  /** The branch of a queue as GitHub makes it: a proposal on top of the branch, or of those before it. */
  function queued(number: number, into = "main"): { readonly queue: string; readonly commit: string; readonly base: string } {
    const base = git(here.root, "rev-parse", "origin/main");
    const fork = join(here.folder, "fork");
    const top = commit(fork, { "acme/systems/late.yaml": "system: late\n" });
    const queue = `gh-readonly-queue/${into}/pr-${number}-${base}`;
    git(fork, "push", "--quiet", "origin", `HEAD:refs/heads/${queue}`);
    return { queue, commit: top, base };
  }

  test("is reviewed as what would be merged, on what it is put on, with the approvals of its proposal", async () => {
    const { queue, commit: top, base } = queued(7);
    expect(await run({ queue, commit: top })).toBe(0);
    expect(JSON.parse(here.left("review/proposal.json") ?? "")).toMatchObject({ number: 7, head: top, queued: { base, head } });
    expect(handed()).toEqual({ found: "true", number: "7", head: top, own: "false", tree: "" });
  });

  test.each([
    ["that moved on", () => ({ ...queued(7), commit: "c".repeat(40) }), /has moved on to/],
    ["into another branch", () => queued(7, "v1"), /is no queue into main/],
    ["that is none", () => ({ queue: "mine", commit: head }), /mine is no queue into main/],
  ])("%s has nothing to review", async (_, given, said) => {
    const { queue, commit: of } = given();
    expect(await run({ queue, commit: of })).toBe(0);
    expect(handed()).toMatchObject({ found: "false" });
    expect(here.told()).toMatch(said);
  });
});

test("a hook of the checkout does not run", async () => {
  const hook = join(here.root, ".git", "hooks", "reference-transaction");
  write(hook, `#!/bin/sh\ntouch ${here.folder}/ran\n`);
  chmodSync(hook, 0o755);
  expect(await run({ number: 7 })).toBe(0);
  expect(existsSync(join(here.folder, "ran"))).toBe(false);
});

test("who approves and who made it are left by login for the review", async () => {
  await run({ number: 7 });
  await server?.close();
  const said = { user: { login: "kim" }, state: "APPROVED", commit_id: head, submitted_at: "2026-01-01T00:00:00Z" };
  server = await serve(({ path }) =>
    path.includes("/reviews")
      ? { body: [said, ...["author", "writer"].map((login) => ({ ...said, user: { login } }))] }
      : (besides(path, ["writer"], "author", head) ?? { body: pull(7, head) }),
  );
  expect(await approvals({ ...here.context, env: { ...here.context.env, ...atGitHub(server.base) } })).toBe(0);
  expect(JSON.parse(here.left("review/approvals.json") ?? "")).toEqual({ approvers: ["kim"], authors: ["@author", "@writer"] });
});
