import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../../analysis/review/stack.ts";
import { isLink } from "../../model/files.ts";
import { ownCatalog } from "../options.ts";
import { settingsIn, stackFiles, stackOf } from "../stack-settings.ts";
import { git, lineIfAny } from "./git.ts";
import { Refusal } from "./refusal.ts";
import type { Commit, Repository } from "./repository.ts";

/** What is deployed besides the catalog, at one revision. */
export interface Stacks {
  /** those that have a file of settings */
  readonly names: readonly string[];
  /** any name, since the project's settings may apply. @throws Refusal if its settings cannot be read */
  readonly of: (stack: string) => Stack;
}

/**
 * The stacks of a project at a revision.
 *
 * @param project the folder of `Pulumi.yaml`, as a place in its repository
 * @throws Refusal if a file of settings is no file
 */
export async function stacksAt(project: Repository, commit: Commit | undefined): Promise<Stacks> {
  const files = commit === undefined ? inWorkTree(project) : await inCommit(project, commit);
  return {
    names: [...files.keys()].flatMap((name) => stackOf(name) ?? []),
    of: (stack) => {
      try {
        return stackIn(files, stack);
      } catch (fault) {
        const where = commit?.name ?? "working tree";
        throw new Refusal(`the settings of stack ${stack} at ${where} cannot be read (${fault instanceof Error ? fault.message : fault})`);
      }
    },
  };
}

function stackIn(files: ReadonlyMap<string, string>, stack: string): Stack {
  const all = stackFiles((name) => files.get(name), stack);
  const { catalog = ownCatalog, environment = stack, vendors = [], without = [], protect = false } = settingsIn(all);
  const known = ["slostack:catalog", "slostack:environment", "slostack:vendors", "slostack:withoutVendors", "slostack:protect"];
  const unreadable = known.filter((key) => isSecret(all.config[key]));
  if (unreadable.length > 0) throw new Error(`${unreadable.join(", ")} is a secret; it decides what is deployed: write it in plain text`);
  const other = Object.fromEntries(Object.entries(all.config).filter(([key]) => !known.includes(key)));
  return { catalog, environment, vendors, without, protect, other: { ...other, ...all.rest } };
}

const isSecret = (value: unknown): boolean => typeof value === "object" && value !== null && "secure" in value;

const isSettings = (name: string): boolean => name === "Pulumi.yaml" || stackOf(name) !== undefined;

function inWorkTree({ root, catalog: folder }: Repository): Map<string, string> {
  const at = join(root, folder);
  const names = readdirSync(at).filter(isSettings).sort();
  for (const name of names) if (isLink(join(at, name))) refuseLink(name, "the working tree");
  return new Map(names.map((name) => [name, readFileSync(join(at, name), "utf8")]));
}

async function inCommit({ root, catalog: folder }: Repository, commit: Commit): Promise<Map<string, string>> {
  const at = folder === "" ? commit.hash : `${commit.hash}:${folder}`;
  // The folder of the project may be newer than the revision.
  if ((await lineIfAny(root, ["rev-parse", "--verify", "--quiet", at])) === undefined) return new Map();
  const listed = (await git(root, ["ls-tree", "-z", "--full-tree", at])).toString("utf8").split("\0");
  const files = new Map<string, string>();
  for (const entry of listed) {
    const [, mode = "", object = "", name = ""] = /^(\d{6}) \w+ ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    if (!isSettings(name)) continue;
    if (mode !== "100644" && mode !== "100755") refuseLink(name, commit.name);
    files.set(name, (await git(root, ["cat-file", "blob", object])).toString("utf8"));
  }
  return files;
}

function refuseLink(name: string, where: string): never {
  throw new Refusal(`${name} is not a regular file at ${where}: its target decides what is deployed but is not part of the change`);
}
