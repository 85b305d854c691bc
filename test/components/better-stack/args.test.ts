import { describe, expect, test } from "vitest";
import { heartbeatArgs, monitorArgs } from "../../../components/better-stack/monitor.ts";
import { hostOf } from "../../../components/better-stack/names.ts";
import { callArgs, policyArgs, type Recipients, silentPolicyArgs, webhookArgs } from "../../../components/better-stack/policy.ts";
import { componentArgs, statusPageArgs } from "../../../components/better-stack/status-page.ts";
import { quayIn, the } from "./catalog.ts";

const prod = quayIn("prod");
const staging = quayIn("staging");
const probe = ({ plan }: typeof prod, id: string) => the(plan.probes.find(({ signal }) => signal.id === id));
const alert = ({ plan }: typeof prod, name: string) => the(plan.alerts.find((one) => one.name === name));
const policies = { failure: "1", certificate: 2 };
const recipients: Recipients = { call: () => 1, slack: () => 2, member: (email) => email, gateway: () => 3, mail: () => 4 };
const membersOf = (of: typeof prod, name: string) =>
  policyArgs(alert(of, name), recipients).steps.flatMap((step) => (step.type === "escalation" ? step.stepMembers : []));

describe("the monitor of a probe", () => {
  test("asks as the catalog says, and wakes nobody by itself", () => {
    expect(monitorArgs(probe(prod, "open"), prod.plan.environment, policies)).toEqual({
      pronounceableName: "Harbour Gate: Closed (prod)",
      url: "https://harbour.example.com/health",
      monitorType: "expected_status_code",
      expectedStatusCodes: [200],
      httpMethod: "GET",
      followRedirects: false,
      verifySsl: true,
      checkFrequency: 60,
      requestTimeout: 30,
      confirmationPeriod: 120,
      recoveryPeriod: 180,
      regions: ["us", "eu", "as", "au"],
      sslExpiration: 30,
      domainExpiration: -1,
      policyId: "1",
      expirationPolicyId: 2,
      call: false,
      sms: false,
      email: false,
      push: false,
      criticalAlert: false,
      paused: false,
    });
  });

  test("looks at no certificate that nobody asks about", () => {
    const args = monitorArgs(probe(prod, "slow"), prod.plan.environment, { ...policies, certificate: undefined });
    expect(args).toMatchObject({ expectedStatusCodes: [204], sslExpiration: -1, confirmationPeriod: 600 });
    expect(args).not.toHaveProperty("expirationPolicyId");
  });

  test("that only a status page shows is down once two answers in a row failed", () => {
    const args = monitorArgs(probe(prod, "shown"), prod.plan.environment, { failure: "1", certificate: undefined });
    expect(args).toMatchObject({ pronounceableName: "Harbour Gate: / (prod)", checkFrequency: 60, confirmationPeriod: 60 });
  });
});

test("a probe that neither tells nor shows anything is not asked, in no environment", () => {
  expect(prod.plan.probes.map(({ signal }) => signal.id)).toEqual(["open", "shown", "slow"]);
  expect(staging.plan.probes.map(({ signal }) => signal.id)).toEqual(["open", "slow"]);
});

test("a heartbeat is as patient as the dead man's switch", () => {
  expect(heartbeatArgs(the(prod.plan.silences[0]), "1")).toMatchObject({
    name: "Grafana gives no sign of life (prod)",
    period: 600,
    grace: 300,
    policyId: "1",
    paused: false,
  });
});

describe("a policy tells whom the route names, all at once", () => {
  test.each<[string, typeof prod, string, object[]]>([
    [
      "a page: the on-call service and the team's channel",
      prod,
      "harbour--gate--closed",
      [
        { type: "pagerduty_integration", id: 1 },
        { type: "slack_integration", id: 2 },
        { type: "user", email: "dock@example.com" },
      ],
    ],
    [
      "a post: a channel with a gateway",
      prod,
      "harbour--gate--sluggish",
      [
        { type: "slack_integration", id: 2 },
        { type: "webhook", id: 3 },
      ],
    ],
    ["what would page elsewhere: one channel", staging, "harbour--gate--closed", [{ type: "slack_integration", id: 2 }]],
  ])("%s", (_, environment, name, members) => {
    expect(membersOf(environment, name)).toEqual(members);
  });

  test("a mailbox is mailed and not called, and no other step needs a severity", () => {
    const severityOf = (name: string) =>
      policyArgs(alert(prod, name), recipients).steps.map((step) => step.type === "escalation" && step.urgencyId);
    expect(severityOf("harbour--gate--certificate")).toEqual([false, 4]);
    expect(severityOf("harbour--gate--sluggish")).toEqual([false, undefined]);
  });

  test("the timeline says what happened, and where to read on", () => {
    const [told] = policyArgs(alert(prod, "harbour--gate--certificate"), recipients).steps;
    const { summary, runbook } = alert(prod, "harbour--gate--certificate");
    expect(told).toMatchObject({ type: "instructions", reminderEnabled: false });
    expect(told?.type === "instructions" && told.comment.split("\n\n")).toEqual([
      `**warning**: ${summary}`,
      `[Runbook](${runbook.url})`,
      "Made from the catalog: harbour--gate--certificate.",
    ]);
  });

  test("where nobody is told, the policy has no step", () => {
    expect(silentPolicyArgs(prod.plan.environment)).toEqual({ name: "Nobody is told (prod)", repeatCount: 0, steps: [] });
  });
});

test("integrations are called by policies alone", () => {
  const onCall = the(prod.plan.calls[0]);
  expect(callArgs(onCall, prod.plan.environment, "key")).toEqual({
    name: "Dock (prod)",
    key: "key",
    severity: "critical",
    notifyAlongsidePrimaryResponder: false,
  });
  expect(webhookArgs("sms-gateway", prod.plan.environment, "https://x.example.com")).toMatchObject({
    name: "sms-gateway (prod)",
    onIncidentStarted: true,
    onIncidentResolved: true,
    onIncidentAcknowledged: false,
    notifyAlongsidePrimaryResponder: false,
  });
});

describe("a status page", () => {
  const { page, components } = the(prod.plan.pages[0]);

  test("is where the catalog says, and leads where it says", () => {
    expect(statusPageArgs(page)).toEqual({
      companyName: "Harbour",
      companyUrl: "https://harbour.example.com",
      contactUrl: "https://harbour.example.com/help",
      subdomain: "status-harbour-example-com",
      customDomain: "status.harbour.example.com",
      timezone: "UTC",
      history: 90,
      published: true,
    });
    const { support: _, ...without } = page;
    expect(statusPageArgs(without)).not.toHaveProperty("contactUrl");
  });

  test.each<[string, string, string]>([
    ["harbour.betteruptime.com", "harbour", ""],
    ["a.harbour.betteruptime.com", "a-harbour-betteruptime-com", "a.harbour.betteruptime.com"],
    ["status.example.com", "status-example-com", "status.example.com"],
  ])("at %s has the sub-domain %s", (domain, subdomain, customDomain) => {
    expect(hostOf(domain)).toEqual({ subdomain, customDomain });
  });

  test("of a very long domain has a sub-domain of its own that is short enough", () => {
    const long = (last: string) => hostOf(`status.${"a".repeat(60)}.${last}`).subdomain;
    expect(long("com")).toHaveLength(63);
    expect(long("com")).not.toBe(long("org"));
  });

  test("exists in the environment that owns the account alone", () => {
    expect(staging.plan.pages).toEqual([]);
  });

  test("has its components in the written order; one without a probe is set by people", () => {
    const rows = components.map(({ component }, position) =>
      componentArgs(component, position, { page: "7", section: 8 }, component.signal && 9),
    );
    const row = (publicName: string, position: number) => ({
      statusPageId: "7",
      statusPageSectionId: 8,
      publicName,
      position,
      widgetType: "history",
    });
    expect(rows).toEqual([
      { ...row("Gate", 0), resourceType: "Monitor", resourceId: 9 },
      { ...row("Web", 1), resourceType: "Monitor", resourceId: 9 },
      { ...row("Weather", 2), resourceType: "ManuallyTrackedItem" },
    ]);
  });
});
