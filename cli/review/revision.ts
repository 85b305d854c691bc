import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, sep } from "node:path";
import { type CheckedCatalog, type Loaded, loadCatalog } from "../../language.ts";
import type { Place } from "../../model/document.ts";
import type { Problem } from "../../model/problem.ts";
import { joinedRoots } from "../../model/roots.ts";
import type { Commit, Repository } from "./repository.ts";
import { type LeftOut, soundPart } from "./sound-part.ts";
import { type Left, type Tree, treeOfCommit, treeOfWork } from "./tree.ts";

/** A catalog as one revision has it, read by this code. The places of its problems are paths of the repository. */
export interface Revision {
  /** as people named it */
  readonly name: string;
  /** absent for the working tree */
  readonly commit?: string;
  /** there is no catalog at all in this revision */
  readonly absent: boolean;
  /** what of it is sound; absent where nothing can be read */
  readonly catalog?: CheckedCatalog;
  /** systems that are not part of `catalog`, because their files are faulty */
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
  readonly locate: Loaded["locate"];
  /** what is there in place of files: it is not followed */
  readonly left: Tree["left"];
}

/**
 * The catalog of a commit, or of the working tree. Its files are copied into a temporary folder that is gone afterwards;
 * neither work tree nor index of the repository is touched.
 *
 * @throws Refusal if it is too large to be a catalog
 */
export async function revisionOf(repository: Repository, commit: Commit | undefined): Promise<Revision> {
  const name = commit?.name ?? "working tree";
  const tree = commit === undefined ? treeOfWork(repository) : await treeOfCommit(repository, commit.hash, name);
  const own = repository.catalog === "" ? "" : `${repository.catalog}/`;
  const isCatalog = ({ path }: { readonly path: string }) =>
    path === `${own}organization.yaml` || ["systems", "profiles"].some((folder) => path.startsWith(`${own}${folder}/`));
  const read = { name, ...(commit && { commit: commit.hash }), left: tree.left };
  if (!tree.files.some(isCatalog)) return { ...read, absent: true, leftOut: [], problems: [], locate: () => undefined };
  const temporary = mkdtempSync(join(tmpdir(), "slostack-review-"));
  // The organization calls a folder of several by its name.
  const copy = join(temporary, basename(repository.root));
  try {
    for (const { path, size, bytes } of tree.files) {
      const file = join(copy, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes ?? "");
      // The loader refuses it by its size; its text is never needed.
      if (bytes === undefined) truncateSync(file, size);
    }
    for (const one of tree.left) imitate(copy, one);
    const folder = join(copy, repository.catalog);
    const loaded = loadCatalog(joinedRoots([folder, ...repository.beside]));
    const { catalog, leftOut } = soundPart(folder, repository.beside, loaded);
    const inRepository = (file: string) => (file.startsWith(copy) ? relative(copy, file).split(sep).join("/") : file);
    const placed = ({ related, ...place }: Place): Place => ({
      ...place,
      file: inRepository(place.file),
      ...(related && { related: related.map((one) => ({ ...one, file: inRepository(one.file) })) }),
    });
    return {
      ...read,
      absent: false,
      ...(catalog && { catalog }),
      leftOut: leftOut.map(({ system, file }) => ({ system, file: inRepository(file) })),
      problems: loaded.problems.map((one) => ({ ...one, place: placed(one.place) })),
      locate: (entry) => {
        const found = loaded.locate(entry);
        return found && { ...found, place: placed(found.place) };
      },
    };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Entries that are not files are copied as broken links, so that the loader reports them as in a checkout. */
function imitate(copy: string, { path, what }: Left): void {
  const place = join(copy, path);
  mkdirSync(dirname(place), { recursive: true });
  if (what === "a symbolic link") symlinkSync("nowhere", place);
  else mkdirSync(place, { recursive: true });
  if (what === "a submodule") writeFileSync(join(place, ".git"), "");
}

/** The same catalog without these systems: what cannot be compared must not seem to be new or gone. */
export function without(catalog: CheckedCatalog, systems: ReadonlySet<string>): CheckedCatalog {
  return { ...catalog, systems: catalog.systems.filter(({ system }) => !systems.has(system)) };
}
