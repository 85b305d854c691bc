import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import type { Entry } from "../products/copy.ts";
import { quay } from "./better-stack/catalog.ts";

/** Both systems of the harbour, as YAML gives them: maps of maps. */
export interface Harbour {
  readonly organization: Entry;
  readonly harbour: Entry;
  readonly works: Entry;
}

const fixture = (name: string): Entry => load(readFileSync(join(import.meta.dirname, "fixtures", `${name}.yaml`), "utf8")) as Entry;

/**
 * A catalog in which every vendor of the registry has something to do, and each of its kinds of probes: the quay of Better
 * Stack, and the works beside it.
 *
 * @param edit changes a copy
 * @returns the folder of the catalog, for `slostack:catalog`
 */
export function everyVendor(dir: string, name: string, edit: (harbour: Harbour) => unknown = () => {}): string {
  const project = join(dir, name);
  cpSync(join(quay, ".."), project, { recursive: true });
  const catalog = join(project, "catalog");
  const files = { organization: join(catalog, "organization.yaml"), harbour: join(catalog, "systems", "harbour.yaml") };
  const [organization, harbour] = [files.organization, files.harbour].map((file) => load(readFileSync(file, "utf8")) as Entry);
  if (!organization || !harbour) throw new Error("the quay has no files");
  for (const [key, entries] of Object.entries<Entry>(fixture("organization"))) Object.assign(organization[key], entries);
  const works = fixture("works");
  edit({ organization, harbour, works });
  writeFileSync(files.organization, dump(organization));
  writeFileSync(files.harbour, dump(harbour));
  writeFileSync(join(catalog, "systems", "works.yaml"), dump(works));
  return catalog;
}
