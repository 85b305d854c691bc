import type { Change } from "../../analysis/review/change.ts";
import { stackChanges } from "../../analysis/review/stack.ts";
import { resolve, vocabulary } from "../../language.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import { ownersOf } from "./owners.ts";
import type { Sides } from "./sides.ts";

interface SettingsChanges {
  /** of the stack that is reviewed */
  readonly here: readonly Change[];
  /** of the others that have settings here, by the environment that they deploy */
  readonly elsewhere: readonly { readonly environment: string; readonly pages: boolean; readonly changes: readonly Change[] }[];
  readonly notes: readonly string[];
}

/** What changes in the settings of every stack of the project; nothing where two catalogs alone are compared. */
export function settingsChanges({ deployed, base, head }: Sides): SettingsChanges {
  if (!deployed) return { here: [], elsewhere: [], notes: [] };
  const owners = [...new Set([base.catalog, head.catalog].flatMap((catalog) => catalog?.systems.flatMap(ownersOf) ?? []))].sort();
  const pagesIn = (catalog: CheckedCatalog | undefined, environment: string | undefined) =>
    catalog !== undefined &&
    environment !== undefined &&
    environment in catalog.organization.environments &&
    resolve(catalog, environment).environment.pages;
  const of = (stack: string) => {
    const [before, after] = [deployed.base, deployed.head].map((side) => (side.names.includes(stack) ? side.of(stack) : undefined));
    const pages = pagesIn(base.catalog, before?.environment) || pagesIn(head.catalog, after?.environment);
    const said = {
      stack,
      pagers: vocabulary.pagers.map(({ kind }) => kind),
      owners,
      pages,
      ...(before && { base: before }),
      ...(after && { head: after }),
    };
    return { environment: after?.environment ?? stack, catalog: after?.catalog, pages, changes: stackChanges(said) };
  };
  const { stack } = deployed;
  const own = deployed.head.of(stack);
  const others = [...new Set([...deployed.base.names, ...deployed.head.names])].filter((name) => name !== stack).sort();
  const elsewhere = others.map((name) => ({ name, ...of(name) }));
  return {
    here: of(stack).changes,
    elsewhere: elsewhere.filter(({ changes }) => changes.length > 0),
    notes: elsewhere
      .filter(({ catalog }) => catalog !== undefined && catalog !== own.catalog)
      .map(({ name, catalog }) => `stack ${name} deploys ${catalog}, which is not compared here: --stack ${name} does`),
  };
}

/** The environment that the stack had at base. */
export const baseEnvironment = ({ deployed }: Sides): string | undefined =>
  deployed?.base.names.includes(deployed.stack) ? deployed.base.of(deployed.stack).environment : undefined;
