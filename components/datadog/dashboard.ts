import type { DashboardSpec, Link } from "../../dashboards/dashboard.ts";
import { markdownLink } from "../markdown.ts";
import { nameIn } from "../names.ts";
import { type SloIds, widget } from "./widget.ts";

/**
 * A dashboard as Datadog's JSON, keys sorted, without ids, nulls and defaults: what is not written cannot come back
 * in another form.
 *
 * @param links what is linked besides the links of the dashboard itself, for example who is on call
 */
export function dashboardJson(spec: DashboardSpec, ids: SloIds, links: readonly Link[] = []): string {
  const groups = spec.rows.map(({ title, panels }) => ({
    definition: { type: "group", layout_type: "ordered", title, widgets: panels.map((panel) => widget(panel, ids)) },
  }));
  const model = {
    title: nameIn(spec.environment, spec.title),
    description: `${spec.formerNames[0] ?? spec.name}. Made from the catalog: a change by hand is undone.`,
    layout_type: "ordered",
    reflow_type: "auto",
    widgets: [...linkWidget([...spec.links, ...links]), ...groups],
  };
  return JSON.stringify(sorted(model));
}

/** Datadog's dashboards have no links of their own: a note holds them. */
function linkWidget(links: readonly Link[]): object[] {
  if (links.length === 0) return [];
  const content = links.map(({ title, url }) => markdownLink(title, url)).join(" · ");
  return [{ definition: { type: "note", content, background_color: "white", font_size: "14", text_align: "left", show_tick: false } }];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const fields: Record<string, unknown> = { ...value };
  const keys = Object.keys(fields).sort();
  return Object.fromEntries(keys.filter((key) => fields[key] !== undefined).map((key) => [key, sorted(fields[key])]));
}
