import Fraction from "fraction.js";
import type { AlertCondition } from "../../model/condition.ts";
import { alertGroups, isGrouped } from "../../model/groups.ts";
import { logicalName } from "../../model/ids.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { BadShare, Condition, Slo } from "../../model/resolved.ts";
import {
  type Burn,
  guardQuery,
  Inexpressible,
  longestBurnWindow,
  type MonitorQuery,
  monitorQuery,
  shareQuery,
  silenceQuery,
} from "../../queries/datadog.ts";
import { type Expression, joined, monitorsIn } from "./expression.ts";
import type { DatadogAlert } from "./select.ts";

/** What one monitor asks. Of an SLO only when its id is known, which the vendor gives out. */
export type Ask =
  | { readonly kind: "metric"; readonly query: MonitorQuery }
  | { readonly kind: "burn"; readonly slo: Slo; readonly burn: Burn }
  | { readonly kind: "budget"; readonly slo: Slo };

/** A monitor that notifies no one, for composites to read. */
export interface Member {
  /** logical name */
  readonly name: string;
  readonly formerNames: readonly string[];
  /** for example `burn rate over 1h and 5m` */
  readonly words: string;
  readonly ask: Ask;
}

/** An alert as one monitor, or as members and the composite that notifies. */
export type Composition =
  | { readonly kind: "single"; readonly ask: Ask; readonly missing: "quiet" | "alerts" }
  | { readonly kind: "composite"; readonly expression: Expression; readonly members: readonly Member[] };

/** A composite reads at most this many monitors ("Composite monitors"). */
export const mostMembers = 10;

/**
 * How an alert becomes monitors.
 *
 * @throws Inexpressible if Datadog has no way to say it
 */
export function compositionOf(alert: DatadogAlert): Composition {
  if (alert.kind === "floor" && !alertGroups(alert.when)) return floorPlan(alert);
  const { when } = alert;
  if (when.kind === "source-silent") {
    return { kind: "single", ask: { kind: "metric", query: silenceQuery(alert.evaluator, alert.for) }, missing: "alerts" };
  }
  if (when.kind === "or-absent" || isLeaf(when)) {
    const leaf = when.kind === "or-absent" ? when.of : when;
    if (!needsGuard(leaf)) {
      const missing = when.kind === "or-absent" || leaf.kind === "absent" ? "alerts" : "quiet";
      return { kind: "single", ask: { kind: "metric", query: monitorQuery(leaf, alert.for) }, missing };
    }
    if (when.kind === "or-absent")
      throw new Inexpressible("a composite cannot detect missing data; remove least, or write missing: absence");
  }
  const absence = sameAbsence(when);
  if (absence) return compositionOf({ ...alert, when: absence });
  return compositePlan(alert);
}

const isLeaf = (when: AlertCondition): when is Condition =>
  !["any", "all", "unless", "or-absent", "recovered", "flapping", "source-silent"].includes(when.kind);
const needsGuard = (leaf: Condition): boolean => leaf.kind === "bad-share" && leaf.least > 0;

/** The absence of a distribution is one absence, at whatever bound its signals look. */
function sameAbsence(when: AlertCondition): Condition | undefined {
  if (when.kind !== "any") return undefined;
  const absences = when.of.filter((part) => part.kind === "absent");
  if (absences.length < when.of.length) return undefined;
  const asked = new Map(absences.map((part) => [monitorQuery(part, 60).query, part]));
  if (asked.size > 1) throw new Inexpressible("a composite cannot detect the absence of two metrics");
  return absences[0];
}

/** A window that falls below the floor is an objective missed: a second SLO whose target is the floor. */
function floorPlan({ slo }: DatadogAlert): Composition {
  if (!slo?.floor) throw new Error("an alert of kind floor has an SLO with a floor");
  return { kind: "single", ask: { kind: "budget", slo }, missing: "quiet" };
}

function compositePlan(alert: DatadogAlert): Composition {
  if (alert.for > 0) throw new Inexpressible("a composite has no pending period; write for: 0s and a longer window");
  const members = new Map<string, Member>();
  const add = (role: string, over: number, words: string, ask: Ask): Expression => {
    const named = (name: string) => logicalName(stemOf(name, alert), role, formatDuration(over));
    const member = { name: named(alert.name), formerNames: [...new Set(alert.formerNames.map(named))], words, ask };
    const known = members.get(member.name);
    if (known && JSON.stringify(known.ask, written) !== JSON.stringify(ask, written)) {
      throw new Inexpressible(`two different conditions are called ${member.name}`);
    }
    members.set(member.name, member);
    return { monitor: member.name };
  };
  const expression = compiled(alert.when, alert, add);
  const [only, ...more] = [...members.values()];
  if (only && more.length === 0 && "monitor" in expression) return { kind: "single", ask: only.ask, missing: "quiet" };
  if (members.size > mostMembers) {
    const way = alertGroups(alert.when) ? "; groups have no burn rate monitor, so write a policy with one tier less for this SLO" : "";
    throw new Inexpressible(`${members.size} conditions would be joined, and a composite reads at most ${mostMembers} monitors${way}`);
  }
  return { kind: "composite", expression, members: monitorsIn(expression).flatMap((name) => members.get(name) ?? []) };
}

const written = (_key: string, value: unknown): unknown => (value instanceof Fraction ? value.toFraction() : value);

/** Page and ticket of an SLO read the same members, which therefore are named after the SLO. */
function stemOf(name: string, { kind }: DatadogAlert): string {
  return kind === "burn-page" || kind === "burn-ticket" ? name.replace(/--(?:page|ticket)$/, "") : name;
}

type Add = (role: string, over: number, words: string, ask: Ask) => Expression;

function compiled(when: AlertCondition, alert: DatadogAlert, add: Add): Expression {
  switch (when.kind) {
    case "any":
      return joined(
        "any",
        when.of.map((part) => compiled(part, alert, add)),
      );
    case "all": {
      const burning = burningPair(when.of, alert.slo);
      return burning
        ? tier(...burning, alert, add)
        : joined(
            "all",
            when.of.map((part) => compiled(part, alert, add)),
          );
    }
    case "unless":
      return joined("all", [compiled(when.of, alert, add), { not: compiled(when.unless, alert, add) }]);
    case "bad-share":
      return joined("all", [shareOf(when, add), ...guardOf(when, add)]);
    case "value":
    case "forecast":
    case "change":
    case "age":
    case "count":
    case "groups":
    case "occurs": {
      const query = monitorQuery(when, alert.for);
      return add(when.signal.path.split("/").slice(-1).join(), "over" in when ? when.over : 60, "condition", { kind: "metric", query });
    }
    case "absent":
    case "or-absent":
    case "source-silent":
      throw new Inexpressible("a composite cannot detect missing data");
    case "recovered":
    case "flapping":
      throw new Inexpressible("a composite cannot keep firing until recovery");
    case "probe-fails":
    case "certificate":
    case "no-sign-of-life":
      throw new Inexpressible("a composite cannot use probes");
  }
}

/** Two windows on one share of an SLO's signal: a tier of its burn rate. */
function burningPair(of: readonly AlertCondition[], slo: Slo | undefined): [BadShare, BadShare, Slo] | undefined {
  const [long, short, ...more] = of;
  if (!slo || long?.kind !== "bad-share" || short?.kind !== "bad-share" || more.length > 0) return undefined;
  const same = long.signal.path === slo.signal.path && short.signal.path === slo.signal.path && long.above.equals(short.above);
  return same ? [long, short, slo] : undefined;
}

function tier(long: BadShare, short: BadShare, slo: Slo, { evaluator }: DatadogAlert, add: Add): Expression {
  const guard = guardOf(long, add);
  // A burn rate is that of all groups together: each by itself is a share, by the metric.
  if (isGrouped(long.signal)) return joined("all", [shareOf(long, add), shareOf(short, add), ...guard]);
  if (long.over <= longestBurnWindow) {
    const factor = long.above.div(slo.target.neg().add(1));
    const burn = { window: slo.window, long: long.over, short: short.over, factor, target: slo.target };
    const words = `burn rate over ${formatDuration(long.over)} and ${formatDuration(short.over)}`;
    return joined("all", [add("burn", long.over, words, { kind: "burn", slo, burn }), ...guard]);
  }
  if (!evaluator.longTiers) {
    throw new Inexpressible(
      `the tier over ${formatDuration(long.over)} is longer than the ${formatDuration(longestBurnWindow)} of a burn rate monitor; ` +
        `write long-tiers: metric-monitors at sources/${evaluator.id}, or a policy without it`,
    );
  }
  return joined("all", [shareOf(long, add), shareOf(short, add), ...guard]);
}

function shareOf(share: BadShare, add: Add): Expression {
  return add("share", share.over, `bad share over ${formatDuration(share.over)}`, { kind: "metric", query: shareQuery(share) });
}

function guardOf(share: BadShare, add: Add): Expression[] {
  if (share.least === 0) return [];
  const words = `${share.least} failures in ${formatDuration(share.over)}`;
  return [add("failures", share.over, words, { kind: "metric", query: guardQuery(share) })];
}
