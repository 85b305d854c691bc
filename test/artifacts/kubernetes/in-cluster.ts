import type { Kubernetes } from "../../../artifacts/kubernetes/section.ts";
import { kubernetes } from "../../../artifacts/kubernetes/target.ts";
import type { Resolved } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { byItself } from "../by-itself.ts";

const cluster: Kubernetes = {
  namespace: "monitoring",
  labels: { release: "prom" },
  operator: "prometheus",
  matcher: "namespace",
  secret: "keys",
  source: [],
};

/** The catalogs whose rules a Prometheus evaluates itself, by name. */
const catalogs = {
  products: (environment: string) => resolvedCatalog("test/products/catalog", () => {}, environment),
  artificial: (environment: string) => byItself(environment),
} as const;
export type CatalogName = keyof typeof catalogs;

/** A catalog in one environment, with objects for a cluster. */
export function inCluster(name: CatalogName, environment: string, edit: Partial<Kubernetes> = {}): Resolved {
  const resolved = catalogs[name](environment);
  return { ...resolved, organization: { ...resolved.organization, kubernetes: { ...cluster, ...edit } } };
}

export const objectsOf = (resolved: Resolved) => kubernetes.files(resolved, alertsOf(resolved));
