import { type Fields, fields, list, text, type Value } from "../../sandbox/fake-provider/value.ts";
import type { Request } from "./judge.ts";
import { number, snake, snaked } from "./snaked.ts";
import { syntheticsTest } from "./synthetics.ts";

/** What Datadog's plugin makes of a resource's inputs before it sends them: names, nesting and numbers of the API. */

const kebab = (name: string): string => snake(name).replaceAll("_", "-");

const without = (value: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
const only = (value: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
const ofMonitor = ["name", "type", "query", "message", "tags", "assets", "draftStatus"];
const ofProvider = ["validate", "forceDelete"];

function monitor(inputs: Fields): Fields {
  const thresholds = Object.entries(fields(inputs.monitorThresholds)).map(([name, value]) => [name, number(value)]);
  const options = without(inputs, [...ofMonitor, ...ofProvider, "priority", "monitorThresholds"]);
  return {
    ...only(inputs, ofMonitor),
    ...(inputs.priority !== undefined && { priority: number(inputs.priority) }),
    options: { ...options, thresholds: Object.fromEntries(thresholds) },
  };
}

function objective(inputs: Fields): Fields {
  const slice = fields(fields(inputs.sliSpecification).timeSlice);
  if (inputs.sliSpecification === undefined) return without(inputs, ofProvider);
  const { formula, queries } = fields(slice.query);
  const query = {
    formulas: [{ formula: fields(formula).formulaExpression ?? null }],
    queries: list(queries).map((one) => fields(fields(one).metricQuery)),
  };
  return { ...without(inputs, ofProvider), sliSpecification: { timeSlice: { ...slice, query } } };
}

function downtime(inputs: Fields): Fields {
  const { recurringSchedule, oneTimeSchedule, ...rest } = inputs;
  const schedule = recurringSchedule ?? oneTimeSchedule;
  return schedule === undefined ? rest : { ...rest, schedule };
}

/** Each processor stands under the name of its type. */
function pipeline(inputs: Fields): Fields {
  const [filter] = list(inputs.filters);
  const processors = list(inputs.processors).flatMap((one) =>
    Object.entries(fields(one)).map(([name, value]) => ({ type: kebab(name), ...fields(value) })),
  );
  return { name: inputs.name ?? null, isEnabled: inputs.isEnabled ?? null, filter: filter ?? null, processors };
}

function detection(inputs: Fields): Fields {
  return { ...without(inputs, [...ofProvider, "enabled"]), isEnabled: inputs.enabled ?? true };
}

function channel({ channelName, display }: Fields): Fields {
  return { name: channelName ?? null, display: display ?? null };
}

/** Which schema a resource has to fit; of a kind that is not here the documents have none. */
const schemas: Readonly<Record<string, readonly [schema: string, body: (inputs: Fields) => Value]>> = {
  "datadog:index/monitor:Monitor": ["v1/Monitor", (inputs) => snaked(monitor(inputs))],
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": ["v1/ServiceLevelObjectiveRequest", (inputs) => snaked(objective(inputs))],
  "datadog:index/dashboardJson:DashboardJson": ["v1/Dashboard", (inputs) => JSON.parse(text(inputs.dashboard)) as Value],
  "datadog:index/downtimeSchedule:DowntimeSchedule": ["v2/DowntimeCreateRequestAttributes", (inputs) => snaked(downtime(inputs))],
  "datadog:index/logsCustomPipeline:LogsCustomPipeline": ["v1/LogsPipeline", (inputs) => snaked(pipeline(inputs))],
  "datadog:index/sensitiveDataScannerGroup:SensitiveDataScannerGroup": [
    "v2/SensitiveDataScannerGroupAttributes",
    ({ productLists, ...inputs }) => snaked({ ...inputs, ...(productLists !== undefined && { productList: productLists }) }),
  ],
  "datadog:index/sensitiveDataScannerRule:SensitiveDataScannerRule": [
    "v2/SensitiveDataScannerRuleAttributes",
    (inputs) => snaked(without(inputs, ["groupId"])),
  ],
  "datadog:index/securityMonitoringRule:SecurityMonitoringRule": ["v2/SecurityMonitoringStandardRuleCreatePayload", detection],
  "datadog:index/metricTagConfiguration:MetricTagConfiguration": [
    "v2/MetricTagConfigurationCreateAttributes",
    (inputs) => snaked(without(inputs, ["metricName"])),
  ],
  "datadog:index/syntheticsTest:SyntheticsTest": ["v1/SyntheticsAPITest", syntheticsTest],
  "datadog:index/webhook:Webhook": ["v1/WebhooksIntegration", snaked],
  "datadog:pagerduty/serviceObject:ServiceObject": ["v1/PagerDutyService", snaked],
  "datadog:slack/channel:Channel": ["v1/SlackIntegrationChannel", (inputs) => snaked(channel(inputs))],
};

export function datadogRequests(type: string, inputs: Fields): readonly Request[] | undefined {
  const found = schemas[type];
  return found && [{ model: `datadog/${found[0]}`, value: found[1](inputs) }];
}
