import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replay } from "../../../analysis/review/backtest/evaluate.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { startPrometheus } from "../../analysis/contract/prometheus-server.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { blocksOf } from "./made-blocks.ts";
import {
  begin,
  counter,
  failed,
  folder,
  minutesOf,
  ok,
  openMetrics,
  read,
  removeHistories,
  signal,
  signals,
  type TestSeries,
  written,
} from "./shop.ts";

afterAll(removeHistories);

const hours = 7;
const staging = counter({ ...ok, env: "staging" }, 3, hours * 60);
const both = [counter(ok, 10, hours * 60), counter(failed, 1, hours * 60)];
const down = alertsOf(resolvedCatalog("test/model/base/catalog")).find(({ name }) => name === "shop--api--down");
if (!down) throw new Error("no alert");

let data: string;
beforeAll(async () => {
  data = await blocksOf("blocks", [...both, staging]);
});

describe("blocks of a Prometheus", () => {
  test("are read like the text that they were made of", async () => {
    const [blocks, text] = [await read(data), await read(written("same.om", openMetrics(both)))];
    expect(readdirSync(data).length).toBeGreaterThan(3);
    expect(blocks.span).toEqual({ from: begin, to: begin + hours * 3600 });
    expect(blocks.span).toEqual(text.span);
    expect(minutesOf(blocks, signal("success"))).toEqual(minutesOf(text, signal("success")));
    expect(blocks.findings).toEqual([]);
  });

  test("are read in part, and not written to", async () => {
    const before = readdirSync(data);
    const history = await read(data, { from: "2026-06-01T03:00Z", to: "2026-06-01T04:00Z", lead: 600 });
    expect(history.recorded.span).toEqual({ from: begin + 3 * 3600 - 600, to: begin + 4 * 3600 });
    expect(minutesOf(history, signal("success")).total).toEqual(Array(70).fill(44));
    expect(readdirSync(data)).toEqual(before);
  });

  test("with a log of writes that is empty are those of a Prometheus at rest", async () => {
    const copy = join(folder, "with-log");
    cpSync(data, copy, { recursive: true });
    mkdirSync(join(copy, "wal"));
    expect(minutesOf(await read(copy), signal("success")).total.slice(1)).toEqual(Array(hours * 60 - 1).fill(44));
  });

  test("may all be in the log still, as those of a Prometheus that has just begun", async () => {
    const young = join(folder, "young");
    const prometheus = await startPrometheus([{ job: "api", target: "127.0.0.1:1", labels: { env: "prod", service: "api" } }], young);
    await prometheus.until("count_over_time(up[1m]) > 2");
    await prometheus.close();
    const alive = read(young, { signals: [signal("alive")], now: Date.now() / 1000 });
    await expect(alive).rejects.toThrow(/^the history is from \S+ to \S+: that is less than a minute/);
  });

  test("say what is there instead of what is missing", async () => {
    const history = await read(data, { signals });
    expect(history.findings.map(({ what }) => what)).toEqual([
      "the history has no up",
      "the history has no cpu_percent",
      "the history has no http_duration_seconds_count",
    ]);
    const other = await blocksOf("other", [counter(ok, 1, 60, "http_request_total"), staging]);
    await expect(read(other)).rejects.toThrow(
      'shop/api/success: the history has http_requests_total, and none with env="prod" (there is "staging")',
    );
  });

  test("tell when a series ended, so that it is missed at once and not five minutes later", async () => {
    const up = (samples: TestSeries["samples"]): TestSeries => ({ name: "up", labels: { env: "prod", service: "api" }, samples });
    const alive = counter(ok, 10, 120).samples.filter(([since]) => since <= 3600 || since > 5400);
    const samples = alive.map(([since]) => [since, 1] as const);
    const marked = alive.map(([since]) => [since, since === 3600 ? Number.NaN : 1] as const);
    const firing = async (source: string) => {
      const history = await read(source, { signals: [signal("alive")] });
      return { firings: replay(down, history.recorded).map(({ from, to }) => [from - begin, to - begin]), notes: history.notes };
    };
    const unmarked = await firing(written("gone.om", openMetrics([up(samples)])));
    // `for: 1m`, after the last sample has been the value for five minutes.
    expect(unmarked.firings).toEqual([[3600 + 300 + 60, 5430]]);
    expect(unmarked.notes).toContainEqual(expect.stringContaining("counts with its last value for 5 more minutes"));
    const exact = await firing(await blocksOf("marked", [up(marked)]));
    expect(exact.firings).toEqual([[3600 + 60, 5430]]);
    expect(exact.notes.join()).not.toContain("5 minutes more");
  });
});

describe("a folder that is none of blocks", () => {
  test("is refused", async () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    await expect(read(empty)).rejects.toThrow(/contains no Prometheus blocks: name the folder of --storage\.tsdb\.path/);
  });

  test("or holds a block that is damaged: by its description, or by its data", async () => {
    const copies = ["meta", "index"].map((name) => join(folder, `damaged-${name}`));
    for (const copy of copies) cpSync(data, copy, { recursive: true });
    const [meta = "", index = ""] = copies;
    writeFileSync(join(meta, readdirSync(meta)[0] ?? "", "meta.json"), "{");
    await expect(read(meta)).rejects.toThrow(/meta\.json is not what Prometheus writes beside a block/);
    writeFileSync(join(index, readdirSync(index)[0] ?? "", "index"), "nothing");
    await expect(read(index)).rejects.toThrow(/cannot be read: promtool says/);
  });
});
