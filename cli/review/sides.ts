import type { CheckedCatalog } from "../../model/load.ts";
import { nearest } from "../../model/nearest.ts";
import { rootsFrom, shownRoots } from "../../model/roots.ts";
import { Refusal } from "./refusal.ts";
import { type Base, baseOf, type Commit, commitOf, type Repository, repositoryOf } from "./repository.ts";
import { type Revision, revisionOf, without } from "./revision.ts";
import type { LeftOut } from "./sound-part.ts";
import { type Stacks, stacksAt } from "./stack.ts";

/** What is compared: two revisions of a catalog, as far as they can be. */
export interface Sides {
  /** where the change departed */
  readonly base: Revision;
  readonly head: Revision;
  /** whose people and policy decide; the base itself where nothing was merged since */
  readonly tip: Revision;
  /** the sound systems of both; absent where one side has none */
  readonly compared?: { readonly base: CheckedCatalog; readonly head: CheckedCatalog };
  /** systems that are faulty on one side, and so compared on none */
  readonly notCompared: readonly (LeftOut & { readonly at: "base" | "head" })[];
  /** sentences on how it was compared */
  readonly notes: readonly string[];
  /** what a stack deploys besides the catalog; absent where only two catalogs are compared */
  readonly deployed?: { readonly stack: string; readonly base: Stacks; readonly head: Stacks };
}

export interface SidesOptions {
  /** one catalog at both revisions, or what a stack deploys: its settings name the catalog, at each revision its own */
  readonly of: { readonly catalogDir: string } | { readonly project: string; readonly stack: string };
  readonly base: string;
  /** absent: the working tree */
  readonly head?: string;
}

/**
 * Reads both revisions.
 *
 * @throws Refusal if there is nothing to compare with, each with its remediation
 */
export async function sidesOf({ of, base: baseName, head: headName }: SidesOptions): Promise<Sides> {
  const repository = await repositoryOf("project" in of ? of.project : of.catalogDir);
  const tipCommit = await commitOf(repository, baseName, "--base");
  const headCommit = headName === undefined ? undefined : await commitOf(repository, headName, "--head");
  const { from, tip, note } = await baseOf(repository, tipCommit, headCommit);
  const at = (commit: Commit | undefined) => placeOf(of, repository, commit);
  const [before, after] = [await at(from), await at(headCommit)];
  const [base, head] = [await revisionOf(before.repository, from), await revisionOf(after.repository, headCommit)];
  if (head.absent)
    throw new Refusal(
      `there is no catalog in ${after.name} at ${head.name}${linked(head)}: ${"project" in of ? "slostack:catalog" : "--catalog"} names its folder${base.absent ? "" : `; at ${base.name} there is one${before.name === after.name ? "" : ` in ${before.name}`}, and without it nothing is watched`}`,
    );
  const newest = tip.hash === from.hash ? base : await revisionOf((await at(tip)).repository, tip);
  return {
    base,
    head,
    tip: newest,
    ...comparedOf(base, head),
    ...("project" in of && before.stacks && after.stacks && { deployed: { stack: of.stack, base: before.stacks, head: after.stacks } }),
    notes: [...(note === undefined ? [] : [note]), ...notesOn({ from, tip }, base, head, headCommit)],
  };
}

interface Placed {
  readonly repository: Repository;
  /** of the catalog, for messages */
  readonly name: string;
  readonly stacks?: Stacks;
}

/** Where the catalog lies at a revision. @throws Refusal if the settings of the stack name none in this repository */
async function placeOf(of: SidesOptions["of"], project: Repository, commit: Commit | undefined): Promise<Placed> {
  if (!("project" in of)) return { repository: project, name: shownRoots(of.catalogDir) };
  const stacks = await stacksAt(project, commit);
  const name = stacks.of(of.stack).catalog;
  const repository = await repositoryOf(rootsFrom(of.project, name));
  if (repository.root !== project.root)
    throw new Refusal(`slostack:catalog names ${shownRoots(name)}, which is a separate repository: no commit here has its content`);
  return { repository, name: shownRoots(name), stacks };
}

function comparedOf(base: Revision, head: Revision): Pick<Sides, "compared" | "notCompared"> {
  const notCompared = [
    ...head.leftOut.map((one) => ({ ...one, at: "head" as const })),
    ...base.leftOut.filter(({ file }) => !head.leftOut.some((one) => one.file === file)).map((one) => ({ ...one, at: "base" as const })),
  ];
  // Nothing of the organization differs where there was none: what is new is its systems.
  const before = base.absent && head.catalog ? { ...head.catalog, systems: [] } : base.catalog;
  if (!before || !head.catalog) return { notCompared };
  const faulty = new Set(notCompared.map(({ system }) => system));
  return { compared: { base: without(before, faulty), head: without(head.catalog, faulty) }, notCompared };
}

function notesOn({ from, tip }: Base, base: Revision, head: Revision, headCommit: Commit | undefined): string[] {
  return [
    ...(from.hash === tip.hash
      ? []
      : [
          `compared with ${short(from.hash)}, where ${headCommit?.name ?? "HEAD"} departed from ${tip.name}; its people and policy are those of ${short(tip.hash)}`,
        ]),
    ...(base.absent ? [`there is no catalog at ${base.name}: everything is new${linked(base)}`] : []),
    ...[base, head].flatMap(({ name, left }) => left.map(({ path, what }) => `${path} is ${what} at ${name} and was not read`)),
  ];
}

function linked({ left: [first] }: Revision): string {
  return first === undefined ? "" : ` (${first.path} is ${first.what} and was not read)`;
}

export const short = (hash: string): string => hash.slice(0, 10);

/**
 * Holds the name of an environment against those of head.
 *
 * @throws Refusal with the nearest name
 */
export function checkEnvironment(name: string, { base, head }: Sides): void {
  const [before, after] = [base.catalog, head.catalog].map((catalog) => Object.keys(catalog?.organization.environments ?? {}));
  if (head.catalog === undefined || after?.includes(name)) return;
  const meant = nearest(name, after ?? []);
  const gone = before?.includes(name) ? `; ${base.name} has it, and without it nothing of it is watched` : "";
  throw new Refusal(
    `there is no environment ${JSON.stringify(name)} at ${head.name}${gone}: ${meant === undefined ? "" : `did you mean ${JSON.stringify(meant)}? `}it has ${after?.join(", ")}`,
  );
}
