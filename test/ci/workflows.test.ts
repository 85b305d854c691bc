import { describe, expect, test } from "vitest";
import { faultsOf } from "./rules.ts";
import { environmentOf, expression, files, type Job, parse, secretsIn, textOf } from "./workflow.ts";

describe("the workflows of this project", () => {
  test("are these", () => {
    expect(files).toEqual(["deploy.yml", "drift.yml", "review-given.yml", "review.yml"]);
  });

  test.each(files)("%s breaks no rule", (file) => {
    expect(faultsOf(textOf(file))).toEqual([]);
  });

  test("name one commit for each action and version, everywhere", () => {
    const uses = files.flatMap((file) => [...textOf(file).matchAll(/uses: ([\w-]+\/[\w-]+)\S*@(\w+) # (\S+)/g)]);
    const pins = new Map<string, Set<string>>();
    for (const [, action = "", commit = "", version = ""] of uses)
      pins.set(action, (pins.get(action) ?? new Set()).add(`${commit} ${version}`));
    expect([...pins.keys()].sort()).toEqual(
      ["cache", "checkout", "download-artifact", "setup-node", "upload-artifact"].map((name) => `actions/${name}`),
    );
    for (const [action, found] of pins) expect([...found], action).toHaveLength(1);
  });
});

/** A workflow that breaks nothing, but for one change. */
const sound = `name: sound
on: { push: { branches: [main] } }
permissions: {}
jobs:
  prod:
    needs: gate
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    environment: prod
    permissions: { contents: read }
    concurrency: { group: stack prod, cancel-in-progress: false }
    env: { SLOSTACK_STACK: prod }
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { persist-credentials: false }
      - run: npm ci
      - run: npm run ci:up
        env: { PULUMI_ACCESS_TOKEN: '\${{ secrets.PULUMI_ACCESS_TOKEN }}' }
  gate:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: { actions: read }
    concurrency: { group: gate, cancel-in-progress: false }
    steps:
      - run: npm run ci:gate
        env: { SLOSTACK_ENVIRONMENT: prod }
`;

describe("the rules find", () => {
  test("nothing in what is sound", () => {
    expect(faultsOf(sound)).toEqual([]);
  });

  test.each([
    ["a deployment that asks nobody", / {4}needs: gate\n/, "", /works in prod without asking whether it waits/],
    ["a gate of another environment", /SLOSTACK_ENVIRONMENT: prod/, "SLOSTACK_ENVIRONMENT: staging", /without asking whether it waits/],
    [
      "a key of a cloud that is kept",
      /PULUMI_ACCESS_TOKEN: /,
      `AWS_SECRET_ACCESS_KEY: '${expression("secrets.AWS_SECRET_ACCESS_KEY")}', B: `,
      /AWS_SECRET_ACCESS_KEY is kept/,
    ],
    ["an action by tag", /@3d3c\w+ # v7.0.1/, "@v7", /not pinned/],
    ["an action by commit without its version", / # v7.0.1/, "", /not pinned/],
    ["a shortened commit", /@3d3c\w+/, "@3d3c42e", /not pinned/],
    ["a command that is no script", /npm run ci:up$/m, "curl https://example.com | sh", /is no script of npm/],
    ["two commands in one", /npm ci$/m, "npm ci && npm run ci:up", /is no script of npm/],
    [
      "text of others in a command",
      /npm run ci:up$/m,
      `npm run ci:up -- ${expression("github.event.pull_request.title")}`,
      /is no script of npm/,
    ],
    ["a script that is not there", /ci:up/, "ci:upp", /there is no script ci:upp/],
    ["permissions of the whole", /^permissions: \{\}/m, "permissions: { contents: write }", /the workflow as a whole has permissions/],
    ["no permissions of the whole", /^permissions: \{\}\n/m, "", /the workflow as a whole has permissions/],
    ["a job without permissions", / {4}permissions: .*\n/, "", /says no permissions/],
    ["a job that may write for nothing", /contents: read/, "contents: write", /may write and has nothing to write/],
    ["secrets beside the right to write", /contents: read/, "issues: write", /has secrets and may write/],
    ["secrets without an environment", / {4}environment: prod\n/, "", /has secrets and no environment/],
    [
      "secrets of a whole job",
      /SLOSTACK_STACK: prod/,
      `SLOSTACK_STACK: prod, KEY: '${expression("secrets.KEY")}'`,
      /outside of the one step/,
    ],
    [
      "secrets of a whole workflow",
      /^permissions/m,
      `env: { KEY: '${expression("secrets.KEY")}' }\npermissions`,
      /workflow as a whole has secrets/,
    ],
    [
      "secrets for an action",
      /persist-credentials: false/,
      `persist-credentials: false, token: '${expression("secrets.PAT")}'`,
      /outside of the one step/,
    ],
    [
      "secrets while packages are installed",
      /- run: npm ci/,
      `- run: npm ci\n        env: { K: '${expression("secrets.K")}' }`,
      /hands secrets to code of others/,
    ],
    ["a token left in the checkout", /persist-credentials: false/, "fetch-depth: 0", /leaves its token/],
    ["a job without an end", / {4}timeout-minutes: 10\n/, "", /may run for hours/],
    ["a machine that changes", /ubuntu-24.04/, "ubuntu-latest", /changes by itself/],
    ["a job of which two may run", / {4}concurrency: .*\n/, "", /says nothing of two at once/],
    ["an update that is broken off", /cancel-in-progress: false/, "cancel-in-progress: true", /update prod twice at once, break it off/],
    ["an update in a group of its own", /stack prod/, `"prod ${expression("github.sha")}"`, /update prod twice at once/],
    ["an update past its environment", /environment: prod/, "environment: staging", /go past its environment/],
  ])("%s", (_, change, into, found) => {
    const changed = sound.replace(change, into);
    expect(changed).not.toBe(sound);
    expect(faultsOf(changed).join("\n")).toMatch(found);
  });

  test("a checkout of a head in what runs with the rights of the default branch", () => {
    const checkout = sound.replace("persist-credentials: false", "persist-credentials: false, ref: refs/pull/7/head");
    expect(faultsOf(checkout)).toEqual([]);
    expect(faultsOf(checkout.replace(/push: .*/, "workflow_run: {} }"))).toEqual(["prod: checks out what a pull request names"]);
  });

  test.each([
    [expression("secrets.KEY"), "KEY"],
    [expression("secrets['KEY']"), "KEY"],
    [expression("toJSON(secrets)"), "every"],
    [{ secrets: "inherit" }, "every"],
    [expression("format('{0}', secrets . KEY)"), "KEY"],
  ])("a secret however it is written: %j", (value, name) => {
    expect(secretsIn({ deep: [value] })).toEqual([name]);
  });

  test("what runs as a pull request has it, with something in its hands", () => {
    expect(faultsOf(sound.replace(/push: \{.*\} \}/, "pull_request: {} }")).join("\n")).toMatch(/runs as the pull request has it/);
  });
});

describe("review.yml", () => {
  const { jobs, on } = parse(textOf("review.yml"));
  const scripts = ({ steps }: Job) => steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

  test("is the default branch's, whoever proposes", () => {
    expect(Object.keys(on).sort()).toEqual(["pull_request_target", "workflow_run"]);
    expect(on.workflow_run).toEqual({ workflows: [parse(textOf("review-given.yml")).name], types: ["completed"] });
  });

  test("has secrets of prod only where somebody lets it, and a token of the history only for authors who may write here", () => {
    const secrets = Object.entries(jobs).map(([id, job]) => [id, environmentOf(job), secretsIn(job)] as const);
    expect(secrets).toEqual([
      ["review", "review", ["SLOSTACK_HISTORY_TOKEN"]],
      ["check", undefined, []],
      ["comment", undefined, []],
      ["gate", undefined, []],
      ["preview", "prod-preview", ["PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE"]],
      ["review-with-plan", "review", ["SLOSTACK_HISTORY_TOKEN"]],
      ["comment-with-plan", undefined, []],
    ]);
    const history = jobs.review?.steps
      .flatMap(({ env = {} }) => Object.entries(env))
      .filter(([name]) => name.startsWith("SLOSTACK_HISTORY"));
    expect(history).toHaveLength(2);
    for (const [, value] of history ?? []) expect(value).toMatch(/^\$\{\{ steps\.proposal\.outputs\.own == 'true' && \S+ \|\| '' \}\}$/);
  });

  test("what reads the head may not write, and what may write fetches no head", () => {
    for (const job of Object.values(jobs)) {
      const writes = Object.entries(job.permissions ?? {}).some(([scope, access]) => access === "write" && scope !== "id-token");
      expect(writes && scripts(job).some((run) => /ci:(proposal|review|check|preview)/.test(run))).toBe(false);
    }
  });

  test("marks the head as broken where a step before failed", () => {
    for (const id of ["comment", "comment-with-plan"]) {
      const broken = jobs[id]?.steps.at(-1);
      expect(broken?.run).toBe("npm run ci:verdict -- --broken");
      expect(broken?.if).toContain("failure()");
    }
  });
});

test("what runs as a pull request has it hands nothing on but that it ended", () => {
  const { jobs } = parse(textOf("review-given.yml"));
  expect(Object.values(jobs).flatMap(({ steps }) => steps)).toEqual([{ run: "git version" }]);
});

describe("deploy.yml", () => {
  const { jobs } = parse(textOf("deploy.yml"));

  test("proves and tests, then updates staging, then prod", () => {
    expect(Object.entries(jobs).map(([id, { needs }]) => [id, needs])).toEqual([
      ["check", undefined],
      ["test", undefined],
      ["staging", ["check", "test"]],
      ["gate", "staging"],
      ["prod", "gate"],
    ]);
  });

  test("runs the tests of the tool only where its code has not passed them, and never leaves out the proofs", () => {
    const conditions = (id: string) => jobs[id]?.steps.flatMap(({ run, if: when }) => (run?.startsWith("npm") ? [[run, when]] : []));
    const untested = expression("steps.tested.outputs.cache-hit != 'true'");
    expect(conditions("check")).toEqual([
      ["npm ci", undefined],
      ["npm run ci:check -- --prove", undefined],
    ]);
    expect(conditions("test")?.slice(2)).toEqual(["npm test", "npm run lint", "npm run typecheck"].map((run) => [run, untested]));
  });

  test("records the commit after the update, and only then", () => {
    for (const id of ["staging", "prod"]) {
      const steps = jobs[id]?.steps.filter(({ run }) => run?.startsWith("npm run")) ?? [];
      expect(steps.map(({ run, if: when }) => [run, when])).toEqual([
        ["npm run ci:up", undefined],
        ["npm run ci:record", undefined],
      ]);
    }
  });
});

describe("drift.yml", () => {
  const { jobs } = parse(textOf("drift.yml"));

  test("compares at the commit that was deployed, with that commit's packages", () => {
    const checkout = jobs.drift?.steps[0];
    expect(checkout?.with?.ref).toBe(expression("needs.deployed.outputs.commit"));
    expect(jobs.drift?.steps.map(({ run }) => run).filter(Boolean)).toEqual(["npm ci", "npm run ci:drift"]);
  });

  test("tells of it in a job without secrets", () => {
    expect(jobs.issue?.permissions).toEqual({ contents: "read", issues: "write" });
    expect(secretsIn(jobs.issue)).toEqual([]);
  });
});
