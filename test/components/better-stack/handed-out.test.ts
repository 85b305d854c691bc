import { expect, test } from "vitest";
import { externalHeartbeats, forBetterStack } from "../../../components/better-stack/select.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

test.each(["prod", "staging"])("in %s the address of the sign of life of a Prometheus is handed out, and of no vendor", (environment) => {
  const resolved = resolvedCatalog("test/products/catalog", () => {}, environment);
  const plan = forBetterStack({ resolved, alerts: alertsOf(resolved) });
  expect(plan.silences.map(({ name }) => name)).toEqual(["watchdog--datadog", "watchdog--grafana", "watchdog--resonant-prom"]);
  expect(externalHeartbeats(plan).map(({ name }) => name)).toEqual(["watchdog--resonant-prom"]);
});
