import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { dump, load } from "js-yaml";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";

/** The real program on the real engine, against stand-in vendors. */

const root = resolve(import.meta.dirname, "..", "..");

/** Recognisable, so that they can be searched for where they must not be. */
export const secrets = {
  "grafana:auth": "grafana-auth-in-plain-text",
  "pagerduty:token": "pagerduty-token-in-plain-text",
  "slostack:slackToken": "slack-token-in-plain-text",
} as const;

/** The data source that the catalog names: this project never creates one. */
const dataSource = { uid: "crm-prometheus", name: "crm-prometheus", type: "prometheus" };

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
    stack,
    config: { "grafana:url": "https://grafana.example.com", ...config },
    secrets,
    vendors: ["grafana", "pagerduty"],
    seed: { grafana: { dataSource: { "crm-prometheus": dataSource } } },
  });
}

/** A file of the catalog as YAML gives it: maps of maps, in which a test changes what it needs. */
export interface Entry {
  // biome-ignore lint/suspicious/noExplicitAny: a test reaches any depth of a file whose shape the loader checks
  [key: string]: any;
}
type Edit = (file: Entry) => unknown;

/**
 * A copy of the real catalog and its runbooks, with changes.
 *
 * @returns the folder of the copy, for `slostack:catalog`
 */
export function copyCatalog(dir: string, name: string, edits: { readonly organization?: Edit; readonly hastecrm?: Edit } = {}): string {
  const copy = join(dir, name, "catalog");
  mkdirSync(copy, { recursive: true });
  cpSync(join(root, "catalog"), copy, { recursive: true });
  cpSync(join(root, "docs", "runbooks"), join(dir, name, "docs", "runbooks"), { recursive: true });
  rewrite(join(copy, "organization.yaml"), edits.organization);
  rewrite(join(copy, "systems", "hastecrm.yaml"), edits.hastecrm);
  return copy;
}

function rewrite(file: string, edit: Edit | undefined): void {
  if (!edit) return;
  const content = load(readFileSync(file, "utf8")) as Entry;
  const changed = edit(content);
  writeFileSync(file, dump(changed ?? content));
}

/** Gives an entry another id and leaves its place. */
export function rename(entries: Entry, from: string, to: string): Entry {
  if (!(from in entries)) throw new Error(`there is no ${from} among ${Object.keys(entries).join(", ")}`);
  const renamed = Object.entries(entries).map(([id, entry]) => [id === from ? to : id, entry]);
  for (const id of Object.keys(entries)) delete entries[id];
  return Object.assign(entries, Object.fromEntries(renamed))[to];
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
export async function resourcesOf(stack: Sandbox): Promise<StateResource[]> {
  const state = JSON.parse(await stack.export()) as { deployment: { resources?: StateResource[] } };
  return (state.deployment.resources ?? []).filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

/** Resources at a vendor: neither components nor providers. */
export const atVendor = (resources: readonly StateResource[]) =>
  resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));

export const nameOf = ({ urn }: StateResource) => urn.split("::").at(-1) ?? "";

/** `<kind> <logical name>`, for example `schedule crm-primary`. */
export const kindAndName = ({ type, name }: { readonly type: string; readonly name: string }) => `${kindOf(type)} ${name}`;

/** `pagerduty:index/schedule:Schedule` is a `schedule`, as the folders of an account are called. */
export const kindOf = (type: string) => /\/(\w+):/.exec(type)?.[1] ?? type;
