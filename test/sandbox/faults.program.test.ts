import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { remedyFor } from "../../cli/adopt/refused.ts";
import { readAccounts } from "../../sandbox/account.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Fault } from "../../sandbox/fake-provider/faults.ts";
import { FakeProvider } from "../../sandbox/fake-provider/provider.ts";
import type { Fields } from "../../sandbox/fake-provider/value.ts";
import { fakes } from "../../sandbox/fakes.ts";
import { type Call, callsOf, failEach, failedRuns, failuresLeft, made, madeBy, openFive, settled, unchangeable } from "./five.ts";

/** One of each kind of object at five vendors, while calls are answered with a failure. Crashes are in `crash.program.test.ts`. */

const dir = mkdtempSync(join(tmpdir(), "slostack-faults-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A run goes on past a failure: it meets every call that does not wait for a failed one. */
const onward = ["--continue-on-error"];
const fails: readonly Fault["fail"][] = ["500", "429", "timeout"];
const inTurn = (index: number) => ({ fail: fails[index % fails.length] ?? "500" });

let first: Sandbox;
let creates: Call[];
let everything: string[];

test("each create fails once, with 500, 429 and timeout in turn: what follows converges, without a double or an orphan", async () => {
  first = await openFive(dir, 1);
  creates = await callsOf(first, "create");
  everything = madeBy(creates);
  failEach(first, "create", creates, inTurn);
  expect(await failedRuns(first, onward, everything)).toBeGreaterThan(0);
  expect(failuresLeft(first)).toBe(0);
  await settled(first, everything);
}, 300_000);

/** What happens to a create that the vendor has done already, because its answer was lost. */
const secondCreate = {
  /** The vendor knows the object by what the program calls it, says so, and nothing is made. */
  refused: [
    ...["alertGroupingSetting", "escalationPolicy", "schedule", "service", "team", "user"].map((kind) => `pagerduty ${kind}`),
    ...["userContactMethod", "userNotificationRule"].map((kind) => `pagerduty ${kind}`),
    ...["contactPoint", "folder", "messageTemplate", "muteTiming", "ruleGroup"].map((kind) => `grafana ${kind}`),
    ...["channel", "metricTagConfiguration", "serviceObject"].map((kind) => `datadog ${kind}`),
    ...["alarmMuteRule", "compositeAlarm", "logGroup", "logMetricFilter", "metricAlarm", "topic"].map((kind) => `aws ${kind}`),
  ],
  /** The call says what shall be, however often it is made. */
  "taken over": ["grafana dashboard", "pagerduty teamMembership"],
  /** The vendor gives each object an id of its own and compares nothing: the first one is to be found by its name, and removed. */
  "made again": [
    ...["dashboardJson", "downtimeSchedule", "logsCustomPipeline", "monitor", "securityMonitoringRule"].map((kind) => `datadog ${kind}`),
    ...["sensitiveDataScannerGroup", "sensitiveDataScannerRule", "serviceLevelObjective"].map((kind) => `datadog ${kind}`),
    ...["alert", "integrationPagerduty", "metricMonitor"].map((kind) => `sentry ${kind}`),
    ...["pagerduty serviceIntegration", "aws topicSubscription"],
  ],
};

test("a create whose answer was lost, kind by kind: refused with the remediation, taken over, or made again", async () => {
  const state = JSON.parse(await first.export({ showSecrets: true })) as { deployment: { resources: StateResource[] } };
  const accounts = join(dir, "asked-twice");
  cpSync(first.accounts, accounts, { recursive: true });
  const copied = () => Object.values(readAccounts(accounts)).flat().length;
  const fakeProvider = new FakeProvider([...fakes.values()], accounts);
  const found: Record<keyof typeof secondCreate, string[]> = { refused: [], "taken over": [], "made again": [] };
  for (const { type, urn, custom, inputs } of state.deployment.resources) {
    if (!custom || type.startsWith("pulumi:")) continue;
    const before = copied();
    const refusal = await fakeProvider.create({ type, name: urn }, plain(inputs), false).then(
      () => undefined,
      (error: Error) => error.message,
    );
    const [line = ""] = madeBy([{ type, name: urn }]);
    if (refusal !== undefined)
      expect([line, remedyFor(refused(urn, refusal))]).toEqual([line, expect.stringContaining("npx slostack adopt --stack ")]);
    const outcome = refusal !== undefined ? "refused" : copied() > before ? "made again" : "taken over";
    found[outcome].push(line);
  }
  for (const [outcome, lines] of Object.entries(found)) expect([outcome, [...new Set(lines)].sort()]).toEqual([outcome, lists(outcome)]);
});

test("each update fails once before or after the vendor did it, and converges; nothing is left in the end", async () => {
  const second = await openFive(dir, 2);
  const updates = await callsOf(second, "update");
  expect(creates.map(({ name }) => name).filter((name) => !updates.some((update) => update.name === name))).toEqual(unchangeable);
  failEach(second, "update", updates, (index) => ({ ...inTurn(index), moment: index % 2 === 0 ? "before" : "after" }));
  expect(await failedRuns(second, onward, everything)).toBeGreaterThan(0);
  expect(failuresLeft(second)).toBe(0);
  await settled(second, everything);

  expect(await second.destroy()).toMatchObject({ ok: true });
  expect(made(second)).toEqual([]);
}, 300_000);

/** What the engine's log says of a create that a vendor refused. */
const refused = (urn: string, message: string) => [
  { resOpFailedEvent: { metadata: { op: "create", urn } } },
  { diagnosticEvent: { severity: "error", message, urn } },
];

const lists = (outcome: string) => [...secondCreate[outcome as keyof typeof secondCreate]].sort();

interface StateResource {
  readonly type: string;
  readonly urn: string;
  readonly custom: boolean;
  readonly inputs: Fields;
}

/** A state that shows its secrets writes each as an object with its value as JSON. */
function plain(inputs: Fields): Fields {
  return JSON.parse(JSON.stringify(inputs), (_, value) => (typeof value?.plaintext === "string" ? JSON.parse(value.plaintext) : value));
}
