import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import { panelsOfAlerts, type Spot } from "../../dashboards/panel-of-alert.ts";
import type { Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { placesOf } from "./places.ts";
import { alertQuery } from "./vendors.ts";

/** What of a resolved catalog a runbook tells besides its alerts. */
export interface Around {
  readonly dashboards: readonly DashboardSpec[];
  readonly sources: readonly Source[];
}

/** A verb of `slostack` as it is typed, with the catalog that is meant. */
type Command = (verb: string) => string;

/** Heading of the part of a runbook that is written by `slostack runbooks`. */
export const heading = "The alert's own query";

const begin = "<!-- written by `npm run runbooks` from the catalog, up to the end mark -->";
const end = "<!-- end -->";

/**
 * A runbook with the queries of its alerts, and where their products are looked at: in the place of those that it has, else as its last section.
 *
 * @param alerts those that lead to the runbook; without any it has no such section
 * @param command how a verb is called, with the catalog that is meant
 */
export function withQueries(page: string, alerts: readonly Alert[], command: Command, about: Around): string {
  const [before, after] = around(page);
  const rest = [before.trimEnd(), after.trim()].filter((part) => part !== "");
  if (alerts.length === 0) return `${rest.join("\n\n")}\n`;
  const [first = "", ...more] = after.trim() === "" ? [before.trimEnd()] : rest;
  return `${[first, queriesText(alerts, command, about), ...more].join("\n\n")}\n`;
}

/** What of a runbook people have written: before the section, and after it. */
export function around(page: string): [before: string, after: string] {
  const start = page.indexOf(`## ${heading}\n\n${begin}`);
  const stop = page.indexOf(end, start);
  if (start < 0 || stop < 0) return [page, ""];
  return [page.slice(0, start), page.slice(stop + end.length)];
}

function queriesText(alerts: readonly Alert[], command: Command, { dashboards, sources }: Around): string {
  const sorted = [...alerts].sort((one, other) => (one.name < other.name ? -1 : 1));
  const asks = sorted.flatMap((alert) => onCallCommand(alert, command));
  const onCall = asks.length > 0 ? ["Who is told at this moment, and who after them:", fence("sh", [...new Set(asks)].join("\n"))] : [];
  const places = placesOf(sorted, dashboards, sources);
  const where = places.length > 0 ? ["Where to look:", places.join("\n")] : [];
  const spotOf = panelsOfAlerts(dashboards);
  const parts = sorted.flatMap((alert) => partOf(alert, spotOf(alert)));
  return [`## ${heading}`, begin, ...where, ...onCall, ...parts, end].join("\n\n");
}

/** An alert of a data source or an evaluator belongs to no service; whom it calls stands in its page. */
function onCallCommand({ environment, service, severity }: Alert, command: Command): string[] {
  if (!service) return [];
  const where = environment.id === "prod" ? "" : ` --env ${environment.id}`;
  return [`${command("oncall")} --at $(date -u +%FT%TZ) --service ${service.path} --severity ${severity.id}${where}`];
}

function partOf(alert: Alert, spot: Spot | undefined): string[] {
  const { asked, language, text } = alertQuery(alert);
  const drawn = spot ? ` Its panel is "${spot.panel.title}" of the dashboard "${spot.dashboard.title}".` : "";
  return [`### \`${alert.name}\``, `${asked}.${drawn}`, fence(language, text)];
}

const fence = (language: string, text: string): string => [`\`\`\`${language}`, text, "```"].join("\n");
