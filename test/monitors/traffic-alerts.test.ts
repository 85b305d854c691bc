import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { CheckedCatalog } from "../../model/load.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { explain } from "../../monitors/explain.ts";
import { fireability } from "../../monitors/fireability.ts";
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
        "fleet--trucks--delivered--office--no-traffic",
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

describe("no traffic by hours of the day", () => {
  const expected = (traffic: unknown, more: (catalog: CheckedCatalog) => void = () => {}) =>
    ofTraffic((catalog) => {
      policy("standard", "15m")(catalog);
      Object.assign(service(catalog, "shop", "web").signals.success ?? {}, { "minimum-traffic": traffic });
      more(catalog);
    }).filter(({ entry }) => entry === "shop/web/success");

  test("is a ticket of its own within the hours of a calendar, quiet at night where the catalog says so", () => {
    const [alert, ...more] = expected({ always: "0/h", during: { office: "200/h" } });
    if (!alert) throw new Error("it has none");
    expect(more).toEqual([]);
    expect(alert.name).toBe("shop--web--success--office--no-traffic");
    expect(alert.formerNames).toContain("store--front--errors-of-web--office--no-traffic");
    expect(alert.title).toBe("Shop Web: no traffic in http_requests_total (success) during office");
    expect(alert.summary).toMatchInlineSnapshot(
      `"http_requests_total has counted no event for 15m of mon, tue, wed, thu, fri 09:00-18:00 (Europe/Berlin), and even its quietest hour then has 200: this is not chance. Web availability cannot see anything."`,
    );
    expect(alert.for + 300).toBe(900);
    expect(conditionQuery(alert.when)).toMatchInlineSnapshot(`
      "sum_over_time(sli:events:increase1m{cluster="one",env="prod",service="front",sli="errors-of-web",system="store"}[5m]) < 0.5
      and on () (
        day_of_week() >= 1 <= 5 and hour() * 60 + minute() >= 485 < 960
      )"
    `);
  });

  test("waits for as long as the rate of these hours needs", () => {
    const [alert] = expected({ always: "0/h", during: { office: "40/h" } });
    expect(alert?.for).toBe(longestGap(new Fraction(40, 3600)) - 300);
  });

  test("is beside the ticket of all hours, which waits longer", () => {
    expect(
      expected({ always: "10/h", during: { office: "40/h", weekend: "20/h" } }).map(({ name, for: held }) => [name, held / 60]),
    ).toEqual([
      ["shop--web--success--no-traffic", 78],
      ["shop--web--success--office--no-traffic", 18],
      ["shop--web--success--weekend--no-traffic", 39],
    ]);
  });

  test("has none within hours where it would be no sooner", () => {
    expect(expected({ always: "400/h", during: { office: "4000/h" } }).map(({ name }) => name)).toEqual(["shop--web--success--no-traffic"]);
  });

  test("is rendered with several windows, and without holidays", () => {
    const [alert] = expected({ always: "0/h", during: { "crane-hours": "200/h" } });
    expect(alert && conditionQuery(alert.when)).toMatchInlineSnapshot(`
      "sum_over_time(sli:events:increase1m{cluster="one",env="prod",service="front",sli="errors-of-web",system="store"}[5m]) < 0.5
      and on () (
        day_of_week() >= 1 <= 5 and hour() * 60 + minute() >= 425 < 600
        or
        day_of_week() >= 1 <= 4 and hour() * 60 + minute() >= 725 < 900
      )
      unless on () (
        vector(time()) >= 4070214000 < 4070473500
        or vector(time()) >= 4070905200 < 4070991900
      )"
    `);
  });

  test("is explained with its hours in UTC", () => {
    const catalog = resolvedCatalog("test/catalog", (one) => {
      policy("standard", "15m")(one);
      Object.assign(service(one, "shop", "web").signals.success ?? {}, {
        "minimum-traffic": { always: "0/h", during: { office: "200/h" } },
      });
    });
    const explained = explain(catalog).find(({ name }) => name === "shop--web--success--office--no-traffic");
    expect(explained).toMatchObject({ outage: "15m, during office" });
    expect(explained?.blindSpots).toMatchInlineSnapshot(`
      [
        "it is silent outside of office; in UTC, by which evaluators count, these are the hours that office has at every offset of Europe/Berlin: mon, tue, wed, thu, fri 08:00-16:00",
      ]
    `);
  });

  test.each([
    [
      "an hour that the change of clocks takes away",
      { from: "12:00", to: "13:00" },
      "200/h",
      "no hour of office is within it all the year: the clocks of Europe/Berlin change by as much as it has",
    ],
    [
      "hours that are over before chance is no explanation",
      { from: "09:00", to: "18:00" },
      "1/h",
      "without traffic it waits 11h 23m, and office has at most 8h at a stretch",
    ],
  ])("cannot fire in %s", (_, hours, rate, what) => {
    const alerts = alertsOf(
      resolvedCatalog("test/catalog", (catalog) => {
        policy("standard", "15m")(catalog);
        Object.assign(catalog.organization.calendars.office ?? {}, hours);
        Object.assign(service(catalog, "shop", "web").signals.success ?? {}, {
          "minimum-traffic": { always: "0/h", during: { office: rate } },
        });
      }),
    );
    expect(fireability(alerts).filter(({ entry }) => entry === "shop/web/success")).toEqual([
      expect.objectContaining({ code: "cannot-fire", alert: "shop--web--success--office--no-traffic", what }),
    ]);
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
