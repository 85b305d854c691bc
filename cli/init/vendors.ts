import { existsSync } from "node:fs";
import { join } from "node:path";
import { type First, firstRoles } from "../../components/first.ts";
import { registry } from "../../components/registry.ts";
import { nearest } from "../../model/nearest.ts";
import { fromFolders } from "../../sandbox/vendor-folders.ts";

type Role = First["role"];

const firsts: ReadonlyMap<string, First> = new Map(
  [...(await fromFolders<{ readonly first: First }>("first"))].map(([name, { first }]) => [name, first]),
);

const components = join(import.meta.dirname, "..", "..", "components");

/** Names of the vendors that a first catalog may have, by what they do in it. */
export const choices: Readonly<Record<Role, readonly string[]>> = Object.fromEntries(
  firstRoles.map((role) => [role, [...firsts].flatMap(([name, first]) => (first.role === role ? [name] : []))]),
) as Record<Role, string[]>;

/** The vendors where no one chooses. */
export const usual: readonly string[] = [...firsts].flatMap(([name, { usual }]) => (usual ? [name] : []));

/** What a first catalog is made of besides its template. */
export interface Chosen {
  /** in the order of the registry, which is that of words in the catalog's schema */
  readonly vendors: readonly string[];
  /** folders of texts, the later after the earlier */
  readonly layers: readonly string[];
  /** what the texts call the vendors */
  readonly words: Readonly<Record<string, string>>;
}

/** The parts of these vendors; or what is wrong with the choice, a sentence each. */
export function chosenOf(names: readonly string[]): Chosen | { readonly errors: readonly string[] } {
  const unknown = names.filter((name) => !firsts.has(name));
  const byRole = (role: Role) => [...new Set(names)].filter((name) => firsts.get(name)?.role === role);
  const errors = [...unknown.map(notOffered), ...(unknown.length > 0 ? [] : firstRoles.flatMap((role) => faultsOf(role, byRole(role))))];
  if (errors.length > 0) return { errors };
  const vendors = registry.map(({ name }) => name).filter((name) => names.includes(name));
  const [prober] = byRole("prober");
  const page = prober !== undefined && firsts.get(prober)?.statusPage === true;
  const own = vendors.map((name) => join(components, name, "first")).filter((folder) => existsSync(folder));
  return {
    vendors,
    layers: [...own, ...(prober === undefined ? [] : [part("prober")]), ...(page ? [part("status-page")] : [])],
    words: prober === undefined ? {} : { prober },
  };
}

const part = (name: string): string => join(import.meta.dirname, name);

/** What may be chosen, for people. */
export const offered: string = [
  `one evaluator (${choices.evaluator.join(" or ")})`,
  `one pager (${choices.pager.join(" or ")})`,
  `at most one prober (${choices.prober.join(", ")})`,
  `and any of ${choices.addition.join(", ")}`,
].join(", ");

function notOffered(name: string): string {
  const near = nearest(name, [...firsts.keys()]);
  return `--vendors ${name}: a first catalog has ${offered}.${near === undefined ? "" : ` Did you mean "${near}"?`} Others are added to the catalog later`;
}

function faultsOf(role: Role, names: readonly string[]): string[] {
  if (role === "addition") return [];
  if (names.length > 1) return [`--vendors: ${names.join(" and ")} share one role (${role}), and a first catalog has one of each`];
  return names.length === 0 && role !== "prober" ? [`--vendors: no ${role} is among them: add ${choices[role].join(" or ")}`] : [];
}
