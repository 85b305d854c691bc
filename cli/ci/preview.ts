import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { load } from "js-yaml";
import { NoPreview } from "../../review/plan/preview.ts";
import { Refusal } from "../review/refusal.ts";
import { repositoryOf } from "../review/repository.ts";
import { treeOfCommit } from "../review/tree.ts";
import { stackSettings } from "../stack-settings.ts";
import { pulumi } from "./engine.ts";
import { Fault } from "./fault.ts";
import { proposalFile, putJson, taken } from "./files.ts";
import { commitOf, firstLine, mergedTree } from "./git.ts";
import { reduced } from "./plan.ts";
import { proposalJson } from "./proposal.ts";
import { type Context, folderOf } from "./settings.ts";

export const planJson = (context: Context): string => join(folderOf(context), "plan", "plan.json");

/**
 * `pulumi preview` of a stack: this code on the catalog that the branch would have after the merge, which is read as data.
 * Leaves what a review needs of it. Answers the exit code.
 *
 * @throws Fault where the two conflict, the catalog holds what is no plain file, or the engine refuses
 */
export async function preview(context: Context, { stack, into }: { readonly stack: string; readonly into: string }): Promise<number> {
  const { head, number } = taken(proposalJson(context), proposalFile, "ci:proposal");
  const tree = await mergedTree(context, await commitOf(context, `origin/${into}`), head);
  if (tree === undefined) throw new Fault(`#${number} conflicts with ${into}: a preview of it would be of nothing that can be deployed`);
  const folder = mkdtempSync(join(tmpdir(), "slostack-preview-"));
  try {
    const settings = join(folder, `Pulumi.${stack}.yaml`);
    const catalog = await catalogOf(context, tree, stack, join(folder, "head"));
    writeFileSync(settings, settingsWith(readFileSync(join(context.root, `Pulumi.${stack}.yaml`), "utf8"), catalog));
    const { code, stdout, stderr } = await pulumi(context, ["preview", "--json", "--stack", stack, "--config-file", settings], "kept");
    putJson(planJson(context), readable(stdout, stderr));
    context.write(`${code === 0 ? "previewed" : "the preview itself failed; the review says how"}: ${planJson(context)}\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readable(stdout: string, stderr: string): unknown {
  try {
    return reduced(stdout);
  } catch (error) {
    if (!(error instanceof NoPreview)) throw error;
    throw new Fault(`the engine made no preview: ${firstLine(stderr)}`);
  }
}

/** Copies the catalog of a tree, with what is checked beside it, into a folder. Answers the folder of the catalog. */
async function catalogOf({ root }: Context, tree: string, stack: string, into: string): Promise<string> {
  const own = stackSettings(root, stack).catalog ?? "catalog";
  try {
    const repository = await repositoryOf(resolve(root, own));
    const { files, left } = await treeOfCommit(repository, tree, "the merge");
    const [link] = left;
    if (link) throw new Fault(`${link.path} is ${link.what}; a preview follows none`);
    for (const { path, bytes } of files) {
      if (bytes === undefined) throw new Fault(`${path} is larger than a file of a catalog may be`);
      const file = join(into, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    return join(into, repository.catalog);
  } catch (error) {
    throw error instanceof Refusal ? new Fault(error.message) : error;
  }
}

/** The settings of the stack as they are here, with another catalog. JSON is YAML, so secrets stay as they are written. */
export function settingsWith(text: string, catalog: string): string {
  const settings = (load(text) ?? {}) as { readonly config?: Readonly<Record<string, unknown>> };
  return JSON.stringify({ ...settings, config: { ...settings.config, "slostack:catalog": catalog } });
}
