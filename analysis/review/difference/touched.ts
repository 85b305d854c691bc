import type { Resolved } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { slosOnTraffic } from "../../../monitors/traffic-alerts.ts";
import type { Entries } from "./plain.ts";

/** The keys of every entry that has a part in an alert: what it measures, and whom it notifies. */
export function touchedBy(alert: Alert | undefined, entries: Entries, resolved: Resolved): ReadonlySet<string> {
  const keys = new Set<string>();
  if (!alert) return keys;
  const { when, slo, severity, route, owner, evaluator, service, system } = alert;
  const rule = alert.kind === "threshold" ? service?.alerts.find(({ path }) => path === alert.entry) : undefined;
  const read = slosOnTraffic(alert);
  const roots = [...read, ...read.map(({ policy }) => policy), when, slo?.policy, severity, owner, evaluator, service, system, slo, rule];
  for (const root of roots) collect(root, entries, keys, root === when);
  if (route.kind === "post" && route.during) collect(route.during, entries, keys, false);
  collect(route.channel, entries, keys, false);
  if (route.kind === "page") collect(route.onCall, entries, keys, true);
  if (alert.kind === "watchdog") collect(resolved.organization.deadMan, entries, keys, false);
  return keys;
}

/** Entries that an alert's figures and people are reached through; of a source, what is behind it is a matter of its own. */
const through = /^(?:metric|signal|composite|probe|endpoint|on-call|escalation|schedule) /;

function collect(value: unknown, entries: Entries, keys: Set<string>, deep: boolean): void {
  if (typeof value !== "object" || value === null) return;
  const entry = entries.get(value);
  if (entry) {
    if (keys.has(entry.key)) return;
    keys.add(entry.key);
    if (!deep || !through.test(entry.key)) return;
  } else if (!deep) return;
  for (const one of Object.values(value)) collect(one, entries, keys, deep);
}
