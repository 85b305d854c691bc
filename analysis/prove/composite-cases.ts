import { matches } from "../../model/matcher.ts";
import type { AlertRule, BadShare, CompositeSignal, Matchers, Member, SingleShare } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { exposed, labelsOf } from "./application.ts";
import { heldFor, leastThat } from "./predict.ts";
import { type CompositeSlo, predictComposite, shareAt, type Traces } from "./predict-composite.ts";
import type { Firing, Simulation } from "./simulation.ts";
import { burst, failing, history, hour, most, quietly } from "./slo-cases.ts";
import type { Trace } from "./trace.ts";
import { alertOf, type Watched } from "./watched.ts";

/** What an SLO on several signals must do: by all of them, and by each of them alone while the others are well. */
export function compositeCases(watched: Watched, slo: CompositeSlo): Simulation[] {
  const outage = slo.signal.of.map((member) => burst(member, 6 * hour, most(member), hour, 2 * hour));
  return [
    simulation(watched, slo, "pages in a total outage of all its parts and resolves after it", outage),
    ...slo.signal.of.flatMap((member) => [...alone(watched, slo, member, "page"), ...alone(watched, slo, member, "ticket")]),
    ...slo.signal.of.flatMap((member) => quiet(watched, slo, member)),
  ];
}

function simulation(watched: Watched, slo: CompositeSlo, name: string, traces: Traces): Simulation {
  const [page, ticket] = [alertOf(watched, slo.path, "burn-page"), alertOf(watched, slo.path, "burn-ticket")];
  const predicted = predictComposite(traces, slo);
  return {
    name: `${slo.path} ${name}`,
    alerts: [page, ticket],
    scrape: slo.signal.from.scrape,
    series: seriesOf(slo.signal, traces),
    minutes: traces[0]?.length ?? 0,
    fires: { [page.name]: predicted.page, [ticket.name]: predicted.ticket },
  };
}

/** One member lives through a trace, while the others are well. */
const beside = ({ of }: CompositeSignal, failed: Member, trace: Trace): Traces =>
  of.map((member) => (member === failed ? trace : failing(member, trace.length, 0)));

const seriesOf = ({ of }: CompositeSignal, traces: Traces) => of.flatMap(({ signal }, index) => exposed(signal, traces[index] ?? []));

const times = {
  page: { history, burning: 7 * hour, after: hour, fires: "pages", silent: "does not page" },
  ticket: { history: 3 * history, burning: 20 * hour, after: 3 * hour, fires: "makes a ticket", silent: "makes no ticket" },
};

/** At the lowest rate that fires and just below it; or, where its weight never makes it fire, in a total outage. */
function alone(watched: Watched, slo: CompositeSlo, member: Member, of: "page" | "ticket"): Simulation[] {
  const { history, burning, after, fires, silent } = times[of];
  const at = (level: number) => beside(slo.signal, member, burst(member, history, level, burning, after));
  const reaches = (level: number) => {
    const { page, ticket } = predictComposite(at(level), slo);
    // At higher rates the page silences the ticket: whatever pages burns as slowly, too.
    return page.length > 0 || (of === "ticket" && ticket.length > 0);
  };
  const highest = most(member);
  const name = `of ${member.signal.path} alone`;
  if (!reaches(highest)) return [simulation(watched, slo, `${silent} in a total outage ${name}`, at(highest))];
  const least = leastThat(0, highest, reaches);
  return [
    simulation(watched, slo, `${fires} at the lowest rate ${name}`, at(least)),
    simulation(watched, slo, `${silent} just below that rate ${name}`, at(least - 1)),
  ];
}

/** One failure of a member that has few events is a large share of them, and not enough to count. */
function quiet(watched: Watched, slo: CompositeSlo, member: Member): Simulation[] {
  const { signal } = member;
  if (signal.kind !== "events" || !signal.quietTraffic) return [];
  const name = `judges one failure of a quiet hour of ${signal.path}`;
  return [simulation(watched, slo, name, beside(slo.signal, member, quietly(signal.quietTraffic, 1)))];
}

type ShareRule = AlertRule & { readonly when: BadShare & { readonly signal: CompositeSignal } };

/** The same of an alert on one window: it fires above its share, and not at it. */
export function compositeShareCases(alert: Alert, rule: ShareRule): Simulation[] {
  const { signal, over, least, above } = rule.when;
  const minutes = Math.ceil((over + rule.for) / 60) + 15;
  const firesIn = (traces: Traces): Firing => {
    const share = shareAt(signal, traces);
    return heldFor(traces[0]?.length ?? 0, rule.for, (minute) => share(minute, over / 60, least).compare(above) > 0);
  };
  const made = (name: string, traces: Traces): Simulation => ({
    name: `${rule.path} ${name}`,
    alerts: [alert],
    scrape: signal.from.scrape,
    series: seriesOf(signal, traces),
    minutes: traces[0]?.length ?? 0,
    fires: { [alert.name]: firesIn(traces) },
  });
  const at = (member: Member, level: number) => burst(member, history, level, minutes, hour);
  return [
    made(
      "fires in a total outage of all its parts",
      signal.of.map((member) => at(member, most(member))),
    ),
    ...signal.of.flatMap((member) => {
      const alone = (level: number) => beside(signal, member, at(member, level));
      const reaches = (level: number) => firesIn(alone(level)).length > 0;
      const name = `of ${member.signal.path} alone`;
      if (!reaches(most(member))) return [made(`is silent in a total outage ${name}`, alone(most(member)))];
      const lowest = leastThat(0, most(member), reaches);
      return [made(`fires just above its share ${name}`, alone(lowest)), made(`is silent at its share ${name}`, alone(lowest - 1))];
    }),
  ];
}

/** Two members of which what the one exposes is read by the other as well: neither fails alone. Undefined where there are none. */
export function entangledIn({ of }: CompositeSignal): string | undefined {
  for (const [index, { signal: one }] of of.entries())
    for (const { signal: other } of of.slice(index + 1)) if (reads(one, other) || reads(other, one)) return `${one.path} and ${other.path}`;
  return undefined;
}

function reads(one: SingleShare, other: SingleShare): boolean {
  const fits = (labels: Readonly<Record<string, string>>, where: Matchers) =>
    Object.entries(where).every(([label, matcher]) => matches(matcher, labels[label] ?? ""));
  return selectorsOf(other).some((exposed) =>
    selectorsOf(one).some((selector) => selector.name === exposed.name && fits(labelsOf(exposed.where), selector.where)),
  );
}

/** Everything that a signal selects. */
function selectorsOf(signal: SingleShare): { readonly name: string; readonly where: Matchers }[] {
  const own = { name: signal.metric.name, where: signal.where };
  if (signal.kind === "slices") {
    const whole = "across" in signal.measure ? signal.measure.outOf : undefined;
    return whole ? [own, { name: whole.metric.name, where: whole.where }] : [own];
  }
  const { bad } = signal;
  if ("metric" in bad) return [own, { name: bad.metric.name, where: bad.where }];
  return "good" in bad ? [own, { name: bad.good.name, where: bad.where }] : [own];
}
