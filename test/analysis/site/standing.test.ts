import { afterAll, expect, test } from "vitest";
import type { Block } from "../../../analysis/site/page.ts";
import { pagesOf } from "../../../analysis/site/pages.ts";
import { budgetPicture, type History, standingOf } from "../../../analysis/site/standing.ts";
import { subjectOf } from "../../../analysis/site/subject.ts";
import type { Slo } from "../../../model/resolved.ts";
import { counter, csv, failed, ok, read, removeHistories, signal, written } from "../../cli/history/shop.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { panelsBeside } from "./panels.ts";

afterAll(removeHistories);

const resolved = resolvedCatalog("test/model/base/catalog");
const slos = resolved.systems.flatMap(({ services }) => services.flatMap((service) => service.slos));
const [availability, latency] = ["availability", "latency"].map((id) => slos.find((slo) => slo.id === id)) as [Slo, Slo];

/** Two hours in which so many of the events of a scrape fail. */
async function historyWith(bad: number): Promise<History> {
  const source = written("budget.csv", csv([counter(ok, 1000 - bad), counter(failed, bad)]));
  const { recorded, unread } = await read(source, { signals: [signal("success"), signal("fast")] });
  return { source: "budget.csv", recorded, unread };
}

test("an objective is kept while what failed is within its budget", async () => {
  expect(standingOf(availability, await historyWith(0.5))).toEqual({
    state: "kept",
    words: expect.stringMatching(/^kept: 50% of the error budget spent, 2\d\d of 4\d\d,?\d\d\d events bad$/),
  });
});

test("an objective is broken when more failed than its budget allows", async () => {
  expect(standingOf(availability, await historyWith(2))).toEqual({
    state: "broken",
    words: expect.stringMatching(/^broken: 200% of the error budget spent/),
  });
});

test("of what was not recorded, nothing is said but why", async () => {
  const history = await historyWith(1);
  expect(standingOf(latency, history)).toMatchObject({ state: "unknown", words: expect.stringContaining("http_duration_seconds") });
  expect(budgetPicture(latency, history)).toBeUndefined();
});

test("the picture says what was left at the end", async () => {
  const picture = budgetPicture(availability, await historyWith(0.25));
  expect(picture).toMatchObject({
    path: expect.stringMatching(/^charts\/[0-9a-f]{16}\.svg$/),
    alt: expect.stringContaining("At the end, 2026-06-01: 75%."),
  });
  expect(picture?.svg).toContain("error budget left");
});

const cellsOf = (blocks: readonly Block[], caption: string): readonly (readonly unknown[])[] =>
  blocks.flatMap((block) => (block.kind === "table" && block.caption === caption ? [block.head, ...block.rows] : []));

test("the pages say it where there is a history, and nowhere else", async () => {
  const given = { resolved, at: Date.parse("2026-06-02T00:00:00Z"), queryOf: () => ({ intro: "", text: "" }), panels: panelsBeside("") };
  const pages = [...pagesOf(subjectOf({ ...given, history: await historyWith(2) }))];
  const blocksAt = (path: string) => pages.find((page) => page.path === path)?.sections.flatMap(({ blocks }) => blocks) ?? [];
  expect(cellsOf(blocksAt("index.html"), "All services").map((cells) => cells[3])).toEqual(["state of the SLOs", "1 broken, 1 unknown"]);
  expect(
    cellsOf(blocksAt("services/shop/api.html"), "Service level objectives")
      .map((cells) => cells.at(-1))
      .sort(),
  ).toEqual(["broken", "state", "unknown"]);
  expect(JSON.stringify(blocksAt("index.html"))).toContain("computed from budget.csv, from 2026-06-01T00:00Z to 2026-06-01T02:00Z");
  const without = JSON.stringify([...pagesOf(subjectOf(given))]);
  expect(without).not.toMatch(/state of the SLOs|"state"[,\]]|budget\.csv/);
});
