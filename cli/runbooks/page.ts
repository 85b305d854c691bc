import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import { panelsOfAlerts, type Spot } from "../../dashboards/panel-of-alert.ts";
import type { Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { placesOf } from "./places.ts";
import { alertQuery } from "./vendors.ts";

/** What a runbook shows of a resolved catalog besides its alerts. */
export interface Around {
  readonly dashboards: readonly DashboardSpec[];
  readonly sources: readonly Source[];
}

/** A verb of `slostack` as it is typed, with the option that names the catalog. */
type Command = (verb: string) => string;

/** Heading of the section of a runbook that `slostack runbooks` generates. */
export const heading = "Alert queries";

const begin = "<!-- written by `npx slostack runbooks` from the catalog, up to the end mark -->";
const end = "<!-- end -->";
/** Pages keep the mark of the version that wrote them. */
const mark = /<!-- written by `(?:npx slostack|npm run) runbooks` from the catalog, up to the end mark -->/;

/**
 * A runbook with the queries of its alerts and links to their products' dashboards, logs and errors. The generated section is
 * replaced where the page has one, else appended.
 *
 * @param alerts the alerts that link to the runbook; without any the section is removed
 * @param command renders a verb with the option that names the catalog
 */
export function withQueries(page: string, alerts: readonly Alert[], command: Command, about: Around): string {
  const [before, after] = around(page);
  const rest = [before.trimEnd(), after.trim()].filter((part) => part !== "");
  if (alerts.length === 0) return `${rest.join("\n\n")}\n`;
  const [first = "", ...more] = after.trim() === "" ? [before.trimEnd()] : rest;
  return `${[first, queriesText(alerts, command, about), ...more].join("\n\n")}\n`;
}

/** The hand-written parts of a runbook: before the generated section, whatever its heading, and after it. */
export function around(page: string): [before: string, after: string] {
  const start = page.search(mark);
  const stop = page.indexOf(end, start);
  if (start < 0 || stop < 0) return [page, ""];
  return [page.slice(0, page.lastIndexOf("## ", start)), page.slice(stop + end.length)];
}

function queriesText(alerts: readonly Alert[], command: Command, { dashboards, sources }: Around): string {
  const sorted = [...alerts].sort((one, other) => (one.name < other.name ? -1 : 1));
  const commands = sorted.flatMap((alert) => onCallCommand(alert, command));
  const onCall = commands.length > 0 ? ["Who is on call now, and who is next:", fence("sh", [...new Set(commands)].join("\n"))] : [];
  const places = placesOf(sorted, dashboards, sources);
  const where = places.length > 0 ? ["Where to look:", places.join("\n")] : [];
  const spotOf = panelsOfAlerts(dashboards);
  const parts = sorted.flatMap((alert) => partOf(alert, spotOf(alert)));
  return [`## ${heading}`, begin, ...where, ...onCall, ...parts, end].join("\n\n");
}

/** None for an alert on a data source or an evaluator: it belongs to no service, and its page names who is on call. */
function onCallCommand({ environment, service, severity }: Alert, command: Command): string[] {
  if (!service) return [];
  const where = environment.id === "prod" ? "" : ` --env ${environment.id}`;
  return [`${command("oncall")} --at $(date -u +%FT%TZ) --service ${service.path} --severity ${severity.id}${where}`];
}

function partOf(alert: Alert, spot: Spot | undefined): string[] {
  const { intro, language, text } = alertQuery(alert);
  const drawn = spot ? ` Panel: "${spot.panel.title}" on the dashboard "${spot.dashboard.title}".` : "";
  return [`### \`${alert.name}\``, `${intro}.${drawn}`, fence(language, text)];
}

const fence = (language: string, text: string): string => [`\`\`\`${language}`, text, "```"].join("\n");
