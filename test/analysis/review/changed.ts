import type { Change } from "../../../analysis/review/change.ts";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { type CheckedCatalog, loadCatalog, resolve } from "../../../language.ts";
import type { Resolved } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alertsOf } from "../../../monitors/alerts.ts";

export type Edit = (catalog: CheckedCatalog) => void;

const { catalog: real } = loadCatalog("test/products/catalog");
if (real) settle(real);

/** The sentences and figures of these tests are of an API on which one page, one ticket and two alerts with ten failures at least look. */
export function settle(catalog: CheckedCatalog): void {
  const { alerts } = service(catalog, "hastecrm/api");
  delete alerts.unavailable;
  for (const path of ["web", "database", "jobs"]) delete service(catalog, `hastecrm/${path}`).alerts.slow;
  delete service(catalog, "hastecrm/web").alerts.down;
  delete service(catalog, "hastecrm/email").alerts.failing;
  for (const id of ["errors", "slow"]) {
    const { when } = there(alerts[id]);
    if (when["bad-share"]) when["bad-share"].least = 10;
  }
  Object.assign(there(system(catalog, "hastecrm").logs?.pipelines.security?.detect), { attribute: "event", by: "ip" });
}

interface Revision {
  readonly written: CheckedCatalog;
  readonly resolved: Resolved;
}
interface Options {
  readonly environment?: string;
  readonly before?: Edit;
}

function revision(environment: string, ...edits: readonly Edit[]): Revision {
  const written = structuredClone(there(real));
  for (const edit of edits) edit(written);
  return { written, resolved: resolve(written, environment) };
}

/** The alerts of prod after an edit. */
export const alertsAs = (edit: Edit = () => {}): readonly Alert[] => alertsOf(revision("prod", edit).resolved);

/** What stands before any edit, by environment: nothing changes it, so it is resolved once. */
const bases = new Map<string, Revision>();
function baseIn(environment: string): Revision {
  const base = bases.get(environment) ?? revision(environment);
  bases.set(environment, base);
  return base;
}

interface Revisions {
  readonly base: Resolved;
  readonly head: Resolved;
  readonly written: { readonly base: CheckedCatalog; readonly head: CheckedCatalog };
}

/** The last question and its answer: most edits are asked about twice, forward and undone. */
let last: { readonly edit: Edit; readonly environment: string; readonly before: Edit | undefined; readonly found: Revisions } | undefined;

/** The catalog of the products at base and, edited, at head. */
export function revisions(edit: Edit, { environment = "prod", before }: Options = {}): Revisions {
  if (last?.edit === edit && last.environment === environment && last.before === before) return last.found;
  const base = before ? revision(environment, before) : baseIn(environment);
  const head = before ? revision(environment, before, edit) : revision(environment, edit);
  const found = { base: base.resolved, head: head.resolved, written: { base: base.written, head: head.written } };
  last = { edit, environment, before, found };
  return found;
}

export function changed(edit: Edit, options?: Options): Change[] {
  const { base, head } = revisions(edit, options);
  return differenceOf(base, head);
}

/** The same edit the other way round: what it undoes. */
export function undone(edit: Edit, options?: Options): Change[] {
  const { base, head } = revisions(edit, options);
  return differenceOf(head, base);
}

/** A service of the written catalog, by system/service. */
export function service({ systems }: CheckedCatalog, path: string) {
  const [system = "", id = ""] = path.split("/");
  return there(there(systems.find((one) => one.system === system)).services[id]);
}

/** What a probe of a service asks. */
export function probe(catalog: CheckedCatalog, path: string, id: string) {
  const signal = there(service(catalog, path).signals[id]);
  return there(signal.probe ? signal.probe : undefined);
}

export function system({ systems }: CheckedCatalog, id: string) {
  return there(systems.find((one) => one.system === id));
}

export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the catalog has changed: what the test edits is not there");
  return value;
}
