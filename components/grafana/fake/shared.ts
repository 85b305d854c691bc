import type { Account } from "../../../sandbox/account.ts";
import type { Refusal } from "../../../sandbox/fake-provider/model.ts";
import { refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";

/** Everything lives in Grafana's first organization; the plugin puts its number before every id. */
export function inOrganization(name: string): string {
  return `1:${name}`;
}

/** "1:checkout" -> "checkout"; a bare uid stays as it is. */
export function withoutOrganization(id: string): string {
  return id.replace(/^\d+:/, "");
}

/** Grafana's rule for every uid that a caller chooses (`util.ValidateUID`). */
export function uidRefusals(property: Path, value: Value | undefined): Refusal[] {
  const uid = text(value);
  if (uid.length > 40) return refuse(property, "uid too long, max 40 characters");
  return refuseIf(uid !== "" && !/^[\w-]+$/.test(uid), property, "uid contains illegal characters");
}

export function folderRefusals(property: Path, value: Value | undefined, account: Account): Refusal[] {
  if (value === undefined || value === "") return [];
  const uid = withoutOrganization(text(value));
  return refuseIf(account.get("folder", inOrganization(uid)) === undefined, property, `folder "${uid}" does not exist`);
}

/** Data sources that every Grafana has: expressions and the built-in ones of dashboards. */
const builtIn = new Set(["__expr__", "-100", "grafana", "-- Grafana --", "-- Mixed --", "-- Dashboard --"]);

export function dataSourceRefusals(property: Path, value: Value | undefined, account: Account): Refusal[] {
  const uid = text(value);
  // "${name}" is a variable of the dashboard: the reader chooses.
  if (builtIn.has(uid) || uid.startsWith("$")) return [];
  const known = account.all("dataSource").some(({ fields }) => fields.uid === uid);
  return refuseIf(!known, property, `data source "${uid}" does not exist`);
}

const durationUnits = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 } as const;

/** Milliseconds of a Prometheus duration such as "1h30m" or "-5m"; undefined if it is none. */
export function milliseconds(value: Value | undefined): number | undefined {
  const match = /^(-?)((?:\d+(?:ms|[smhdwy]))+|0)$/.exec(text(value));
  if (match === null) return undefined;
  const parts = [...(match[2] ?? "").matchAll(/(\d+)(ms|[smhdwy])/g)];
  const sum = parts.reduce((total, [, count, unit]) => total + Number(count) * durationUnits[unit as keyof typeof durationUnits], 0);
  return match[1] === "-" ? -sum : sum;
}

export function durationRefusals(property: Path, value: Value | undefined): Refusal[] {
  if (value === undefined) return [];
  const length = milliseconds(value);
  if (length === undefined) return refuse(property, `"${text(value)}" is not a duration`);
  return refuseIf(length < 0, property, `"${text(value)}" is shorter than 0`);
}

/** One spelling for durations of one length: the plugin compares lengths. */
export function canonicalDuration(value: Value | undefined): Value {
  const length = milliseconds(value);
  return length === undefined ? text(value) : `${length}ms`;
}

/** The parsed JSON, or undefined. */
export function json(value: Value | undefined): Value | undefined {
  try {
    return JSON.parse(text(value)) as Value;
  } catch {
    return undefined;
  }
}
