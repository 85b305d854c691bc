import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { CheckedCatalog } from "../../model/load.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { longestGap } from "../../monitors/traffic-alerts.ts";
import { conditionQuery } from "../../queries/promql.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const ofTraffic = (edit: (catalog: CheckedCatalog) => void = () => {}) =>
  alertsOf(resolvedCatalog("test/catalog", edit)).filter(({ kind }) => kind === "no-traffic");
const policy = (key: "standard" | "weekly", noTraffic: string) => (catalog: CheckedCatalog) =>
  Object.assign(catalog.organization.policies[key] ?? {}, { "no-traffic": noTraffic });
const service = ({ systems }: CheckedCatalog, system: string, id: string) => {
  const found = systems.find((one) => one.system === system)?.services[id];
  if (!found) throw new Error(`there is no ${system}/${id}`);
  return found;
};

describe("no traffic", () => {
  test("is a ticket where the policy asks for it, on what has series without events", () => {
    expect(ofTraffic().map(({ name }) => name)).toMatchInlineSnapshot(`
      [
        "ferry--locks--filled--no-traffic",
        "fleet--trucks--delivered--no-traffic",
      ]
    `);
  });

  test("is asked of the counted events, for as long as chance cannot explain", () => {
    const [alert] = ofTraffic(policy("standard", "15m")).filter(({ entry }) => entry === "shop/web/success");
    if (!alert) throw new Error("it has none");
    expect(alert).toMatchObject({
      name: "shop--web--success--no-traffic",
      formerNames: expect.arrayContaining(["store--front--errors-of-web--no-traffic"]),
      severity: { id: "warning" },
      route: { kind: "post" },
      title: "Shop Web: no traffic in http_requests_total (success)",
    });
    expect(alert.summary).toMatchInlineSnapshot(
      `"http_requests_total has counted no event for 15m, and even its quietest hour has 120: this is not chance. Web availability cannot see anything."`,
    );
    expect(conditionQuery(alert.when)).toMatchInlineSnapshot(
      `"sum_over_time(sli:events:increase1m{cluster="one",env="prod",service="front",sli="errors-of-web",system="store"}[5m]) < 0.5"`,
    );
    expect(alert.for + 300).toBe(900);
  });

  test("waits as long as the policy says where chance would not need so long", () => {
    const [alert] = ofTraffic(policy("standard", "2h")).filter(({ entry }) => entry === "shop/web/success");
    expect(alert?.for).toBe(7200 - 300);
  });

  test("is one alert for SLOs on the same events, that waits for the lowest of their figures", () => {
    const [alert, ...more] = ofTraffic((catalog) => {
      Object.assign(service(catalog, "ferry", "locks").signals.flooded ?? {}, { "minimum-traffic": "2/h" });
    }).filter(({ entry }) => entry.startsWith("ferry/locks/fil") || entry.startsWith("ferry/locks/flo"));
    expect(more).toEqual([]);
    expect(alert?.for).toBe(longestGap(new Fraction(2, 3600)) - 300);
    expect(alert?.summary).toContain("even its quietest hour has 2:");
  });

  test("is not asked where nothing is expected, and not of groups, any of which may rest", () => {
    const entries = ofTraffic(policy("standard", "15m")).map(({ entry }) => entry);
    expect(entries).not.toContain("shop/web/checkout");
    expect(entries.filter((entry) => entry.startsWith("quays/"))).toEqual([]);
  });

  test("is on trial where every SLO on the events is", () => {
    const [alert] = ofTraffic((catalog) => {
      for (const slo of Object.values(service(catalog, "fleet", "trucks").slos)) Object.assign(slo, { stage: "shadow" });
    }).filter(({ entry }) => entry.startsWith("fleet/"));
    expect(alert).toMatchObject({ stage: "shadow" });
  });
});

test.each([
  ["40/h", 40, 23],
  ["one a second", 3600, 1],
  ["one an hour", 1, 683],
  ["one in ten years", 1 / 87_600, 87_600 * 60],
])("random events that come %s pause for %d... minutes once in ten years", (_, hourly, minutes) => {
  expect(longestGap(new Fraction(hourly).div(3600)) / 60).toBe(minutes);
});
