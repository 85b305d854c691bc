import { expect } from "vitest";
import { fake as betterStack } from "../../../components/better-stack/fake/index.ts";
import { fake as datadog } from "../../../components/datadog/fake/index.ts";
import { fake as grafana } from "../../../components/grafana/fake/index.ts";
import { fake as newRelic } from "../../../components/newrelic/fake/index.ts";
import { fake as pagerduty } from "../../../components/pagerduty/fake/index.ts";
import { fake as sentry } from "../../../components/sentry/fake/index.ts";
import type { Seed } from "../../../sandbox/engine.ts";
import type { VendorModel } from "../../../sandbox/fake-provider/model.ts";
import * as uptime from "../../sandbox/better-stack.inputs.ts";
import { connect } from "../../sandbox/client.ts";
import { monitor, token as plain, rule, ruleGroup, service } from "../../sandbox/inputs.ts";
import * as errors from "../../sandbox/sentry.inputs.ts";
import type { FieldTable } from "../case.ts";

/** One mistake: a kind of object, its inputs, and what is said of them. */
type Mistake = readonly [type: string, inputs: object, said: RegExp];

/** The vendor takes the first, and refuses each mistake, at preview or from the API. */
async function refuses(
  vendor: VendorModel,
  seed: Seed[string],
  good: readonly [string, object],
  mistakes: readonly Mistake[],
): Promise<void> {
  const client = await connect(vendor);
  const send = async (type: string, inputs: object) => {
    const { inputs: checked, failures } = await client.check(type, JSON.parse(JSON.stringify(inputs)));
    if (failures.length > 0) throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("; "));
    return client.create(type, checked);
  };
  try {
    for (const [kind, objects] of Object.entries(seed))
      for (const [id, object] of Object.entries(objects)) client.account.put(kind, id, object);
    for (const [type, inputs, said] of mistakes) await expect(send(type, inputs), JSON.stringify(inputs)).rejects.toThrow(said);
    expect((await send(...good)).id).not.toBe("");
  } finally {
    client.close();
  }
}

const withRule = (change: object) => ({ ...ruleGroup, rules: [{ ...rule, ...change }] });

const monitorToken = "datadog:index/monitor:Monitor";
const slo = {
  name: "Availability",
  type: "metric",
  query: { numerator: "sum:app.good{*}.as_count()", denominator: "sum:app.all{*}.as_count()" },
  thresholds: [{ timeframe: "30d", target: 101 }],
};

const conditionToken = "newrelic:index/nrqlAlertCondition:NrqlAlertCondition";
const critical = { operator: "above", threshold: 5, thresholdDuration: 60, thresholdOccurrences: "all" };
const condition = { policyId: "1", name: "Errors", nrql: { query: "SELECT count(*) FROM Transaction" }, critical };

const [filter] = errors.alert.actionFilters;

export const table: FieldTable = {
  title: "What a preview lets through",
  story:
    "The vendors' plugins check less than the vendors' APIs: what they let through fails in the middle of an update, or stands as a monitor that never fires. The fakes refuse it, so that a catalog that would send it fails in a test.",
  cases: [
    {
      reports: [],
      input:
        "Grafana: a condition of a query that is not there, two rules of one name, an interval of 7 s, a wrong state without data, Slack without address or token.",
      answer: "Each is refused, with the property and the reason.",
      proof: () =>
        refuses(
          grafana,
          { dataSource: { metrics: { uid: "metrics", type: "prometheus" } }, folder: { "1:shop": { uid: "shop", title: "Shop" } } },
          [plain.ruleGroup, ruleGroup],
          [
            [plain.ruleGroup, withRule({ condition: "C" }), /condition "C" names no query/],
            [plain.ruleGroup, { ...ruleGroup, rules: [rule, rule] }, /is not unique in its group/],
            [plain.ruleGroup, { ...ruleGroup, intervalSeconds: 7 }, /interval \(7 s\)/],
            [plain.ruleGroup, withRule({ noDataState: "Ok" }), /"Ok" is none of/],
            [plain.contactPoint, { name: "s", slacks: [{ recipient: "#x" }] }, /token must be specified/],
          ],
        ),
    },
    {
      reports: ["DataDog/terraform-provider-datadog#1410", "DataDog/terraform-provider-datadog#2285"],
      input:
        "Datadog: a threshold that is not the query's, a warning beyond the alert, priority 9, an SLO of 101 %, a text for tags, unknown states of missing data and of renotification.",
      answer: "Each is refused, with the property and the reason.",
      proof: () =>
        refuses(
          datadog,
          {},
          [monitorToken, monitor],
          [
            [monitorToken, { ...monitor, monitorThresholds: { critical: "6" } }, /does not match that used in the query/],
            [monitorToken, { ...monitor, monitorThresholds: { critical: "5", warning: "7" } }, /must come before the alert threshold/],
            [monitorToken, { ...monitor, monitorThresholds: { critical: "five" } }, /is not a number/],
            [monitorToken, { ...monitor, priority: "9" }, /9 is not between 1 and 5/],
            [monitorToken, { ...monitor, tags: "env:prod" }, /is no list/],
            [monitorToken, { ...monitor, onMissingData: "shrug" }, /"shrug" is none of/],
            [monitorToken, { ...monitor, renotifyStatuses: ["sad"] }, /"sad" is none of/],
            ["datadog:index/serviceLevelObjective:ServiceLevelObjective", slo, /101 is not between 0 and 100/],
          ],
        ),
    },
    {
      reports: [],
      input: "PagerDuty: an urgency and a kind of urgency that are none, a timeout in words, an integration with neither vendor nor type.",
      answer: "Each is refused, with the property and the reason.",
      proof: () =>
        refuses(
          pagerduty,
          { escalationPolicy: { PPOLICY: { name: "policy" } }, service: { PSERVICE: { name: "other" } } },
          [plain.service, service],
          [
            [plain.service, { ...service, incidentUrgencyRule: { type: "always", urgency: "high" } }, /"always" is none of/],
            [plain.service, { ...service, incidentUrgencyRule: { type: "constant", urgency: "severe" } }, /"severe" is none of/],
            [plain.service, { ...service, autoResolveTimeout: "never" }, /is not a number of seconds/],
            [plain.integration, { service: "PSERVICE", name: "x" }, /either a type or a vendor/],
          ],
        ),
    },
    {
      reports: [],
      input: "New Relic: no term at all, a duration of 7 s, a window of 1 s, a delay beside a timer, a baseline that is to fall short.",
      answer: "Each is refused, with the property and the reason.",
      proof: () =>
        refuses(
          newRelic,
          { alertPolicy: { 1: { name: "policy" } } },
          [conditionToken, condition],
          [
            [conditionToken, { ...condition, critical: undefined }, /needs a term/],
            [conditionToken, { ...condition, critical: { ...critical, thresholdDuration: 7 } }, /7 is not between 60 and 86400/],
            [conditionToken, { ...condition, aggregationWindow: 1 }, /1 is not between 30 and 21600/],
            [
              conditionToken,
              { ...condition, aggregationMethod: "event_timer", aggregationTimer: "60", aggregationDelay: "60" },
              /is for event_flow and cadence/,
            ],
            [
              conditionToken,
              {
                ...condition,
                type: "baseline",
                baselineDirection: "lower_only",
                critical: { ...critical, operator: "below", thresholdDuration: 120 },
              },
              /"below" is none of above/,
            ],
          ],
        ),
    },
    {
      reports: [],
      input: "Sentry: a frequency of 7 min, and an action whose key is misspelt, which the plugin leaves out without a word.",
      answer: "Both are refused; the second would have notified no one.",
      proof: () =>
        refuses(
          sentry,
          {
            ...errors.account,
            metricMonitor: { [errors.ids.monitor]: { name: "Flood" } },
            integrationPagerduty: { [errors.ids.entry]: { integrationId: errors.ids.pagerduty, service: "Shop" } },
          },
          [errors.token.alert, errors.alert],
          [
            [errors.token.alert, { ...errors.alert, frequencyMinutes: 7 }, /"7" is none of/],
            [
              errors.token.alert,
              { ...errors.alert, actionFilters: [{ ...filter, actions: [{ pagerDuty: errors.pagerduty }] }] },
              /is none of email, slack, pagerduty/,
            ],
          ],
        ),
    },
    {
      reports: [],
      input: "Better Stack: a region and a method that are none, a frequency below 0, a kind of step member that is none.",
      answer: "Each is refused, with the property and the reason.",
      proof: () =>
        refuses(
          betterStack,
          uptime.account,
          [uptime.token.monitor, uptime.monitor],
          [
            [uptime.token.monitor, { ...uptime.monitor, regions: ["asia"] }, /"asia" is none of/],
            [uptime.token.monitor, { ...uptime.monitor, httpMethod: "FETCH" }, /"FETCH" is none of/],
            [uptime.token.monitor, { ...uptime.monitor, checkFrequency: -1 }, /greater than or equal to 30/],
            [
              uptime.token.policy,
              { ...uptime.policy, steps: [{ ...uptime.calling, stepMembers: [{ type: "carrier_pigeon", id: 1 }] }] },
              /is no kind of member/,
            ],
          ],
        ),
    },
  ],
};
