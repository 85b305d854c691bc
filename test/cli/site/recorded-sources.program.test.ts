import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { site } from "../../../cli/site.ts";
import { clockText } from "../../../model/wall-clock.ts";
import { startPrometheus } from "../../analysis/contract/prometheus-server.ts";
import { withCatalog } from "../../model/edited.ts";
import { blocksOf } from "../history/made-blocks.ts";
import { begin, csv, folder, type Labels, ok, openMetrics, removeHistories, type TestSeries, written } from "../history/shop.ts";
import { panelOfPage } from "./panel-of-page.ts";

/* Panels of the same history, from each kind of source that --history takes. Their SLO has a window of four days. */

afterAll(removeHistories);

const hours = 4 * 24 + 9;
// A server is asked for the time until some minutes before now: in the first of an hour, for the hour before.
const end = Math.floor((Date.now() - 600_000) / 3_600_000) * 3600;
const start = end - hours * 3600;

/** Scraped every minute. @param value at so many seconds after the beginning */
function series(labels: Labels, value: (since: number) => number, name = "http_requests_total"): TestSeries {
  const samples = Array.from({ length: hours * 60 + 1 }, (_, scrape) => [start - begin + scrape * 60, value(scrape * 60)] as const);
  return { name, labels, samples };
}

/** 40 requests a minute; of these 4 fail in the sixth hour before the end: 240 in four days, of 4 x 24 x 2400. */
const lateFailures = (since: number) => Math.floor(Math.min(3600, Math.max(0, since - (hours - 6) * 3600)) / 15);
const api = { env: "prod", service: "api" };
const history: readonly TestSeries[] = [
  series(ok, (since) => (since / 15) * 10 - lateFailures(since)),
  series({ ...ok, status: "503" }, lateFailures),
  series({ ...api, core: "one" }, () => 40, "cpu_percent"),
  series({ ...api, env: "staging", core: "one" }, () => 70, "cpu_percent"),
];

const longWindow = {
  file: "systems/shop.yaml",
  replace: "availability: { signal: success, target: 99.9%, floor: 99.5%, runbook: fix }",
  with: "availability: { signal: success, target: 99%, window: 4d, runbook: fix }",
};

/** The overview of the API without what differs between sources: their names, and pictures by their content. */
async function overviewOf(source: string, out: string): Promise<string> {
  const asked = { environment: "prod", at: "2026-07-01T00:00:00Z", out: join(folder, out), draw: 10, history: source };
  let said = "";
  const write = (text: string) => {
    said += text;
  };
  expect(await withCatalog([longWindow], (catalogDir) => site({ ...asked, catalogDir, write })), said).toBe(0);
  return readFileSync(join(folder, out, "dashboards", "shop--api--overview.html"), "utf8");
}

const clock = (at: number) => clockText(at * 1000);

/** @param name of the source, as the page says it; a server has its last samples for some minutes more */
function expectPanels(page: string, name: string, isServer = false): void {
  const counted = `<p>recorded: ${name}, ${clock(end - 4 * 86_400)} to ${clock(end)} UTC</p>`;
  // 240 of 230,400 requests are bad, and the budget is 2304.
  expect(panelOfPage(page, "API availability")).toMatch(/>99\.9%</);
  expect(panelOfPage(page, "API availability")).toContain(counted);
  expect(panelOfPage(page, "API availability: error budget left")).toMatch(/>89\.[56]\d?%</);
  expect(panelOfPage(page, "API availability: error budget left")).toContain(counted);
  const lately = `<p>recorded: ${name}, 6 h until ${isServer ? "" : `${clock(end)} UTC</p>`}`;
  expect(panelOfPage(page, "API availability: burn rate")).toContain(lately);
  expect(panelOfPage(page, "Load")).toContain("from 40% to 40%, now 40%");
  expect(panelOfPage(page, "Load")).toContain(lately);
  // What two panels and an SLO read is handed to each.
  expect(panelOfPage(page, "Requests per second")).toContain("to 0.6667/s");
  expect(panelOfPage(page, "Requests per second")).toContain(lately);
  expect(panelOfPage(page, "API latency")).toContain("<p>simulated: the history has no http_duration_seconds_count</p>");
}

test.each([
  ["a table", "table.csv", () => csv(history)],
  ["a packed table", "packed.csv.gz", () => gzipSync(csv(history))],
  ["OpenMetrics", "history.om", () => openMetrics(history)],
])("panels are drawn of %s", async (_, name, text) => {
  expectPanels(await overviewOf(written(name, text()), `site-${name}`), name);
});

test("panels are drawn of blocks, and of a Prometheus that has them", async () => {
  const blocks = await blocksOf("blocks", history);
  expectPanels(await overviewOf(blocks, "site-blocks"), "blocks");
  const prometheus = await startPrometheus([], blocks);
  try {
    expectPanels(await overviewOf(prometheus.url, "site-server"), new URL(prometheus.url).host, true);
  } finally {
    await prometheus.close();
  }
});
