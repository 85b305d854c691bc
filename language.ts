import { targets } from "./artifacts/registry.ts";
import type { Catalog } from "./catalog-types.ts";
import { registry } from "./components/registry.ts";
import { vocabularyOf } from "./model/checked-vocabulary.ts";
import { type CheckedCatalog, type Loaded, loadCatalog as load, type MadeParts } from "./model/load.ts";
import { resolve as resolveIn } from "./model/resolve.ts";
import type { Resolved } from "./model/resolved.ts";
import { rootsSetting } from "./model/roots.ts";
import { type CatalogFile, catalogFiles as filesOf } from "./model/write.ts";

export type * from "./catalog-types.ts";
export type { CatalogFile, CheckedCatalog, Loaded, MadeParts };

/** Splunk On-Call: https://help.splunk.com/en/splunk-on-call (alert.victorops.com). */
const otherPagers = ["victorops.com"];

/** @internal the catalog's vocabulary in this project: the keys of the model, of every vendor and of every rendered target */
export const vocabulary = vocabularyOf([...targets, ...registry], otherPagers);

/**
 * Reads and checks a catalog. Nothing is thrown for a fault of it: all problems are in the answer, and the catalog is
 * absent if one of them is an error.
 *
 * @param catalog the folder that holds `organization.yaml` and `systems/`; several folders, of which one holds `organization.yaml`, each with
 * `@revision` if it is to be read at one of git; or the catalog itself, as an object with the keys of those files. The
 * problems of an object name its entries (`at`) and, as their place, file and line of what {@link catalogFiles} makes of it
 * @param runbooks folder of the runbooks; default: `docs/runbooks` in the catalog, else beside it. For an object there is no default: unless a
 * folder is named, a runbook is an address that nobody checks
 * @param now when it is to hold, in milliseconds since 1970 in UTC; default: now
 * @param parts files that are in it are not read again; what is read is added
 *
 * @example
 * ```ts
 * import { loadCatalog, resolve } from "slostack/catalog";
 *
 * const { catalog, problems } = loadCatalog("./catalog");
 * for (const { place, what, way } of problems) console.error(`${place.file}:${place.line} ${what}: ${way}`);
 * if (catalog) console.log(resolve(catalog, "prod").systems.map(({ id }) => id));
 * ```
 */
export const loadCatalog = (catalog: string | readonly string[] | Catalog, runbooks?: string, now?: number, parts?: MadeParts): Loaded =>
  load(vocabulary, rootsSetting(catalog) ?? (catalog as Catalog), runbooks, now, parts);

/**
 * The YAML files of a catalog that is an object: `organization.yaml`, then one of each system.
 *
 * @example
 * ```ts
 * import { catalogFiles } from "slostack/catalog";
 * import catalog from "./catalog.ts";
 *
 * for (const { path, text } of catalogFiles(catalog)) console.log(`# ${path}\n${text}`);
 * ```
 */
export const catalogFiles = (catalog: Catalog): CatalogFile[] => filesOf(vocabulary, catalog);

/**
 * The catalog in one environment: references followed, overrides applied, texts turned into exact quantities.
 *
 * @throws Error if the catalog has no such environment
 *
 * @example
 * ```ts
 * import { loadCatalog, resolve } from "slostack/catalog";
 *
 * const { catalog } = loadCatalog("./catalog");
 * const slos = catalog ? resolve(catalog, "prod").systems.flatMap(({ services }) => services.flatMap((service) => service.slos)) : [];
 * for (const { path, target } of slos) console.log(path, target.valueOf());
 * ```
 */
export const resolve = (catalog: CheckedCatalog, environment: string): Resolved => resolveIn(vocabulary, catalog, environment);
