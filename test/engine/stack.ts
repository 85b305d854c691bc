import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { accountsBefore, madeUpPhones, sandboxSettings, sandboxVendors, secretSettings } from "../../cli/sandbox-accounts.ts";
import { loadCatalog } from "../../language.ts";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import type { Edits, Entry } from "../products/copy.ts";

export { copyCatalog, type Edits, type Entry, files, rename } from "../products/copy.ts";

/** The real program on the real engine, against fake vendors. */

const root = resolve(import.meta.dirname, "..", "..");

/** What is at the vendors before: data sources, and what is installed by hand. */
const { catalog } = loadCatalog(join(root, "test", "products", "catalog"));
const organization = catalog?.organization;
const seed = catalog ? accountsBefore(catalog) : {};

/** Recognisable, so that they can be searched for where they must not be. */
export const secrets: Readonly<Record<string, string>> = organization
  ? secretSettings(organization, (key) => `${key.replace(":", "-")}-in-plain-text`)
  : {};

/** By id of a person. */
export const phones: Readonly<Record<string, string>> = JSON.parse(organization ? madeUpPhones(organization) : "{}");

/** `<kind> <id>` of what is at the vendors before, and has to be there after. */
export const before = Object.values(seed)
  .flatMap((kinds) => Object.entries(kinds))
  .flatMap(([kind, objects]) => Object.keys(objects).map((id) => `${kind} ${id}`))
  .sort();

/** Milliseconds that runs over a whole stack may take, on a machine that has other work as well. */
export const patience = 900_000;

/** A folder for the sandboxes of one test file; stacks in one folder share the vendors' accounts. */
export function temporary(): { readonly dir: string; readonly remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), "slostack-engine-"));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** @param config settings on top of `Pulumi.<stack>.yaml` */
export function openStack(dir: string, stack: string, config: Readonly<Record<string, unknown>> = {}): Promise<Sandbox> {
  return openSandbox({
    dir,
    program: join(root, "index.ts"),
    keepProgram: true,
    stack,
    config: { ...sandboxSettings, ...config },
    secrets,
    vendors: sandboxVendors,
    seed,
  });
}

/**
 * CloudWatch keeps EmailAI's logs and evaluates nothing of it. With these entries it does: every kind of object that
 * the components can make there then exists.
 */
export const logAlarms: Edits = {
  // An alarm posts to an address.
  organization: ({ channels }) => Object.assign(channels["staging-alerts"], { email: channels.incidents.email }),
  emailai: countLogLines,
};

function countLogLines({ services }: Entry): void {
  const { application } = services;
  application.metrics.lines = { from: "app-logs", counter: "lines", labels: ["level"] };
  application.signals.lines = { count: { of: "lines", where: { level: "error" } } };
  application.signals.clean = { events: { of: "lines", bad: { level: "error" } }, "minimum-traffic": "90/h" };
  const quiet = { for: "0s", missing: "quiet", why: "no lines are no trouble", runbook: "emailai-api" };
  const lines = (above: number) => ({ signal: "lines", when: { count: { above, over: "5m" } }, ...quiet });
  application.slos = { clean: { title: "Clean lines", signal: "clean", target: "99%", runbook: "emailai-api" } };
  Object.assign(application.alerts, {
    "many-lines": { ...lines(100), severity: "critical" },
    "some-lines": { ...lines(10), severity: "warning" },
  });
}

/** Shows what the engine said where a command failed. */
export function succeeded(outcome: Outcome): void {
  expect(outcome.ok, outcome.output).toBe(true);
}

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly inputs?: Entry;
  readonly outputs?: Entry;
}

/** Resources of a stack's state, without the stack itself. */
export function resourcesOf(stack: Sandbox): StateResource[] {
  return (stack.resources() as readonly StateResource[]).filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

/**
 * Resources of one stack, providers and the stack itself included. Each new one rewrites the whole state, so that standing
 * up takes the square of their number: a catalog that needs more is for several stacks.
 */
export const mostResources = 500;

/** Resources at a vendor: neither components nor providers. */
export const atVendor = (resources: readonly StateResource[]) =>
  resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));

export const nameOf = ({ urn }: StateResource) => urn.split("::").at(-1) ?? "";

/** `<kind> <logical name>`, for example `schedule crm-primary`. */
export const kindAndName = ({ type, name }: { readonly type: string; readonly name: string }) => `${kindOf(type)} ${name}`;

/** `pagerduty:index/schedule:Schedule` is a `schedule`, as the folders of an account are called. */
export const kindOf = (type: string) => /\/(\w+):/.exec(type)?.[1] ?? type;

/** The package of a resource's provider, for example `pagerduty`. */
export const packageOf = (type: string) => type.split(":")[0] ?? "";

/** The fake provider of PagerDuty makes the key of an integration from its id, and keeps it nowhere. */
export const integrationKey = (id: string) => sha256(`integration key of ${id}`).slice(0, 32);

/** Of what is write-only, accounts keep the beginning of a hash. */
export const keptOf = (secret: string) => sha256(secret).slice(0, 16);

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
