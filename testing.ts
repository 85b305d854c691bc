import { availableParallelism } from "node:os";
import { answerTo } from "./analysis/on-call/answer.ts";
import type { Post } from "./analysis/on-call/posts.ts";
import { findEngines } from "./analysis/prove/engines.ts";
import { prove as run, type Verdict } from "./analysis/prove/prove.ts";
import { faultOf, type RouteVerdict, routesOf as routed } from "./analysis/prove/routes.ts";
import { planOf as simulated } from "./analysis/prove/simulations.ts";
import { findingsOf, problemsIn } from "./cli/check.ts";
import { inEveryEnvironment, unknownEnvironment } from "./cli/environments.ts";
import { neededVendors } from "./cli/needed-vendors.ts";
import { type Asked, questionOf } from "./cli/oncall.ts";
import { planWith } from "./cli/planned.ts";
import type { Paging } from "./components/paging.ts";
import type { PlannedObject } from "./components/print.ts";
import { type Catalog, type CheckedCatalog, loadCatalog, resolve } from "./language.ts";
import type { Problem } from "./model/problem.ts";
import { report } from "./model/report.ts";
import type { Resolved } from "./model/resolved.ts";

export type { Post } from "./analysis/on-call/posts.ts";
export type { Verdict } from "./analysis/prove/prove.ts";
export type { Paging } from "./components/paging.ts";
export type { PlannedObject } from "./components/print.ts";
export type { Problem } from "./model/problem.ts";

/**
 * Everything that `slostack check` reports of a catalog: what is wrong in it, what its alerts can never do, what a vendor cannot express. Ledgers of former names
 * are read for a folder alone.
 *
 * @param catalog a folder, or an object
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { test } from "node:test";
 * import { problemsOf } from "slostack/testing";
 *
 * test("the catalog has no problem", () => assert.deepEqual(problemsOf("./catalog"), []));
 * ```
 */
export function problemsOf(catalog: string | Catalog): readonly Problem[] {
  if (typeof catalog === "string") return findingsOf({ catalogDir: catalog }).problems;
  const loaded = loadCatalog(catalog);
  return problemsIn(loaded, loaded.catalog ? inEveryEnvironment(loaded.catalog) : []);
}

/** What real Prometheus code says of the alerts of a catalog. */
export interface Proof {
  /** everything that does not hold, one sentence each; empty where all alerts and routes are proved */
  readonly faults: readonly string[];
  readonly alerts: readonly Verdict[];
  readonly routes: readonly Routed[];
  /** alerts that Prometheus does not evaluate, each with the reason */
  readonly notRun: readonly { readonly alert: string; readonly why: string }[];
}

/** Whom Alertmanager notifies of an alert, by amtool and the rendered configuration. */
export interface Routed extends RouteVerdict {
  /** why these are not the recipients of the catalog; absent where they are */
  readonly fault?: string;
}

/**
 * Runs every alert that Prometheus can evaluate against simulated failures, as `slostack prove`: it must fire on its condition in the predicted minute, and stay
 * silent just below it. The first call builds Prometheus' rule manager and `amtool` with Go, which takes minutes once; without Go it finds `promtool` and `amtool`.
 *
 * @param jobs processes at the same time; default: one a processor
 * @throws Error for a catalog with errors, an unknown environment, or programs that can be neither found nor built
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { test } from "node:test";
 * import { prove } from "slostack/testing";
 *
 * test("every alert fires on what it must, and on nothing else", async () => {
 *   const { faults } = await prove("./catalog", "prod");
 *   assert.deepEqual(faults, []);
 * });
 * ```
 */
export async function prove(catalog: string | Catalog, environment: string, jobs: number = availableParallelism()): Promise<Proof> {
  const { checked, resolved } = opened(catalog, environment);
  const { unproved, ...plan } = simulated(checked, environment);
  // Found once, before several calls would build it at the same time.
  await findEngines(plan.simulations, () => {});
  const alerts = plan.simulations.length > 0 ? await run({ ...plan, unproved }, { jobs }) : [];
  const routes = (await routed(resolved)).map(withFault);
  return {
    faults: [
      ...alerts.flatMap(({ alert, faults }) => faults.map(({ simulation, what }) => `${alert}: ${simulation}: ${what.trim()}`)),
      ...routes.flatMap(({ alert, fault }) => (fault === undefined ? [] : [`${alert}: ${fault}`])),
    ],
    alerts,
    routes,
    notRun: unproved.map(({ alert, why }) => ({ alert: alert.name, why })),
  };
}

function withFault(route: RouteVerdict): Routed {
  const fault = faultOf(route);
  return { ...route, ...(fault !== undefined && { fault }) };
}

/**
 * Whom the rendered Alertmanager configuration notifies of each alert that a Prometheus evaluates itself, by amtool; no other alert has such a route. The
 * recipients are channels, addresses, and the files that hold a pager's key.
 *
 * @throws Error as {@link prove}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { test } from "node:test";
 * import { routesOf } from "slostack/testing";
 *
 * test("an outage of the shop reaches its channel", async () => {
 *   const routes = await routesOf("./catalog", "prod");
 *   const down = routes.find(({ alert }) => alert === "shop--web--down");
 *   assert.deepEqual(down?.reaches, ["#shop"]);
 * });
 * ```
 */
export const routesOf = async (catalog: string | Catalog, environment: string): Promise<readonly Routed[]> =>
  (await routed(opened(catalog, environment).resolved)).map(withFault);

/** An alert that begins to fire. */
export interface Incident extends Asked {
  /** an instant with its zone: `2026-01-12T03:00:00Z` */
  readonly at: string;
  /** system/service, such as `shop/web` */
  readonly service: string;
  /** id of a severity of the organization */
  readonly severity: string;
  readonly environment: string;
}

/** Who is notified of an incident, and when. */
export interface OnCall {
  /** logical names of the alerts of the service that have this severity; without one, the answer is what one would do */
  readonly alerts: readonly string[];
  /** what the pager does until someone acknowledges; absent where no one is paged */
  readonly paging?: Paging;
  /** why no one is paged although the severity pages */
  readonly silent?: string;
  readonly posts: readonly Post[];
}

/**
 * Who is paged and which channels are notified of an incident at an instant, minute by minute up to the last escalation level, as `slostack oncall`. It is read from
 * the objects that the pagers are to hold.
 *
 * @throws Error for a catalog with errors, or a question about what it does not have, with the nearest name
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { test } from "node:test";
 * import { onCallAt } from "slostack/testing";
 *
 * test("someone is called within five minutes of an outage on Sunday night", () => {
 *   const incident = { environment: "prod", service: "shop/web", severity: "critical", at: "2026-01-11T23:00:00Z" };
 *   const [first] = onCallAt("./catalog", incident).paging?.calls ?? [];
 *   assert.ok(first && first.minute <= 5 && first.people.length > 0);
 * });
 * ```
 */
export function onCallAt(catalog: string | Catalog, incident: Incident): OnCall {
  const { checked } = opened(catalog, incident.environment);
  const question = questionOf(checked, incident, { environment: "environment", service: "service", severity: "severity", at: "at" });
  if (Array.isArray(question)) throw new Error(question.join("\n"));
  const { alerts, paging, silent, posts } = answerTo(question);
  return { alerts: alerts.map(({ name }) => name), ...(paging && { paging }), ...(silent !== undefined && { silent }), posts };
}

/** The stack that a plan is made for. Whatever is left out is as in a stack without settings. */
export interface PlanSettings {
  /** names of the vendors; default: those that have something to do for the catalog */
  readonly vendors?: readonly string[];
  /** names of vendors that the catalog needs and the stack goes without */
  readonly withoutVendors?: readonly string[];
  /** as `slostack:protect` of the stack, for arguments that depend on it; `protect` of an object says whether it is of those; default: false */
  readonly protect?: boolean;
  /** plain settings by their keys, such as `newrelic:accountId`; what is missing appears as `${newrelic:accountId}` */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Every object that a stack declares at its vendors, as `slostack plan --format json`: plain data, with a placeholder such as `${grafana.folder.shop.uid}` for
 * what only a vendor or a secret knows. It needs no engine, no account and no SDK.
 *
 * @throws Error for a catalog with errors, an unknown environment, or a vendor that is needed and left out
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { test } from "node:test";
 * import { planOf } from "slostack/testing";
 *
 * test("no on-call service is deleted by accident", () => {
 *   const services = planOf("./catalog", "prod").filter(({ noun }) => noun === "on-call service");
 *   assert.ok(services.every((service) => service.protect));
 * });
 * ```
 */
export function planOf(catalog: string | Catalog, environment: string, stack: PlanSettings = {}): readonly PlannedObject[] {
  const { resolved } = opened(catalog, environment);
  const { vendors = neededVendors(resolved), withoutVendors: without = [], protect = false, settings = {} } = stack;
  const plan = planWith(resolved, { vendors, without, protect, setting: (key) => settings[key] });
  if ("errors" in plan) throw new Error(plan.errors.join("\n"));
  return plan.objects;
}

/** A catalog without errors, and one of its environments. */
function opened(from: string | Catalog, environment: string): { readonly checked: CheckedCatalog; readonly resolved: Resolved } {
  const { catalog, problems } = loadCatalog(from);
  if (!catalog) throw new Error(report(problems).join("\n"));
  const unknown = unknownEnvironment(environment, catalog);
  if (unknown !== undefined) throw new Error(unknown);
  return { checked: catalog, resolved: resolve(catalog, environment) };
}
