import Fraction from "fraction.js";
import { leavesOf } from "../model/condition.ts";
import { alertGroups, groupedSignalsOf } from "../model/groups.ts";
import { logicalName } from "../model/ids.ts";
import { decimal, formatDuration, formatSpan } from "../model/quantity.ts";
import type { Resolved, Slo } from "../model/resolved.ts";
import type { Alert, Route } from "./alert.ts";
import { alertsOf } from "./alerts.ts";
import { blindSpotsOf } from "./blind-spots.ts";
import { type BurnTier, burnTiers, percent } from "./burn-rate.ts";
import { timeUntil } from "./detection.ts";
import { type DetectionProfile, detectionProfileOf, quietTraffic } from "./detection-profile.ts";
import { limitAt } from "./limit.ts";
import { endingInWords, endingOf } from "./recovery.ts";
import { channelInWords } from "./routing.ts";

/** One alert in plain sentences. */
export interface Explained {
  readonly name: string;
  readonly severity: string;
  readonly route: string;
  readonly tiers: readonly {
    readonly share: string;
    readonly long: string;
    readonly short: string;
    readonly factor: string;
    readonly above: string;
  }[];
  /** from the beginning of a total outage until it fires, the time for which it must hold included */
  readonly outage: string;
  /** of a page at minimum traffic: how soon it detects shares of failures, and how soon the soonest possible test would */
  readonly limit?: string;
  /** of a signal by groups: what fires for each, and what more groups than it may have are */
  readonly groups?: string;
  /** of a burn rate: how long after the trouble it ends */
  readonly resolves?: string;
  /** the highest constant error rate, or the last value, that never fires it */
  readonly unseen: string;
  /** what it does not see although one might think so, and what would help */
  readonly blindSpots: readonly string[];
  readonly notes: readonly string[];
}

/** What every alert of a catalog sees, how soon, and what stays undetected; in the order of names. */
export function explain(resolved: Resolved): Explained[] {
  const slos = new Map(
    resolved.systems.flatMap((system) => system.services.flatMap((service) => service.slos.map((slo) => [slo.path, slo]))),
  );
  return alertsOf(resolved).map((alert) => {
    const profile = detectionProfileOf(alert.when, alert.for);
    const slo = slos.get(alert.entry);
    const tiers = slo ? burningTiers(alert, slo) : [];
    return {
      name: alert.name,
      severity: alert.severity.id,
      route: routeInWords(alert.route),
      tiers: tiers.map(inWords),
      ...groupsInWords(alert),
      outage: outageInWords(alert, profile),
      ...limitInWords(alert),
      ...(slo && tiers.length > 0 && { resolves: endingInWords(endingOf(slo.signal, tiers), tiers) }),
      unseen: profile.unseen,
      blindSpots: blindSpotsOf(alert.when),
      notes: alert.notes,
    };
  });
}

function groupsInWords({ when }: Alert): Pick<Explained, "groups"> {
  const [signal] = alertGroups(when) ? groupedSignalsOf(when) : [];
  if (!signal) return {};
  const { by, atMost } = signal.groups;
  return {
    groups: `one alert for each ${by.join(" and ")}, of at most ${atMost}; more is the ticket ${logicalName(...signal.path.split("/"), "groups")}`,
  };
}

/** Failures that are counted fire as soon as there are enough, and how soon that is depends on how many come. */
function outageInWords({ when, for: held }: Alert, { outage, quietOutage, quietTraffic }: DetectionProfile): string {
  const [leaf] = leavesOf(when);
  if (leaf?.kind === "count" && leaf.compare === "above") {
    const enough = `once more than ${decimal(leaf.threshold)} are counted in ${formatDuration(leaf.over)}`;
    return held > 0 ? `${enough}, for ${formatDuration(held)}` : enough;
  }
  if (leaf?.kind === "forecast") return `${formatDuration(leaf.within)} ahead, of what goes on as in the last ${formatDuration(leaf.from)}`;
  if (leaf?.kind === "change" && leaf.compare === "rises") return `once there is ${percent(leaf.by)} more in ${formatDuration(leaf.over)}`;
  const words = (time: number | undefined) => (time === undefined ? "never" : formatSpan(time));
  if (leaf?.kind === "count" && leaf.during) return `${words(outage)}, during ${leaf.during.id}`;
  return quietTraffic === undefined || outage === quietOutage
    ? words(outage)
    : `${words(outage)}; ${words(quietOutage)} at ${quietTraffic}`;
}

/** Shares of failures that are compared with the limit. */
const compared = ["1", "0.2", "0.05"].map((share) => new Fraction(share));

function limitInWords({ kind, slo, when, for: held }: Alert): Pick<Explained, "limit"> {
  const hourly = quietTraffic(when);
  if (kind !== "burn-page" || !slo || !hourly) return {};
  const words = compared.flatMap((share, index) => {
    const [limit, time] = [limitAt(slo.target, share, hourly), timeUntil({ when, for: held }, share, hourly)];
    if (limit === undefined) return [];
    const [of, is] = index === 0 ? [" of failures", "limit "] : ["", ""];
    return [`${percent(share)}${of} ${time === undefined ? "never" : `after ${formatSpan(time)}`} (${is}${formatSpan(limit)})`];
  });
  return { limit: `at ${decimal(hourly)}/h ${words.join(", ")}` };
}

function routeInWords(route: Route): string {
  if (route.kind === "page") return `page ${route.onCall.id}`;
  return `post ${channelInWords(route.channel)}${route.during ? ` (${route.during.id})` : ""}`;
}

function burningTiers({ kind }: Alert, slo: Slo): readonly BurnTier[] {
  switch (kind) {
    case "burn-page":
      return burnTiers(slo, slo.signal.from).page;
    case "burn-ticket":
      return burnTiers(slo, slo.signal.from).ticket;
    case "floor":
    case "threshold":
    case "absence":
    case "no-traffic":
    case "groups":
    case "source":
    case "watchdog":
      return [];
  }
}

function inWords({ share, long, short, factor, threshold }: BurnTier): Explained["tiers"][number] {
  return {
    share: percent(share),
    long: formatDuration(long),
    short: formatDuration(short),
    factor: decimal(factor),
    above: percent(threshold),
  };
}
