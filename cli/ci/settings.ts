import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Api, apiOf } from "./api.ts";
import { Fault } from "./fault.ts";
import type { Forge } from "./forge.ts";
import { gitHub, gitHubHeaders } from "./github.ts";
import { gitLab } from "./gitlab.ts";

export type Environment = Readonly<NodeJS.ProcessEnv>;

/** What every step gets: nothing of the machine is read past it. */
export interface Context {
  readonly env: Environment;
  /** the repository, from which the steps run */
  readonly root: string;
  /** the module of the `slostack` command, which some steps start as a program */
  readonly command: string;
  readonly write: (text: string) => void;
}

/** Where the steps of one run leave what the next ones need; outside of the checkout where the host has a place for that. */
export function folderOf({ env, root }: Context): string {
  const { SLOSTACK_CI_FOLDER: own, RUNNER_TEMP: temporary } = env;
  if (own) return own;
  return temporary ? join(temporary, "slostack") : join(root, ".slostack", "ci");
}

/** Variables that must be set, by name; an empty one counts as missing. @throws Fault that names all that are missing */
export function needed<Name extends string>(env: Environment, why: Readonly<Record<Name, string>>): Record<Name, string> {
  const names = Object.keys(why) as Name[];
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0) throw new Fault(...missing.map((name) => `${name} is not set: ${why[name]}`));
  return Object.fromEntries(names.map((name) => [name, env[name]])) as Record<Name, string>;
}

/** Pause before a request is tried again (ms); the tests have no time. */
const pauseOf = ({ SLOSTACK_CI_PAUSE }: Environment) => (SLOSTACK_CI_PAUSE ? { pause: Number(SLOSTACK_CI_PAUSE) } : {});

/** What is needed to ask GitHub of one repository. @throws Fault that names the variables that are missing */
export function gitHubSettings(env: Environment): { readonly repository: string; readonly token: string; readonly api: string } {
  const set = needed(env, {
    GITHUB_REPOSITORY: "owner/name of the repository; GitHub sets it in every job, by hand: GITHUB_REPOSITORY=acme/monitoring",
    GITHUB_TOKEN: "a token that may read pull requests; in a workflow github.token as env of the step, by hand what gh auth token prints",
  });
  return { repository: set.GITHUB_REPOSITORY, token: set.GITHUB_TOKEN, api: env.GITHUB_API_URL || "https://api.github.com" };
}

/** GitHub's API, for what is no part of a {@link Forge}. */
export function gitHubApi(env: Environment): Api {
  const { token, api } = gitHubSettings(env);
  return apiOf({ base: api, headers: gitHubHeaders(token), tokenFrom: "GITHUB_TOKEN", ...pauseOf(env) });
}

/** Where the code is hosted, by the variables that its CI sets. @throws Fault that names the variables that are missing */
export function forgeOf(env: Environment): Forge {
  if (env.GITLAB_CI) {
    const set = needed(env, {
      CI_PROJECT_ID: "GitLab sets it in every job",
      CI_API_V4_URL: "GitLab sets it in every job",
      CI_PROJECT_URL: "GitLab sets it in every job",
      SLOSTACK_GITLAB_TOKEN: "a project access token with the scope api, as a protected and masked variable (docs/ci.md)",
    });
    return gitLab({
      project: set.CI_PROJECT_ID,
      api: set.CI_API_V4_URL,
      address: set.CI_PROJECT_URL,
      token: set.SLOSTACK_GITLAB_TOKEN,
      ...pauseOf(env),
    });
  }
  return gitHub({
    ...gitHubSettings(env),
    server: env.GITHUB_SERVER_URL || "https://github.com",
    ...(env.SLOSTACK_CI_LOGIN && { login: env.SLOSTACK_CI_LOGIN }),
    ...pauseOf(env),
  });
}

/** Where people find this run; none by hand. */
export function runOf(env: Environment): string | undefined {
  if (env.GITLAB_CI) return env.CI_PIPELINE_URL;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}

/** The request that started a pipeline, where a webhook of GitLab did; its number of a merge request is all that is read of it. */
export function webhookNumber({ TRIGGER_PAYLOAD: file }: Environment): number | undefined {
  if (!file) return undefined;
  let payload: unknown;
  try {
    payload = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Fault(`TRIGGER_PAYLOAD names ${file}, which holds no JSON: is the address of the webhook the one of docs/ci.md?`);
  }
  const attributes = (payload as { readonly object_attributes?: { readonly iid?: unknown } } | null)?.object_attributes;
  const iid = attributes?.iid;
  if (typeof iid !== "number" || !Number.isSafeInteger(iid) || iid < 1)
    throw new Fault("the webhook that started this pipeline names no merge request: tick “Merge request events” alone (docs/ci.md)");
  return iid;
}
