import { type Catalog, loadCatalog, resolve } from "../../language.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Change } from "../../review/change.ts";
import { differenceOf } from "../../review/difference.ts";

export type Edit = (catalog: Catalog) => void;

const { catalog: real } = loadCatalog("test/products/catalog");
if (real) settle(real);

/** The sentences and figures of these tests are of an API on which one page, one ticket and two alerts with ten failures at least look. */
export function settle(catalog: Catalog): void {
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

/** The catalog of the products at base and, edited, at head. */
export function revisions(
  edit: Edit,
  { environment = "prod", before = () => {} }: { environment?: string; before?: Edit } = {},
): {
  base: Resolved;
  head: Resolved;
  written: { base: Catalog; head: Catalog };
} {
  const [base, head] = [structuredClone(there(real)), structuredClone(there(real))];
  before(base);
  before(head);
  edit(head);
  return { base: resolve(base, environment), head: resolve(head, environment), written: { base, head } };
}

export function changed(edit: Edit, options?: Parameters<typeof revisions>[1]): Change[] {
  const { base, head } = revisions(edit, options);
  return differenceOf(base, head);
}

/** The same edit the other way round: what it undoes. */
export function undone(edit: Edit, options?: Parameters<typeof revisions>[1]): Change[] {
  const { base, head } = revisions(edit, options);
  return differenceOf(head, base);
}

/** A service of the written catalog, by system/service. */
export function service({ systems }: Catalog, path: string) {
  const [system = "", id = ""] = path.split("/");
  return there(there(systems.find((one) => one.system === system)).services[id]);
}

/** What a probe of a service asks. */
export function probe(catalog: Catalog, path: string, id: string) {
  const signal = there(service(catalog, path).signals[id]);
  return there(signal.probe ? signal.probe : undefined);
}

export function system({ systems }: Catalog, id: string) {
  return there(systems.find((one) => one.system === id));
}

export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the catalog has changed: what the test edits is not there");
  return value;
}
