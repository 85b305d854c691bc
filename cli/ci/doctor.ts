import { z } from "zod";
import { read } from "./answer.ts";
import type { Api } from "./api.ts";
import { environments, environmentsAt, plan, waits } from "./environments.ts";
import { Fault } from "./fault.ts";
import { markOnCommit } from "./github.ts";
import { type Context, gitHubApi, gitHubSettings } from "./settings.ts";

/** One part of the setup, checked on its own: missing permissions for one part do not hide the others. */
type Question = (api: Api, repository: string, branch: string) => Promise<readonly string[]>;

const environmentsSetUp: Question = async (api, repository, branch) => {
  const found = await environmentsAt(api, repository);
  const missing = await Promise.all(
    Object.entries(environments).map(async ([name, { waits: should }]) => {
      const one = found.find((there) => there.name === name);
      if (!one) return [`there is no environment ${name}: add it (Settings, Environments)`];
      const branches = one.deployment_branch_policy?.custom_branch_policies ? await branchesOf(api, repository, name) : undefined;
      return [
        ...(should && !waits(one) ? [`environment ${name} has no required reviewers: add them; ${plan}`] : []),
        ...(branches?.length === 1 && branches[0] === branch
          ? []
          : [`environment ${name} is open to ${branches?.join(", ") || "every branch, with its secrets"}: select ${branch} alone`]),
      ];
    }),
  );
  return missing.flat();
};

async function branchesOf(api: Api, repository: string, name: string): Promise<string[]> {
  const shape = z.object({ branch_policies: z.array(z.object({ name: z.string() })) });
  const answer = await api.get(`repos/${repository}/environments/${encodeURIComponent(name)}/deployment-branch-policies?per_page=100`);
  return read(shape, answer).branch_policies.map((one) => one.name);
}

const rule = z.looseObject({ type: z.string(), parameters: z.record(z.string(), z.unknown()).nullish() });

/** Required parameters of a `pull_request` rule, by GitHub's key. */
const ofPullRequests: Readonly<Record<string, string>> = {
  dismiss_stale_reviews_on_push: "dismiss approvals when commits are pushed",
  require_code_owner_review: "require review of code owners",
  require_last_push_approval: "require approval of the most recent push",
};

const branchRules: Question = async (api, repository, branch) => {
  const rules = read(z.array(rule), await api.all(`repos/${repository}/rules/branches/${encodeURIComponent(branch)}?per_page=100`));
  const of = (kind: string) => rules.filter(({ type }) => type === kind).map(({ parameters }) => parameters ?? {});
  const pulls = of("pull_request");
  const checks = of("required_status_checks");
  const named = z.array(z.looseObject({ context: z.string(), integration_id: z.number().nullish() })).catch([]);
  const marks = checks.flatMap((one) => named.parse(one.required_status_checks)).filter(({ context }) => context === markOnCommit);
  const where = `rules of ${branch} (Settings, Rules):`;
  return [
    ...(pulls.length === 0 ? [`${where} require a pull request before merging`] : []),
    ...Object.entries(ofPullRequests).flatMap(([key, way]) => (pulls.some((one) => one[key] === true) ? [] : [`${where} ${way}`])),
    ...(marks.length === 0 ? [`${where} require the status check “${markOnCommit}”`] : []),
    ...(marks.length > 0 && marks.every(({ integration_id }) => !integration_id)
      ? [`${where} accept “${markOnCommit}” only from GitHub Actions; now anyone with write access to statuses can set it`]
      : []),
    ...(of("merge_queue").length > 0 || checks.some((one) => one.strict_required_status_checks_policy === true)
      ? []
      : [`${where} require branches to be up to date before merging, or a merge queue: two changes can be wrong only together`]),
    ...(of("non_fast_forward").length > 0 ? [] : [`${where} block force pushes`]),
  ];
};

const tokens: Question = async (api, repository) => {
  const shape = z.object({ default_workflow_permissions: z.string() });
  const { default_workflow_permissions: given } = read(shape, await api.get(`repos/${repository}/actions/permissions/workflow`));
  return given === "read" ? [] : [`the default workflow token has ${given} access: set read (Settings, Actions, General)`];
};

const secrets: Question = async (api, repository) => {
  const shape = z.object({ secrets: z.array(z.object({ name: z.string() })) });
  const found = read(shape, await api.get(`repos/${repository}/actions/secrets?per_page=100`)).secrets;
  return found.map(
    ({ name }) => `secret ${name} belongs to the whole repository, so workflows of every branch can read it: move it into an environment`,
  );
};

const questions: readonly Question[] = [environmentsSetUp, branchRules, tokens, secrets];

/**
 * Checks the setup of a GitHub repository against docs/ci.md and lists what is missing. Returns the exit code: 1 if something is
 * missing, else 2 if something could not be checked.
 */
export async function doctor({ env, write }: Context, { branch }: { readonly branch: string }): Promise<number> {
  const { repository } = gitHubSettings(env);
  const api = gitHubApi(env);
  const missing: string[] = [];
  const unchecked: string[] = [];
  for (const question of questions) {
    try {
      missing.push(...(await question(api, repository, branch)));
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      unchecked.push(fault.message);
    }
  }
  for (const one of missing) write(`missing: ${one}\n`);
  for (const one of unchecked) write(`could not be checked: ${one}\n`);
  if (missing.length + unchecked.length === 0) write(`${repository} is set up as docs/ci.md describes\n`);
  if (missing.length > 0) return 1;
  return unchecked.length > 0 ? 2 : 0;
}
