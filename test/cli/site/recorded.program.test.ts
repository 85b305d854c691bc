import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { site } from "../../../cli/site.ts";
import { panelOfPage } from "./panel-of-page.ts";

/* Panels of dashboards on a history that has the requests of an API, and no durations. */

const folder = mkdtempSync(join(tmpdir(), "recorded-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const end = Date.parse("2026-07-01T00:00:00Z") / 1000;
const hours = 13;
/** Two good requests a second, and from an hour before the end one more that fails. */
function table(): string {
  const series = ["200", "500"].map((status) => `"http_requests_total{env=""prod"",service=""api"",method=""get"",status=""${status}""}"`);
  const rows = Array.from({ length: hours * 240 + 1 }, (_, index) => {
    const at = end - hours * 3600 + index * 15;
    return `${at},${index * 30},${Math.max(0, at - (end - 3600))}`;
  });
  return `${[["time", ...series].join(), ...rows].join("\n")}\n`;
}

let page: string;
let overview: string;
beforeAll(async () => {
  const history = join(folder, "history.csv");
  writeFileSync(history, table());
  const catalogDir = join(import.meta.dirname, "..", "..", "model", "base", "catalog");
  const asked = { catalogDir, environment: "prod", at: "2026-07-01T00:00:00Z", out: join(folder, "site"), history, draw: 10 };
  expect(await site({ ...asked, write: () => {} })).toBe(0);
  page = readFileSync(join(folder, "site", "dashboards", "shop--overview.html"), "utf8");
  overview = readFileSync(join(folder, "site", "dashboards", "shop--api--overview.html"), "utf8");
});

const source = "history.csv, 6 h until 2026-07-01 00:00 UTC";

test("a panel whose series are recorded is drawn of them, and says so", () => {
  expect(page).toContain(`Traffic, recorded (${source}). 200: from 2/s to 2/s, now 2/s; 500: from 0/s to 1/s, now 1/s.`);
  expect(page).toContain(`<p>recorded: ${source}</p>`);
});

test("one whose series are not is drawn of simulated data, and the page says which is which", () => {
  expect(page).toMatch(/alt="Latency, simulated\. /);
  expect(page).toContain("Each panel says whether its data are recorded. Those of the others are simulated:");
});

const panel = (title: string): string => panelOfPage(overview, title);

test("burn rates of the last hours are counted in the history", () => {
  // A third of all requests fail, and one in a thousand may.
  expect(panel("API availability: burn rate")).toMatch(/alt="API availability: burn rate, recorded .*now 3\d\d/);
  expect(panel("API availability: burn rate")).toContain(`<p>recorded: ${source}</p>`);
});

test.each([
  ["API availability: error budget left", "the history has 13 h of the 30 d that it looks back on"],
  ["API latency", "the history has no http_duration_seconds_count"],
  ["Load", "the last 12 h of the history have no cpu_percent{env=&quot;prod&quot;,service=&quot;api&quot;}"],
])("%s says why it is simulated", (title, why) => {
  expect(panel(title)).toContain(`<p>simulated: ${why}</p>`);
});
