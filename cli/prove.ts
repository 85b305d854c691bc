import { availableParallelism } from "node:os";
import { findEngines } from "../analysis/prove/engines.ts";
import { prove as run, type Verdict } from "../analysis/prove/prove.ts";
import { faultOf, type RouteVerdict, routesOf } from "../analysis/prove/routes.ts";
import { type Plan, planOf } from "../analysis/prove/simulations.ts";
import { type CheckedCatalog, resolve } from "../language.ts";
import { formatCount } from "../model/quantity.ts";
import { ProgramNotFound } from "../programs/find.ts";
import { loadedWith, refuserTo } from "./loaded-with.ts";
import { changedSince } from "./prove/changed-since.ts";
import { isFaulty, type ProvedPanels, panelsText, provedPanels } from "./prove/panels.ts";
import { Refusal } from "./review/refusal.ts";
import { table } from "./table.ts";

export interface ProveOptions {
  readonly catalogDir: string;
  readonly environment: string;
  readonly format: "terminal" | "json";
  /** git revision: only alerts whose rules differ from it are proved */
  readonly changedSince?: string;
  /** processes at the same time; default: one a processor */
  readonly jobs?: number;
  readonly write: (text: string) => void;
  /** takes how far it is, a line at a time */
  readonly log: (text: string) => void;
}

/** Proves every alert that Prometheus evaluates, and the panels that its engine draws. Returns the exit code: 1 if one is not proved, 2 if nothing could be run. */
export async function prove(options: ProveOptions): Promise<number> {
  const { catalogDir, environment, format, write } = options;
  const refuse = refuserTo(write);
  const loaded = loadedWith(environment, catalogDir);
  if ("lines" in loaded) return refuse(loaded.lines, loaded.code);
  const { catalog } = loaded;
  try {
    const changed = await differing(catalog, options);
    const plan = planOf(catalog, environment, changed?.alert);
    const resolved = resolve(catalog, environment);
    const { jobs = availableParallelism(), log } = options;
    const found = {
      plan,
      verdicts: await proved(plan, { jobs, log }),
      // Routes are proved whole: a change of one can take the alerts of another.
      routes: await routesOf(resolved),
      panels: await provedPanels(resolved, { only: changed?.dashboard ?? (() => true), jobs, log }),
    };
    write(format === "json" ? `${JSON.stringify(asJson(environment, found), null, 2)}\n` : asText(environment, found));
    return isProved(found) ? 0 : 1;
  } catch (error) {
    if (error instanceof ProgramNotFound || error instanceof Refusal) return refuse([error.message], 2);
    throw error;
  }
}

/** What a change touches; undefined: all is proved. */
async function differing(catalog: CheckedCatalog, { catalogDir, environment, changedSince: revision }: ProveOptions) {
  return revision === undefined ? undefined : changedSince({ catalog, catalogDir, environment, revision });
}

const isProved = ({ verdicts, routes, panels }: Found): boolean =>
  verdicts.every(({ faults }) => faults.length === 0) &&
  routes.every((route) => faultOf(route) === undefined) &&
  !panels.verdicts.some(isFaulty);

async function proved(plan: Plan, { jobs, log }: Required<Pick<ProveOptions, "jobs" | "log">>): Promise<Verdict[]> {
  if (plan.simulations.length === 0) return [];
  // Found once, before several calls would build it at the same time.
  await findEngines(plan.simulations, log);
  return run(plan, { jobs, progress: (done, all) => log(`simulations: ${done} of ${all}`) });
}

interface Found {
  readonly plan: Plan;
  readonly verdicts: readonly Verdict[];
  readonly routes: readonly RouteVerdict[];
  readonly panels: ProvedPanels;
}

function asText(environment: string, { plan: { simulations, unproved }, verdicts, routes, panels }: Found): string {
  const rows = verdicts.map(({ alert, severity, simulations, fires, faults }) => [
    alert,
    severity,
    `fires in ${fires} of ${formatCount(simulations, "simulation")}`,
    faults.length === 0 ? "proved" : "NOT PROVED",
  ]);
  const faults = verdicts.flatMap(({ alert, faults }) =>
    faults.map(({ simulation, what }) => `${alert}\n  ${simulation}\n${indented(what)}\n`),
  );
  const misrouted = routes.flatMap((route) => [faultOf(route)].flatMap((what) => (what === undefined ? [] : [[route.alert, what]])));
  const reasons = Map.groupBy(unproved, ({ why }) => why);
  const failed = verdicts.filter((one) => one.faults.length > 0).length;
  return [
    table(rows),
    ...(faults.length === 0 ? [] : ["\n", faults.join("\n")]),
    ...(misrouted.length === 0 ? [] : ["\nNOT ROUTED\n", table(misrouted)]),
    ...[...reasons].map(
      ([why, of]) => `\nnot run: ${formatCount(of.length, "alert")} (${why})\n${table(of.map(({ alert }) => [alert.name]))}`,
    ),
    `\n${environment}: ${formatCount(verdicts.length - failed, "alert")} proved, ${failed} not proved, ${unproved.length} not run; ${formatCount(simulations.length, "simulation")}\n`,
    ...(routes.length === 0
      ? []
      : [
          `${environment}: ${routes.length - misrouted.length} of ${formatCount(routes.length, "route")} in Alertmanager reach the intended recipients\n`,
        ]),
    panelsText(environment, panels),
  ].join("");
}

const indented = (text: string): string => text.trim().replace(/^/gm, "    ");

function asJson(environment: string, { plan: { simulations, unproved }, verdicts, routes, panels }: Found) {
  return {
    environment,
    at: new Date().toISOString(),
    simulations: simulations.length,
    alerts: verdicts.map((one) => ({ ...one, proved: one.faults.length === 0 })),
    routes: routes.map((route) => ({ ...route, proved: faultOf(route) === undefined })),
    panels: panels.verdicts.map((panel) => ({ ...panel, proved: !isFaulty(panel) })),
    notRun: [...unproved.map(({ alert, why }) => ({ alert: alert.name, why })), ...panels.notRun],
  };
}
