import { afterAll, afterEach, describe, expect, test } from "vitest";
import { doctor } from "../../../cli/ci/doctor.ts";
import { environments } from "../../../cli/ci/environments.ts";
import { gate } from "../../../cli/ci/gate.ts";
import { environmentOf, files, parse, textOf } from "../../ci/workflow.ts";
import { read, section, tableRows } from "../../docs/markdown.ts";
import { type Server, serve, type Told } from "./server.ts";
import { atGitHub, place } from "./steps.ts";

const here = place();
afterAll(() => here.remove());
let server: Server | undefined;
afterEach(() => server?.close());

const reviewers = { type: "required_reviewers", prevent_self_review: false, reviewers: [{ type: "User" }] };
const environment = (name: string, rules: readonly object[]) => ({
  name,
  protection_rules: [...rules, { type: "branch_policy" }],
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
});
const waiting = (name: string) => (environments[name]?.waits ? [reviewers] : []);
const all = (rulesOf: (name: string) => readonly object[] = waiting) =>
  Object.keys(environments).map((name) => environment(name, rulesOf(name)));
const rules = [
  { type: "non_fast_forward" },
  {
    type: "pull_request",
    parameters: { dismiss_stale_reviews_on_push: true, require_code_owner_review: true, require_last_push_approval: true },
  },
  {
    type: "required_status_checks",
    parameters: {
      strict_required_status_checks_policy: true,
      required_status_checks: [{ context: "slostack review", integration_id: 15368 }],
    },
  },
];

/** A repository at GitHub that is set up, but for some answers. */
async function repository(more: Readonly<Record<string, Told>> = {}) {
  server = await serve(({ path }) => {
    const known = Object.entries({
      "/environments": { body: { environments: all() } },
      "/deployment-branch-policies": { body: { branch_policies: [{ name: "main" }] } },
      "/rules/branches/main": { body: rules },
      "/actions/permissions/workflow": { body: { default_workflow_permissions: "read" } },
      "/actions/secrets": { body: { secrets: [] } },
      ...more,
    });
    return known.find(([end]) => path.split("?")[0]?.endsWith(end))?.[1] ?? { status: 404 };
  });
  const said: string[] = [];
  const env = { ...here.context.env, ...atGitHub(server.base) };
  const context = (extra: Readonly<Record<string, string>> = {}) => ({
    ...here.context,
    env: { ...env, ...extra },
    write: (text: string) => void said.push(text),
  });
  return { context, said: () => said.join("") };
}

describe("ci:doctor", () => {
  test("finds nothing in what is set up", async () => {
    const { context, said } = await repository();
    expect(await doctor(context(), { branch: "main" })).toBe(0);
    expect(said()).toBe("acme/slo is set up as docs/ci.md describes\n");
  });

  const without = (type: string) => rules.filter((one) => one.type !== type);
  const changed = (type: string, parameters: object) =>
    rules.map((one) => (one.type === type ? { ...one, parameters: { ...one.parameters, ...parameters } } : one));
  test.each<readonly [string, Readonly<Record<string, Told>>, RegExp]>([
    [
      "no reviewers, as on a plan without them",
      { "/environments": { body: { environments: all(() => []) } } },
      /environment prod-preview has no required reviewers[\s\S]*environment prod has no required/,
    ],
    [
      "no one among the reviewers",
      { "/environments": { body: { environments: all(() => [{ ...reviewers, reviewers: [] }]) } } },
      /environment prod has no required reviewers/,
    ],
    ["no environment", { "/environments": { body: { environments: [] } } }, /there is no environment review:/],
    [
      "an environment of every branch",
      { "/deployment-branch-policies": { body: { branch_policies: [{ name: "*" }] } } },
      /environment staging is open to \*/,
    ],
    [
      "no rule",
      { "/rules/branches/main": { body: [] } },
      /require a pull request[\s\S]*require the status check[\s\S]*up to date[\s\S]*block force pushes/,
    ],
    [
      "another check",
      { "/rules/branches/main": { body: changed("required_status_checks", { required_status_checks: [{ context: "test" }] }) } },
      /require the status check “slostack review”/,
    ],
    [
      "a check that anyone may set",
      { "/rules/branches/main": { body: changed("required_status_checks", { required_status_checks: [{ context: "slostack review" }] }) } },
      /only from GitHub Actions/,
    ],
    [
      "branches behind",
      { "/rules/branches/main": { body: changed("required_status_checks", { strict_required_status_checks_policy: false }) } },
      /up to date before merging, or a merge queue/,
    ],
    [
      "the last pusher",
      { "/rules/branches/main": { body: changed("pull_request", { require_last_push_approval: false }) } },
      /approval of the most recent push/,
    ],
    ["force pushes", { "/rules/branches/main": { body: without("non_fast_forward") } }, /block force pushes/],
    [
      "tokens that may write",
      { "/actions/permissions/workflow": { body: { default_workflow_permissions: "write" } } },
      /the default workflow token has write access/,
    ],
    [
      "secrets of the repository",
      { "/actions/secrets": { body: { secrets: [{ name: "KEY" }] } } },
      /secret KEY belongs to the whole repository/,
    ],
  ])("finds %s", async (_, answers, said) => {
    const { context, said: all } = await repository(answers);
    expect(await doctor(context(), { branch: "main" })).toBe(1);
    expect(all()).toMatch(said);
  });

  test("takes a merge queue for branches that are up to date", async () => {
    const behind = changed("required_status_checks", { strict_required_status_checks_policy: false });
    const { context } = await repository({ "/rules/branches/main": { body: [...behind, { type: "merge_queue" }] } });
    expect(await doctor(context(), { branch: "main" })).toBe(0);
  });

  test("ends with 2 where the token may not see a part, and tells the rest all the same", async () => {
    const { context, said } = await repository({ "/actions/secrets": { status: 403 } });
    expect(await doctor(context(), { branch: "main" })).toBe(2);
    expect(said()).toMatch(/^could not be checked: GET .*actions\/secrets.* answers 403/);
  });
});

describe("ci:gate", () => {
  test("lets through what waits", async () => {
    const { context } = await repository();
    expect(await gate(context(), { environment: "prod" })).toBe(0);
  });

  test.each([
    [
      "has no reviewers",
      { environments: all(() => []) },
      /environment prod has no required reviewers, so no one approved this job[\s\S]*Enterprise/,
    ],
    ["is not there", { environments: [] }, /there is no environment prod, so no one approved this job/],
  ])("refuses where the environment %s, unless its name is accepted", async (_, body, told) => {
    const { context, said } = await repository({ "/environments": { body } });
    expect(await gate(context(), { environment: "prod" })).toBe(1);
    expect(said()).toMatch(told);
    expect(await gate(context({ SLOSTACK_UNGUARDED: "staging, prod-preview" }), { environment: "prod" })).toBe(1);
    expect(await gate(context({ SLOSTACK_UNGUARDED: "prod-preview, prod" }), { environment: "prod" })).toBe(0);
  });

  test("cannot tell where GitHub does not answer", async () => {
    const { context } = await repository({ "/environments": { status: 403 } });
    await expect(gate(context(), { environment: "prod" })).rejects.toThrow(/answers 403/);
  });
});

test("the environments are those of the workflows and of docs/ci.md, and the same ones wait", () => {
  const used = files.flatMap((file) => Object.values(parse(textOf(file)).jobs).flatMap((job) => environmentOf(job) ?? []));
  expect([...new Set(used)].sort()).toEqual(Object.keys(environments).sort());
  const rows = tableRows(section(read("docs/ci.md"), "Setting it up at GitHub").replaceAll(/^ +/gm, ""));
  const said = rows.map(([name = "", who = ""]) => [name.replaceAll("`", ""), !who.startsWith("none")]);
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries(Object.entries(environments).map(([name, { waits }]) => [name, waits])));
});
