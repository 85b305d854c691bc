import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ask, compositionOf } from "../../../components/datadog/composition.ts";
import { dashboardJson } from "../../../components/datadog/dashboard.ts";
import { expressionText } from "../../../components/datadog/expression.ts";
import { fake as datadog } from "../../../components/datadog/fake/index.ts";
import { distributionArgs, slackChannelArgs, slackChannels } from "../../../components/datadog/integration.ts";
import { detectionArgs, routeOfDetection } from "../../../components/datadog/logs/detection.ts";
import { pipelineArgs } from "../../../components/datadog/logs/pipeline.ts";
import { scannerGroupArgs, scannerRuleArgs } from "../../../components/datadog/logs/scanner.ts";
import { messageOf } from "../../../components/datadog/message.ts";
import { alertMonitorArgs, memberMonitorArgs, type Question } from "../../../components/datadog/monitor.ts";
import { handlesOf } from "../../../components/datadog/names.ts";
import type { DatadogMonitoring } from "../../../components/datadog/select.ts";
import { placeOf, sloArgs, sloName, sloSpecs } from "../../../components/datadog/slo.ts";
import { budgetSpentQuery, burnRateQuery } from "../../../queries/datadog.ts";
import { connect, type ProviderClient } from "../../sandbox/client.ts";
import { datadogOf } from "./catalog.ts";

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(datadog);
});
afterAll(() => client.close());

/** Sends inputs as the engine does, and asks at once what another preview would change. */
async function stand(type: string, args: object): Promise<{ id: string; changes: string[] }> {
  const said = JSON.parse(JSON.stringify(args)) as object;
  const { inputs, failures } = await client.check(type, said);
  expect(failures, JSON.stringify(said)).toEqual([]);
  const { id, outputs } = await client.create(type, inputs);
  const again = await client.check(type, said, inputs);
  return { id, changes: (await client.diff(type, outputs, again.inputs)).places };
}

/** Everything of a catalog at the fake provider, in the order in which it depends on each other; what would change afterwards. */
async function standUp(own: DatadogMonitoring): Promise<Record<string, string[]>> {
  const changes: Record<string, string[]> = {};
  const ids = new Map<string, string>();
  const keep = async (kind: string, name: string, type: string, args: object) => {
    const stood = await stand(type, args);
    if (stood.changes.length > 0) changes[`${kind} ${name}`] = stood.changes;
    ids.set(`${kind} ${name}`, stood.id);
    return stood.id;
  };
  const id = (key: string) => ids.get(key) ?? "missing";
  const { environment, organization } = own.resolved;
  for (const { id: name, slack } of slackChannels(organization))
    await keep("channel", name, "datadog:slack/channel:Channel", slackChannelArgs(slack, "acme"));
  for (const metric of own.distributions) {
    client.account.put("metric", metric.name, { name: metric.name });
    await keep("metric", metric.name, "datadog:index/metricTagConfiguration:MetricTagConfiguration", distributionArgs(metric));
  }
  for (const spec of own.slos.flatMap(sloSpecs))
    await keep("slo", spec.name, "datadog:index/serviceLevelObjective:ServiceLevelObjective", sloArgs(spec, environment));

  const question = (ask: Ask): Question => {
    if (ask.kind === "metric") return { type: "query alert", ...ask.query };
    const slo = (which: "objective" | "floor") => id(`slo ${sloName(placeOf(ask.slo, own.slos), which)}`);
    const made = ask.kind === "burn" ? burnRateQuery(slo("objective"), ask.burn) : budgetSpentQuery(slo("floor"), ask.slo.window);
    return { type: "slo alert", ...made };
  };
  const monitor = "datadog:index/monitor:Monitor";
  for (const alert of own.alerts) {
    const plan = compositionOf(alert);
    const message = messageOf(alert, plan, handlesOf(alert.route, environment, "acme").join(" "));
    if (plan.kind === "single") {
      await keep("monitor", alert.name, monitor, alertMonitorArgs(alert, plan, question(plan.ask), message));
      continue;
    }
    for (const member of plan.members) {
      if (!ids.has(`monitor ${member.name}`))
        await keep("monitor", member.name, monitor, memberMonitorArgs(member, alert, question(member.ask)));
    }
    const query = expressionText(plan.expression, (name) => id(`monitor ${name}`));
    await keep("monitor", alert.name, monitor, alertMonitorArgs(alert, plan, { type: "composite", query }, message));
  }
  for (const spec of own.dashboards) {
    const dashboard = dashboardJson(spec, (slo) => id(`slo ${sloName(placeOf(slo, own.slos), "objective")}`));
    await keep("dashboard", spec.name, "datadog:index/dashboardJson:DashboardJson", { dashboard });
  }
  for (const system of own.logging) {
    for (const pipeline of system.logs?.pipelines ?? []) {
      if (!system.logs) continue;
      const name = `${system.id} ${pipeline.id}`;
      await keep("pipeline", name, "datadog:index/logsCustomPipeline:LogsCustomPipeline", pipelineArgs(system, system.logs, pipeline));
      if (pipeline.mask.length === 0) continue;
      const group = await keep(
        "group",
        name,
        "datadog:index/sensitiveDataScannerGroup:SensitiveDataScannerGroup",
        scannerGroupArgs(system, system.logs, pipeline),
      );
      for (const kind of pipeline.mask)
        await keep(
          "mask",
          `${name} ${kind}`,
          "datadog:index/sensitiveDataScannerRule:SensitiveDataScannerRule",
          scannerRuleArgs(kind, group),
        );
    }
  }
  for (const detection of own.detections) {
    const handles = handlesOf(routeOfDetection(detection), environment, "acme");
    const args = detectionArgs(detection, own.sources[0]?.environment, handles);
    await keep("detection", detection.pipeline.id, "datadog:index/securityMonitoringRule:SecurityMonitoringRule", args);
  }
  expect(ids.size).toBeGreaterThan(own.alerts.length);
  return changes;
}

describe("the vendor takes everything that is made of a catalog, and a second preview is empty", () => {
  test.each([
    ["small", "prod"],
    ["small", "staging"],
    ["products", "prod"],
    ["products", "staging"],
  ] as const)("the %s catalog in %s", { timeout: 60_000 }, async (which, environment) => {
    for (const kind of client.account.kinds()) for (const { id } of client.account.all(kind)) client.account.remove(kind, id);
    expect(await standUp(datadogOf(which, environment))).toEqual({});
  });
});
