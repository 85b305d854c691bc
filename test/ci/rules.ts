import { environments } from "../../cli/ci/environments.ts";
import packageJson from "../../package.json" with { type: "json" };
import { environmentOf, type Job, parse, type Step, secretsIn, type Workflow } from "./workflow.ts";

/** What must hold of every workflow of this project; each rule answers what breaks it. */
type Rule = (workflow: Workflow, text: string) => string[];

const jobsOf = ({ jobs }: Workflow): (Job & { readonly id: string })[] => Object.entries(jobs).map(([id, job]) => ({ ...job, id }));
const stepsOf = (workflow: Workflow): (Step & { readonly job: string })[] =>
  jobsOf(workflow).flatMap(({ id, steps }) => steps.map((step) => ({ ...step, job: id })));

const pinned: Rule = (_, text) =>
  text
    .split("\n")
    .filter((line) => /^\s*(?:- )?uses:/.test(line) && !/uses: [\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
    .map((line) => `not pinned by commit, with its version behind: ${line.trim()}`);

const commands = /^(?:npm ci|npm test|npm run (?<script>[\w:-]+)(?: -- --[\w-]+)*|git version)$/;

/** One command that runs locally too, and no text of others in it. */
const oneScript: Rule = (workflow) =>
  stepsOf(workflow).flatMap(({ run, job }) => {
    if (run === undefined) return [];
    const found = commands.exec(run.trim());
    const script = found?.groups?.script;
    if (!found) return [`${job}: is no script of npm: ${run.trim()}`];
    return script === undefined || script in packageJson.scripts ? [] : [`${job}: there is no script ${script}`];
  });

const leastPermissions: Rule = (workflow) => [
  ...(workflow.permissions && Object.keys(workflow.permissions).length === 0 ? [] : ["the workflow as a whole has permissions"]),
  ...jobsOf(workflow).flatMap(({ id, permissions, steps }) => {
    const uses = steps.some(({ uses: action }) => action !== undefined);
    if (uses && permissions === undefined) return [`${id}: says no permissions`];
    const writes = Object.entries(permissions ?? {}).filter(([scope, access]) => access === "write" && scope !== "id-token");
    const wrong = Object.values(permissions ?? {}).filter((access) => !["read", "write", "none"].includes(access));
    const posts = steps.some(({ run }) => /ci:(comment|verdict|drift-issue)/.test(run ?? ""));
    return [
      ...(writes.length > 0 && !posts ? [`${id}: may write and has nothing to write`] : []),
      ...(wrong.length > 0 ? [`${id}: has all permissions of a kind`] : []),
    ];
  }),
];

/** What may write holds no secret, and reads nothing of a head; what holds secrets may not write. */
const secretsApart: Rule = (workflow) =>
  jobsOf(workflow).flatMap((job) => {
    const secrets = secretsIn(job);
    if (secrets.length === 0) return [];
    // Who says who it is writes nothing in the repository.
    const writes = Object.entries(job.permissions ?? {}).some(([scope, access]) => access === "write" && scope !== "id-token");
    const own = job.steps.filter(({ env, run }) => run !== undefined && secretsIn(env).length > 0);
    const within = own.flatMap(({ env }) => secretsIn(env));
    return [
      ...(environmentOf(job) === undefined ? [`${job.id}: has secrets and no environment`] : []),
      ...(writes ? [`${job.id}: has secrets and may write`] : []),
      ...(secrets.every((name) => within.includes(name)) && secretsIn({ ...job, steps: [] }).length === 0
        ? []
        : [`${job.id}: has secrets outside of the one step that needs them`]),
      ...(job.steps.some(({ run, env }) => /npm (?:ci|test)$/.test(run ?? "") && secretsIn(env).length > 0)
        ? [`${job.id}: hands secrets to code of others`]
        : []),
    ];
  });

const noSecretAtTheTop: Rule = ({ jobs: _, ...rest }) => (secretsIn(rest).length > 0 ? ["the workflow as a whole has secrets"] : []);

const checkouts: Rule = (workflow) => {
  const untrusted = ["pull_request_target", "workflow_run", "issue_comment"].some((event) => event in workflow.on);
  return stepsOf(workflow).flatMap(({ uses = "", with: given = {}, job }) => {
    if (!uses.startsWith("actions/checkout@")) return [];
    return [
      ...(given["persist-credentials"] === false ? [] : [`${job}: leaves its token in the checkout`]),
      ...(untrusted && ("ref" in given || "repository" in given) ? [`${job}: checks out what a pull request names`] : []),
      ...("allow-unsafe-pr-checkout" in given ? [`${job}: allows the checkout of a fork`] : []),
    ];
  });
};

/** What runs as a pull request has it may do nothing. */
const pullRequestsAreIdle: Rule = (workflow) => {
  if (!["pull_request", "pull_request_review", "pull_request_review_comment"].some((event) => event in workflow.on)) return [];
  return jobsOf(workflow).flatMap(({ id, permissions, steps, environment }) =>
    Object.keys(permissions ?? {}).length > 0 ||
    environment !== undefined ||
    steps.some(({ uses, env }) => uses !== undefined || env !== undefined)
      ? [`${id}: runs as the pull request has it, and with something in its hands`]
      : [],
  );
};

const bounded: Rule = (workflow) =>
  jobsOf(workflow).flatMap(({ id, concurrency, "timeout-minutes": limit, "runs-on": machine }) => [
    ...(limit === undefined || limit > 90 ? [`${id}: may run for hours`] : []),
    ...(concurrency === undefined && workflow.concurrency === undefined ? [`${id}: says nothing of two at once`] : []),
    ...(/-latest$/.test(machine) ? [`${id}: runs on a machine that changes by itself`] : []),
  ]);

/** What works with accounts that wait for a person comes after a job that has asked GitHub whether they do. */
const behindGate: Rule = (workflow) =>
  jobsOf(workflow).flatMap(({ id, needs = [], ...job }) => {
    const name = environmentOf(job);
    if (name === undefined || environments[name]?.waits !== true) return [];
    const before = (typeof needs === "string" ? [needs] : needs).flatMap((one) => workflow.jobs[one]?.steps ?? []);
    const asked = before.some(({ run, env }) => run === "npm run ci:gate" && env?.SLOSTACK_ENVIRONMENT === name);
    return asked ? [] : [`${id}: works in ${name} without asking whether it waits`];
  });

/** Keys of a cloud end within the hour; none is kept. */
const noKeysOfACloud: Rule = (workflow) =>
  secretsIn(workflow).flatMap((name) => (/^AWS_/.test(name) ? [`${name} is kept as a secret`] : []));

/** Two updates of one stack never run at once, whatever workflow they are of, and none is broken off. */
const oneUpdate: Rule = (workflow) =>
  jobsOf(workflow).flatMap((job) => {
    if (!job.steps.some(({ run }) => run === "npm run ci:up")) return [];
    const { concurrency, id } = job;
    const stack = String(job.env?.SLOSTACK_STACK);
    return concurrency?.group === `stack ${stack}` && !concurrency["cancel-in-progress"] && environmentOf(job) === stack
      ? []
      : [`${id}: may update ${stack} twice at once, break it off, or go past its environment`];
  });

export const rules: Readonly<Record<string, Rule>> = {
  pinned,
  oneScript,
  leastPermissions,
  secretsApart,
  noSecretAtTheTop,
  checkouts,
  pullRequestsAreIdle,
  bounded,
  oneUpdate,
  behindGate,
  noKeysOfACloud,
};

/** Everything that breaks a rule in the text of a workflow. */
export const faultsOf = (text: string): string[] => Object.values(rules).flatMap((rule) => rule(parse(text), text));
