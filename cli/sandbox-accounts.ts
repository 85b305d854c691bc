import { registry } from "../components/registry.ts";
import { vendorsOf } from "../components/selection.ts";
import type { OrganizationFile } from "../model/schema/organization.ts";
import type { Seed } from "../sandbox/engine.ts";
import { accountBefore } from "../sandbox/vendors/sentry/before.ts";

/** What a company has and sets before its first `pulumi up`, for the accounts of the sandbox. */

/** Names under which Slack and PagerDuty are installed in other vendors. */
const company = "haste";

/** Packages of all vendors that the project knows. */
export const sandboxVendors: readonly string[] = vendorsOf(registry).map(({ name }) => name);

/** The plain settings that a stack of real accounts has, but for those in `Pulumi.<stack>.yaml`. */
export const sandboxSettings: Readonly<Record<string, string>> = {
  "aws:region": "eu-central-1",
  "datadog:apiUrl": "https://api.datadog.sandbox",
  "grafana:url": "https://grafana.sandbox",
  "slostack:datadogSlackAccount": company,
  "slostack:sentryPagerdutyAccount": company,
  "slostack:sentrySlackWorkspace": company,
};

/** The secret settings that a stack of real accounts has. */
export const secretKeys = [
  "datadog:apiKey",
  "datadog:appKey",
  "grafana:auth",
  "pagerduty:token",
  "sentry:token",
  "slostack:slackToken",
] as const;

/**
 * Numbers at which nobody answers: Berlin's 030 23125 000 to 999 are kept free for films and books (Bundesnetzagentur).
 * The text of the secret setting `slostack:phones`.
 */
export function madeUpPhones({ people }: OrganizationFile): string {
  const numbers = Object.keys(people).map((id, index) => [id, `+493023125${String(index).padStart(3, "0")}`]);
  return JSON.stringify(Object.fromEntries(numbers));
}

/** What this project names and never makes: data sources, and what is installed in Sentry by hand. */
export function accountsBefore(organization: OrganizationFile): Seed {
  const { sources, channels, people, teams } = organization;
  const dataSource: Record<string, Record<string, string>> = {};
  const sentry: Seed[string][] = [];
  for (const source of Object.values(sources)) {
    if (source.kind === "prometheus") {
      dataSource[source.datasource] = { uid: source.datasource, name: source.datasource, type: "prometheus" };
    }
    if (source.kind === "sentry") {
      sentry.push(
        accountBefore({
          organization: source.organization,
          project: source.project,
          environments: Object.values(organization.environments).flatMap(({ is }) => is.sentry?.environment ?? []),
          teams: Object.keys(teams),
          members: [...Object.values(people), ...Object.values(channels)].flatMap(({ email }) => email ?? []),
          slackWorkspace: company,
          pagerdutyAccount: company,
        }),
      );
    }
  }
  return { grafana: { dataSource }, ...(sentry[0] && { sentry: sentry[0] }) };
}
