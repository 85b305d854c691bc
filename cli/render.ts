import { join } from "node:path";
import { targets } from "../artifacts/registry.ts";
import { render as renderAll } from "../artifacts/render.ts";
import { loadCatalog, resolve } from "../language.ts";
import { sentenceOf } from "../model/refusal.ts";
import { report } from "../model/report.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { unfireable } from "../monitors/unfireable.ts";
import { unknownEnvironment } from "./environments.ts";
import { differences, refusals, writeFolder } from "./rendered-folder.ts";

export interface RenderOptions {
  readonly catalogDir: string;
  readonly environment: string;
  /** default: `.slostack/rendered/<environment>` here */
  readonly out?: string;
  /** writes nothing and lists the differences */
  readonly check: boolean;
  /** default: terminal */
  readonly format?: "terminal" | "json";
  readonly write: (text: string) => void;
}

/** Writes the files of every target, all or none. Returns the exit code: 1 if they cannot be rendered or `check` finds a difference, 2 if there is no such environment. */
export function render({ catalogDir, environment, out, check, format, write }: RenderOptions): number {
  const fail = (lines: readonly string[]) => {
    for (const line of lines) write(`${line}\n`);
    return lines.length === 0 ? 0 : 1;
  };
  const { catalog, problems, locate } = loadCatalog(catalogDir);
  if (!catalog) return fail(report(problems));
  const unknown = unknownEnvironment(environment, catalog);
  if (unknown !== undefined) {
    write(`${unknown}\n`);
    return 2;
  }
  const resolved = resolve(catalog, environment);
  const unfit = unfireable([resolved], locate).filter(({ severity }) => severity === "error");
  if (unfit.length > 0) return fail(report(unfit));
  const rendered = renderAll(targets, resolved, alertsOf(resolved));
  if ("objections" in rendered) return fail(rendered.objections.map(sentenceOf));
  const { files } = rendered;
  const folder = out ?? join(".slostack", "rendered", environment);
  const asJson = (changes: readonly object[]) =>
    write(`${JSON.stringify({ environment, folder, files: files.length, changes }, null, 2)}\n`);
  if (check) {
    const different = differences(folder, files);
    if (format !== "json") return fail(different.map(({ path, is }) => `${join(folder, path)}: ${is}`));
    asJson(different);
    return different.length === 0 ? 0 : 1;
  }
  const refused = refusals(folder, environment, files);
  if (refused.length > 0) return fail(refused);
  const changes = differences(folder, files);
  writeFolder(folder, environment, files);
  if (format === "json") {
    asJson(changes);
    return 0;
  }
  for (const { path, is } of changes) write(`${join(folder, path)}: ${is === "no longer rendered" ? "removed" : "written"}\n`);
  write(`${folder}: ${files.length} files of ${environment}, ${changes.length} changed\n`);
  return 0;
}
