import { describe, expect, test } from "vitest";
import { prove, routesOf } from "../testing.ts";
import { written } from "./model/written.ts";

const base = written("test/model/base/catalog");
const { prom } = base.organization.sources;
const [shop] = base.systems;
const { api } = shop?.services ?? {};

/** One alert of the base catalog, whose Prometheus evaluates by itself and notifies through an Alertmanager. */
const catalog = {
  systems: [{ ...shop, dashboards: {}, services: { api: { ...api, slos: {}, alerts: { down: api?.alerts?.down } } } }],
  organization: {
    ...base.organization,
    alertmanager: { addresses: ["alertmanager:9093"] },
    sources: { ...base.organization.sources, prom: { ...prom, evaluator: "prometheus" } },
  },
} as typeof base;

describe("a user's own test", () => {
  test("proves every alert and route", async () => {
    const { faults, alerts, routes, notRun } = await prove(catalog, "prod");
    expect(faults).toEqual([]);
    expect(alerts.map(({ alert }) => alert)).toContain("shop--api--down");
    expect(alerts.every(({ fires }) => fires > 0)).toBe(true);
    expect(routes.length).toBe(alerts.length + notRun.length);
  });

  test("asks amtool for the recipients of an alert", async () => {
    const routes = await routesOf(catalog, "prod");
    const down = routes.find(({ alert }) => alert === "shop--api--down");
    expect(down?.reaches).toEqual(down?.meant);
    expect(down?.reaches).toContain("#alerts");
    expect(down).not.toHaveProperty("fault");
  });

  test("has no proof of an environment that there is not", async () => {
    await expect(prove(catalog, "prd")).rejects.toThrow("there is no environment");
  });
});
