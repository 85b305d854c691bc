import { fieldInWords, inRows, someOf } from "../../analysis/review/plan/section.ts";
import type { Line, Section } from "../../analysis/review/section.ts";
import type { Resolved } from "../../model/resolved.ts";
import { type Change, changesOf } from "../plan/changes.ts";
import { heldInFiles } from "../plan/programs.ts";

/** What a change makes of the rendered files, and of the alerts that a program evaluates from them; or why it cannot be said. */
export function fileChanges({
  base,
  head,
}: {
  readonly base: Resolved;
  readonly head: Resolved;
}): { readonly files: readonly Change[] } | { readonly why: string } {
  const [before, after] = [heldInFiles(base), heldInFiles(head)];
  if ("errors" in before) return { why: `the rendered files are not compared, since base has none: ${before.errors.join("; ")}` };
  if ("errors" in after) return { why: `no file can be rendered: ${after.errors.join("; ")}` };
  return { files: changesOf(before.objects, after.objects) };
}

/** No preview of vendors shows them: alerts that a program evaluates by itself, then files. */
export function filesSection(files: readonly Change[]): Section {
  const ordered = [...files.filter(({ noun }) => noun === "alert"), ...files.filter(({ noun }) => noun !== "alert")];
  const rows = ordered.map(({ fate, vendor, noun, name, formerly, fields }): Line[] => [
    [`${fate}: ${vendor} ${noun} `, { code: name }, ...(formerly === undefined ? [] : [" (was ", { code: formerly }, ")"])],
    someOf(fields.map(fieldInWords)),
  ]);
  return {
    id: "files",
    title: "What slostack render would write",
    blocks: inRows(["What", "Fields"], rows),
  };
}
