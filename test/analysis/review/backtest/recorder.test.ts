import { describe, expect, it } from "vitest";
import { alertOf, watch } from "../../../../analysis/prove/watched.ts";
import { replay } from "../../../../analysis/review/backtest/evaluate.ts";
import { type Recorder, recorderOf } from "../../../../analysis/review/backtest/recorder.ts";
import { signalsOf } from "../../../../model/condition.ts";
import { resolvedCatalog } from "../../../prometheus/catalog.ts";

const watched = watch(resolvedCatalog("test/products/catalog"));
const errors = alertOf(watched, "hastecrm/api/errors", "threshold");
const down = alertOf(watched, "hastecrm/api/down", "threshold");
const [signal] = signalsOf(errors.when);
if (!signal) throw new Error("no signal");

const begin = 1_760_000_040;
const from = begin - (begin % 60);
const span = (minutes: number) => ({ from, to: from + minutes * 60 });
const ok = { env: "prod", service: "api", status: "200" };
const failed = { env: "prod", service: "api", status: "503" };

/** A counter that is scraped every 15 s from the span's begin on. */
function count(recorder: Recorder, labels: Readonly<Record<string, string>>, minutes: number, ofMinute: (minute: number) => number): void {
  const sink = recorder.series("http_requests_total", labels);
  let value = 1000;
  for (let scrape = 0; scrape < minutes * 4; scrape++) {
    sink?.add(from + scrape * 15, value);
    value += ofMinute(Math.floor(scrape / 4)) / 4;
  }
}

describe("what is recorded of a history", () => {
  it("holds the events of each minute, and the bad ones", () => {
    const recorder = recorderOf([signal], span(10));
    count(recorder, ok, 10, (minute) => (minute < 5 ? 40 : 80));
    count(recorder, failed, 10, (minute) => (minute === 3 ? 8 : 0));
    const { total, bad } = recorder.recorded().increments(signal);
    const increments = (column: typeof total | undefined) => Array.from({ length: 10 }, (_, minute) => column?.quick(minute, minute + 1));
    expect(increments(total)).toEqual([0, 40, 40, 40, 48, 40, 80, 80, 80, 80]);
    expect(increments(bad)).toEqual([0, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
  });

  it("wants no series that nobody reads, and gives one series one place", () => {
    const recorder = recorderOf([signal], span(10));
    expect(recorder.series("other_total", ok)).toBeUndefined();
    expect(recorder.series("http_requests_total", { ...ok, env: "staging" })).toBeUndefined();
    expect(recorder.series("http_requests_total", ok)).toBe(recorder.series("http_requests_total", { ...ok, empty: "" }));
    expect(recorder.selectors.map(({ name }) => name)).toContain("http_requests_total");
  });

  it("says what of it there is: series, first and last sample, holes, samples out of order", () => {
    const recorder = recorderOf([signal], span(60));
    const sink = recorder.series("http_requests_total", ok);
    for (let at = from + 300; at <= from + 1500; at += 15) if (at < from + 600 || at > from + 1200) sink?.add(at, at);
    sink?.add(from + 900, 1);
    expect(recorder.recorded().quality(signal)).toEqual({
      series: 1,
      bad: 0,
      first: from + 300,
      last: from + 1500,
      holes: [
        { from, to: from + 360 },
        { from: from + 660, to: from + 1260 },
        { from: from + 1560, to: from + 3600 },
      ],
      unordered: 1,
    });
  });

  it("refuses a span that is not made of whole minutes", () => {
    expect(() => recorderOf([signal], { from: from + 1, to: from + 61 })).toThrow("whole minutes");
    expect(() => recorderOf([signal], { from, to: from })).toThrow("whole minutes");
  });
});

describe("a replay", () => {
  it("fires when the condition has held for its time, and says what is open at the end", () => {
    const recorder = recorderOf([signal], span(40));
    count(recorder, ok, 40, () => 400);
    count(recorder, failed, 40, (minute) => (minute >= 30 ? 100 : 0));
    const [firing, ...more] = replay(errors, recorder.recorded());
    expect(more).toEqual([]);
    expect(firing).toEqual({ from: from + 37 * 60, to: from + 40 * 60, open: true });
  });

  it("sees that nothing is there", () => {
    const signals = signalsOf(down.when);
    const recorder = recorderOf(signals, span(30));
    const sink = recorder.series("up", { env: "prod", service: "api" });
    for (let at = from; at < from + 600; at += 15) sink?.add(at, 1);
    sink?.gone(from + 600);
    for (let at = from + 900; at < from + 1800; at += 15) sink?.add(at, 1);
    expect(replay(down, recorder.recorded())).toEqual([{ from: from + 660, to: from + 900 }]);
  });

  it("does not guess where a signal was not recorded", () => {
    expect(() => replay(errors, recorderOf([], span(30)).recorded())).toThrow(`${signal.path} was not recorded`);
  });
});
