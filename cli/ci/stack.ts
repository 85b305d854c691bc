import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Stack } from "../../analysis/review/stack.ts";
import { entityFile } from "../../model/files.ts";
import { joinedRoots, rootsFrom, writableRoots } from "../../model/roots.ts";
import { Refusal } from "../review/refusal.ts";
import { repositoryOf } from "../review/repository.ts";
import { stacksAt } from "../review/stack.ts";
import { treeOfCommit } from "../review/tree.ts";
import { Fault } from "./fault.ts";
import type { Context } from "./settings.ts";

/** A commit, or the tree that a merge would have, and how people call it. */
export interface Revision {
  readonly hash: string;
  readonly name: string;
}

/** The settings of a stack at a revision: the one place from which `up` takes them too. @throws Fault if they cannot be read */
export const stackAt = ({ root }: Context, at: Revision, stack: string): Promise<Stack> =>
  orFault(async () => (await stacksAt(await repositoryOf(root), at)).of(stack));

/** Every stack of the project, at a revision or in the working tree. @throws Fault if settings cannot be read, or there are none */
export async function stacksOf({ root }: Context, at: Revision | undefined): Promise<{ readonly name: string; readonly stack: Stack }[]> {
  const found = await orFault(async () => {
    const { names, of } = await stacksAt(await repositoryOf(root), at);
    return names.map((name) => ({ name, stack: of(name) }));
  });
  if (found.length === 0) throw new Fault("there is no Pulumi.<stack>.yaml, so nothing would be deployed");
  return found;
}

/** Paths, from the folder of the project, of what decides what is deployed to a stack. */
export const decidingPaths = ({ root }: Context, stack: string, of: Stack): readonly string[] => [
  ...writableRoots(of.catalog)
    .flatMap(({ folder }) => [folder, join(folder, "..", entityFile)].map((path) => relative(root, resolve(root, path))))
    // What lies elsewhere is in no commit of this project.
    .filter((path) => !path.startsWith("..")),
  "Pulumi.yaml",
  `Pulumi.${stack}.yaml`,
];

/**
 * Copies the catalog of a stack at a revision, with what is checked beside it, into a folder. Returns the folder of the catalog there.
 * @throws Fault if it holds what is no plain file, or lies in no repository
 */
export function catalogAt({ root }: Context, at: Revision, { catalog }: Stack, into: string): Promise<string> {
  return orFault(async () => {
    const repository = await repositoryOf(rootsFrom(root, catalog));
    const { files, left } = await treeOfCommit(repository, at.hash, at.name);
    const [link] = left;
    if (link) throw new Refusal(`${link.path} is ${link.what}; none is followed`);
    for (const { path, bytes } of files) {
      if (bytes === undefined) throw new Refusal(`${path} is larger than a file of a catalog may be`);
      const file = join(into, basename(repository.root), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    return joinedRoots([join(into, basename(repository.root), repository.catalog), ...repository.beside]);
  });
}

async function orFault<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refusal ? new Fault(error.message) : error;
  }
}
