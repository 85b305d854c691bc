import { expect, test } from "vitest";
import { placesOf } from "../../../cli/runbooks/places.ts";
import { resolve } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

const catalog = soundCatalog("test/catalog");
const resolved = resolve(catalog, "prod");
const errorsFor = (service: string) =>
  placesOf(
    alertsOf(resolved).filter((alert) => alert.service?.path === service),
    [],
    resolved.organization.sources,
  ).filter((line) => line.includes("Sentry"));

test("a runbook names the sources of the team that has the service, beside those of the system's", () => {
  expect(errorsFor("tides/docks")).toEqual([]);
  expect(errorsFor("tides/jobs")).toEqual(["- Tides, Sentry errors: project `harbor`"]);
});

test("a runbook has the links of its alerts, each once", () => {
  const alerts = alertsOf(resolved).filter((alert) => alert.service?.path === "quays/desk");
  expect(placesOf(alerts, [], []).filter((line) => line.includes("https://"))).toEqual([
    "- Quays Desk, Cost dashboard: https://costs.example.com/quays?view=month&by=service",
    "- Quays Desk, Tickets: https://tickets.example.com/browse/QUAY",
    "- Quays Desk, Tickets: https://tickets.example.com/browse/HARBOR",
  ]);
});
