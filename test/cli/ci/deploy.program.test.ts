import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deployed, record } from "../../../cli/ci/deployed.ts";
import { run } from "../../../cli/ci/run.ts";
import { up } from "../../../cli/ci/up.ts";
import { findEngine } from "../../../sandbox/find-engine.ts";
import { callsIn, type FakePulumi, fakePulumi } from "./pulumi.ts";
import { commit, git, place, write } from "./steps.ts";

let here: ReturnType<typeof place>;
let first = "";
let second = "";
beforeEach(() => {
  here = place();
  git(here.root, "init", "--quiet", "--initial-branch=main");
  first = commit(here.root, { a: "1" });
  second = commit(here.root, { a: "2" });
  git(here.root, "update-ref", "refs/remotes/origin/main", second);
});
afterEach(() => here.remove());

const context = (fake: FakePulumi) => ({ ...here.context, env: { ...here.context.env, ...fakePulumi(here.folder, fake) } });
const upProd = expect.stringMatching(/^up --stack prod --yes --skip-preview --event-log \S+\/events\.jsonl$/);

describe("pulumi up", () => {
  test.each([
    ["where nothing was deployed yet", undefined],
    ["of a commit after the deployed one", () => first],
    ["of the deployed commit once more", () => second],
  ])("runs %s", async (_, tag) => {
    expect(await up(context(tag ? { tag: tag() } : {}), { stack: "prod", older: false })).toBe(0);
    expect(callsIn(here.folder)).toEqual(["stack tag get slostack:commit --stack prod", upProd]);
  });

  test("of a commit before the deployed one is refused, unless somebody wants to go back", async () => {
    git(here.root, "checkout", "--quiet", first);
    await expect(up(context({ tag: second }), { stack: "prod", older: false })).rejects.toThrow(
      /stack prod already has [0-9a-f]{40}, which is newer than/,
    );
    expect(callsIn(here.folder)).not.toContainEqual(upProd);
    expect(await up(context({ tag: second }), { stack: "prod", older: true })).toBe(0);
    expect(callsIn(here.folder)).toContainEqual(upProd);
  });

  test("is refused where the deployed commit is not here to compare with", async () => {
    await expect(up(context({ tag: "c".repeat(40) }), { stack: "prod", older: false })).rejects.toThrow(
      /which is not in this clone: fetch the whole history/,
    );
  });

  test("that fails ends the step as it ended, so that nothing is recorded", async () => {
    expect(await up(context({ code: 255 }), { stack: "prod", older: false })).toBe(255);
  });
});

describe("the deployed commit", () => {
  const outputs = () => join(here.folder, "outputs");
  const asked = (fake: FakePulumi) => {
    const given = context(fake);
    return deployed({ ...given, env: { ...given.env, GITHUB_OUTPUT: outputs() } }, { stack: "prod", branch: "main" });
  };

  test("is handed on", async () => {
    expect(await asked({ tag: first })).toBe(0);
    expect(readFileSync(outputs(), "utf8")).toBe(`commit=${first}\n`);
  });

  test.each([
    ["none yet", () => undefined, /has no tag slostack:commit: deploy it once by the workflow/],
    ["a word that is none", () => "main", /is no commit: "main"/],
    ["one that is nowhere", () => "c".repeat(40), /there is no revision "c{40}" here/],
  ])("that is %s ends the step", async (_, tag, said) => {
    const value = tag();
    await expect(asked(value === undefined ? {} : { tag: value })).rejects.toThrow(said);
    expect(existsSync(outputs())).toBe(false);
  });

  test("that is not on the branch is not run with the accounts of prod", async () => {
    git(here.root, "checkout", "--quiet", "--orphan", "of-a-stranger");
    const strange = commit(here.root, { a: "3" });
    await expect(asked({ tag: strange })).rejects.toThrow(/is not on main: it is not run/);
    expect(existsSync(outputs())).toBe(false);
  });
});

test("the real engine keeps the commit with the stack, and gives it back", async () => {
  const { path } = await findEngine(() => {});
  write(join(here.root, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  const state = join(here.folder, "state");
  mkdirSync(state);
  const env = {
    ...here.context.env,
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: "only a test",
    PULUMI_HOME: join(here.folder, "home"),
  };
  expect(await run(path, ["stack", "init", "prod", "--non-interactive"], { cwd: here.root, env, show: "kept" })).toMatchObject({ code: 0 });
  const real = {
    ...here.context,
    env: { ...env, SLOSTACK_CACHE: process.env.SLOSTACK_CACHE ?? join(process.env.HOME ?? "", ".cache", "slostack") },
  };
  await expect(deployed(real, { stack: "prod", branch: "main" })).rejects.toThrow(/stack prod has no tag slostack:commit/);
  expect(await record(real, { stack: "prod" })).toBe(0);
  expect(await deployed(real, { stack: "prod", branch: "main" })).toBe(0);
  expect(here.told()).toContain(`prod was deployed from ${second}`);
  await expect(record(real, { stack: "staging" })).rejects.toThrow(
    /stack staging does not take the tag slostack:commit: error: no stack named 'staging' found/,
  );
  await expect(deployed(real, { stack: "staging", branch: "main" })).rejects.toThrow(
    /the tags of stack staging cannot be read: error: no stack named/,
  );
});
