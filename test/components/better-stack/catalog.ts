import { join } from "node:path";
import { type BetterStackMonitoring, forBetterStack } from "../../../components/better-stack/select.ts";
import { resolve } from "../../../language.ts";
import type { Resolved } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

/** An organization whose endpoints are asked in every form. */
export const quay = join(import.meta.dirname, "fixtures", "catalog");

/** A catalog for one environment. @throws Error with its problems where it has errors. */
export function resolvedCatalog(directory: string, environment: string): Resolved {
  const catalog = soundCatalog(directory);
  return resolve(catalog, environment);
}

/** What the catalog asks of Better Stack, with what it was made of. */
export function quayIn(environment: string): {
  readonly resolved: Resolved;
  readonly alerts: ReturnType<typeof alertsOf>;
  readonly plan: BetterStackMonitoring;
} {
  const resolved = resolvedCatalog(quay, environment);
  const alerts = alertsOf(resolved);
  return { resolved, alerts, plan: forBetterStack({ resolved, alerts }) };
}

/** The one that a test is about. @throws Error if there is none. */
export function the<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("there is none");
  return found;
}
