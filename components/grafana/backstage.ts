import type { AnnotationsOf } from "../annotations.ts";

/**
 * For `@backstage-community/plugin-grafana`. It knows alerts by one label alone, so services of one id in two systems show each other's.
 */
export const annotationsOf: AnnotationsOf = ({ service, objects }) => {
  const own = objects.filter(({ from }) => from.some((entry) => entry === service.path || entry.startsWith(`${service.path}/`)));
  const dashboard = own.find(({ kind, from }) => kind === "dashboard" && from.includes(service.path));
  const { configJson } = Object(dashboard?.args) as { readonly configJson?: unknown };
  const { tags = [] } = (typeof configJson === "string" ? JSON.parse(configJson) : Object(configJson)) as { readonly tags?: string[] };
  return {
    ...(tags.length > 0 && { "grafana/dashboard-selector": tags.map((tag) => `tags @> '${tag}'`).join(" && ") }),
    ...(own.some(({ kind }) => ["ruleGroup", "alertRule"].includes(kind)) && { "grafana/alert-label-selector": `service=${service.id}` }),
  };
};
