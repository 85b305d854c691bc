import { styleText } from "node:util";
import { formatCount, plural } from "../../model/quantity.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { countByRoute } from "../../monitors/routing.ts";
import { table } from "../table.ts";
import { fitting, wrapped } from "../wrapped.ts";
import type { Held } from "./vendors.ts";

/** Bold on a terminal that has it; plain with NO_COLOR, and where the output goes anywhere else. */
const bold = (text: string): string => styleText("bold", text, { stream: process.stdout });

/** Everything that somebody holds, a line a row. */
export function listed(held: readonly Held[]): string {
  const sections = held.flatMap(({ title, sections: own }) => own.map(({ noun, rows }) => ({ title: `${titled(noun)} (${title})`, rows })));
  return sections.map(({ title, rows }) => `${bold(title)}\n${table(rows)}`).join("\n");
}

const titled = (noun: string): string => plural(noun).replace(/^./, (letter) => letter.toUpperCase());

/** How many of those whom a page reaches are named; `slostack show <pager>` names all. */
const mostPaged = 10;

/** What each one holds in a line, then whom its pages reach first. @param width of a line, where words allow it */
export function overview(held: readonly Held[], width: number): string {
  const widest = Math.max(...held.map(({ title }) => title.length));
  const lines = held.flatMap(({ title, sections }) => {
    const counts = sections.map(({ noun, rows }) => formatCount(whole(rows).length, noun)).join(", ");
    const [first = "", ...more] = wrapped(counts, width, `  ${title.padEnd(widest)}  `, " ".repeat(widest + 4));
    return [first.replace(title, bold(title)), ...more];
  });
  return `${lines.join("\n")}\n${paged(held, width)}`;
}

/** Rows that begin something; those with an empty first cell go on with it. */
const whole = (rows: readonly (readonly string[])[]) => rows.filter(([first]) => first !== "");

function paged(held: readonly Held[], width: number): string {
  const pagers = held.filter(({ pager }) => pager);
  const all = pagers.flatMap(({ sections }) => sections.flatMap(({ rows }) => whole(rows)));
  if (all.length === 0) return `\n${bold("No one is paged.")}\n`;
  const named = all.slice(0, mostPaged).map(([name = "", , whom = ""]) => [name, whom] as const);
  const widest = Math.max(...named.map(([name]) => name.length));
  const lines = named.map(([name, whom]) => fitting(`  ${name.padEnd(widest)}  ${whom}`, width, ", "));
  const rest = all.length - named.length;
  const more = rest > 0 ? [`  and ${rest} more: slostack show ${pagers.map(({ name }) => name).join(" or ")}`] : [];
  return [`\n${bold("A page reaches first")}`, ...lines, ...more, ""].join("\n");
}

/** `28 services, 15 SLOs, 143 alerts: 60 page, 83 post`. */
export function totals({ systems }: Resolved, alerts: readonly Alert[]): string {
  const services = systems.flatMap((system) => system.services);
  const { pages, posts } = countByRoute(alerts);
  return [
    formatCount(services.length, "service"),
    formatCount(services.flatMap(({ slos }) => slos).length, "SLO"),
    `${formatCount(alerts.length, "alert")}: ${pages} page, ${posts} post`,
  ].join(", ");
}
