import { expect, test } from "vitest";
import { planOf } from "../../../components/datadog/plan.ts";
import { monitoringOf } from "./catalog.ts";

const planWith = (distributions: string, environment = "prod") => {
  const required = (key: string) => (key === "slostack:datadogDistributions" ? distributions : "acme");
  return planOf(monitoringOf("artificial", environment), { senders: ["datadog"], setting: required, required });
};
const named = (kind: string, { groups }: ReturnType<typeof planOf>) =>
  groups.flatMap(({ objects }) => objects.filter((object) => object.kind === kind));

test("percentiles wait until their metrics were sent, and a sentence says so", () => {
  const [sent, later] = [planWith("sent"), planWith("later")];
  expect(named("metricTags", sent).map(({ name }) => name)).toEqual(["harbor.load.weight", "harbor.wait.time", "ships.position.age"]);
  expect(sent.notices).toEqual([]);
  expect(named("metricTags", later)).toEqual([]);
  expect(later.notices).toEqual([expect.stringContaining("harbor.load.weight, harbor.wait.time, ships.position.age stay off")]);
});

test("channels, percentiles and pipelines are the account's, which one environment owns", () => {
  const other = planWith("sent", "staging");
  for (const kind of ["slackChannel", "metricTags", "pipeline", "scannerGroup"]) expect([kind, named(kind, other)]).toEqual([kind, []]);
});

test("a metric tag configuration answers every entry that reads its metric", () => {
  const [configuration] = named("metricTags", planWith("sent"));
  expect(configuration?.from).toEqual(["harbor/docks/metrics/weight"]);
});
