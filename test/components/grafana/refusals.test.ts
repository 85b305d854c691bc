import { describe, expect, test } from "vitest";
import { grafana } from "../../../components/grafana/index.ts";
import { refusals } from "../../../components/grafana/refusals.ts";
import type { Monitoring } from "../../../components/vendor.ts";
import { sentences } from "../sentences.ts";
import { monitoringOf } from "./catalog.ts";

const prod = monitoringOf("prod");
const [first, second] = prod.alerts.filter(({ service }) => service?.id === "api");
if (!first || !second) throw new Error("the API has two alerts");
const evaluated = (seconds: number): Monitoring => {
  const { organization } = prod.resolved;
  const sources = organization.sources.map((source) => ({ ...source, evaluate: seconds }));
  return { ...prod, resolved: { ...prod.resolved, organization: { ...organization, sources } } };
};

describe("what Grafana cannot express is refused", () => {
  const cases: [name: string, monitoring: Monitoring, sentence: string][] = [
    ["an interval beside its raster", evaluated(15), "sources/crm-prom/evaluate: 15s is not a multiple of 10s"],
    ["an interval below its raster", evaluated(5), "sources/crm-prom/evaluate: 5s is not a multiple of 10s"],
    [
      "a title that is too long",
      { ...prod, alerts: [{ ...first, title: "x".repeat(191) }] },
      `${first.entry}: the title has 191 characters, more than 190`,
    ],
    [
      "two alerts of one title in a group",
      { ...prod, alerts: [first, { ...second, title: first.title }] },
      `${second.entry}: another alert of the service also has the title "${first.title}"`,
    ],
    [
      "two objects of one uid",
      { ...prod, alerts: [first, { ...second, formerNames: [first.name] }] },
      `${second.name}: its uid ${first.name}--prod is already taken`,
    ],
  ];
  test.each(cases)("%s", (_, monitoring, sentence) => {
    expect(sentences(refusals(monitoring))).toContain(sentence);
  });

  test("two panels of one number", () => {
    const [dashboard] = prod.dashboards;
    const [row] = dashboard?.rows ?? [];
    if (!dashboard || !row) throw new Error("there is no dashboard");
    const doubled = { ...dashboard, rows: [{ ...row, panels: [...row.panels, ...row.panels.slice(0, 1)] }] };
    expect(sentences(refusals({ ...prod, dashboards: [doubled] }))).toEqual([expect.stringContaining("another panel has the same number")]);
  });
});

test("it needs its address and two secrets; an environment without alerts needs nothing", () => {
  expect(grafana.settings(prod)).toEqual([
    { key: "grafana:url", secret: false },
    { key: "grafana:auth", secret: true },
    { key: "slostack:slackToken", secret: true },
    expect.objectContaining({ key: "slostack:grafanaRules", optional: true }),
  ]);
  expect(grafana.settings({ ...prod, alerts: [], dashboards: [] })).toEqual([]);
});
