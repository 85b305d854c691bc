import { comparedUnit } from "../model/compared.ts";
import { leavesOf, signalsOf } from "../model/condition.ts";
import { serviceOf } from "../model/ids.ts";
import { openHours } from "../model/open-hours.ts";
import { formatSpan } from "../model/quantity.ts";
import type { Condition } from "../model/resolved.ts";
import { goesAsFarAs } from "../model/stage.ts";
import type { Alert } from "./alert.ts";
import { percent } from "./burn-rate.ts";
import { detectionProfileOf } from "./detection-profile.ts";
import { levelInWords, measured } from "./words.ts";

/** A fault of a generated alert; `code` is one of the catalog's problem codes. */
export interface Finding {
  readonly code: "cannot-fire" | "always-fires" | "probe-missing" | "slo-without-page";
  readonly severity: "error" | "warning";
  /** logical name of the alert */
  readonly alert: string;
  /** path of the catalog entry */
  readonly entry: string;
  readonly what: string;
  readonly way: string;
}

/** A person is called within this time of a total outage, at any target and at any hour. */
const outageSeenWithin = 1800;

/**
 * What the alerts of a catalog cannot do although they look as if they could: conditions beyond what the data can ever
 * be, guards that the quietest hour cannot reach, SLOs that no tier watches. Judged on the alerts themselves, after
 * every override, default and cap.
 */
export function fireability(alerts: readonly Alert[]): Finding[] {
  const services = Map.groupBy(alerts, ({ service }) => service?.path);
  return alerts.flatMap((alert) => {
    const own = services.get(alert.service?.path) ?? [];
    const measured = [...new Set(signalsOf(alert.when).map(({ path }) => serviceOf(path)))].map((path) => services.get(path) ?? []);
    return [...impossible(alert), ...slowOutage(alert, measured), ...unwatched(alert, own)];
  });
}

function finding(alert: Alert, code: Finding["code"], what: string, way: string): Finding {
  return { code, severity: "error", alert: alert.name, entry: alert.entry, what, way };
}

function impossible(alert: Alert): Finding[] {
  return leavesOf(alert.when).flatMap((leaf) => {
    const fault = beyond(leaf);
    if (fault) return [finding(alert, fault.code, fault.what, "change the threshold, or the contract of the metric")];
    const short = leaf.kind === "count" && tooShort(leaf, alert.for);
    return short
      ? [finding(alert, "cannot-fire", short, "name a calendar with longer hours, or a higher rate, for which it waits less")]
      : [];
  });
}

function beyond(leaf: Condition): { code: "cannot-fire" | "always-fires"; what: string } | undefined {
  switch (leaf.kind) {
    case "bad-share":
      return leaf.above.compare(1) < 0 ? undefined : { code: "cannot-fire", what: `a share is never above ${percent(leaf.above)}` };
    case "value":
      return outOfRange(leaf);
    case "forecast":
    case "change":
    case "age":
    case "count":
    case "occurs":
    case "absent":
    case "groups":
      return undefined;
  }
  return leaf satisfies never;
}

/** Hours that are over before the wait is. */
function tooShort({ during, over }: Extract<Condition, { kind: "count" }>, held: number): string | undefined {
  if (!during) return undefined;
  const { longest } = openHours(during);
  if (longest === 0)
    return `no hour of ${during.id} is within it all the year: the clocks of ${during.timeZone} change by as much as it has`;
  if (longest > over + held) return undefined;
  return `without traffic it waits ${formatSpan(over + held)}, and ${during.id} has at most ${formatSpan(longest)} at a stretch`;
}

function outOfRange(leaf: Extract<Condition, { kind: "value" }>): ReturnType<typeof beyond> {
  if (leaf.signal.raw || !leaf.signal.metric.range || leaf.signal.across === "sum" || leaf.signal.outOf) return undefined;
  if (leaf.signal.window?.take === "changes") return undefined;
  const { metric } = leaf.signal;
  const [lowest, highest] = leaf.signal.metric.range;
  const unit = comparedUnit(leaf.signal);
  const words = `${metric.name} is between ${measured(lowest, { unit })} and ${measured(highest, { unit })}`;
  const [far, near] = leaf.compare === "above" ? [highest, lowest] : [lowest, highest];
  const passes = (bound: typeof far) => (leaf.compare === "above" ? bound.compare(leaf.threshold) > 0 : bound.compare(leaf.threshold) < 0);
  const said = levelInWords(leaf);
  if (!passes(far)) return { code: "cannot-fire", what: `${words}, never ${said}` };
  if (passes(near)) return { code: "always-fires", what: `${words}, always ${said}` };
  return undefined;
}

/** A page that counts failures is blind where too few requests come to fail: only a probe sees that outage, as loudly as the page. */
function slowOutage(alert: Alert, measured: readonly (readonly Alert[])[]): Finding[] {
  if (alert.kind !== "burn-page") return [];
  const { quietOutage: outage, quietTraffic } = detectionProfileOf(alert.when);
  if (outage !== undefined && outage <= outageSeenWithin) return [];
  const probe = measured.every((own) =>
    own.some((other) => other.severity.route === "page" && goesAsFarAs(other, alert) && isProbe(other)),
  );
  if (probe) return [];
  const when = outage === undefined ? "never" : `only after ${formatSpan(outage)}`;
  const what = `${quietTraffic ? `at ${quietTraffic} ` : ""}a total outage pages ${when}: too few requests come to fail`;
  return [finding(alert, "probe-missing", what, "add a paging alert on a value with `missing: fire`, such as up")];
}

/** Which conditions hold where no numbers come. A certificate is watched for a month, and its endpoint may be gone for as long. */
const seesSilence = {
  "or-absent": true,
  absent: true,
  "probe-fails": true,
  "bad-share": false,
  value: false,
  forecast: false,
  change: false,
  age: false,
  count: false,
  occurs: false,
  groups: false,
  any: false,
  all: false,
  unless: false,
  recovered: false,
  flapping: false,
  "source-silent": false,
  certificate: false,
  "no-sign-of-life": false,
} as const satisfies Record<Alert["when"]["kind"], boolean>;
const isProbe = (alert: Alert): boolean => seesSilence[alert.when.kind];

/** Where no page tier applies, the SLO has no page at all. */
function unwatched(alert: Alert, own: readonly Alert[]): Finding[] {
  if (alert.kind !== "burn-ticket" || own.some((other) => other.kind === "burn-page" && other.entry === alert.entry)) return [];
  return [finding(alert, "slo-without-page", "no page tier of the policy applies to this SLO", "choose other shares or windows")];
}
