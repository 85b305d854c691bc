import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import type { Source, Store, System } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** Who draws what a kind of source holds. */
const drawnAt: Partial<Record<Source["kind"], string>> = { prometheus: "Grafana", datadog: "Datadog", newrelic: "New Relic" };

/**
 * Where somebody who is woken looks: dashboards, lines, errors, switches and the status page of the products of some alerts,
 * as the catalog has them. A list in Markdown; empty for alerts of no product.
 *
 * @param sources all of the organization; those of a product are owned by its team
 */
export function placesOf(alerts: readonly Alert[], dashboards: readonly DashboardSpec[], sources: readonly Source[]): string[] {
  const systems = new Map(alerts.flatMap(({ system }) => (system ? [[system.id, system]] : [])));
  const services = new Set(alerts.flatMap(({ service }) => service?.path ?? []));
  const lines = [...systems.values()].flatMap((system) => {
    const shown = dashboards.filter((one) => one.system.id === system.id && (!one.service || services.has(one.service.path)));
    const own = sources.filter(({ owner }) => owner.id === system.owner.id);
    return [
      ...shown.map(({ title, source }) => `dashboard at ${drawnAt[source.kind] ?? source.kind}: ${title}`),
      ...linesOf(system),
      ...own.flatMap(sourcePlace),
      ...(system.analytics?.flags ?? []).map(({ id }) => `switch in PostHog: \`${id}\``),
      ...(system.tracing
        ? [`traces of \`${system.tracing.tracer}\`: ${system.tracing.journeys.map(({ title }) => title).join(", ")}`]
        : []),
      ...(system.statusPage ? [`status page: https://${system.statusPage.domain}`] : []),
    ].map((line) => `- ${system.name}, ${line}`);
  });
  return [...new Set(lines)];
}

function linesOf({ logs, stores }: System): string[] {
  const services = [...new Set(logs?.pipelines.flatMap((pipeline) => [...pipeline.services, ...pipeline.technologies]) ?? [])];
  return [...(services.length > 0 ? [`logs at Datadog of ${services.join(", ")}`] : []), ...stores.map(storePlace)];
}

function storePlace(store: Store): string {
  if (store.kind === "elasticsearch") return `logs in Elasticsearch: streams ${store.streams.map(({ id }) => `\`${id}\``).join(", ")}`;
  const asked = store.queries.map(({ title }) => title).join(", ");
  return `logs at Axiom: dataset \`${store.dataset}\`${asked === "" ? "" : `, with the saved queries ${asked}`}`;
}

function sourcePlace(source: Source): string[] {
  if (source.kind === "cloudwatch-logs") return [`logs in CloudWatch: \`${source.group}\``];
  return source.kind === "sentry" ? [`errors in Sentry: project \`${source.project}\``] : [];
}
