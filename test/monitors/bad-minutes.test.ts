import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import type { CheckedCatalog } from "../../language.ts";
import { leavesOf } from "../../model/condition.ts";

import { alertsOf } from "../../monitors/alerts.ts";
import { detectionProfileOf } from "../../monitors/detection-profile.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const byMinutes = ({ organization }: CheckedCatalog) => {
  for (const policy of Object.values(organization.policies)) Object.assign(policy, { "least-bad-minutes": 4 });
};
const pageOf = (edit: (catalog: CheckedCatalog) => void = () => {}) => {
  const page = alertsOf(resolvedCatalog("test/products/catalog", edit)).find(({ name }) => name === "hastecrm--api--availability--page");
  if (!page) throw new Error("it has a page");
  return page;
};

describe("minutes with a failure in place of failures", () => {
  it.each([
    [40, 15, 6],
    [60, 10, 5],
    [20, 30, 12],
    [4000, 1, 1],
  ])("at %i requests an hour an outage pages after %i minutes, and after %i by its minutes", (hourly, counted, minutes) => {
    const pagesAfter = ({ when }: { when: Parameters<typeof detectionProfileOf>[0] }) =>
      (detectionProfileOf(when, 0, new Fraction(hourly)).quietOutage ?? 0) / 60;
    expect(pagesAfter(pageOf())).toBe(counted);
    expect(pagesAfter(pageOf(byMinutes))).toBe(minutes);
  });

  it("are asked for by the long windows of pages alone, and change no page without the key", () => {
    expect(leavesOf(pageOf().when).some((leaf) => "leastMinutes" in leaf)).toBe(false);
    const asking = alertsOf(resolvedCatalog("test/products/catalog", byMinutes)).flatMap(({ kind, when }) =>
      kind === "burn-ticket" ? [] : leavesOf(when).flatMap((leaf) => ("leastMinutes" in leaf ? [leaf] : [])),
    );
    expect(asking.length).toBeGreaterThan(2);
    for (const leaf of asking) expect(leaf).toMatchObject({ least: 10, leastMinutes: 4 });
  });

  it("are said not to count where none are recorded", () => {
    const pages = alertsOf(resolvedCatalog("test/catalog")).filter(({ kind, slo }) => kind === "burn-page" && slo?.policy.id === "weekly");
    const said = pages.filter(({ notes }) => notes.some((note) => note.startsWith("bad minutes do not count")));
    const counting = pages.filter(({ when }) => leavesOf(when).some((leaf) => "leastMinutes" in leaf));
    expect(new Set(said.map(({ evaluator }) => evaluator.kind))).toContain("datadog");
    expect(counting.length).toBeGreaterThan(0);
    expect(said.filter((alert) => counting.includes(alert))).toEqual([]);
  });
});
