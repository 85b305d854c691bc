import { describe, expect, it } from "vitest";
import { leavesOf } from "../../model/condition.ts";
import { resolvedCatalog, watch } from "./catalog.ts";
import { absentCases, ruleCases } from "./rule-cases.ts";
import { sloCases } from "./slo-cases.ts";
import { holds } from "./suite.ts";

/** The artificial catalog: every kind of signal and condition, scrapes of 15 s and of a minute, other policies and windows. */
const watched = watch(resolvedCatalog("test/catalog"));
const absences = watched.alerts
  .filter(({ kind }) => kind === "absence")
  .flatMap((alert) => {
    const [leaf] = leavesOf(alert.when);
    return leaf ? absentCases(alert, leaf.signal) : [];
  });

describe("every kind of signal and condition, minute by minute in real Prometheus", () => {
  it("has them all", () => {
    const leaves = watched.alerts.flatMap(({ when }) => leavesOf(when));
    expect(new Set(leaves.map(({ kind }) => kind))).toEqual(new Set(["bad-share", "value", "count", "absent"]));
    expect(new Set(leaves.map(({ signal }) => signal.kind))).toEqual(new Set(["events", "slices", "value", "count"]));
  });
  holds([
    ...watched.slos.flatMap((slo) => sloCases(watched, slo)),
    ...watched.rules.flatMap((rule) => ruleCases(watched, rule)),
    ...absences,
  ]);
});
