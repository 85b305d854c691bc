import { expect, test } from "vitest";
import { fake as betterStack } from "../../../components/better-stack/fake/index.ts";
import { heartbeatArgs, monitorArgs } from "../../../components/better-stack/monitor.ts";
import {
  callArgs,
  mailSeverityArgs,
  policyArgs,
  type Recipients,
  silentPolicyArgs,
  webhookArgs,
} from "../../../components/better-stack/policy.ts";
import { bridged } from "../../../components/better-stack/resources.ts";
import { componentArgs, sectionArgs, statusPageArgs } from "../../../components/better-stack/status-page.ts";
import { quayIn } from "./catalog.ts";

/**
 * Property names of BetterStackHQ/better-uptime 0.21.10 as the bridge exposes them, but for those of playwright scenarios
 * and of the look of a page: the plugin drops every other name without a word. Copied from the schema of the package.
 */
const names: Readonly<Record<string, string>> = {
  monitor:
    "call checkFrequency confirmationPeriod criticalAlert domainExpiration email expectedStatusCodes expirationPolicyId followRedirects httpMethod ipVersion monitorGroupId monitorType paused policyId port pronounceableName push recoveryPeriod regions rememberCookies requestBody requestHeaders requestTimeout requiredKeyword sms sslExpiration teamName teamWait url verifySsl",
  heartbeat:
    "call criticalAlert email grace heartbeatGroupId name paused period policyId push serverTimezone sms sortIndex teamName teamWait",
  policy: "fallbackPolicyId name policyGroupId repeatCount repeatDelay steps teamName",
  "policy.steps":
    "comment days metadataKey metadataValue metadataValues policyId policyMetadataKey reminderEnabled reminderIntervalHours stepMembers timeFrom timeTo timezone type urgencyId waitBefore waitUntilTime waitUntilTimezone",
  "policy.steps.stepMembers": "email id metadataKey teamId type",
  severity: "call criticalAlert email name push severityGroupId sms teamName",
  pagerdutyIntegration: "key name notifyAlongsidePrimaryResponder severity teamName",
  outgoingWebhook:
    "customWebhookTemplateAttributes name notifyAlongsidePrimaryResponder onIncidentAcknowledged onIncidentComment onIncidentReopened onIncidentResolved onIncidentStarted teamName triggerType url",
  statusPage:
    "announcement automaticReports companyName companyUrl contactUrl customDomain hideFromSearchEngines history minIncidentLength published requireSso statusPageGroupId subdomain subscribable timezone",
  statusPageSection: "name position statusPageId",
  statusPageResource:
    "explanation history markAsDegradedFor markAsDegradedMetadataRule markAsDownFor markAsDownMetadataRule position publicName resourceId resourceType statusPageId statusPageSectionId widgetType",
};

/** Names in a value that the schema lacks, with their place. */
function strangers(value: unknown, place: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => strangers(item, place));
  if (typeof value !== "object" || value === null) return [];
  const known = names[place]?.split(" ") ?? [];
  return Object.entries(value).flatMap(([name, inner]) =>
    known.includes(name) ? strangers(inner, `${place}.${name}`) : [`${place}.${name}`],
  );
}

const recipients: Recipients = { call: () => 1, slack: () => 2, member: (email) => email, gateway: () => 3, mail: () => 4 };

test.each(["prod", "staging"])("every name that is written in %s is one of the schema", (id) => {
  const { plan } = quayIn(id);
  const { environment } = plan;
  const written = [
    ...plan.probes.map((probe) => ["monitor", monitorArgs(probe, environment, { failure: "1", certificate: 2 })] as const),
    ...plan.silences.map((alert) => ["heartbeat", heartbeatArgs(alert, "1")] as const),
    ...plan.alerts.map((alert) => ["policy", policyArgs(alert, recipients)] as const),
    ["policy", silentPolicyArgs(environment)] as const,
    ["severity", mailSeverityArgs(environment)] as const,
    ...plan.calls.map((onCall) => ["pagerdutyIntegration", callArgs(onCall, environment, "key")] as const),
    ...plan.gateways.map((name) => ["outgoingWebhook", webhookArgs(name, environment, "https://x.example.com")] as const),
    ...plan.pages.flatMap(({ page, components }) => [
      ["statusPage", statusPageArgs(page)] as const,
      ["statusPageSection", sectionArgs("1")] as const,
      ...components.map(
        ({ component }, position) => ["statusPageResource", componentArgs(component, position, { page: "1", section: 2 }, 3)] as const,
      ),
    ]),
  ];
  expect(written.length).toBeGreaterThan(8);
  expect(written.flatMap(([kind, args]) => strangers(args, kind))).toEqual([]);
});

test("a misspelt name would be found", () => {
  const misspelt = { steps: [{ type: "escalation", members: [] }, { stepMembers: [{ mail: "a" }] }], repeat: 1 };
  expect(strangers(misspelt, "policy")).toEqual(["policy.steps.members", "policy.steps.stepMembers.mail", "policy.repeat"]);
});

test("the fake provider is one of the very package that the component asks for", () => {
  expect({ name: betterStack.package, version: betterStack.version, address: betterStack.bridged?.address }).toEqual(bridged);
});
