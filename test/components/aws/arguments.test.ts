import { describe, expect, test } from "vitest";
import { compositeAlarmArgs, metricAlarmArgs } from "../../../components/aws/alarm.ts";
import { alarmsOf } from "../../../components/aws/alarms.ts";
import { logGroupArgs, logGroupsOf, metricFilterArgs } from "../../../components/aws/log-group.ts";
import { descriptionOf, physicalName, routeNames } from "../../../components/aws/names.ts";
import { mailSubscriptionArgs, pagerAddress, pagerSubscriptionArgs, routesOf, topicArgs } from "../../../components/aws/topic.ts";
import { monitoringOf } from "./catalog.ts";

const { resolved, alerts } = monitoringOf();
const { environment } = resolved;
const plan = alarmsOf(alerts);

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`there is no ${name} among ${all.map((one) => one.name).join(", ")}`);
  return found;
}

const query = (id: string, name: string, period: number) => ({
  id,
  metric: { namespace: "slostack/prod", metricName: name, period, stat: "Sum" },
  returnData: false,
});

describe("log groups and their filters", () => {
  test("every group that the organization names, with its own retention, in this environment's name", () => {
    expect(logGroupsOf(resolved).map((source) => logGroupArgs(source, environment, true))).toEqual([
      {
        name: "/orbit/live/crane",
        retentionInDays: 400,
        logGroupClass: "STANDARD",
        skipDestroy: false,
        deletionProtectionEnabled: true,
        tags: { environment: "prod", owner: "store", project: "slostack" },
      },
      {
        name: "/orbit/live/gate",
        retentionInDays: 14,
        logGroupClass: "STANDARD",
        skipDestroy: false,
        deletionProtectionEnabled: true,
        tags: { environment: "prod", owner: "fleet", project: "slostack" },
      },
    ]);
  });

  test("a filter counts from zero, without dimensions", () => {
    expect(metricFilterArgs(named(plan.filters, "gates--entry--success--bad"), environment, "/orbit/live/gate")).toEqual({
      name: "gates--entry--success--bad--prod",
      logGroupName: "/orbit/live/gate",
      pattern: "[ip, identity, user, timestamp, request, status = 5*, bytes, referer, agent]",
      metricTransformation: {
        name: "gates--entry--success--bad",
        namespace: "slostack/prod",
        value: "1",
        defaultValue: "0",
        unit: "Count",
      },
    });
  });

  test("each metric has one filter, however many alarms read it", () => {
    expect(plan.filters.map(({ name, metric }) => [name, metric.source.id])).toEqual([
      ["gates--entry--lifted--bad", "crane-logs"],
      ["gates--entry--lifted--total", "crane-logs"],
      ["gates--entry--lifting--total", "crane-logs"],
      ["gates--entry--refused--total", "gate-logs"],
      ["gates--entry--requests--lines", "gate-logs"],
      ["gates--entry--slow--lines", "crane-logs"],
      ["gates--entry--success--bad", "gate-logs"],
      ["gates--entry--success--total", "gate-logs"],
      ["gates--entry--welcome--bad", "gate-logs"],
      ["gates--entry--welcome--total", "gate-logs"],
    ]);
  });

  test("a renamed entry keeps its metric and its filter", () => {
    const renamed = alarmsOf(
      monitoringOf("prod", ({ systems }) => {
        const entry = systems.find(({ system }) => system === "gates")?.services.entry;
        Object.assign(entry?.signals.success ?? {}, { formerly: ["works"] });
      }).alerts,
    );
    const spec = named(renamed.filters, "gates--entry--success--bad");
    expect(metricFilterArgs(spec, environment, "g")).toMatchObject({
      name: "gates--entry--works--bad--prod",
      metricTransformation: { name: "gates--entry--works--bad" },
    });
    expect(spec.formerNames).toEqual(["gates--entry--works--bad"]);
  });
});

describe("metric alarms", () => {
  const args = (name: string) => metricAlarmArgs(named(plan.alarms, name), { topic: "arn:topic" });
  const telling = { actionsEnabled: true, alarmActions: ["arn:topic"], okActions: ["arn:topic"] };

  test("a share is metric math: failures from zero, a guard, and a quotient only above it", () => {
    expect(args("gates--entry--errors")).toEqual({
      name: "gates--entry--errors--prod",
      alarmDescription: expect.stringMatching(
        /^Gates.+\n.+ above 10% over 5m with at least 5 failures\.\nRunbook: https:.+\/web-errors\.md\nCost dashboard: https:.+$/,
      ),
      metricQueries: [
        query("total", "gates--entry--success--total", 300),
        query("bad", "gates--entry--success--bad", 300),
        { id: "failed", expression: "FILL(bad, 0)", label: "failed", returnData: false },
        { id: "share", expression: "IF(failed >= 5, failed / total, 0)", label: "share", returnData: true },
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0.1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: "notBreaching",
      ...telling,
      tags: {
        cost_center: "CC-4713",
        environment: "prod",
        owner: "fleet",
        project: "slostack",
        service: "entry",
        severity: "urgent",
        system: "gates",
      },
    });
  });

  test.each<[string, string, object]>([
    [
      "too many lines are counted from zero",
      "gates--entry--flood",
      {
        metricQueries: [
          query("total", "gates--entry--refused--total", 600),
          { id: "counted", expression: "FILL(total, 0)", label: "counted", returnData: true },
        ],
        comparisonOperator: "GreaterThanThreshold",
        threshold: 100,
        treatMissingData: "notBreaching",
      },
    ],
    [
      "too few lines, or none: both are notified",
      "gates--entry--idle",
      {
        metricQueries: [
          query("total", "gates--entry--lifting--total", 3600),
          { id: "counted", expression: "FILL(total, 0)", label: "counted", returnData: true },
        ],
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        treatMissingData: "breaching",
      },
    ],
    [
      "absent lines are a sum below one over the time that they are absent",
      "gates--entry--mute",
      {
        metricQueries: [
          query("lines", "gates--entry--requests--lines", 1800),
          { id: "counted", expression: "FILL(lines, 0)", label: "counted", returnData: true },
        ],
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        treatMissingData: "breaching",
      },
    ],
  ])("%s", (_, name, expected) => {
    expect(args(name)).toMatchObject(expected);
  });

  test("too few lines with silence left quiet: the sum itself, and missing data is good", () => {
    const { alerts: quiet } = monitoringOf("prod", ({ systems }) => {
      const idle = systems.find(({ system }) => system === "gates")?.services.entry?.alerts.idle;
      Object.assign(idle ?? {}, { missing: "absence" });
    });
    const spec = named(alarmsOf(quiet).alarms, "gates--entry--idle");
    expect(metricAlarmArgs(spec, "none")).toMatchObject({
      namespace: "slostack/prod",
      metricName: "gates--entry--lifting--total",
      statistic: "Sum",
      period: 3600,
      treatMissingData: "notBreaching",
    });
  });

  test("a share that also fires without lines, and a count that does", () => {
    const { alerts: loud } = monitoringOf("prod", ({ systems }) => {
      const rules = systems.find(({ system }) => system === "gates")?.services.entry?.alerts;
      for (const rule of [rules?.errors, rules?.flood]) Object.assign(rule ?? {}, { missing: "fire" });
    });
    const expressions = (name: string) => {
      const { metricQueries } = metricAlarmArgs(named(alarmsOf(loud).alarms, name), "none") as { metricQueries: { expression?: string }[] };
      return metricQueries.flatMap(({ expression }) => expression ?? []);
    };
    expect(expressions("gates--entry--errors")).toEqual(["FILL(bad, 0)", "IF(FILL(total, 0) < 1, 1, IF(failed >= 5, failed / total, 0))"]);
    expect(expressions("gates--entry--flood")).toEqual(["FILL(total, 0)", "IF(counted < 1, 101, counted)"]);
  });
});

describe("burn alerts", () => {
  const slo = "gates--entry--availability";
  const parts = plan.alarms.filter(({ name }) => name.startsWith(`${slo}--`) && !name.endsWith("--floor"));

  test("have an alarm for each window of each tier, which tell nobody by themselves", () => {
    expect(
      parts.map(({ name, notifies, question }) => [name.slice(slo.length + 2), notifies, question.period, question.threshold]),
    ).toEqual([
      ["page-12h", false, 43_200, 0.042],
      ["page-12h-1h", false, 3600, 0.042],
      ["page-1h", false, 3600, 0.1344],
      ["page-1h-5m", false, 300, 0.1344],
      ["page-6h", false, 21_600, 0.056],
      ["page-6h-30m", false, 1800, 0.056],
      ["ticket-1d", false, 86_400, 0.028],
      ["ticket-1d-2h", false, 7200, 0.028],
    ]);
    expect(metricAlarmArgs(named(plan.alarms, `${slo}--page-1h`), "none")).toMatchObject({
      actionsEnabled: false,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      alarmDescription: "Read by composite alarms; tells nobody by itself.",
      tags: { severity: "urgent" },
    });
  });

  test("guard the long window by the number of failures, and the short one by one", () => {
    const last = (name: string) => named(plan.alarms, `${slo}--${name}`).question.steps.at(-1)?.expression;
    expect(last("page-1h")).toBe("IF(failed >= 5, failed / total, 0)");
    expect(last("page-1h-5m")).toBe("IF(failed >= 1, failed / total, 0)");
  });

  test("tell through one composite a severity; the ticket is silent while the page fires", () => {
    const spec = named(plan.composites, `${slo}--ticket`);
    const alarm = (part: string) => `ALARM("${slo}--${part}--prod")`;
    const page = ["1h", "6h", "12h"].map((tier, i) => `(${alarm(`page-${tier}`)} AND ${alarm(`page-${tier}-${["5m", "30m", "1h"][i]}`)})`);
    expect(compositeAlarmArgs(spec, "arn:topic")).toMatchObject({
      alarmName: `${slo}--ticket--prod`,
      alarmRule: `((${alarm("ticket-1d")} AND ${alarm("ticket-1d-2h")}) AND NOT (${page.join(" OR ")}))`,
      alarmActions: ["arn:topic"],
      okActions: ["arn:topic"],
    });
    expect(spec.parts).toHaveLength(8);
    expect(named(plan.composites, `${slo}--page`).rule).toBe(`(${page.join(" OR ")})`);
  });
});

describe("who is notified", () => {
  test("alerts of one route share a topic; hours do not tell routes apart", () => {
    expect(routesOf(alerts).map((route) => routeNames(route).name)).toEqual(["page--fleet--fleet", "post--fleet"]);
    expect(topicArgs(routesOf(alerts)[0] as never, environment)).toEqual({
      name: "page--fleet--fleet--prod",
      tags: { environment: "prod", project: "slostack" },
    });
  });

  test("PagerDuty by an address that holds the key, a channel by e-mail", () => {
    const address = pagerAddress("integration-key");
    expect(address).toBe("https://events.pagerduty.com/integration/integration-key/enqueue");
    expect(pagerSubscriptionArgs("arn:topic", address)).toEqual({
      topic: "arn:topic",
      protocol: "https",
      endpoint: address,
      endpointAutoConfirms: true,
    });
    expect(mailSubscriptionArgs("arn:topic", "ops@example.com")).toEqual({
      topic: "arn:topic",
      protocol: "email",
      endpoint: "ops@example.com",
    });
  });

  test("a description leaves out its notes where all would be too long", () => {
    const described = { title: "T", summary: "S.", runbook: { id: "r", url: "https://r" }, notes: ["n".repeat(1000), "m"] };
    expect(descriptionOf({ ...described, notes: ["n"] })).toBe("T\nS.\nRunbook: https://r\nNote: n.");
    expect(descriptionOf(described)).toBe("T\nS.\nRunbook: https://r");
  });

  test("names carry the environment, keep the oldest id, and are cut with a hash", () => {
    expect(physicalName({ name: "a--b", formerNames: ["a--old", "a--older"] }, environment)).toBe("a--old--prod");
    const long = physicalName({ name: "x".repeat(300), formerNames: [] }, environment);
    expect(long).toMatch(/^x{246}-[0-9a-f]{8}$/);
  });
});
