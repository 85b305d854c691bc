import { expect, test } from "vitest";
import { faultOf, routesOf } from "../../../analysis/prove/routes.ts";
import { byItself } from "../../artifacts/by-itself.ts";

const mailed = (environment: string) =>
  byItself(environment, ({ organization }) =>
    Object.assign(organization.alertmanager ?? {}, { mail: { from: "from@example.com", server: "mail:587" } }),
  );

test("amtool sends every alert to whom the catalog means", async () => {
  const routes = await routesOf(mailed("prod"), ({ severity }) => severity.id === "critical");
  expect(routes.length).toBeGreaterThan(0);
  expect(routes.flatMap((route) => faultOf(route) ?? [])).toEqual([]);
});

test("a route that reaches somebody else is told with both", () => {
  expect(faultOf({ alert: "shop--web--down", reaches: ["#general"], meant: ["#shop", "/keys/pagerduty-shop"] })).toBe(
    "Alertmanager notifies #general; the catalog means #shop, /keys/pagerduty-shop",
  );
  expect(faultOf({ alert: "shop--web--down", reaches: [], meant: ["#shop"] })).toBe(
    "Alertmanager notifies no one; the catalog means #shop",
  );
});

test("a Prometheus that Grafana asks has no routes of its own", async () => {
  expect(await routesOf(mailed("prod"), () => false)).toEqual([]);
});
