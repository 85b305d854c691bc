import { expect, test } from "vitest";
import { drawnOf } from "../../../cli/site/drawings.ts";
import { type DashboardPanel, panelsIn } from "../../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../../dashboards/dashboards.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const resolved = resolvedCatalog("test/model/base/catalog");
const alerts = alertsOf(resolved);

test("only panels that are not drawn of recorded data are simulated", async () => {
  const dashboard = dashboardsOf(resolved, alerts).find(({ name }) => name === "shop--api--overview");
  if (!dashboard) throw new Error("no dashboard");
  const panels = panelsIn(dashboard);
  const fromHistory = panels.filter((_, index) => index % 2 === 0);
  const simulated: DashboardPanel[] = [];
  const drawn = await drawnOf(
    dashboard,
    alerts,
    async () => ({
      drawn: fromHistory.map((panel) => ({ panel, lines: [], data: { kind: "recorded", words: "history.csv" } })),
      whyNot: ({ id }) => `not ${id}`,
    }),
    async (asked) => {
      simulated.push(...panelsIn(asked));
      return panelsIn(asked).map((panel) => ({ panel, lines: [] }));
    },
  );
  const rest = panels.filter((panel) => !fromHistory.includes(panel));
  expect(rest.length).toBeGreaterThan(1);
  expect(simulated).toEqual(rest);
  expect(drawn.map(({ panel }) => panel)).toEqual(panels);
  expect(drawn.filter(({ data }) => data?.kind === "simulated").map(({ data }) => data?.words)).toEqual(rest.map(({ id }) => `not ${id}`));
});
