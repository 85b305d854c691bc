import type { Entry, StateResource } from "./stack.ts";
import { kindAt } from "./standing.ts";

/** Their names count within what they belong to only: a folder, a service, a status page. */
const namedWithin = [
  ...["grafana ruleGroup", "pagerduty serviceIntegration"],
  ...["better-uptime statusPageSection", "better-uptime statusPageResource"],
];

/** By what a vendor tells objects apart: its id, a uid, a name or title of the whole account or project. */
export function physicalNames(resource: StateResource): string[] {
  const { id, inputs = {} } = resource;
  const kind = kindAt(resource);
  const rules: Entry[] = inputs.rules ?? [];
  const uids = kind === "grafana ruleGroup" ? rules.map(({ uid }) => `rule ${uid}`) : [];
  const own = namedWithin.includes(kind) ? [] : namesOf(kind, inputs);
  // At PostHog each environment has a project of its own.
  const within = inputs.projectId === undefined ? kind : `${kind} of project ${inputs.projectId}`;
  return [id, ...uids, ...own].filter(Boolean).map((one) => `${within} ${one}`);
}

function namesOf(kind: string, inputs: Entry): unknown[] {
  const { name, title, uid, alarmName, service, serviceName, channelName, metricName, pronounceableName, subdomain, key } = inputs;
  const shown: Entry = JSON.parse(inputs.configJson ?? inputs.dashboard ?? inputs.json ?? "{}");
  return [
    ...[name, title, uid, alarmName, serviceName, channelName, pronounceableName, subdomain],
    ...[shown.title, shown.uid, shown.name],
    kind === "sentry integrationPagerduty" ? service : undefined,
    kind === "datadog metricTagConfiguration" ? metricName : undefined,
    kind === "posthog featureFlag" ? key : undefined,
    kind === "digitalocean monitorAlert" ? inputs.description : undefined,
  ];
}
