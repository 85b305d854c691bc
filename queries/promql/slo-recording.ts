import { isDeepStrictEqual } from "node:util";
import Fraction from "fraction.js";
import { type AlertCondition, type Flapping, leavesOf, longestByMinutes, type Recovered } from "../../model/condition.ts";
import { oldestId } from "../../model/ids.ts";
import { once } from "../../model/once.ts";
import { decimal, formatDuration } from "../../model/quantity.ts";
import type { SingleShare, Slo, Source } from "../../model/resolved.ts";
import { begunAgain, beyondChanceQuery, conditionQuery, healthyQuery, recoveredQuery, type Windows } from "./condition.ts";
import { countOver, earlier, type Recording, recorded, recordingsOf } from "./recording.ts";
import { exactly, selector } from "./selector.ts";
import { recordedLabels, recordedSelector } from "./tile.ts";

/** As much of an alert as its query needs. */
export interface Asked {
  readonly kind?: string;
  readonly when: AlertCondition;
  readonly evaluator: Source;
  readonly slo?: Slo;
}

type Severity = "page" | "ticket";
type RecordedSlo = Slo & { readonly signal: SingleShare };
interface Burning {
  readonly when: AlertCondition;
  readonly slo: RecordedSlo;
  readonly severity: Severity;
}

const severities: Readonly<Record<string, Severity>> = { "burn-page": "page", "burn-ticket": "ticket" };

/**
 * A budget alert whose windows are recorded: one that a Prometheus evaluates itself. In a group it evaluates rule by rule, and each
 * reads what those before it have just recorded. Grafana and vmalert write what they record over the network: it would be read an
 * evaluation later, and not at all in the first after an edit.
 */
function burningOf(alert: Asked): Burning | undefined {
  const { kind = "", when, evaluator, slo } = alert;
  const severity = severities[kind];
  if (!severity || !slo || !isCounted(slo) || evaluator.kind !== "prometheus") return undefined;
  if (evaluator.evaluator !== "prometheus" || evaluator.server !== "prometheus") return undefined;
  return { when, slo, severity };
}

/** What is made of several signals has no counts of its own. */
const isCounted = (slo: Slo): slo is RecordedSlo => slo.signal.kind !== "composite";

/** Whether an alert reads recorded burn rates: then its value is one. */
export const readsBurnRates = (alert: Asked): boolean => burningOf(alert) !== undefined;

/** The query of an alert: `conditionQuery`, or where its windows are recorded the same of burn rates. */
export function alertQuery(alert: Asked): string {
  const burning = burningOf(alert);
  return burning ? conditionQuery(burning.when, asked(burning)) : conditionQuery(alert.when);
}

/**
 * What the budget alerts of one SLO read beside the recordings of its signal, in the order of evaluation: windows, each summed up
 * once, and what is made of them. Nothing where they read no burn rates.
 */
export function sloRecordings(alerts: readonly Asked[]): Recording[] {
  const [first, ...more] = alerts.flatMap((alert) => burningOf(alert) ?? []);
  return first ? recordingsOfSlo([first, ...more]) : [];
}

/** The most series that signals by groups record: each group is one of every recording. */
export function groupSeriesOf(alerts: readonly Asked[]): number {
  const bySlo = Map.groupBy(alerts, ({ slo }) => slo?.path);
  const recordings = [...recordingsOf(alerts), ...[...bySlo.values()].flatMap(sloRecordings)];
  const grouped = recordings.filter(({ signal }) => signal.from.traits.series);
  return grouped.reduce((sum, { signal }) => sum + (signal.groups?.atMost ?? 0), 0);
}

const names = {
  total: (over: number) => `slo:events:increase${formatDuration(over)}`,
  bad: (over: number) => `slo:bad_events:increase${formatDuration(over)}`,
  burnRate: (over: number) => `slo:burn_rate:${formatDuration(over)}`,
  beyond: (over: number) => `slo:bad_minutes_beyond_chance:${formatDuration(over)}`,
  healthy: (severity: Severity) => `slo:healthy:${severity}`,
  flapping: (severity: Severity) => `slo:flapping:${severity}`,
  recovered: (severity: Severity) => `slo:recovered:${severity}`,
  burning: "slo:burning:page",
} as const;

/** Those of the recorded signal, so that an alert has the labels that it has without recorded windows. */
const labelsOf = once((slo: RecordedSlo) => ({ ...recordedLabels(slo.signal), slo: oldestId(slo) }));
const matchersOf = once((slo: RecordedSlo) => selector("", exactly(labelsOf(slo))));

const series = (name: string, slo: RecordedSlo): string => name + matchersOf(slo);

/** How an alert is written: by burn rates, and the counts of its guards. */
function asked(alert: Burning): Windows {
  const { slo, severity } = alert;
  const whose = ownerOfRate(alert);
  return {
    count: (what, _, over) => series(names[what](over), slo),
    reached: ({ above, over }) => `${series(names.burnRate(over), slo)} >= ${factorText(above.div(budgetOf(slo)))}`,
    beyond: ({ over }) => series(names.beyond(over), slo),
    recovered: () => series(names.recovered(severity), slo),
    flapping: (when) => series(names.flapping(whose(when)), slo),
    known: (when) => (when === pageTiersOf(alert) ? series(names.burning, slo) : undefined),
  };
}

/** The tiers of the page: it fires under them unless it has recovered, and its ticket is silent under them. */
function pageTiersOf({ when, severity }: Burning): AlertCondition | undefined {
  if (when.kind !== "unless") return severity === "page" ? when : undefined;
  if (severity === "page") return when.of;
  return when.unless.kind === "any" ? when.unless : undefined;
}

/** A ticket is silent under the tiers of its page, which may flap by another rate. */
function ownerOfRate({ when, severity }: Burning): (flapping: Flapping) => Severity {
  const own = recoveredIn(when);
  return ({ rate }) => (own.some((recovered) => recovered.rate.equals(rate)) ? severity : "page");
}

const budgetOf = ({ target }: Slo): Fraction => new Fraction(1).sub(target);

/**
 * Burn rates are rounded to this: a quotient of floats may be a little less than the factor that it has reached exactly. A factor
 * with more digits is cut, for the same reason.
 */
const digits = 6;
const factorText = (factor: Fraction): string => decimal(factor.floor(digits));

function recordingsOfSlo(alerts: readonly [Burning, ...Burning[]]): Recording[] {
  const [{ slo }] = alerts;
  const shares = alerts.flatMap(({ when }) => leavesOf(when)).filter((leaf) => leaf.kind === "bad-share");
  const proved = alerts.flatMap(({ when, severity }) => recoveredIn(when).map((recovered) => ({ recovered, severity })));
  const flaps = new Map(
    alerts.flatMap((alert) => {
      const whose = ownerOfRate(alert);
      return flappingIn(alert.when).map((flapping) => [whose(flapping), flapping]);
    }),
  );
  const guarded = shares.filter(({ least }) => least > 0).map(({ over }) => over);
  const compared = proved.flatMap(({ recovered }) => recovered.proofs.flatMap(({ over, than }) => [over, than]));
  const long = shares.map(({ over }) => over).filter(isOfDays);
  const counted = inOrder([...guarded, ...compared, ...long, ...(long.length > 0 ? [day] : [])]);
  const count: Windows["count"] = (what, signal, over) =>
    counted.includes(over) ? series(names[what](over), slo) : countOver(what, signal, over);
  const recording = (name: string, expr: string): Recording => ({ name, expr, labels: labelsOf(slo), signal: slo.signal });
  const counts = counted.flatMap((over) =>
    (["bad", "total"] as const).map((what) =>
      recording(names[what](over), isOfDays(over) ? ofDays(what, slo, over) : countOver(what, slo.signal, over)),
    ),
  );
  const burnRates = inOrder(shares.map(({ over }) => over)).map((over) => {
    const [bad, total] = [count("bad", slo.signal, over), count("total", slo.signal, over)];
    const rate = `${bad}\n  / (${decimal(budgetOf(slo))} * (${total} > 0))`;
    return recording(names.burnRate(over), `round(\n  ${rate},\n  ${decimal(new Fraction(1, 10 ** digits))}\n)`);
  });
  const spread = new Map(shares.filter(({ leastMinutes }) => leastMinutes !== undefined).map((leaf) => [leaf.over, leaf]));
  const beyond = [...spread].map(([over, leaf]) =>
    recording(names.beyond(over), beyondChanceQuery({ ...leaf, signal: slo.signal }, count, "slo")),
  );
  const flapping = [...flaps].flatMap(([severity, when]) => [
    recording(names.healthy(severity), healthyQuery(when, when.pause)),
    recording(names.flapping(severity), begunAgain(`${series(names.healthy(severity), slo)}[${formatDuration(when.memory)}]`)),
  ]);
  const proofs = proved.map(({ recovered, severity }, index) => {
    const page = proved.slice(0, index).find((before) => before.severity === "page")?.recovered;
    const known =
      page && isProvedWith(recovered, page) ? { query: series(names.recovered("page"), slo), proofs: page.proofs.length } : undefined;
    const proof = recoveredQuery(recovered, { count }, known);
    return recording(names.recovered(severity), `(\n  ${proof.replaceAll("\n", "\n  ")}\n) * 0 + 1`);
  });
  const reader = alerts.find(pageTiersOf);
  const tiers = reader && pageTiersOf(reader);
  const burning = tiers ? [recording(names.burning, conditionQuery(tiers, { ...asked(reader), known: () => undefined }))] : [];
  return [...counts, ...burnRates, ...beyond, ...flapping, ...proofs, ...burning];
}

/**
 * Whether a page's end and the ticket's own rate of failures are a proof for the ticket: its first proofs are those of the page, at a lower
 * rate. Only the first has a rate. Where hardly a failure is proof, the shorter time within it has hardly one either; but of two counters it
 * may have, as one minute gives to the next.
 */
function isProvedWith(ticket: Recovered, page: Recovered): boolean {
  const [first, ...few] = page.proofs;
  if (!first || first.failures !== undefined || "good" in ticket.signal.bad) return false;
  const isWithin = ({ over, failures = Number.POSITIVE_INFINITY }: (typeof few)[number]) => over >= first.over && failures <= ticket.spare;
  const isLower = ticket.rate.compare(page.rate) <= 0 && ticket.spare <= page.spare;
  return isLower && few.every(isWithin) && isDeepStrictEqual(ticket.proofs.slice(0, page.proofs.length), page.proofs);
}

const inOrder = (windows: readonly number[]): number[] => [...new Set(windows)].sort((a, b) => a - b);

const day = 86_400;

/** Whether a window is made of days that were recorded before. */
const isOfDays = (over: number): boolean => over > day && over % day === 0 && over <= longestByMinutes;

/**
 * Events of days, from the sums of single ones: of minutes there would be thousands. Where such a day was not recorded, because
 * nothing was evaluated then or windows are recorded only since, it is made of its full hours.
 */
function ofDays(what: "total" | "bad", slo: RecordedSlo, over: number): string {
  const last = series(names[what](day), slo);
  const before = Array.from({ length: over / day - 1 }, (_, index) => {
    const offset = earlier((index + 1) * day);
    const byHours = `sum_over_time(${recordedSelector(recorded[what].hour, slo.signal)}[1d:1h]${offset})`;
    return `(\n  ${last}${offset}\n  or ignoring (slo) ${byHours}\n  or ignoring (slo) ${last} * 0\n)`;
  });
  return [last, ...before].join("\n+ ignoring (slo) ");
}

const recoveredIn = (when: AlertCondition): Recovered[] => partsOf(when).filter((part) => part.kind === "recovered");
const flappingIn = (when: AlertCondition): Flapping[] => partsOf(when).filter((part) => part.kind === "flapping");

/** A condition and all that it is made of. */
function partsOf(when: AlertCondition): AlertCondition[] {
  if (when.kind === "any" || when.kind === "all") return [when, ...when.of.flatMap(partsOf)];
  return when.kind === "unless" ? [when, ...[when.of, when.unless].flatMap(partsOf)] : [when];
}
