import { registry } from "../components/registry.ts";
import { type Kind, kindsOf, type Report } from "../components/report.ts";
import type { AccountObject } from "../sandbox/account.ts";
import { fakes } from "../sandbox/fakes.ts";
import { fromFolders } from "../sandbox/vendor-folders.ts";
import { table } from "./table.ts";

/** What the vendors hold, by package. */
type Accounts = Readonly<Record<string, readonly AccountObject[]>>;

const reports = await fromFolders<{ readonly report: Report }>("report");
const order = (["evaluator", "receiver", "pager", "standalone"] as const).flatMap((role) =>
  registry.filter((vendor) => vendor.role === role),
);

/**
 * What exists for one environment, read from the vendors' accounts alone and not from the catalog: objectives, who is
 * notified of each alert, whom a page reaches, dashboards, logs. A page is followed as the vendors route it: from
 * the rule to its contact point, by the integration key to the service, by its escalation policy to people.
 */
export function accountReport(accounts: Accounts, environment: string): string {
  const vendors = order.flatMap(({ name }): [Report, Kind][] => {
    const report = reports.get(name)?.report;
    return report ? [[report, kindsOf(accounts[fakes.get(name)?.package ?? name])]] : [];
  });
  const pagedBy = (key = "") => vendors.flatMap(([{ serviceBehind }, kinds]) => serviceBehind?.(kinds, key) ?? [])[0] ?? "no one";
  return vendors
    .flatMap(([report, kinds]) => report.sections(kinds, environment, pagedBy))
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => `${title}\n${table(rows)}`)
    .join("\n");
}
