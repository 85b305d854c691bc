import Fraction from "fraction.js";
import { resolve } from "../../language.ts";
import { measuredOf } from "../../model/composite.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import { isRaw } from "../../model/raw.ts";
import type { CompositeSignal, ShareSignal, SingleShare, Slo } from "../../model/resolved.ts";
import { exposed } from "./application.ts";
import { intervals } from "./predict.ts";
import { shareAt, type Traces } from "./predict-composite.ts";
import type { Simulation } from "./simulation.ts";
import { failing, most } from "./slo-cases.ts";
import { daily, following, steady, type Trace } from "./trace.ts";
import { alertOf, type Watched, watch } from "./watched.ts";

const day = 1440;

/** A catalog with another window of every SLO and another scrape interval of every source. */
export function withWindow(catalog: CheckedCatalog, environment: string, window: string, scrape: string): Watched {
  const edited = structuredClone(catalog);
  for (const source of Object.values(edited.organization.sources)) Object.assign(source, { scrape });
  for (const { services } of edited.systems)
    for (const { slos } of Object.values(services)) for (const slo of Object.values(slos)) Object.assign(slo, { window });
  return watch(resolve(edited, environment));
}

/**
 * The floor over the whole window, from sums of full hours: what happened in them, counted.
 *
 * @param traces what the signal of the floor lives through, of a composite each of its members
 */
export function floorCase(watched: Watched, slo: Slo, traces: Traces, days: number, name: string): Simulation {
  const alert = alertOf(watched, slo.path, "floor");
  if (!slo.floor) throw new Error(`${slo.path} has no floor`);
  const { signal, share } = slo.floor;
  const bad = shareAt(compositeOf(signal), traces);
  const allowed = share.neg().add(1);
  const isBelow = (hours: number) => bad(hours * 60, days * day, slo.policy.leastBadEvents).compare(allowed) > 0;
  const minutes = traces[0]?.length ?? 0;
  const below = Array.from({ length: Math.floor(minutes / 60) + 1 }, (_, hours) => isBelow(hours));
  return {
    name: `${slo.path} ${name}`,
    alerts: [alert],
    scrape: signal.from.scrape,
    series: measuredOf(signal).flatMap((one, index) => exposed(one, traces[index] ?? [])),
    minutes,
    fires: { [alert.name]: intervals(minutes, (minute) => below[Math.floor(minute / 60)] ?? false) },
  };
}

/** A signal of one metric is the worst of one. */
const compositeOf = (signal: ShareSignal): Pick<CompositeSignal, "join" | "of"> =>
  signal.kind === "composite" ? signal : { join: "worst", of: [{ signal, weight: new Fraction(1) }] };

/** Three good days, of events with a spell without any after them, and bad ones, of which so much is bad. */
function lived(signal: SingleShare, bad: Bad): Trace {
  const [good, spell, length] = [3 * day, 120, bad.days * day];
  if (signal.kind === "events") return following(daily(good, 20, 400), steady(spell, 0), daily(length, 20, 400, bad.part));
  return following(failing({ signal }, good + spell, 0), failing({ signal }, length, Math.ceil(most({ signal }) * bad.part)));
}

interface Bad {
  readonly part: number;
  readonly days: number;
}

/** Enough to be below a floor, late in the time: of one day half as much again as four days allow, or more of them where a day has not so much. */
function badEnough(share: Fraction): Bad {
  const allowed = 1 - share.valueOf();
  return allowed * 6 < 1 ? { part: allowed * 6, days: 1 } : { part: 1, days: Math.ceil(allowed * 6) };
}

/** Every floor of some SLOs of a catalog that rolls, over windows of four days; of a composite also of each member alone. */
export function floorCases(catalog: CheckedCatalog, environment: string, slos: readonly Slo[]): Simulation[] {
  const rolling = new Set(slos.flatMap(({ path, floor, calendar }) => (floor && !calendar ? [path] : [])));
  if (rolling.size === 0) return [];
  const four = withWindow(catalog, environment, "4d", "60s");
  return four.slos
    .filter(({ path, floor }) => floor && rolling.has(path) && measuredOf(floor.signal).every(isSimulated))
    .flatMap((slo) => casesOf(four, slo));
}

const isSimulated = (signal: SingleShare): boolean => signal.from.traits.series !== undefined && !isRaw(signal);

function casesOf(watched: Watched, slo: Slo): Simulation[] {
  if (!slo.floor) return [];
  const members = measuredOf(slo.floor.signal);
  const bad = badEnough(slo.floor.share);
  const made = (name: string, traces: Traces) => floorCase(watched, slo, traces, 4, name);
  return [
    made(
      "makes a ticket below its floor, after a spell without requests",
      members.map((signal) => lived(signal, bad)),
    ),
    ...(members.length > 1 ? members : []).map((failing) =>
      made(
        `judges a day in which ${failing.path} alone fails`,
        members.map((signal) => lived(signal, { ...bad, part: Number(signal === failing) })),
      ),
    ),
  ];
}
