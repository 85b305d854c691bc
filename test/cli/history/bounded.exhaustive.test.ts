import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import type { Series } from "../../../cli/history/archive.ts";
import { eachLine } from "../../../cli/history/lines.ts";
import { needsOf } from "../../../cli/history/needs.ts";
import { openMetricsArchive } from "../../../cli/history/openmetrics.ts";
import { begin, signal } from "./shop.ts";

const mebibyte = 2 ** 20;
const needs = needsOf(signal("success"));

/** A text of about so many bytes, a piece at a time; it is nowhere as a whole. */
async function* text(bytes: number, line: (index: number) => string, end = "# EOF\n"): AsyncGenerator<Uint8Array> {
  let index = 0;
  for (let size = 0; size < bytes; ) {
    let piece = "";
    while (piece.length < 65_536) piece += line(index++);
    size += piece.length;
    yield Buffer.from(piece);
  }
  yield Buffer.from(end);
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** The most that was kept on the heap, beyond what was kept before. */
async function heapOf(run: (look: () => void) => Promise<unknown>): Promise<number> {
  const before = heap();
  let most = 0;
  await run(() => {
    most = Math.max(most, heap() - before);
  });
  return most;
}

async function* watched(pieces: AsyncIterable<Uint8Array>, look: () => void): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const piece of pieces) {
    if (count++ % 64 === 0) look();
    yield piece;
  }
}

describe("a history of any size is read in the same memory", () => {
  const size = 48 * mebibyte;
  const bound = 16 * mebibyte;

  test.each([
    [
      "series that nothing needs",
      (index: number) => `other_metric_${index % 700}{pod="p-${index % 5000}",env="prod"} ${index} ${begin + index}\n`,
    ],
    [
      "ever new series of a metric that is needed elsewhere",
      (index: number) => `http_requests_total{env="staging",pod="p-${index}"} ${index} ${begin + index}\n`,
    ],
  ])(
    "%s",
    async (_, line) => {
      const most = await heapOf(async (look) => {
        const archive = openMetricsArchive("big.om", () => watched(text(size, line), look), needs);
        expect(await archive.extent()).toBeUndefined();
      });
      expect(most).toBeLessThan(bound);
    },
    120_000,
  );

  test("samples that are needed", async () => {
    let added = 0;
    const series: Series = { add: () => added++, gone: () => {} };
    const line = (index: number) => `http_requests_total{env="prod",service="api",status="200"} ${index} ${begin + index}\n`;
    const most = await heapOf((look) => {
      const archive = openMetricsArchive("big.om", () => watched(text(size, line), look), needs);
      return archive.read({ from: 0, to: 1e10 }, { wants: () => true, series: () => series });
    });
    expect(added).toBeGreaterThan(500_000);
    expect(most).toBeLessThan(bound);
  }, 120_000);
});

test("a line that never ends is refused soon", async () => {
  let asked = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      asked += 1;
      yield Buffer.alloc(65_536, "x");
    }
  }
  await expect(eachLine(endless(), "endless.om", () => {})).rejects.toThrow(/^endless\.om: line 1: is longer than 1048576 characters/);
  expect(asked).toBeLessThan(20);
});

test("lines are whole, wherever the pieces are cut, and letters too", async () => {
  const whole = "# HELP a é\na 1 1\r\n\nlast ☃";
  for (let size = 1; size < 12; size++) {
    const lines: string[] = [];
    const bytes = Buffer.from(whole);
    async function* cut() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    await eachLine(cut(), "cut.om", (line) => lines.push(line));
    expect(lines).toEqual(["# HELP a é", "a 1 1", "", "last ☃"]);
  }
});
