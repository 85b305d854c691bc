import { company, mailsOf, type SandboxAccount } from "../sandbox.ts";
import { accountBefore } from "./fake/before.ts";

export const sandbox: SandboxAccount = {
  config: { "slostack:sentryPagerdutyAccount": company, "slostack:sentrySlackWorkspace": company },
  secrets: { "sentry:token": "" },
  /** Of the first project: the seed knows one. */
  seed(organization) {
    const [source] = Object.values(organization.sources).filter((one) => one.kind === "sentry");
    if (!source) return {};
    return accountBefore({
      organization: source.organization,
      project: source.project,
      environments: Object.values(organization.environments).flatMap(({ is }) => is.sentry?.environment ?? []),
      teams: Object.keys(organization.teams),
      members: mailsOf(organization),
      slackWorkspace: company,
      pagerdutyAccount: company,
    });
  },
};
