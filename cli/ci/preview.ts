import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { NoPreview, parsePreview } from "../../analysis/review/plan/preview.ts";
import type { Stack } from "../../analysis/review/stack.ts";
import { pulumi } from "./engine.ts";
import { Fault } from "./fault.ts";
import { proposalFile, putJson, taken } from "./files.ts";
import { commitOf, mergedTree } from "./git.ts";
import { reduced } from "./plan.ts";
import { proposalJson } from "./proposal.ts";
import { type Context, folderOf } from "./settings.ts";
import { catalogAt, stackAt } from "./stack.ts";

export const planJson = (context: Context): string => join(folderOf(context), "plan", "plan.json");

/**
 * `pulumi preview` of a stack: this code on the catalog that the branch would have after the merge, which is read as data.
 * Leaves what a review needs of it. Returns the exit code.
 *
 * @throws Fault if the two conflict, the catalog holds what is no plain file, or the preview fails
 */
export async function preview(context: Context, { stack, into }: { readonly stack: string; readonly into: string }): Promise<number> {
  const { head, number } = taken(proposalJson(context), proposalFile, "proposal");
  const tree = await mergedTree(context, await commitOf(context, `origin/${into}`), head);
  if (tree === undefined) throw new Fault(`#${number} conflicts with ${into}: a preview of it would be of nothing that can be deployed`);
  const folder = mkdtempSync(join(tmpdir(), "slostack-preview-"));
  try {
    const settings = join(folder, `Pulumi.${stack}.yaml`);
    const merge = { hash: tree, name: "the merge" };
    const merged = await stackAt(context, merge, stack);
    const catalog = await catalogAt(context, merge, merged, join(folder, "head"));
    writeFileSync(settings, settingsWith(readFileSync(join(context.root, `Pulumi.${stack}.yaml`), "utf8"), catalog, merged));
    const { code, stdout } = await pulumi(context, ["preview", "--json", "--stack", stack, "--config-file", settings], "kept");
    const plan = readable(stdout, code, stack);
    putJson(planJson(context), plan);
    context.write(`previewed: ${planJson(context)}\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What a review needs of a preview that came to its end. Of one that did not, nothing is kept, since the next run would take it
 * for the preview of this merge; and nothing is repeated, since what a vendor or a program says of a fault may hold a secret.
 */
function readable(stdout: string, code: number, stack: string): unknown {
  const way = `run pulumi preview --stack ${stack} by hand, where its words stay with you`;
  try {
    const { diagnostics } = parsePreview(stdout);
    const failed = (diagnostics ?? [])
      .filter(({ severity }) => severity === "error")
      .map(({ urn }) => (urn === undefined ? "the program" : named(urn)));
    if (code !== 0 || failed.length > 0)
      throw new Fault(`the preview failed${failed.length > 0 ? ` at ${[...new Set(failed)].join(", ")}` : ` (exit code ${code})`}: ${way}`);
    return reduced(stdout);
  } catch (error) {
    if (!(error instanceof NoPreview)) throw error;
    throw new Fault(`the engine made no preview (exit code ${code}): ${way}`);
  }
}

const named = (urn: string): string => urn.split("::").slice(-2).join(" ");

/**
 * The settings of the stack as they are here, with those of the merge that decide what is deployed. JSON is YAML, so secrets stay as
 * they are written.
 */
export function settingsWith(text: string, catalog: string, { environment, vendors, without, protect }: Stack): string {
  const settings = (load(text) ?? {}) as { readonly config?: Readonly<Record<string, unknown>> };
  const deciding = Object.entries({ catalog, environment, vendors, withoutVendors: without, protect }).map(([key, value]) => [
    `slostack:${key}`,
    value,
  ]);
  return JSON.stringify({ ...settings, config: { ...settings.config, ...Object.fromEntries(deciding) } });
}
