import type { CheckedCatalog } from "../../model/load.ts";
import type { Resolved } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

export const addresses = ["am-1:9093", "am-2:9093"];

/** The artificial catalog, whose fast source evaluates by itself and tells through an Alertmanager. */
export function byItself(environment: string, edit: (catalog: CheckedCatalog) => void = () => {}): Resolved {
  return resolvedCatalog(
    "test/catalog",
    (catalog) => {
      const { organization } = catalog;
      Object.assign(organization.sources["fast-prom"] ?? {}, {
        evaluator: "prometheus",
        jobs: {
          shop: { targets: ["shop-1:80", "shop-2:80"], path: "/metrics", labels: { service: "checkout" } },
          hosts: { targets: ["host:9100"], path: "/all", labels: {} },
        },
      });
      organization.alertmanager = { addresses, secrets: "/keys", mail: { from: "alerts@example.com", server: "smtp.example.com:587" } };
      edit(catalog);
    },
    environment,
  );
}

/** What of it has rules of its own: each service that the source has alerts of, and the source. */
export function groupsOf(source: string): string[] {
  const own = alertsOf(byItself("prod")).filter(({ evaluator }) => evaluator.id === source);
  const groups = own.flatMap(({ service, kind }) =>
    service ? [service.path.replace("/", "--")] : kind === "source" ? [`source--${source}`] : [],
  );
  return [...new Set(groups)].sort();
}
