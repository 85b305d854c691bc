import fs from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test, vi } from "vitest";
import { historyOf } from "../../../cli/site/history.ts";
import { counter, csv, ok, openMetrics, removeHistories, type TestSeries, written } from "../history/shop.ts";
import { dashboards, revisions } from "./counted-shop.ts";

/* How often a source is read for a site with six SLOs, a journey and two dashboards, of which several panels read the same series. */

afterAll(removeHistories);

const api = { env: "prod", service: "api" };
const recorded: readonly TestSeries[] = [
  counter(ok, 10),
  counter({ ...api, outcome: "ok" }, 5, 120, "payments_total"),
  counter({ ...api, core: "1" }, 1, 120, "cpu_percent"),
];

describe("a file is read twice: for the time that it covers, and for its samples", () => {
  test.each([
    ["a table", "once.csv", csv(recorded)],
    ["OpenMetrics", "once.om", openMetrics(recorded)],
  ])("%s", async (_, name, text) => {
    const file = written(name, text);
    const opened = vi.spyOn(fs, "open");
    try {
      const history = await historyOf(revisions, dashboards, { history: file });
      expect(opened.mock.calls.filter(([path]) => path === file)).toHaveLength(2);
      expect(new Set(history?.samples.map((one) => one.name))).toEqual(new Set(recorded.map((one) => one.name)));
    } finally {
      opened.mockRestore();
    }
  });
});

describe("a Prometheus", () => {
  const day = 86_400;
  /** Two days of one series for each selector. */
  const present = 2 * day;
  const ends = Math.floor(Date.now() / 1000);

  interface Asked {
    readonly selector: string;
    readonly from: number;
    readonly to: number;
  }
  const questions: Asked[] = [];
  const stretches: Asked[] = [];

  function answer({ url = "" }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
    const query = searchParams.get("query") ?? "";
    const send = (result: unknown) => response.end(JSON.stringify({ status: "success", data: { resultType: "matrix", result } }));
    if (pathname.endsWith("/query_range")) {
      const [from, to] = [Number(searchParams.get("start")), Number(searchParams.get("end"))];
      stretches.push({ selector: query.replace(/^count\((.*)\)$/, "$1"), from, to });
      const values = [Math.max(from, ends - present), to].map((at) => [at, "1"]);
      return void send([{ metric: {}, values }]);
    }
    const [, selector = "", name = "", seconds = ""] = /^((\w+)\{.*\})\[(\d+)s\]$/.exec(query) ?? [];
    const to = Number(searchParams.get("time"));
    const from = to - Number(seconds);
    questions.push({ selector, from, to });
    const values = Array.from({ length: Math.floor((to - from) / 60) }, (_, index) => [from + (index + 1) * 60, `${to + index}`]);
    return void send([{ metric: { __name__: name, ...api }, values }]);
  }

  test("is asked for each series once, and for the last hours alone what only panels of samples read", async () => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await historyOf(revisions, dashboards, { history: address });
    } finally {
      server.closeAllConnections();
      server.close();
    }
    const bySelector = Map.groupBy(questions, ({ selector }) => selector);
    for (const asked of bySelector.values()) for (const [index, { to }] of asked.entries()) expect(asked[index + 1]?.from ?? to).toBe(to);
    const lengths = [...bySelector].map(([selector, asked]) => {
      const [first, last] = [asked[0]?.from ?? 0, asked.at(-1)?.to ?? 0];
      return [/^\w+/.exec(selector)?.[0], Math.round((last - first) / 3600)];
    });
    expect(lengths).toEqual([
      ["http_requests_total", 48],
      ["payments_total", 48],
      ["cpu_percent", 12],
      ["http_duration_seconds_bucket", 12],
      ["http_duration_seconds_count", 12],
      ["http_duration_seconds_sum", 12],
      ["up", 12],
    ]);
    // A quarter before the first moment that a panel shows; a question has 11,000 moments at most.
    const longest = Map.groupBy(stretches, ({ selector }) => selector);
    expect([...longest.keys()].map((selector) => /^\w+/.exec(selector)?.[0])).toEqual(["http_requests_total", "payments_total"]);
    for (const [first] of longest.values()) expect(ends - (first?.from ?? ends)).toBeGreaterThan(92 * day + 7 * 3600 - 60);
  });
});
