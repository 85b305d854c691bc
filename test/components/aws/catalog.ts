import { join } from "node:path";
import type { Monitoring } from "../../../components/vendor.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const directory = join(import.meta.dirname, "..", "..", "catalog");

/** Asks of CloudWatch what it cannot do. */
export function askTooMuch({ organization, systems }: CheckedCatalog): void {
  delete organization.channels.fleet?.email;
  const { signals, alerts } = systems.find(({ system }) => system === "gates")?.services.entry ?? {};
  Object.assign(alerts?.unwelcome ?? {}, { for: "10m" });
  const events = { bad: "slow", total: "lifts", where: { crane: ["one", "two"] }, why: "slow lifts are lines of their own" };
  Object.assign(signals?.lifted ?? {}, { events });
}

/** The artificial catalog as CloudWatch gets it. */
export function monitoringOf(environment = "prod", edit?: (catalog: CheckedCatalog) => void): Monitoring {
  const resolved = resolvedCatalog(directory, edit, environment);
  const alerts = alertsOf(resolved).filter(({ evaluator }) => evaluator.evaluator === "aws");
  return { resolved, alerts, dashboards: [], protect: false };
}
