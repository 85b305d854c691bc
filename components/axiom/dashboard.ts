import { oldestId } from "../../model/ids.ts";
import type { SavedQuery } from "../../model/resolved.ts";
import { savedQuery } from "../../queries/apl.ts";
import { nameIn } from "../names.ts";
import { terraformJson } from "../terraform-json.ts";
import type { ChartType, DashboardArgs, DashboardDocument } from "./inputs.ts";
import { dashboardUid, type LogStore } from "./select.ts";

/** The provider has no resource for a saved query: each is a chart, of which a person opens the query. */
export function dashboardArgs(own: LogStore): DashboardArgs {
  // Without `overwrite` a dashboard that someone else created under this uid is an error and is not replaced.
  return { uid: dashboardUid(own), dashboard: terraformJson(documentOf(own)), overwrite: false };
}

/** Rows of the grid that a chart takes. */
const height = 6;

function documentOf(own: LogStore): DashboardDocument {
  const { dataset, queries } = own.store;
  return {
    name: `${nameIn(own.environment, own.system.name)}: saved queries`,
    description: `Saved queries of ${dataset}, from the catalog; a change by hand is undone`,
    // A token of the API can own nothing itself.
    owner: "X-AXIOM-EVERYONE",
    charts: queries.map((query) => ({
      // A rename changes nothing at the vendor.
      id: oldestId(query),
      name: query.title,
      type: chartType(query),
      query: { apl: savedQuery(dataset, query) },
    })),
    layout: queries.map((query, index) => ({ i: oldestId(query), x: 0, y: index * height, w: 12, h: height })),
    refreshTime: 300,
    schemaVersion: 2,
    timeWindowStart: `qr-now-${quickRange(Math.max(...queries.map(({ last }) => last)))}`,
    timeWindowEnd: "qr-now",
  };
}

function chartType({ show, summarize }: SavedQuery): ChartType {
  return summarize || show.length > 0 ? "Table" : "LogStream";
}

/** The window of the dashboard bounds that of each chart, so that it is the longest of all. @param length seconds */
function quickRange(length: number): string {
  const hours = Math.ceil(length / 3600);
  return hours <= 48 ? `${hours}h` : `${Math.ceil(hours / 24)}d`;
}
