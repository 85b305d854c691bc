import { environmentsAt, plan, waits } from "./environments.ts";
import type { Context } from "./settings.ts";
import { gitHubApi, gitHubSettings } from "./settings.ts";

/**
 * Checks that the jobs of an environment need an approval to start. A job that should have waited and did not ends here,
 * before it gets credentials. Returns the exit code: 1 if it does not wait. SLOSTACK_UNGUARDED lists the environments,
 * separated by commas, for which that is accepted.
 *
 * @throws Fault if GitHub cannot be asked
 */
export async function gate({ env, write }: Context, { environment }: { readonly environment: string }): Promise<number> {
  const accepted = (env.SLOSTACK_UNGUARDED ?? "").split(",").map((name) => name.trim());
  const found = (await environmentsAt(gitHubApi(env), gitHubSettings(env).repository)).find(({ name }) => name === environment);
  if (found && waits(found)) {
    write(`${environment} waits for one of its reviewers\n`);
    return 0;
  }
  const what = found ? `environment ${environment} has no required reviewers` : `there is no environment ${environment}`;
  if (accepted.includes(environment)) {
    write(`${what}; SLOSTACK_UNGUARDED accepts that\n`);
    return 0;
  }
  write(
    `${what}, so no one approved this job: add them (docs/ci.md), or accept that with the variable SLOSTACK_UNGUARDED=${environment}\n${plan}\n`,
  );
  return 1;
}
