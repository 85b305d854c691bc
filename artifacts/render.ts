import type { RefusalBy } from "../model/refusal.ts";
import type { Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { type Target, type TargetFile, Unsayable } from "./target.ts";

/** All files of one environment, or every reason why they cannot be rendered. */
export type Rendered = { readonly files: readonly TargetFile[] } | { readonly objections: readonly RefusalBy[] };

/** What all targets render, sorted by path. One objection is enough to have no file. */
export function render(targets: readonly Target[], resolved: Resolved, alerts: readonly Alert[]): Rendered {
  const answers = targets.map((target) => answerOf(target, resolved, alerts));
  const objections = answers.flatMap(({ objections }) => objections);
  if (objections.length > 0) return { objections };
  const files = answers.flatMap(({ files }) => files);
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

interface Answer {
  readonly files: readonly TargetFile[];
  readonly objections: readonly RefusalBy[];
}

function answerOf(target: Target, resolved: Resolved, alerts: readonly Alert[]): Answer {
  try {
    const files = target.files(resolved, alerts);
    return { files, objections: misplaced(target, files) };
  } catch (error) {
    const refusal = error instanceof Unsayable ? error.refusal : { why: error instanceof Error ? error.message : String(error) };
    return { files: [], objections: [{ by: target.name, ...refusal }] };
  }
}

/** Plain names joined by slashes: nothing that leads out of the folder, and nothing that a file system reads otherwise. */
const plainPath = /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*\/)+[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

function misplaced({ name }: Target, files: readonly TargetFile[]): RefusalBy[] {
  const paths = files.map(({ path }) => path);
  return [
    ...paths
      .filter((path) => !plainPath.test(path) || !path.startsWith(`${name}/`))
      .map((path) => ({ why: `${path} is no path below ${name}/` })),
    ...paths.filter((path, index) => paths.indexOf(path) !== index).map((path) => ({ why: `${name} renders ${path} twice` })),
  ];
}
