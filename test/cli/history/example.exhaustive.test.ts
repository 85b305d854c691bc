import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firstCalledOf } from "../../../analysis/on-call/first-called.ts";
import { type Backtest, backtest } from "../../../analysis/review/backtest/backtest.ts";
import { backtestSections } from "../../../analysis/review/backtest/report.ts";
import { pairsOf } from "../../../analysis/review/pairs.ts";
import type { Block } from "../../../analysis/review/section.ts";
import { begin } from "../../../cli/history/example/files.ts";
import { marked, traffic } from "../../../cli/history/example/traffic.ts";
import { writeExample } from "../../../cli/history/example.ts";
import { type History, readHistory } from "../../../cli/history/read.ts";
import { signalsOf } from "../../../model/condition.ts";
import { type Incident, loadIncidents } from "../../../model/incidents.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { folder, removeHistories } from "./shop.ts";

afterAll(removeHistories);

const base = resolvedCatalog("test/products/catalog");
const head = resolvedCatalog("test/products/catalog", ({ systems }) => {
  const slo = systems.find(({ system }) => system === "hastecrm")?.services.api?.slos.availability;
  if (!slo) throw new Error("the catalog has no such objective any more");
  slo.target = "99.5%";
  slo.floor = "99%";
});
const [old, young] = [base, head].map(alertsOf);
if (!old || !young) throw new Error("no alerts");
const pairs = pairsOf(old, young);
const day = 86_400;
const steps = [...traffic(begin)];

let files: Awaited<ReturnType<typeof writeExample>>;
let history: History;
let incidents: readonly Incident[];
let outcome: Backtest;

beforeAll(async () => {
  files = await writeExample(join(folder, "example"));
  const signals = [...old, ...young].flatMap(({ when }) => signalsOf(when));
  history = await readHistory({ source: files.history, signals, lead: 3 * day, now: begin + 100 * day });
  const services = base.systems.flatMap((system) => system.services.map(({ path }) => path));
  const loaded = loadIncidents(files.incidents, services);
  expect(loaded.problems).toEqual([]);
  incidents = loaded.incidents ?? [];
  outcome = backtest({
    pairs,
    recorded: history.recorded,
    span: history.span,
    unread: history.unread,
    notes: history.notes,
    incidents,
    called: { before: firstCalledOf(base, old), after: firstCalledOf(head, young) },
    pageBudget: { pages: 0.5, in: 7 * day },
  });
});

const alert = (name: string) => {
  const found = outcome.alerts.find((one) => one.name === name);
  if (!found) throw new Error(`${name} was not replayed`);
  return found;
};

describe("the example of a history", () => {
  test("is the same in every run", async () => {
    const again = await writeExample(join(folder, "again"));
    const hash = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
    expect(hash(again.history)).toBe(hash(files.history));
    expect(hash(again.incidents)).toBe(hash(files.incidents));
  });

  test("covers thirty days without a hole, and its incidents are those of its traffic", () => {
    expect(history.span).toEqual({ from: begin, to: begin + 30 * day });
    expect(history.notes.join()).not.toContain("no data");
    expect(incidents.map(({ id, from, to }) => [id, from, to])).toEqual(
      marked.map(({ id, from, to }) => [id, begin + Math.round(from * 60) * 60, begin + Math.round(to * 60) * 60]),
    );
  });

  test("has an outage, three per cent of failures for two hours, and a leak, as plain counts say", () => {
    const share = (from: number, to: number) => {
      const within = steps.filter(({ at }) => at > from && at <= to).flatMap(({ requests }) => requests);
      const failed = within.reduce((sum, one) => sum + one.failed, 0);
      return failed / within.reduce((sum, one) => sum + one.good + one.notFound + one.failed, 0);
    };
    const [outage, shard, leak] = incidents.map(({ from, to }) => [from, to] as const);
    if (!outage || !shard || !leak) throw new Error("incidents are missing");
    expect(share(...outage)).toBe(1);
    expect(share(...shard)).toBeGreaterThan(0.028);
    expect(share(...shard)).toBeLessThan(0.032);
    expect(share(leak[0], leak[0] + 6 * 3600)).toBeLessThan(0.003);
    expect(share(leak[1] - 6 * 3600, leak[1])).toBeGreaterThan(0.009);
  });
});

describe("a loosened target on it", () => {
  test("pages on one incident of three, and later; the others are only posted", () => {
    const page = alert("hastecrm--api--availability--page");
    expect(page).toMatchObject({ before: { times: 8 }, after: { times: 1 }, incidents: { of: 3, before: 3, after: 1 } });
    expect(page.disappear).toHaveLength(7);
    expect(page.move.map(({ later }) => later > 0)).toEqual([true]);
    const seen = outcome.incidents?.map(({ id, before, after }) => [
      id,
      before.page !== undefined,
      after.page !== undefined,
      after.post !== undefined,
    ]);
    expect(seen).toEqual([
      ["night-outage", true, true, true],
      ["broken-shard", true, false, true],
      ["connection-leak", true, false, true],
    ]);
  });

  test("spends of the budget what plain counts say, before and after", () => {
    let [bad, total] = [0, 0];
    for (const { requests } of steps) {
      for (const { good, notFound, failed } of requests) {
        bad += failed;
        total += good + notFound + failed;
      }
    }
    const [availability] = outcome.budgets.filter(({ slo }) => slo === "hastecrm/api/availability");
    expect(availability?.before?.share).toBeCloseTo(bad / total / 0.001, 1);
    expect(availability?.after?.share).toBeCloseTo(bad / total / 0.005, 2);
  });

  test("removes pages outside of every incident, which woke people at deployments", () => {
    const [before, after] = [outcome.unmarked?.before ?? [], outcome.unmarked?.after ?? []];
    expect(before.map(({ name }) => name).filter((name) => name.endsWith("availability--page"))).toHaveLength(3);
    expect(after.map(({ name }) => name).filter((name) => name.endsWith("availability--page"))).toHaveLength(0);
  });

  test("calls fewer people, and who is still called too often is a warning", () => {
    const sum = (of: "before" | "after") => outcome.load.reduce((total, load) => total + load[of], 0);
    const pages = (of: "before" | "after") =>
      outcome.alerts.reduce((total, one) => total + (one[of]?.loudness === "page" ? (one[of]?.times ?? 0) : 0), 0);
    expect([sum("before"), sum("after")]).toEqual([pages("before"), pages("after")]);
    expect(sum("after")).toBeLessThan(sum("before"));
    expect(outcome.load.map(({ person }) => person)).not.toContain("nobody");
    expect(outcome.findings.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^CRM Engineer One may expect 0\.7 pages in 7 d, and the budget is 0\.5; it was 1\.6 before$/),
    ]);
  });

  test("is JSON without loss", () => {
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
  });

  test("lists every alert that is not replayed, with the reason", () => {
    expect(outcome.alerts.length + outcome.unplayed.length).toBe(pairs.length);
    for (const { why } of outcome.unplayed) expect(why.length).toBeGreaterThan(20);
  });
});

describe("what people read of it", () => {
  const text = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === "text" ? [JSON.stringify(block.text)] : []));

  test("begins with the outcome: the page, how often, the incidents", () => {
    const [section] = backtestSections(outcome);
    const [first, second] = text(section?.blocks ?? []);
    expect(first).toContain(
      "In the 30 d from 2026-06-01T00:00Z to 2026-07-01T00:00Z the page “hasteCRM API: Availability burns its error budget fast” would have fired 1 instead of 8 times (1 begins 5 min later); of 3 incidents it would have missed 2 instead of 0.",
    );
    expect(second).toContain("The post “hasteCRM API: Availability burns its error budget” would have fired 0 instead of");
  });

  test("has tables of what differs only, and the rest folded", () => {
    const blocks = backtestSections(outcome)[0]?.blocks ?? [];
    const tables = blocks.flatMap((block) => (block.kind === "table" ? [[block.head[0], block.rows.length]] : []));
    expect(tables).toEqual([
      ["alert", 2],
      ["incident", 3],
      ["objective", 1],
      ["person", 3],
    ]);
    const details = blocks.flatMap((block) => (block.kind === "details" ? [block.summary] : []));
    expect(details).toEqual([
      "Pages outside of the listed incidents",
      "How pages are counted",
      "What stays the same",
      expect.stringMatching(/^Not replayed: \d+ alerts$/),
      "About the data",
    ]);
  });

  test("says so where nothing differs, and has no table then", () => {
    const called = firstCalledOf(base, old);
    const same = backtest({
      pairs: pairsOf(old, old),
      recorded: history.recorded,
      span: history.span,
      unread: history.unread,
      incidents,
      called: { before: called, after: called },
    });
    const blocks = backtestSections(same)[0]?.blocks ?? [];
    expect(text(blocks)[0]).toMatch(/nothing would have been different: all 15 replayed alerts fire at the same times/);
    expect(text(blocks)).toContainEqual(expect.stringContaining("3 marked incidents in this time: each is detected as before."));
    expect(blocks.filter(({ kind }) => kind === "table")).toEqual([]);
  });

  test("does not speak of incidents that nobody has marked", () => {
    const called = firstCalledOf(base, old);
    const { recorded, span, unread } = history;
    const unmarked = backtest({ pairs, recorded, span, unread, called: { before: called, after: called } });
    expect(unmarked.incidents).toBeUndefined();
    expect(unmarked.unmarked).toBeUndefined();
    expect(JSON.stringify(backtestSections(unmarked))).not.toContain("incident");
  });
});
