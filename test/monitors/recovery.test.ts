import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { alertOf, sloAt, watch } from "../../analysis/prove/watched.ts";
import type { AlertCondition } from "../../model/condition.ts";
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
  it("is compared with the half-hour of the page and the six hours of the ticket, and lasts eight minutes more", () => {
    expect(endingOf(slo.signal, page)).toMatchObject({ keepFiringFor: 480, when: { trouble: 1800, pause: 780, memory: 7200 } });
    expect(endingOf(slo.signal, ticket)).toMatchObject({ keepFiringFor: 480, when: { trouble: 21_600, pause: 780, memory: 7200 } });
  });

  it("is proved by five minutes, and for what remembers hours by an hour as well", () => {
    expect(endingOf(slo.signal, page)?.when?.proofs).toEqual([{ over: 300, lower: 5 }]);
    expect(endingOf(slo.signal, ticket)?.when?.proofs).toEqual([
      { over: 300, lower: 5 },
      { over: 3600, lower: 2 },
    ]);
  });

  it("takes for no trouble half of the page's lowest rate, and of the ticket's what the budget allows", () => {
    expect(endingOf(slo.signal, page)?.when?.rate.equals(new Fraction(3, 1000))).toBe(true);
    expect(endingOf(slo.signal, ticket)?.when?.rate.equals(new Fraction(1, 1000))).toBe(true);
  });

  it("waits for four scrapes and two evaluations, where these take longer than five minutes", () => {
    expect(slow({ scrape: 120 })?.when).toMatchObject({ proofs: [{ over: 480 }], pause: 960 });
    expect(slow({ evaluate: 240 })?.when).toMatchObject({ proofs: [{ over: 480 }], pause: 960 });
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
  const proved = ({ when }: Alert) => provesIn(when);

  it("is every page and ticket on events that Prometheus holds, with the time that it is kept firing", () => {
    const expected = burning.filter(({ evaluator, slo: of }) => evaluator.kind === "prometheus" && of?.signal.kind === "events");
    expect(expected.length).toBeGreaterThan(10);
    expect(alerts.filter(proved)).toEqual(expected);
    expect(alerts.filter(({ keepFiringFor }) => keepFiringFor !== undefined)).toEqual(expected);
  });

  it("is nobody who counts minutes, and nobody whose evaluator cannot keep an alert firing", () => {
    const others = burning.filter((alert) => !proved(alert));
    expect(new Set(others.map(({ evaluator }) => evaluator.kind))).toEqual(new Set(["prometheus", "datadog", "cloudwatch-logs"]));
    expect(others.filter(({ evaluator, slo: of }) => evaluator.kind === "prometheus" && of?.signal.kind !== "slices")).toEqual([]);
  });

  it("holds a ticket silent under the tiers of its page, not under what the page proves", () => {
    const { when } = alertOf(watched, slo.path, "burn-ticket");
    const { when: whole } = alertOf(watched, slo.path, "burn-page");
    if (when.kind !== "unless" || whole.kind !== "unless") throw new Error("both have an exception");
    expect(when.unless).toEqual(whole.of);
    expect(conditionQuery(when.unless)).not.toContain("resets");
  });
});
