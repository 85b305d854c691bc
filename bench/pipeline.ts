// node bench/pipeline.ts <catalog>: a catalog through everything but the engine. Prints one line of JSON, a PipelineRun.

import { rulesInParts } from "../artifacts/prometheus/rules.ts";
import { grafana } from "../components/grafana/index.ts";
import { pagerduty } from "../components/pagerduty/index.ts";
import { plannedObjects } from "../components/print.ts";
import type { Monitoring } from "../components/vendor.ts";
import { dashboardsOf } from "../dashboards/dashboards.ts";
import { loadCatalog, resolve } from "../language.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { fireability } from "../monitors/fireability.ts";
import { stopwatch } from "./stopwatch.ts";

/** Result of one run, sent to the parent process. */
export interface PipelineRun {
  /** seconds by step, in the order of the steps */
  readonly steps: Readonly<Record<string, number>>;
  /** highest resident memory of the process, in bytes */
  readonly peak: number;
  readonly alerts: number;
  readonly resources: number;
}

const { step, steps } = stopwatch();

const catalog = step("load, check", () => {
  const loaded = loadCatalog(process.argv[2] ?? "");
  if (!loaded.catalog) throw new Error(loaded.problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
  return loaded.catalog;
});
const resolved = step("resolve", () => resolve(catalog, "prod"));
const alerts = step("alerts", () => alertsOf(resolved));
step("fireability", () => {
  const [unfit] = fireability(alerts);
  if (unfit) throw new Error(`${unfit.entry}: ${unfit.what}`);
});
const resources = step("arguments", () => {
  const monitoring: Monitoring = { resolved, alerts, dashboards: dashboardsOf(resolved, alerts), protect: true };
  // Each is dropped when the next one is made, as the components drop them once the engine has them.
  let made = 0;
  for (const _ of argumentsOf(monitoring)) made++;
  return made;
});
step("rules", () => {
  for (const _ of rulesInParts(alerts));
});

const run: PipelineRun = { steps, peak: process.resourceUsage().maxRSS * 1024, alerts: alerts.length, resources };
console.log(JSON.stringify(run));

/** The arguments of every object, one after the other, as the plans of two vendors hand them to the engine. */
function* argumentsOf(monitoring: Monitoring): Generator<unknown> {
  const stack = { senders: ["grafana"], setting: () => undefined, required: (key: string) => `\${${key}}` };
  for (const { args } of plannedObjects([pagerduty, grafana], monitoring, stack)) yield args;
}
