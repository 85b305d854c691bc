import type { Input } from "@pulumi/pulumi";
import type { AnalyticsEvent, System } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";
import { terraformJson } from "../terraform-json.ts";
import type { DashboardArgs, InsightArgs, TrendsInsight } from "./inputs.ts";
import type { Project } from "./select.ts";

export function dashboardArgs({ name }: System, { projectId, environment }: Project): DashboardArgs {
  const description = "What users do, event by event, from the catalog; a change by hand is undone";
  return { projectId, name: nameIn(environment, name), description, pinned: true };
}

/** How often an event came, a point a day, over 30 days. */
export function insightArgs(of: AnalyticsEvent, { projectId, environment }: Project, dashboardId: Input<number>): InsightArgs {
  const { event, title, properties } = of;
  const query: TrendsInsight = {
    kind: "InsightVizNode",
    source: {
      kind: "TrendsQuery",
      series: [{ kind: "EventsNode", event, name: event, math: "total" }],
      interval: "day",
      dateRange: { date_from: "-30d" },
    },
  };
  const description = properties.length === 0 ? event : `${event}, sent with ${properties.join(", ")}`;
  return { projectId, name: nameIn(environment, title), description, queryJson: terraformJson(query), dashboardIds: [dashboardId] };
}
