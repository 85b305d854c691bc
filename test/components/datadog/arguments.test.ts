import { describe, expect, test } from "vitest";
import { compositionOf } from "../../../components/datadog/composition.ts";
import { distributionArgs, pagedBy, pagerArgs, slackChannels } from "../../../components/datadog/integration.ts";
import { literalText, messageOf } from "../../../components/datadog/message.ts";
import { alertMonitorArgs, memberMonitorArgs } from "../../../components/datadog/monitor.ts";
import { handlesOf } from "../../../components/datadog/names.ts";
import { sloArgs, sloSpecs } from "../../../components/datadog/slo.ts";
import { alertNamed, datadogOf } from "./catalog.ts";

const own = datadogOf();
const { environment, organization } = own.resolved;
const question = { type: "query alert", query: "q > 5", critical: "5" } as const;

function monitorOf(name: string, from = own) {
  const alert = alertNamed(from, name);
  const plan = compositionOf(alert);
  const message = messageOf(alert, plan, handlesOf(alert.route, alert.environment, "acme").join(" "));
  const asked =
    plan.kind === "single" && plan.ask.kind === "metric"
      ? { type: "query alert" as const, ...plan.ask.query }
      : { type: "composite" as const, query: "1 && 2" };
  return alertMonitorArgs(alert, plan, asked, message);
}

/** The blocks of a message, by state, and what stands outside of all. */
function blocksOf(message: string): { outside: string; blocks: Record<string, string> } {
  const blocks: Record<string, string> = {};
  const outside = message.replace(/\{\{#(\w+)\}\}\n([\s\S]*?)\n\{\{\/\1\}\}/g, (_, state: string, text: string) => {
    blocks[state] = text;
    return "";
  });
  return { outside: outside.trim(), blocks };
}

describe("monitors that tell", () => {
  const names = own.alerts.map(({ name }) => name);
  test.each(names)("%s says whatever would be filled in, and calls people only inside of blocks", (name) => {
    const args = monitorOf(name);
    expect(args).toMatchObject({
      draftStatus: "published",
      includeTags: true,
      notifyAudit: false,
      requireFullWindow: false,
      validate: false,
    });
    expect(args.priority).toMatch(/^[1-5]$/);
    expect(args.assets).toMatchObject([{ category: "runbook", url: expect.stringContaining("https://runbooks.example.com/") }]);
    const tags = args.tags as string[];
    expect(tags).toEqual([...new Set(tags.map((tag) => tag.toLowerCase()))].sort());
    const { outside, blocks } = blocksOf(args.message as string);
    expect(outside).toBe("");
    for (const text of Object.values(blocks)) expect(text).toContain("@slack-acme-alerts @ops@example.com");
    expect(Object.keys(blocks)).toEqual(
      args.onMissingData === "show_and_notify_no_data" ? ["is_alert", "is_no_data", "is_recovery"] : ["is_alert", "is_recovery"],
    );
  });

  test("a critical one pages in every block, so that the pager also hears the end", () => {
    const { blocks } = blocksOf(monitorOf("mail--api--gone").message as string);
    expect(Object.values(blocks).every((text) => text.includes("@pagerduty-mail--prod"))).toBe(true);
    expect(monitorOf("mail--api--gone").priority).toBe("1");
  });

  test("in staging nobody is paged, and everything goes to one channel", () => {
    const staging = datadogOf("small", "staging");
    expect(pagedBy(staging)).toEqual([]);
    for (const { name } of staging.alerts) {
      const message = monitorOf(name, staging).message as string;
      expect(message).toContain("@slack-acme-staging");
      expect(message).not.toMatch(/@pagerduty|@slack-acme-alerts/);
    }
  });

  test("no query of staging sees production, and the other way round", () => {
    const texts = (from: typeof own) =>
      JSON.stringify(
        from.alerts.map((alert) => compositionOf(alert)),
        (key, value) => (key === "critical" || typeof value !== "bigint" ? value : String(value)),
      );
    expect(texts(datadogOf("small", "staging"))).not.toContain("env:production");
    expect(texts(own)).not.toContain("env:staging");
  });

  test.each([
    ["quiet", "mail--api--crowded", "resolve"],
    ["told of", "mail--api--requests--absent", "show_and_notify_no_data"],
  ])("missing data is %s", (_, name, onMissingData) => {
    expect(monitorOf(name)).toMatchObject({ onMissingData, type: "query alert" });
    expect(monitorOf(name)).not.toHaveProperty("notifyNoData");
  });

  test("a composite has no threshold, and says nothing of missing data but that it is quiet", () => {
    const args = monitorOf("mail--api--availability--page");
    expect(args).toMatchObject({ type: "composite", notifyNoData: false });
    expect(args).not.toHaveProperty("onMissingData");
    expect(args).not.toHaveProperty("monitorThresholds");
  });

  test("groups are named in the message by their tags", () => {
    expect(monitorOf("mail--api--crowded").message).toContain("pool {{pool.name}}");
  });
});

describe("members of composites", () => {
  const alert = alertNamed(own, "mail--api--availability--page");
  const plan = compositionOf(alert);
  const members = plan.kind === "composite" ? plan.members : [];
  test.each(members)("$name calls nobody, warns nobody, has no priority", (member) => {
    const args = memberMonitorArgs(member, alert, question);
    expect(args.message).not.toContain("@");
    expect(args.monitorThresholds).toEqual({ critical: "5" });
    expect(args).toMatchObject({ onMissingData: "resolve" });
    expect(args).not.toHaveProperty("priority");
    expect(args.tags).toContain("role:member");
  });
});

describe("SLOs", () => {
  const specs = own.slos.flatMap(sloSpecs);
  const argsOf = (name: string) => {
    const spec = specs.find((one) => one.name === name);
    if (!spec) throw new Error(`no SLO is called ${name}`);
    return sloArgs(spec, environment);
  };
  test("events are good ones of all, with the target in percent in both places", () => {
    expect(argsOf("mail--api--availability")).toMatchObject({
      type: "metric",
      query: {
        numerator: "sum:mail.api.requests{env:production AND service:web AND NOT status:5*}.as_count()",
        denominator: "sum:mail.api.requests{env:production AND service:web}.as_count()",
      },
      thresholds: [{ timeframe: "30d", target: 99.9 }],
      timeframe: "30d",
      targetThreshold: 99.9,
    });
  });
  test("a floor is an objective of its own, which is missed when the window falls below it", () => {
    expect(argsOf("mail--api--availability--floor")).toMatchObject({
      thresholds: [{ timeframe: "30d", target: 99.5 }],
      name: expect.stringMatching(/, floor \(prod\)$/),
    });
  });
  test.each([
    ["mail--api--calm", "max:mail.db.connections{env:production AND service:web}", "<=", 20],
    ["mail--api--prompt", "p95:mail.api.duration{env:production AND service:web}", "<=", 2000],
  ])("%s is measured in slices of a minute", (name, query, comparator, threshold) => {
    const slice = {
      comparator,
      threshold,
      queryIntervalSeconds: 60,
      query: { formula: { formulaExpression: "value" }, queries: [{ metricQuery: { name: "value", query } }] },
    };
    expect(argsOf(name)).toMatchObject({ type: "time_slice", sliSpecification: { timeSlice: slice } });
  });
});

describe("what the account has once", () => {
  test("an on-call service is known under its oldest id and the environment", () => {
    const [mail] = pagedBy(own);
    if (!mail) throw new Error("nobody is paged");
    expect(pagerArgs({ ...mail, formerly: ["post"] }, environment, "key")).toEqual({ serviceName: "post--prod", serviceKey: "key" });
  });
  test("every Slack channel of the catalog is there, also those of other environments", () => {
    expect(slackChannels(organization)).toEqual([
      { id: "alerts", formerly: [], slack: "#alerts" },
      { id: "staging", formerly: [], slack: "#staging" },
    ]);
  });
  test("percentiles of a distribution are switched on, by every tag that is asked for", () => {
    expect(own.distributions.map(distributionArgs)).toEqual([
      {
        metricName: "mail.api.duration",
        metricType: "distribution",
        includePercentiles: true,
        excludeTagsMode: false,
        tags: ["env", "route", "service", "status"],
      },
    ]);
  });
});

test("text of the catalog calls nobody and begins no variable", () => {
  const text = literalText("ask @all, {{value}} and {{{x}}}");
  expect(text).not.toMatch(/@\w|\{\{|\}\}/);
  expect(text.replaceAll("\u2060", "")).toBe("ask @all, {{value}} and {{{x}}}");
});
