import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approvals } from "../../../cli/ci/approvals.ts";
import { check } from "../../../cli/ci/check.ts";
import { comment } from "../../../cli/ci/comment.ts";
import { nothingIn, proposal } from "../../../cli/ci/proposal.ts";
import { review } from "../../../cli/ci/review.ts";
import type { Context } from "../../../cli/ci/settings.ts";
import { verdict } from "../../../cli/ci/verdict.ts";
import { init } from "../../../cli/init.ts";
import { runbooks } from "../../../cli/runbooks.ts";
import { root } from "../../docs/markdown.ts";
import { type Server, serve } from "./server.ts";
import { atGitHub, besides, commit, git, place, pull, write } from "./steps.ts";

// The steps of a workflow one after another, with the real `slostack review`, real git, and an API on this machine.

const here = place();
let server: Server;
let base = "";
let head = "";
let reviews: unknown[] = [];
let authors: readonly string[] = ["author"];
const comments: { id: number; user: { login: string }; body: string }[] = [];
let marks: string[] = [];

/** Logins of people, and who has to approve what. */
const withLogins = (organization: string, second: string): string =>
  `${organization
    .replace("First Engineer, email", "First Engineer, login: first, email")
    .replace("Second Engineer, email", `Second Engineer, login: ${second}, email`)}${policy}`;

const policy = `review:
  approvers: { sre: [first-engineer] }
  approvals:
    - { change: [looser, blind], by: [owner] }
`;

beforeAll(async () => {
  const host = join(here.folder, "host", "acme", "slo.git");
  mkdirSync(host, { recursive: true });
  git(host, "init", "--quiet", "--bare", "--initial-branch=main");
  git(here.root, "init", "--quiet", "--initial-branch=main");
  git(here.root, "remote", "add", "origin", host);
  expect(init({ dir: join(here.root, "acme"), organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
  const organization = readFileSync(join(here.root, "acme", "organization.yaml"), "utf8");
  const system = readFileSync(join(here.root, "acme", "systems", "shop.yaml"), "utf8");
  base = commit(here.root, {
    // What the sandbox and the tools of this project leave is no part of a repository here either.
    ".gitignore": "cli\n",
    "Pulumi.yaml": "name: slostack\nruntime: nodejs\n",
    // No step may fall back to the folder that this project's own catalog has.
    "Pulumi.prod.yaml": "config:\n  slostack:catalog: acme\n  slostack:vendors: [grafana, pagerduty]\n  slostack:protect: true\n",
    "acme/organization.yaml": withLogins(organization, "second"),
  });
  git(here.root, "push", "--quiet", "origin", "main");
  git(here.root, "checkout", "--quiet", "-b", "looser");
  const changed = {
    "acme/systems/shop.yaml": system.replace("target: 99.9%", "target: 99.5%"),
    // Whoever proposes cannot let anybody else approve.
    "acme/organization.yaml": withLogins(organization, "mallory"),
  };
  for (const [file, text] of Object.entries(changed)) write(join(here.root, file), text);
  // As the README tells: the queries in the runbooks follow the threshold.
  expect(runbooks({ catalogDir: join(here.root, "acme"), check: false, write: () => {} })).toBe(0);
  head = commit(here.root, {});
  git(here.root, "push", "--quiet", "origin", "HEAD:refs/pull/7/head");
  git(here.root, "checkout", "--quiet", "main");
  // The base's code: this project's.
  symlinkSync(join(root, "cli"), join(here.root, "cli"));
  server = await serve(({ method, path, body }) => {
    if (path.includes("/reviews")) return { body: reviews };
    if (path.includes("/pulls?")) return { body: [pull(7, head)] };
    const about = besides(path, authors, "author", head);
    if (about) return about;
    if (path.includes("/pulls/7")) return { body: pull(7, head) };
    if (path.includes("/statuses/")) marks.push((body as { state: string }).state);
    if (method === "POST" && path.includes("/comments"))
      comments.push({ id: comments.length, user: { login: "github-actions[bot]" }, body: (body as { body: string }).body });
    const own = comments[Number(/comments\/(\d+)$/.exec(path)?.[1])];
    if (method === "PATCH" && own) own.body = (body as { body: string }).body;
    return { body: method === "GET" ? comments : {} };
  });
});
afterAll(async () => {
  here.remove();
  await server.close();
});
beforeEach(() => {
  marks = [];
});

async function workflow(): Promise<Context> {
  const env = { ...here.context.env, ...atGitHub(server.base, `file://${join(here.folder, "host")}`) };
  const context = { ...here.context, env };
  expect(await proposal(context, { number: 7, into: "main", stack: "prod" })).toBe(0);
  expect(nothingIn(context)).toBeUndefined();
  expect(await approvals(context)).toBe(0);
  expect(await check(context, { into: "main", prove: false })).toBe(0);
  expect(await review(context, { base: "origin/main", stack: "prod" })).toBe(0);
  expect(await comment(context)).toBe(0);
  expect(await verdict(context, { broken: false })).toBe(0);
  return context;
}

const approvedBy = (...logins: readonly string[]) =>
  logins.map((login, hour) => ({ user: { login }, state: "APPROVED", commit_id: head, submitted_at: `2026-01-01T0${hour}:00:00Z` }));

describe("a pull request that loosens a target", () => {
  test("is commented and marked, from a checkout that stays the base's", async () => {
    await workflow();
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/99\.9 ?% -&gt; 99\.5 ?%/);
    expect(comments[0]?.body).toContain(`_Reviewed ${head}`);
    expect(comments[0]?.body).toContain("- check of acme: passed");
    expect(marks).toEqual(["failure"]);
    expect(git(here.root, "rev-parse", "HEAD")).toBe(base);
    expect(git(here.root, "status", "--porcelain")).toBe("");
  });

  test("is not approved by a stranger who calls the account as the catalog calls a person, or as the head says", async () => {
    reviews = approvedBy("second-engineer", "first-engineer", "mallory");
    await workflow();
    expect(marks).toEqual(["failure"]);
  });

  test("is approved by the logins that the base has, in the same comment", async () => {
    reviews = approvedBy("First", "Second");
    await workflow();
    expect(marks).toEqual(["success"]);
    expect(comments).toHaveLength(1);
  });

  test("is not approved by who wrote one of its commits", async () => {
    authors = ["author", "Second"];
    reviews = approvedBy("First", "Second");
    await workflow();
    expect(marks).toEqual(["success"]);
    authors = ["author", "First", "Second"];
    marks = [];
    await workflow();
    expect(marks).toEqual(["failure"]);
    authors = ["author"];
  });

  test("leaves pages for the artifact", async () => {
    for (const file of ["review.html", "review.json", "review.md"]) expect(here.left(`review/pages/${file}`)?.length).toBeGreaterThan(100);
  });
});
