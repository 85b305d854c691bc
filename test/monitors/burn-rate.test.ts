import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { parseShare } from "../../model/quantity.ts";
import type { Policy } from "../../model/resolved.ts";
import { burnTiers } from "../../monitors/burn-rate.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const day = 86_400;
const timing = { scrape: 15, evaluate: 30 };
const system = resolvedCatalog("test/products/catalog").systems.find(({ id }) => id === "hastecrm");
if (!system) throw new Error("the catalog has no system");
const policy: Policy = system.policy;

const tiers = (target: string, window = 30 * day, at = timing) => burnTiers({ target: parseShare(target), window, policy }, at);
const factors = (target: string, window?: number) => {
  const { page, ticket } = tiers(target, window);
  return { page: page.map(({ factor }) => factor.valueOf()), ticket: ticket.map(({ factor }) => factor.valueOf()) };
};

describe("burn-rate tiers", () => {
  it.each([
    ["99.99%", [14.4, 6], [3, 1]],
    ["99.9%", [14.4, 6], [3, 1]],
    ["98%", [14.4, 6], [3, 1]],
    ["95%", [10, 6], [3, 1]],
    ["90%", [5], [3, 1]],
    ["50%", [1], []],
  ])("at %s the page burns at %j and the ticket at %j", (target, page, ticket) => {
    expect(factors(target)).toEqual({ page, ticket });
  });

  it("thresholds are exact: 14.4 times the thousandth that may fail is 9/625", () => {
    expect(tiers("99.9%").page[0]?.threshold.equals(new Fraction(9, 625))).toBe(true);
  });

  it("no threshold is above one half, at any target", () => {
    for (const target of ["40%", "60%", "75%", "91.7%", "97.3%", "99.95%"])
      for (const { threshold } of [...tiers(target).page, ...tiers(target).ticket]) expect(threshold.compare(0.5)).toBeLessThanOrEqual(0);
  });

  it("a capped tier says so, with the share that it really spends", () => {
    expect(tiers("95%").page[0]?.notes).toEqual([
      "capped: 2% in 1h would need 72% of all events to fail; it fires at 50%, which spends 1.39% in 1h",
    ]);
    expect(tiers("99.9%").page[0]?.notes).toEqual([]);
  });

  it("a longer tier that is no more sensitive is dropped, and said", () => {
    expect(tiers("90%").dropped).toEqual([
      "the page tier over 6h does not apply: the tier over 1h fires at the same factor 5 or a lower one",
    ]);
  });

  it("at another window than the policy's the factors stay and the shares are told", () => {
    const { page, ticket, dropped } = tiers("99.9%", 7 * day);
    expect(page.map(({ factor }) => factor.valueOf())).toEqual([14.4, 6]);
    expect(page[0]?.share.equals(new Fraction(144, 1680))).toBe(true);
    expect(page[0]?.notes).toEqual(["the factor 14.4 is that of the policy's 30d; of the budget of 7d it is 8.57% in 1h"]);
    expect(ticket.map(({ long }) => long)).toEqual([day]);
    expect(dropped).toEqual(["the ticket tier over 3d does not apply: it is longer than a quarter of 7d"]);
  });

  it("the short window is a twelfth of the long one", () => {
    expect(tiers("99.9%").page.map(({ long, short }) => long / short)).toEqual([12, 12]);
    expect(tiers("99.9%").ticket.map(({ long, short }) => long / short)).toEqual([12, 12]);
  });

  it.each([
    [{ scrape: 120, evaluate: 30 }, 480, "1h: the short window is raised from 5m to 8m (4 scrapes of 2m)"],
    [{ scrape: 15, evaluate: 240 }, 480, "1h: the short window is raised from 5m to 8m (2 evaluations of 4m)"],
  ])("at %j the shortest window is %i seconds, and said", (at, short, note) => {
    const [first] = tiers("99.9%", 30 * day, at).page;
    expect(first?.short).toBe(short);
    expect(first?.notes).toEqual([note]);
  });
});
