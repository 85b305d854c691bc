import { accountBefore as betterStackBefore } from "../components/better-stack/fake/before.ts";
import { gatewaySetting, slackSetting } from "../components/names.ts";
import { registry } from "../components/registry.ts";
import { vendorsOf } from "../components/selection.ts";
import { accountBefore } from "../components/sentry/fake/before.ts";
import { resolve } from "../language.ts";
import type { Catalog } from "../model/load.ts";
import type { OrganizationFile } from "../model/schema/organization.ts";
import type { Seed } from "../sandbox/engine.ts";

/** What a company has and sets before its first `pulumi up`, for the accounts of the sandbox. */

/** Names under which Slack and PagerDuty are installed in other vendors. */
const company = "haste";

/** Better Stack's provider has the name that the product had before. */
const otherPackage: Readonly<Record<string, string>> = { "better-stack": "better-uptime" };

/** Packages of all vendors that the project knows. */
export const sandboxVendors: readonly string[] = vendorsOf(registry).map(({ name }) => otherPackage[name] ?? name);

/** The plain settings that a stack of real accounts has, but for those in `Pulumi.<stack>.yaml`. */
export const sandboxSettings: Readonly<Record<string, string>> = {
  "aws:region": "eu-central-1",
  "datadog:apiUrl": "https://api.datadog.sandbox",
  "grafana:smUrl": "https://synthetic-monitoring.grafana.sandbox",
  "grafana:url": "https://grafana.sandbox",
  "newrelic:accountId": "1234567",
  "newrelic:region": "EU",
  "slostack:datadogDistributions": "sent",
  "slostack:datadogSlackAccount": company,
  "slostack:sentryPagerdutyAccount": company,
  "slostack:sentrySlackWorkspace": company,
};

/** The plain settings that differ from stack to stack: environments share the sandbox's accounts, and each has its own project there. */
export function settingsOfStack({ environments }: OrganizationFile, stack: string): Readonly<Record<string, string>> {
  return { "posthog:projectId": String(Object.keys(environments).indexOf(stack) + 1) };
}

/** The secret settings that a stack of real accounts has, whatever its catalog. */
const secretKeys = [
  "better-uptime:apiToken",
  "datadog:apiKey",
  "datadog:appKey",
  "digitalocean:token",
  "grafana:auth",
  "grafana:smAccessToken",
  "newrelic:apiKey",
  "opsgenie:apiKey",
  "pagerduty:token",
  "posthog:apiKey",
  "sentry:token",
  "slostack:slackToken",
  "uptimerobot:apiKey",
] as const;

/**
 * Every secret setting that a catalog may need, made up.
 *
 * @param madeUp recognisable text for a key
 */
export function secretSettings(organization: OrganizationFile, madeUp: (key: string) => string): Record<string, string> {
  const channels = Object.entries(organization.channels);
  const hooks = channels.flatMap(([id, { slack, formerly = [] }]) =>
    slack === undefined ? [] : [`slostack:${slackSetting({ id, formerly })}`],
  );
  const gateways = channels.flatMap(([, { webhook }]) => (webhook === undefined ? [] : [`slostack:${gatewaySetting(webhook)}`]));
  return {
    ...Object.fromEntries(secretKeys.map((key) => [key, madeUp(key)])),
    ...Object.fromEntries(hooks.map((key) => [key, `https://hooks.slack.com/services/${madeUp(key)}`])),
    ...Object.fromEntries(gateways.map((key) => [key, `https://gateway.example.com/${madeUp(key)}`])),
    "axiom:apiToken": `xaat-${madeUp("axiom:apiToken")}`,
    "slostack:phones": madeUpPhones(organization),
  };
}

/**
 * Numbers at which nobody answers: Berlin's 030 23125 000 to 999 are kept free for films and books (Bundesnetzagentur).
 * The text of the secret setting `slostack:phones`.
 */
export function madeUpPhones({ people }: OrganizationFile): string {
  const numbers = Object.keys(people).map((id, index) => [id, `+493023125${String(index).padStart(3, "0")}`]);
  return JSON.stringify(Object.fromEntries(numbers));
}

/** The metrics of which an application has sent points to Datadog. */
function metricsSent(catalog: Catalog): Seed[string][string] {
  const systems = Object.keys(catalog.organization.environments).flatMap((environment) => resolve(catalog, environment).systems);
  const metrics = systems.flatMap(({ services }) => services.flatMap((service) => service.metrics));
  return Object.fromEntries(metrics.flatMap(({ from, name }) => (from.kind === "datadog" ? [[name, { name }]] : [])));
}

/** What this project names and never makes: data sources, metrics, and what is installed in Sentry by hand. */
export function accountsBefore(catalog: Catalog): Seed {
  const { organization } = catalog;
  const { sources, channels, people, teams } = organization;
  const dataSource: Record<string, Record<string, string>> = {};
  const verifiedEmail = Object.fromEntries(
    Object.values(channels).flatMap(({ email }) => (email === undefined ? [] : [[email, { address: email }]])),
  );
  const everyMail = [...Object.values(people), ...Object.values(channels)].flatMap(({ email }) => email ?? []);
  const sentry: Seed[string][] = [];
  for (const source of Object.values(sources)) {
    if (source.kind === "prometheus" || source.kind === "grafana-synthetics") {
      dataSource[source.datasource] = { uid: source.datasource, name: source.datasource, type: "prometheus" };
    }
    if (source.kind === "sentry") {
      sentry.push(
        accountBefore({
          organization: source.organization,
          project: source.project,
          environments: Object.values(organization.environments).flatMap(({ is }) => is.sentry?.environment ?? []),
          teams: Object.keys(teams),
          members: everyMail,
          slackWorkspace: company,
          pagerdutyAccount: company,
        }),
      );
    }
  }
  const betterStack = betterStackBefore({ channels: Object.values(channels).flatMap(({ slack }) => slack ?? []), members: everyMail });
  return {
    grafana: { dataSource },
    datadog: { metric: metricsSent(catalog) },
    digitalocean: { verifiedEmail },
    "better-uptime": betterStack,
    ...(sentry[0] && { sentry: sentry[0] }),
  };
}
