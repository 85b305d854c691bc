import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { alertOf, sloAt, watch } from "../../analysis/prove/watched.ts";
import { type AlertCondition, leavesOf } from "../../model/condition.ts";
import type { Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { burnTiers } from "../../monitors/burn-rate.ts";
import { endingInWords, endingOf } from "../../monitors/recovery.ts";
import { conditionQuery } from "../../queries/promql.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const watched = watch(resolvedCatalog("test/products/catalog"));
const slo = sloAt(watched, "hastecrm/api/availability");
const { page, ticket } = burnTiers(slo, slo.signal.from);
const slow = (timing: Partial<Source>) => {
  const from = { ...slo.signal.from, ...timing } as typeof slo.signal.from;
  return endingOf({ ...slo.signal, from }, burnTiers({ ...slo }, from).page);
};

describe("the end of a burn-rate alert", () => {
  it("lasts eight minutes more, and is proved no second time within two hours", () => {
    for (const tiers of [page, ticket]) {
      expect(endingOf(slo.signal, tiers)).toMatchObject({ keepFiringFor: 480, proof: { unless: { pause: 780, memory: 7200 } } });
    }
  });

  it("is proved by some minutes, and for what remembers hours by longer times as well", () => {
    expect(endingOf(slo.signal, page)?.proof?.recovered.proofs).toEqual([
      { over: 300, lower: 5, than: 2400 },
      { over: 600, lower: 5, failures: 1, than: 3600 },
    ]);
    expect(endingOf(slo.signal, ticket)?.proof?.recovered.proofs).toEqual([
      { over: 300, lower: 5, than: 2400 },
      { over: 600, lower: 5, failures: 1, than: 3600 },
      { over: 1800, lower: 3, than: 5400 },
      { over: 3600, lower: 2, than: 23_400 },
    ]);
  });

  it("takes for no trouble half of the page's lowest rate, and of the ticket's what the budget allows", () => {
    expect(endingOf(slo.signal, page)?.proof?.recovered.rate.equals(new Fraction(3, 1000))).toBe(true);
    expect(endingOf(slo.signal, ticket)?.proof?.recovered.rate.equals(new Fraction(1, 1000))).toBe(true);
  });

  it("waits for four scrapes and two evaluations, where these take longer than five minutes", () => {
    const eight = { over: 480, lower: 5, than: 2400 };
    expect(slow({ scrape: 120 })?.proof).toMatchObject({ recovered: { proofs: [eight, { over: 600 }] }, unless: { pause: 960 } });
    expect(slow({ evaluate: 240 })?.proof).toMatchObject({ recovered: { proofs: [eight, { over: 600 }] }, unless: { pause: 960 } });
    expect(slow({ scrape: 300 })?.proof?.recovered.proofs).toEqual([{ over: 1200, lower: 5, than: 3600 }]);
  });

  it("is that of the tiers where nothing is left to be earlier than", () => {
    expect(endingOf(slo.signal, page.slice(0, 1))).toEqual({ keepFiringFor: 480 });
    expect(endingInWords(endingOf(slo.signal, page.slice(0, 1)), page.slice(0, 1))).toBe("up to 13m after recovery");
    expect(endingOf(slo.signal, [])).toBeUndefined();
  });

  it("is told in words", () => {
    expect(endingInWords(endingOf(slo.signal, ticket), ticket)).toBe(
      "13m after recovery (up to 6h 8m if the incident flaps or traffic is low)",
    );
    expect(endingInWords(undefined, page)).toBe("up to 30m after recovery");
  });
});

describe("who ends by proof", () => {
  const alerts = ["test/products/catalog", "test/catalog"].flatMap((directory) => alertsOf(resolvedCatalog(directory)));
  const burning = alerts.filter(({ kind }) => kind === "burn-page" || kind === "burn-ticket");
  const provesIn = (when: AlertCondition): boolean =>
    when.kind === "recovered" || (when.kind === "unless" && (provesIn(when.of) || provesIn(when.unless)));
  const tiersOf = (when: AlertCondition): AlertCondition => (when.kind === "unless" ? tiersOf(when.of) : when);
  const overOf = (when: AlertCondition): number[] => leavesOf(when).flatMap((leaf) => ("over" in leaf ? [leaf.over] : []));
  const proved = ({ when }: Alert) => provesIn(when);

  it("is every page and ticket on events that Prometheus holds, with the time that it is kept firing", () => {
    const expected = burning.filter(({ evaluator, slo: of }) => evaluator.kind === "prometheus" && of?.signal.kind === "events");
    expect(expected.length).toBeGreaterThan(10);
    expect(alerts.filter(proved)).toEqual(expected);
    expect(alerts.filter(({ keepFiringFor }) => keepFiringFor !== undefined)).toEqual(expected);
  });

  it("is nobody who counts minutes or adds several shares, and nobody whose evaluator cannot keep an alert firing", () => {
    const others = burning.filter((alert) => !proved(alert));
    expect(new Set(others.map(({ evaluator }) => evaluator.kind))).toEqual(new Set(["prometheus", "datadog", "cloudwatch-logs"]));
    expect(others.filter(({ evaluator, slo: of }) => evaluator.kind === "prometheus" && of?.signal.kind === "events")).toEqual([]);
  });

  it("bridges pauses of what comes and goes by the longest of the page's short windows, where the evaluator keeps it firing", () => {
    const paging = burning.filter(({ kind, slo: of }) => kind === "burn-page" && of && burnTiers(of, of.signal.from).page.length === 2);
    expect(new Set(paging.filter(proved).map(({ when }) => overOf(tiersOf(when)).length))).toEqual(new Set([5]));
    expect(new Set(paging.filter((alert) => !proved(alert)).map(({ when }) => overOf(tiersOf(when)).length))).toEqual(new Set([4]));
    const { when } = alertOf(watched, slo.path, "burn-page");
    expect(overOf(tiersOf(when))).toEqual([3600, 300, 1800, 21_600, 1800]);
  });

  it("holds a ticket silent under the tiers of its page, not under what the page proves", () => {
    const { when } = alertOf(watched, slo.path, "burn-ticket");
    const { when: whole } = alertOf(watched, slo.path, "burn-page");
    if (when.kind !== "unless" || whole.kind !== "unless") throw new Error("both have an exception");
    expect(when.unless).toEqual(whole.of);
    expect(conditionQuery(when.unless)).not.toContain("clamp_min");
  });
});
