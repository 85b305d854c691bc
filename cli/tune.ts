import { objectivesIn, tune as run } from "../analysis/tune/tune.ts";
import { resolve } from "../language.ts";
import { measuredOf } from "../model/composite.ts";
import { loadIncidents } from "../model/incidents.ts";
import { nearest } from "../model/nearest.ts";
import { incidentsOf } from "../model/places.ts";
import { parseDuration, QuantityError } from "../model/quantity.ts";
import { report } from "../model/report.ts";
import type { Slo } from "../model/resolved.ts";
import { CannotRead } from "./history/fault.ts";
import { readHistory } from "./history/read.ts";
import { loadedWith, refuserTo } from "./loaded-with.ts";
import { asJson, asText } from "./tune/text.ts";

export interface TuneOptions {
  readonly catalogDir: string;
  readonly environment: string;
  /** system/service or system/service/slo; default: every objective */
  readonly what?: string;
  /** as `slostack review --history` takes it */
  readonly history: string;
  /** default: incidents.yaml of the catalog */
  readonly incidents?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tokenFile?: string;
  /** how much later one page in ten may come, `5m` */
  readonly later?: string;
  readonly pagesAWeek?: number;
  readonly format: "terminal" | "json";
  readonly write: (text: string) => void;
  /** takes how far it is, a line at a time */
  readonly log: (text: string) => void;
}

/**
 * Proposes for each objective when its page should fire, by what happened. It changes nothing. Returns the exit code: 0 also where it
 * proposes something, 2 where there is no history or no incident to tell by.
 */
export async function tune({ catalogDir, environment, what, format, write, log, ...asked }: TuneOptions): Promise<number> {
  const refuse = refuserTo(write);
  const loaded = loadedWith(environment, catalogDir);
  if ("lines" in loaded) return refuse(loaded.lines, loaded.code);
  const later = secondsIn(asked.later);
  if (typeof later === "string") return refuse([`--later: ${later}`], 2);
  const resolved = resolve(loaded.catalog, environment);
  const all = objectivesIn(resolved);
  const chosen = all.filter(({ slo }) => what === undefined || slo.path === what || slo.path.startsWith(`${what}/`));
  if (chosen.length === 0) {
    const paths = all.map(({ slo }) => slo.path);
    const meant = what === undefined ? undefined : nearest(what, paths);
    const unknown = `${environment} has no objective${what === undefined ? "" : ` called ${what}`}`;
    return refuse([`${unknown}${meant === undefined ? "" : `; did you mean ${meant}?`}`, `  ${paths.join(", ")}`], 2);
  }
  const file = asked.incidents ?? incidentsOf(catalogDir);
  if (file === undefined)
    return refuse(["there are no incidents to tell by: write them into incidents.yaml of the catalog, or name a file with --incidents"], 2);
  const { incidents, problems } = loadIncidents(
    file,
    resolved.systems.flatMap(({ services }) => services.map(({ path }) => path)),
  );
  if (!incidents) return refuse(report(problems), 2);
  try {
    const { recorded, span, unread, notes } = await readHistory({
      source: asked.history,
      signals: [...new Set(chosen.flatMap(({ slo }) => measuredOf(slo.signal)).filter(({ from }) => from.traits.series))],
      lead: Math.max(0, ...chosen.map(({ slo }) => lookbackOf(slo))),
      now: Math.floor(Date.now() / 1000),
      report: log,
      ...(asked.from !== undefined && { from: asked.from }),
      ...(asked.to !== undefined && { to: asked.to }),
      ...(asked.tokenFile !== undefined && { tokenFile: asked.tokenFile }),
    });
    const tuned = run(chosen, {
      recorded,
      span,
      incidents,
      unread,
      ...(later !== undefined && { later }),
      ...(asked.pagesAWeek !== undefined && { pagesAWeek: asked.pagesAWeek }),
      progress: (done, of) => log(`objectives: ${done} of ${of}`),
    });
    const found = { environment, span, notes, tuned, source: asked.history };
    write(format === "json" ? `${JSON.stringify(asJson(found), null, 2)}\n` : asText(found));
    return 0;
  } catch (error) {
    if (error instanceof CannotRead) return refuse([error.message], 2);
    throw error;
  }
}

function secondsIn(text: string | undefined): number | undefined | string {
  try {
    return text === undefined ? undefined : parseDuration(text);
  } catch (error) {
    if (error instanceof QuantityError) return error.message;
    throw error;
  }
}

/** Seconds: windows are tried up to twice as long, and an alert remembers for two hours that it comes and goes. */
const lookbackOf = ({ policy }: Slo): number => 2 * Math.max(...policy.page.map(({ in: window }) => window)) + 3 * 3600;
