import { join } from "node:path";
import type { Monitoring } from "../../../components/vendor.ts";
import type { Catalog } from "../../../model/load.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const directory = join(import.meta.dirname, "..", "..", "catalog");

/** Makes of the artificial catalog what CloudWatch can express: it holds, on purpose, three things that it cannot. */
function expressible({ organization, systems }: Catalog): void {
  Object.assign(organization.channels.fleet ?? {}, { email: "fleet@example.com" });
  const { signals, alerts } = systems.find(({ system }) => system === "gates")?.services.entry ?? {};
  Object.assign(alerts?.unwelcome ?? {}, { for: "0s" });
  Object.assign(signals?.lifted ?? {}, { events: { of: "slow", where: { crane: ["one", "two"] }, bad: { outcome: "slow" } } });
}

/** The artificial catalog as CloudWatch gets it. */
export function monitoringOf(environment = "prod", edit: (catalog: Catalog) => void = () => {}): Monitoring {
  const edited = (catalog: Catalog) => {
    expressible(catalog);
    edit(catalog);
  };
  return asWritten(environment, edited);
}

/** The same without changes, of which CloudWatch refuses a part. */
export function asWritten(environment = "prod", edit?: (catalog: Catalog) => void): Monitoring {
  const resolved = resolvedCatalog(directory, edit, environment);
  const alerts = alertsOf(resolved).filter(({ evaluator }) => evaluator.evaluator === "aws");
  return { resolved, alerts, dashboards: [], protect: false };
}
