import { ruleFile } from "../../artifacts/prometheus/rules.ts";
import { resolve } from "../../language.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { Refusal } from "../review/refusal.ts";
import { sidesOf } from "../review/sides.ts";
import { placeOfSides } from "../sides-place.ts";

export interface ChangedSince {
  readonly catalog: CheckedCatalog;
  readonly catalogDir: string;
  readonly environment: string;
  /** a git revision */
  readonly revision: string;
}

/**
 * Whether an alert's rules and recordings differ from those of a revision, or are new.
 *
 * @throws Refusal if the revision, or its catalog, cannot be read
 */
export async function changedSince({ catalog, catalogDir, environment, revision }: ChangedSince): Promise<(alert: Alert) => boolean> {
  const { base } = await sidesOf({ of: placeOfSides(catalogDir, environment), base: revision });
  if (!base.catalog && !base.absent)
    throw new Refusal(`the catalog at ${base.name} has errors: prove the whole of it, without --changed-since`);
  const known = base.catalog && Object.hasOwn(base.catalog.organization.environments, environment);
  const before = new Map(known && base.catalog ? rulesOf(base.catalog, environment) : []);
  const after = new Map(rulesOf(catalog, environment));
  return ({ name }) => after.get(name) !== before.get(name);
}

function rulesOf(catalog: CheckedCatalog, environment: string): (readonly [name: string, rules: string])[] {
  return alertsOf(resolve(catalog, environment))
    .filter(({ evaluator }) => evaluator.traits.series)
    .map((alert) => [alert.name, JSON.stringify(ruleFile([alert]))] as const);
}
