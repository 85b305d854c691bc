import type { Accounts, Section } from "./account-report/account.ts";
import { awsSections } from "./account-report/aws.ts";
import { axiomSections } from "./account-report/axiom.ts";
import { betterStackSections } from "./account-report/better-stack.ts";
import { datadogSections } from "./account-report/datadog.ts";
import { digitalOceanSections } from "./account-report/digitalocean.ts";
import { grafanaSections } from "./account-report/grafana.ts";
import { newRelicSections } from "./account-report/newrelic.ts";
import { opsgenieSections } from "./account-report/opsgenie.ts";
import { pagerdutySections } from "./account-report/pagerduty.ts";
import { posthogSections } from "./account-report/posthog.ts";
import { sentrySections } from "./account-report/sentry.ts";
import { uptimeRobotSections } from "./account-report/uptimerobot.ts";
import { table } from "./table.ts";

const vendors = [
  grafanaSections,
  datadogSections,
  sentrySections,
  newRelicSections,
  digitalOceanSections,
  awsSections,
  betterStackSections,
  uptimeRobotSections,
  pagerdutySections,
  opsgenieSections,
  axiomSections,
  posthogSections,
];

/**
 * What exists for one environment, read from the vendors' accounts alone and not from the catalog: objectives, who is
 * told of each alert, whom a page calls, dashboards, logs. The way of a page is followed as the vendors follow it: from
 * the rule to its contact point, by the integration key to the service, by its escalation policy to people.
 */
export function accountReport(accounts: Accounts, environment: string): string {
  const sections: Section[] = vendors.flatMap((sectionsOf) => sectionsOf(accounts, environment));
  return sections
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => `${title}\n${table(rows)}`)
    .join("\n");
}
