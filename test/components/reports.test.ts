import { expect, test } from "vitest";
import { report as axiomReport } from "../../components/axiom/report.ts";
import { report as posthogReport } from "../../components/posthog/report.ts";
import { type AccountObject, kindsOf } from "../../components/report.ts";

const object = (kind: string, id: string, fields: AccountObject["fields"]): AccountObject => ({ kind, id, fields });
const noOne = () => "no one";
const dataset = (name: string, of: string, retentionDays: number) =>
  object("dataset", name, { name, description: `Log lines of ${of}`, useRetentionPeriod: retentionDays > 0, retentionDays });
const document = (name: string, ...charts: string[]) =>
  object("dashboard", name, { dashboard: JSON.stringify({ name, charts: charts.map((chart) => ({ name: chart })) }) });

test("Axiom: how long lines are kept, and which queries are saved", () => {
  const axiom = [
    dataset("production", "Shop (prod)", 30),
    dataset("archive", "Archive (prod)", 0),
    dataset("production-staging", "Shop (staging)", 7),
    document("Shop (prod): saved queries", "Errors", "Slow"),
    document("Shop (staging): saved queries", "Errors"),
  ];
  expect(axiomReport.sections(kindsOf(axiom), "prod", noOne).map(({ rows }) => rows)).toEqual([
    [
      ["archive", "kept as the plan says"],
      ["production", "kept 30d"],
    ],
    [
      ["Shop (prod): saved queries", "Errors"],
      ["Shop (prod): saved queries", "Slow"],
    ],
  ]);
});

test("PostHog: which events are counted where, and who sees a feature", () => {
  const insight = (name: string, event: string, ...dashboardIds: number[]) =>
    object("insight", name, { name, queryJson: JSON.stringify({ source: { series: [{ event }] } }), dashboardIds });
  const posthog = [
    object("dashboard", "7", { name: "Shop (prod)" }),
    insight("Sold (prod)", "sold", 7),
    insight("Left (prod)", "left"),
    insight("Sold (staging)", "sold", 8),
    object("featureFlag", "1", { name: "New pages (prod)", key: "pages", active: true, rolloutPercentage: 25 }),
    object("featureFlag", "2", { name: "Old pages (prod)", key: "old", active: false, rolloutPercentage: 100 }),
  ];
  expect(posthogReport.sections(kindsOf(posthog), "prod", noOne).map(({ rows }) => rows)).toEqual([
    [
      ["Left (prod)", "left", "on no dashboard"],
      ["Sold (prod)", "sold", "on Shop (prod)"],
    ],
    [
      ["New pages (prod)", "pages", "25 % of users"],
      ["Old pages (prod)", "old", "off"],
    ],
  ]);
});
