import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { approvals } from "../../../cli/ci/approvals.ts";
import { type ProposalOptions, proposal } from "../../../cli/ci/proposal.ts";
import { type Server, serve } from "./server.ts";
import { atGitHub, commit, git, place, pull, write } from "./steps.ts";

const settings = (more = "") => `config:\n  slostack:catalog: acme\n${more}`;

/** A repository at a host on this machine, with a main branch, and a pull request of a fork that nobody has fetched. */
let here: ReturnType<typeof place>;
let server: Server | undefined;
let head = "";
let outputs = "";
beforeEach(() => {
  here = place();
  const host = join(here.folder, "host", "acme", "slo.git");
  mkdirSync(host, { recursive: true });
  git(host, "init", "--quiet", "--bare", "--initial-branch=main");
  git(here.root, "init", "--quiet", "--initial-branch=main");
  git(here.root, "remote", "add", "origin", host);
  commit(here.root, { "acme/organization.yaml": "organization: acme\n", "README.md": "one\n", "Pulumi.prod.yaml": settings() });
  git(here.root, "push", "--quiet", "origin", "main");
  const fork = join(here.folder, "fork");
  mkdirSync(fork);
  git(fork, "clone", "--quiet", host, ".");
  head = commit(fork, { "acme/systems/shop.yaml": "system: shop\n" });
  git(fork, "push", "--quiet", "origin", "HEAD:refs/pull/7/head");
  outputs = join(here.folder, "outputs");
});
afterEach(async () => {
  here.remove();
  await server?.close();
});

async function run(options: Partial<ProposalOptions>, now: unknown = pull(7, head), more: Readonly<Record<string, string>> = {}) {
  server = await serve(({ path }) => (path.includes("/reviews") ? { body: [] } : { body: path.includes("?") ? [now] : now }));
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
    await run({ number: 7 }, pull(7, head, { head: { sha: head, repo: { full_name: "mallory/slo" } } }));
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

test("a hook of the checkout does not run", async () => {
  const hook = join(here.root, ".git", "hooks", "reference-transaction");
  write(hook, `#!/bin/sh\ntouch ${here.folder}/ran\n`);
  chmodSync(hook, 0o755);
  expect(await run({ number: 7 })).toBe(0);
  expect(existsSync(join(here.folder, "ran"))).toBe(false);
});

test("who approves is left by login for the review", async () => {
  await run({ number: 7 });
  await server?.close();
  const said = { user: { login: "kim" }, state: "APPROVED", commit_id: head, submitted_at: "2026-01-01T00:00:00Z" };
  server = await serve(() => ({ body: [said, { ...said, user: { login: "author" } }] }));
  expect(await approvals({ ...here.context, env: { ...here.context.env, ...atGitHub(server.base) } })).toBe(0);
  expect(JSON.parse(here.left("review/approvals.json") ?? "")).toEqual({ approvers: ["kim"] });
});
