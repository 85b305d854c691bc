import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { accountBefore } from "../../components/sentry/fake/before.ts";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";
import { leanOptions } from "../../sandbox/environment.ts";
import type { Fault, Method } from "../../sandbox/fake-provider/faults.ts";
import { kindOf } from "../../sandbox/fake-provider/model.ts";
import { packageOf } from "../../sandbox/fake-provider/provider.ts";
import { fakes } from "../../sandbox/fakes.ts";

/** The small stack of five vendors, to be brought up while they fail. */

const sentry = accountBefore({
  organization: "example",
  project: "shop",
  environments: ["production"],
  teams: ["core"],
  members: [],
  slackWorkspace: "Example",
  pagerdutyAccount: "example",
});
const datadog = { metric: { "app.wait": { name: "app.wait" } } };
const seed = { sentry, datadog, grafana: { dataSource: { metrics: { uid: "metrics", name: "Metrics", type: "prometheus" } } } };
const seeded = Object.entries(seed).flatMap(([name, kinds]) => Object.keys(kinds).map((kind) => `${name} ${kind}`));

/** Nothing about these can be changed: another address or name is another object. */
export const unchangeable = ["pager", "pager-of-topic"];

/**
 * @param revision another one changes every object in place, but those that cannot be changed
 * @param durable for a process that is killed
 */
export function openFive(dir: string, revision: number, durable = false): Promise<Sandbox> {
  return openSandbox({
    dir,
    keepProgram: !durable,
    program: join(import.meta.dirname, "fixtures", "five", "index.ts"),
    project: "toy",
    stack: "prod",
    secrets: { token: "sentry-token" },
    vendors: [...fakes.values()].map((fake) => fake.package),
    durable,
    // The engine keeps its state as on a real stack; what the SDK notes about the program for itself is no part of that.
    ...(durable && { env: { ...process.env, NODE_OPTIONS: leanOptions(process.env) } }),
    config: { revision, "aws:region": "eu-central-1" },
    seed,
  });
}

/** One line for each object that the program made: `<package> <kind>`, as often as there is one. */
export function made(sandbox: Sandbox): string[] {
  return Object.entries(sandbox.objects())
    .flatMap(([name, objects]) => objects.map(({ kind }) => `${name} ${kind}`))
    .filter((line) => !seeded.includes(line))
    .sort();
}

/** A create or an update that the engine is about to ask for. */
export interface Call {
  readonly type: string;
  readonly name: string;
}

/** What the engine is about to ask of the vendors, in the order of names. */
export async function callsOf(sandbox: Sandbox, method: Method): Promise<Call[]> {
  const { ok, output, steps } = await sandbox.preview();
  expect(ok, output).toBe(true);
  return steps
    .filter(({ op, type }) => op === method && type !== "pulumi:pulumi:Stack")
    .map(({ type, name }) => ({ type, name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What stands once all creates are through, in the words of `made`. */
export function madeBy(creates: readonly Call[]): string[] {
  return creates.map(({ type }) => `${packageOf(type)} ${kindOf(type)}`).sort();
}

/** Lets each of these calls fail, the first time that it is made, each in its way. */
export function failEach(
  sandbox: Sandbox,
  method: Method,
  calls: readonly Call[],
  way: (index: number) => Pick<Fault, "fail" | "moment">,
): void {
  const faults = calls.map(({ type, name }, index): Fault => ({ match: { method, type, name }, times: 1, ...way(index) }));
  writeFileSync(faultsOf(sandbox), JSON.stringify(faults));
}

/** How many calls were to fail and were never made. */
export function failuresLeft(sandbox: Sandbox): number {
  const faults = JSON.parse(readFileSync(faultsOf(sandbox), "utf8")) as Fault[];
  return faults.reduce((sum, { times }) => sum + times, 0);
}

const faultsOf = (sandbox: Sandbox) => join(sandbox.accounts, "faults.json");

/**
 * Runs `up` until it succeeds; between the runs no object is there twice.
 *
 * @returns how many runs failed
 */
export async function failedRuns(sandbox: Sandbox, args: readonly string[], everything: readonly string[]): Promise<number> {
  for (let failed = 0; failed <= everything.length; failed++) {
    const { ok, output } = await sandbox.up({ args });
    expect(doubles(made(sandbox), everything)).toEqual([]);
    if (ok) return failed;
    expect(output).toMatch(ofAFault);
  }
  throw new Error(`${everything.length} runs were not enough`);
}

/** What a failing call says, and what the engine says of a plugin that is gone; nothing else may fail. */
const ofAFault =
  /429 Too Many Requests|500 Internal Server Error|context deadline exceeded|error reading from server|Unavailable|connection/;

/** Lines that are there more often than expected. */
function doubles(found: readonly string[], expected: readonly string[]): string[] {
  const left = [...expected];
  return found.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Nothing is there twice, nothing is missing, and neither the program nor the vendors have anything to add. */
export async function settled(sandbox: Sandbox, everything: readonly string[]): Promise<void> {
  expect(made(sandbox)).toEqual(everything);
  const preview = await sandbox.preview({ refresh: true, expectNoChanges: true });
  expect(preview.ok, preview.output).toBe(true);
}
