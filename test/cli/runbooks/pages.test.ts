import { expect, test } from "vitest";
import { withAlertTable } from "../../../cli/runbooks/alert-table.ts";
import { faultsOfIndex, withUrgencies } from "../../../cli/runbooks/index-page.ts";
import { withQueries } from "../../../cli/runbooks/page.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const all = alertsOf(resolvedCatalog("test/model/base/catalog"));
const alerts = all.filter(({ service }) => service?.id === "api");
const head = "| Alert | Fires when | Notifies |\n|---|---|---|\n";

test("the table of a runbook has the alerts that lead there, in their own words, and whom they notify", () => {
  const page = withAlertTable(`# Fix\n\n## Alerts\n\n${head}| \`gone\` | never | nobody |\n\nAfterwards.\n`, alerts);
  expect(page.startsWith(`# Fix\n\n## Alerts\n\n${head}| \``)).toBe(true);
  expect(page.endsWith("|\n\nAfterwards.\n")).toBe(true);
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  expect(rows.map((row) => row.split("`")[1])).toEqual(alerts.map(({ name }) => name).toSorted());
  expect(rows).toContain("| `shop--api--down` | the lowest of up is below 1, or there is no data, for 1m | page, P1 |");
  expect(withAlertTable(page, alerts)).toBe(page);
});

test("a table whose last column has another name gets the present one", () => {
  expect(withAlertTable(`# Fix\n\n${head.replace("Notifies", "Tells")}`, alerts)).toBe(withAlertTable(`# Fix\n\n${head}`, alerts));
});

test("a runbook without such a table gets none", () => {
  expect(withAlertTable("# Fix\n\n| A | B |\n|---|---|\n", alerts)).toBe("# Fix\n\n| A | B |\n|---|---|\n");
  expect(withAlertTable(`# Fix\n\n${head}`, [])).toBe(`# Fix\n\n${head}`);
});

const leading = Map.groupBy(all, ({ runbook }) => runbook.id);
const [id = ""] = leading.keys();
const indexWith = (urgency: string) =>
  `# Runbooks\n\n| Runbook | Service | Urgency |\n|---|---|---|\n| [${id}](${id}.md) | API | ${urgency} |\n`;

test("the index says which runbook is of an alert that pages", () => {
  const pages = all.some(({ route, runbook }) => runbook.id === id && route.kind === "page");
  const [right, wrong] = pages ? ["page", "post"] : ["post", "page"];
  expect(withUrgencies(indexWith(wrong), leading)).toBe(indexWith(right));
  expect(withUrgencies(indexWith(right), leading)).toBe(indexWith(right));
});

test("the index has to list every runbook, and no other; one without a table is let be", () => {
  expect(faultsOfIndex(indexWith("page"), leading)).toEqual([...leading.keys()].slice(1).map((one) => `no row for ${one}`));
  expect(faultsOfIndex(indexWith("page"), new Map())).toEqual([`no alert links to ${id}`]);
  expect(faultsOfIndex("# Runbooks\n", leading)).toEqual([]);
});

test("the section that a former version wrote is found by its mark, and written anew", () => {
  const now = "<!-- written by `npx slostack runbooks` from";
  const command = (verb: string) => `npx slostack ${verb}`;
  const page = withQueries("# Fix\n", alerts, command, { dashboards: [], sources: [] });
  expect(page).toContain(now);
  const former = page.replace(now, "<!-- written by `npm run runbooks` from");
  expect(former).not.toBe(page);
  expect(withQueries(former, alerts, command, { dashboards: [], sources: [] })).toBe(page);
});
