import { describe, expect, it } from "vitest";
import { canReplay, replay } from "../../../../analysis/review/backtest/evaluate.ts";
import { recorderOf } from "../../../../analysis/review/backtest/recorder.ts";
import { alertsOf } from "../../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../../prometheus/catalog.ts";

const alerts = alertsOf(resolvedCatalog("test/products/catalog"));
const reasons = new Map(alerts.map((alert) => [alert, canReplay(alert)]));

describe("what can be replayed", () => {
  it("is every question about the samples of a Prometheus, whoever evaluates it", () => {
    const replayable = alerts.filter((alert) => reasons.get(alert) === true);
    const measured = alerts.filter(
      ({ evaluator, when }) => evaluator.kind === "prometheus" && when.kind !== "source-silent" && when.kind !== "no-sign-of-life",
    );
    expect(replayable).toEqual(measured);
    expect(new Set(replayable.map(({ evaluator }) => evaluator.kind === "prometheus" && evaluator.evaluator))).toEqual(
      new Set(["grafana", "prometheus"]),
    );
  });

  it("is nothing else, each with its reason in words", () => {
    const kinds = Map.groupBy(
      alerts.filter((alert) => reasons.get(alert) !== true),
      ({ evaluator, when }) => (evaluator.kind === "prometheus" ? when.kind : when.kind === "probe-fails" ? when.kind : evaluator.kind),
    );
    expect(kinds.size).toBeGreaterThanOrEqual(4);
    for (const [alert, reason] of reasons) if (reason !== true) expect(`${alert.name}: ${reason}`).toMatch(/: it |evaluates it/);
  });

  it("is said when it is asked for all the same", () => {
    const silent = alerts.find(({ when }) => when.kind === "source-silent");
    if (!silent) throw new Error("no source is watched");
    expect(() => replay(silent, recorderOf([], { from: 0, to: 60 }).recorded())).toThrow(/cannot be replayed/);
  });

  it("is not what Prometheus refuses: series told apart by a label that every alert sets", () => {
    const valued = alerts.find(({ when }) => when.kind === "value" && when.signal.by.length > 0);
    if (valued?.when.kind !== "value") throw new Error("no alert on a value by labels");
    const shared = { ...valued, when: { ...valued.when, signal: { ...valued.when.signal, by: ["service"] } } };
    expect(canReplay(shared)).toContain("service");
  });
});
