import { describe, expect, it } from "vitest";
import { compare } from "../../../analysis/review/backtest/compare.ts";
import type { Firing } from "../../../analysis/review/backtest/evaluate.ts";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { resolve } from "../../../language.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

const real = soundCatalog("test/catalog");
type Edit = (desk: NonNullable<CheckedCatalog["systems"][number]["services"][string]>) => void;

function edited(edit: Edit) {
  const copy = structuredClone(real);
  const desk = copy.systems.find(({ system }) => system === "quays")?.services.desk;
  if (!desk) throw new Error("there is no desk");
  edit(desk);
  return resolve(copy, "prod");
}
const told = (before: Edit, after: Edit) =>
  differenceOf(edited(before), edited(after))
    .filter(({ entry }) => entry === "quays/desk/signals/success")
    .map(({ direction, what, means }) => ({ direction, what, means }));

const asIs: Edit = () => {};
const grouping =
  (by: readonly string[] | undefined, atMost: number | undefined): Edit =>
  ({ signals }) => {
    const { success } = signals;
    if (!success?.events) throw new Error("success counts events");
    Object.assign(success.events, { by });
    Object.assign(success, { "at-most": atMost });
  };
const together = grouping(undefined, undefined);

describe("a review of groups", () => {
  it("is honest about what groups do not detect, and what they alone detect", () => {
    const [change] = told(together, asIs);
    expect(change).toMatchObject({ direction: "blind", what: "of all together -> by tenant, at most 20" });
    expect(change?.means).toContain(
      "each tenant is an alert of its own: one that fails alone is detected, and failures that are spread thinly over all may not be",
    );
    const [back] = told(asIs, together);
    expect(back).toMatchObject({ direction: "blind", what: "by tenant, at most 20 -> of all together" });
    expect(back?.means).toContain("each tenant that fails alone is detected no longer where it is a small share of all");
  });

  it("where an SLO of the whole stays, nothing goes undetected", () => {
    const beside =
      (edit: Edit): Edit =>
      (desk) => {
        const { success, short: _, ...signals } = desk.signals;
        const whole = structuredClone(success);
        if (!whole?.events || !success) throw new Error("success counts events");
        delete whole.events.by;
        Object.assign(whole, { "at-most": undefined });
        Object.assign(desk.signals, { ...signals, whole });
        Object.assign(desk.slos, { whole: { ...desk.slos.availability, signal: "whole" } });
        edit(desk);
      };
    expect(told(beside(together), beside(asIs)).map(({ direction }) => direction)).toEqual(["looser"]);
  });

  it("other labels are other groups", () => {
    expect(told(asIs, grouping(["tenant", "zone"], 40))).toMatchObject([
      { direction: "blind", what: "by tenant, at most 20 -> by tenant, zone, at most 40" },
    ]);
  });

  it("more groups without a ticket are looser, fewer are tighter", () => {
    expect(told(asIs, grouping(["tenant"], 50))).toMatchObject([
      { direction: "looser", what: "by tenant, at most 20 -> by tenant, at most 50" },
    ]);
    expect(told(grouping(["tenant"], 50), asIs).map(({ direction }) => direction)).toEqual(["tighter"]);
  });
});

describe("a replay of groups", () => {
  const [alert] = alertsOf(edited(asIs)).filter(({ name }) => name === "quays--desk--availability--page");
  if (!alert) throw new Error("there is no page");
  const played = (firings: readonly Firing[]) => ({ alert, loudness: "page" as const, firings });
  const span = { from: 0, to: 6000 };
  const [acme, cirrus] = [
    { from: 600, to: 1200, group: "tenant acme" },
    { from: 900, to: 1500, group: "tenant cirrus" },
  ];

  it("counts the firings of each by itself, also at the same time", () => {
    const { after, appear, disappear } = compare({ before: played([acme]), after: played([acme, cirrus]) }, span);
    expect(after).toMatchObject({ times: 2, firing: 1200 });
    expect([appear, disappear]).toEqual([[cirrus], []]);
  });

  it("takes what all fired together for what any of the groups overlaps", () => {
    const whole = { from: 620, to: 1500 };
    const { appear, disappear, move } = compare({ before: played([whole]), after: played([acme, cirrus]) }, span);
    expect([appear, disappear]).toEqual([[], []]);
    expect(move).toMatchObject([{ before: whole, after: acme, later: -20 }]);
  });
});
