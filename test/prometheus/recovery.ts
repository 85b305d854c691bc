import { exposed } from "../../analysis/prove/application.ts";
import { type Predicted, predictPlain, predictSlo } from "../../analysis/prove/predict.ts";
import type { Firing, Simulation } from "../../analysis/prove/simulation.ts";
import type { EventsSlo } from "../../analysis/prove/slo-cases.ts";
import { alertOf, type Watched } from "../../analysis/prove/watched.ts";
import type { AlertCondition } from "../../model/condition.ts";
import type { Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { Incident } from "./incidents.ts";

/** One incident under the project's rules and under plain ones. */
export interface Comparison {
  readonly incident: Incident;
  readonly ours: Predicted;
  readonly plain: Predicted;
}

export function compared(incident: Incident, slo: Slo): Comparison {
  return { incident, ours: predictSlo(incident.trace, slo), plain: predictPlain(incident.trace, slo) };
}

/** Minutes that are evaluated after the last of the rules has ended; what follows is more of the same health. */
const silence = 60;

/** The four rules beside each other in the real engine: they must fire in the very minutes that were counted. */
export function simulated({ incident, ours, plain }: Comparison, watched: Watched, slo: EventsSlo): Simulation {
  const page = alertOf(watched, slo.path, "burn-page");
  const ticket = alertOf(watched, slo.path, "burn-ticket");
  const [plainPage, plainTicket] = [plainRule(page), plainRule(ticket)];
  const ends = [ours.page, ours.ticket, plain.page, plain.ticket].flatMap((fired) => fired.map(([, end]) => end));
  const trace = incident.trace.slice(0, Math.max(incident.over, ...ends) + silence);
  return {
    name: incident.name,
    alerts: [page, ticket, plainPage, plainTicket],
    scrape: slo.signal.from.scrape,
    series: exposed(slo.signal, trace),
    minutes: trace.length,
    fires: { [page.name]: ours.page, [ticket.name]: ours.ticket, [plainPage.name]: plain.page, [plainTicket.name]: plain.ticket },
  };
}

/** The same tiers and thresholds, and nothing else: they fire while a tier holds. */
function plainRule({ keepFiringFor: _, ...alert }: Alert): Alert {
  return { ...alert, name: `${alert.name}--plain`, when: tiersOf(alert.when) };
}
function tiersOf(when: AlertCondition): AlertCondition {
  if (when.kind === "unless") return tiersOf(when.of);
  if (when.kind === "all") return { kind: "all", of: when.of.map(tiersOf) };
  if (when.kind !== "any") return when;
  const bridges = (part: AlertCondition) => part.kind === "all" && part.of.some(({ kind }) => kind === "flapping");
  return { kind: "any", of: when.of.filter((part) => !bridges(part)).map(tiersOf) };
}

export const severities = ["page", "ticket"] as const;
type Severity = (typeof severities)[number];

/** Minutes from the end of an incident until an alert fires no more; undefined where it did not fire. */
export function resolving(fired: Firing, { over, trace }: Incident): number | undefined {
  const end = fired.at(-1)?.[1];
  if (end === undefined) return undefined;
  if (end > trace.length) throw new Error("it fires until the end of the simulation, which is too short");
  return Math.max(0, end - over);
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error("there is no median of nothing");
  return (low + high) / 2;
}

/** The times to resolve of all alerts that fired, an incident and an alert at a time. */
export function times(of: readonly Comparison[], rules: "ours" | "plain", which: readonly Severity[] = severities): number[] {
  return of.flatMap((one) => which.map((severity) => resolving(one[rules][severity], one.incident)).filter((time) => time !== undefined));
}

export const episodes = (of: readonly Comparison[], rules: "ours" | "plain", severity: Severity): number =>
  of.reduce((sum, one) => sum + one[rules][severity].length, 0);

const kinds: Readonly<Record<Incident["kind"], string>> = {
  outage: "all requests fail",
  partial: "a part fails",
  slow: "slow burn",
  flapping: "comes and goes, pauses up to 12 min",
  "long pauses": "comes and goes, pauses of 15 to 25 min",
};

/** The tables of the decision record: resolve times in minutes, and episodes. */
export function figures(all: readonly Comparison[]): string {
  const groups = Object.entries(kinds).map(([kind, words]) => ({ words, of: all.filter(({ incident }) => incident.kind === kind) }));
  const told = (found: readonly number[]) => (found.length > 0 ? `${median(found)} (${Math.max(...found)})` : "-");
  const row = ({ words, of }: { words: string; of: readonly Comparison[] }) => [
    words,
    `${of.length}`,
    ...(["plain", "ours"] as const).flatMap((rules) => [
      told(times(of, rules, ["page"])),
      told(times(of, rules, ["ticket"])),
      told(times(of, rules)),
    ]),
    ...severities.flatMap((severity) => [`${episodes(of, "plain", severity)}`, `${episodes(of, "ours", severity)}`]),
  ];
  return [...groups, { words: "**together**", of: all }].map((group) => `| ${row(group).join(" | ")} |`).join("\n");
}
