import { expect, test } from "vitest";
import { sourceAlerts } from "../../monitors/source-alerts.ts";
import { conditionQuery } from "../../queries/promql.ts";
import { byItself } from "../artifacts/by-itself.ts";

const { environment, organization, systems } = byItself("prod");
const alertsOn = (id: string, readers = systems.filter(({ source }) => source.id === id)) =>
  organization.sources.filter((source) => source.id === id).flatMap((source) => sourceAlerts(environment, source, readers));
const of = (id: string) => alertsOn(id, []).map(({ title, summary }) => [title, summary]);

test.each([
  [
    "slow-prom",
    "The data source slow-prom does not answer, or none of its targets",
    "There has been no answer from slow-prom, or it has heard of no target, for 10m: every alert and panel on it is blind.",
  ],
  ["fast-prom", "No target of fast-prom answers", "No target of fast-prom has answered for 5m: every alert and panel on it is blind."],
  [
    "ships-dd",
    "The data source ships-dd does not answer",
    "No agent has reported to ships-dd for 10m: every alert and panel on it is blind.",
  ],
])("of %s it is said what can be known of its silence", (id, title, summary) => {
  expect(of(id)).toEqual([[title, summary]]);
});

test("log groups and errors cannot tell that they are silent", () => {
  for (const id of ["gate-logs", "harbor-errors"]) expect(of(id)).toEqual([]);
});

test("a Prometheus without any target that answers is as silent as one that is gone", () => {
  const [slow] = alertsOn("slow-prom");
  const query = slow ? conditionQuery(slow.when) : "";
  expect(query).toMatch(/^sum\(absent\(up\{.*\} == 1\)\)\nor\nvector\(0\)$/);
});

test("a target of several that does not answer is a ticket of the system that the source serves", () => {
  const [, lost] = alertsOn("fast-prom");
  if (!lost) throw new Error("nobody is told of a lost target");
  expect(lost).toMatchObject({ name: "source--fast-prom--target", for: 600, route: { kind: "post" } });
  expect(conditionQuery(lost.when)).toMatch(/^min by \(job, instance\) \(up\{.*\}\) < 1$/);
});

test("a source that no system reads has no lost target, and Datadog none at all", () => {
  expect(alertsOn("fast-prom", []).map(({ name }) => name)).toEqual(["source--fast-prom"]);
  expect(alertsOn("ships-dd").map(({ name }) => name)).toEqual(["source--ships-dd"]);
});

test("the severity of a source is that of the one system that it serves", () => {
  const [system] = systems.filter(({ source }) => source.id === "fast-prom");
  if (!system) throw new Error("no system has fast-prom");
  const severities = system.severities.map((one) =>
    one.id === "critical" ? { ...one, priority: "P0", channel: { id: "loud", formerly: [], slack: "#loud" } } : one,
  );
  const [alert] = alertsOn("fast-prom", [{ ...system, severities }]);
  expect(alert).toMatchObject({ severity: { priority: "P0" }, route: { kind: "page", onCall: { id: "shop" }, channel: { id: "loud" } } });
  const [shared] = alertsOn("fast-prom", [
    { ...system, severities },
    { ...system, id: "other" },
  ]);
  expect(shared).toMatchObject({ severity: { priority: "P1" } });
});
