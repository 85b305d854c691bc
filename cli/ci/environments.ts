import { z } from "zod";
import { read } from "./answer.ts";
import type { Api } from "./api.ts";

/** The environments of the workflows (docs/ci.md), and which of them require a reviewer. */
export const environments: Readonly<Record<string, { readonly waits: boolean }>> = {
  review: { waits: false },
  "prod-preview": { waits: true },
  staging: { waits: false },
  prod: { waits: true },
  "prod-drift": { waits: false },
};

const rule = z.looseObject({ type: z.string(), reviewers: z.array(z.unknown()).nullish() });

const environment = z.object({
  name: z.string(),
  protection_rules: z.array(rule).nullish(),
  deployment_branch_policy: z.object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() }).nullish(),
});

export type Environment = z.infer<typeof environment>;

/** The environments that a repository at GitHub has. @throws Fault if it cannot be asked */
export async function environmentsAt(api: Api, repository: string): Promise<readonly Environment[]> {
  const answer = await api.get(`repos/${repository}/environments?per_page=100`);
  return read(z.object({ environments: z.array(environment).nullish() }), answer).environments ?? [];
}

/** Whether each of its jobs needs an approval to start. */
export const waits = ({ protection_rules }: Environment): boolean =>
  protection_rules?.some(({ type, reviewers }) => type === "required_reviewers" && (reviewers?.length ?? 0) > 0) ?? false;

/** Why required reviewers may not be available. */
export const plan =
  "In private repositories GitHub offers required reviewers only on Enterprise plans; without them, anything merged or proposed starts without approval";
