/*
 * Inputs of the resources that are used, spelled by hand after the provider's schema (axiomhq/axiom 1.6.1), and the
 * document of a dashboard after the API (https://axiom.co/docs/restapi/endpoints/createDashboard).
 */

export interface DatasetArgs {
  /** the only name that it ever has: another one is another dataset, without the lines */
  readonly name: string;
  readonly kind: "axiom:events:v1";
  readonly description: string;
  readonly useRetentionPeriod: true;
  readonly retentionDays: number;
}

export interface DashboardArgs {
  /** its address, and what makes it unique: two of one name are allowed */
  readonly uid: string;
  /** a `DashboardDocument` as JSON */
  readonly dashboard: string;
  readonly overwrite: boolean;
}

/** Lines as they are, or a table of named columns. */
export type ChartType = "LogStream" | "Table";

/** The API refuses every key that it does not know. */
export type DashboardDocument = {
  readonly name: string;
  readonly description: string;
  readonly owner: "X-AXIOM-EVERYONE";
  readonly charts: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: ChartType;
    readonly query: { readonly apl: string };
  }[];
  /** on a grid of twelve columns; `i` is the id of a chart */
  readonly layout: readonly { readonly i: string; readonly x: number; readonly y: number; readonly w: number; readonly h: number }[];
  /** seconds */
  readonly refreshTime: 15 | 60 | 300;
  readonly schemaVersion: 2;
  readonly timeWindowStart: string;
  readonly timeWindowEnd: "qr-now";
};
