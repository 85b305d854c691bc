import { targets } from "./artifacts/registry.ts";
import { registry } from "./components/registry.ts";
import { vocabularyOf } from "./model/checked-vocabulary.ts";
import { type Catalog, type Loaded, loadCatalog as load, type MadeParts } from "./model/load.ts";
import { resolve as resolveIn } from "./model/resolve.ts";
import type { Resolved } from "./model/resolved.ts";

export type { Catalog, Loaded, MadeParts };

/** Splunk On-Call: https://help.splunk.com/en/splunk-on-call (alert.victorops.com). */
const otherPagers = ["victorops.com"];

/** The catalog's vocabulary in this project: the keys of the model, of every vendor and of every rendered target. */
export const vocabulary = vocabularyOf([...targets, ...registry], otherPagers);

/** {@link load} in this language. */
export const loadCatalog = (directory: string, runbooks?: string, now?: number, parts?: MadeParts): Loaded =>
  load(vocabulary, directory, runbooks, now, parts);

/** {@link resolveIn} in this language. */
export const resolve = (catalog: Catalog, environment: string): Resolved => resolveIn(vocabulary, catalog, environment);
