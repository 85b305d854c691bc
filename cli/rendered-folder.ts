import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { RenderedFile } from "../artifacts/target.ts";
import { isRunning } from "../programs/running.ts";

/** The manifest of a folder of rendered files, by which we recognise it. */
const manifestName = ".slostack.json";
interface Manifest {
  readonly environment: string;
  /** paths of the files that were written, sorted */
  readonly files: readonly string[];
}

/** One path of the folder against what is rendered. */
export interface Difference {
  readonly path: string;
  readonly is: "missing" | "different" | "no longer rendered";
}

/** Where a folder differs from the files, sorted by path. Foreign files are ignored. */
export function differences(folder: string, files: readonly RenderedFile[]): Difference[] {
  const rendered = new Set(files.map(({ path }) => path));
  const gone = (manifestOf(folder)?.files ?? []).filter((path) => !rendered.has(path) && existsSync(join(folder, path)));
  return [
    ...files.flatMap(({ path, text }): Difference[] => {
      const present = textAt(join(folder, path));
      if (present === text) return [];
      return [{ path, is: present === undefined ? "missing" : "different" }];
    }),
    ...gone.map((path): Difference => ({ path, is: "no longer rendered" })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Why the files may not be written into this folder; one sentence each. */
export function refusals(folder: string, environment: string, files: readonly RenderedFile[]): string[] {
  const manifest = manifestOf(folder);
  if (manifest && manifest.environment !== environment)
    return [`${folder} holds the files of ${manifest.environment}, not of ${environment}`];
  const own = new Set(manifest?.files ?? []);
  return differences(folder, files)
    .filter(({ path, is }) => is === "different" && !own.has(path))
    .map(({ path }) => `${join(folder, path)} exists and was not written by this command: move it away`);
}

/**
 * Makes the folder hold exactly these files, besides those of others. All are written aside first and then renamed over
 * what is there, so that at no moment a file is missing or half; when a step fails, what was there before is put back.
 * What a run that was killed left aside is removed.
 *
 * @throws Error of the file system, after everything has been put back
 */
export function writeFolder(folder: string, environment: string, files: readonly RenderedFile[]): void {
  mkdirSync(folder, { recursive: true });
  sweep(folder);
  const changes = differences(folder, files);
  const before = manifestOf(folder);
  const paths = files.map(({ path }) => path);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const aside = mkdtempSync(join(folder, `${asidePrefix}${process.pid}-`));
  const undo: (() => void)[] = [];
  const manifest = (entries: readonly string[]) => {
    const draft = join(aside, "manifest");
    writeFileSync(draft, `${JSON.stringify({ environment, files: [...new Set(entries)].sort() }, null, 2)}\n`);
    renameSync(draft, join(folder, manifestName));
  };
  try {
    for (const [index, { path, is }] of changes.entries()) {
      if (is !== "no longer rendered") writeFileSync(join(aside, `${index}.new`), texts.get(path) ?? "");
      if (is !== "missing") copyFileSync(join(folder, path), join(aside, `${index}.old`));
    }
    // Old and new paths first: after an interruption the next run knows both as its own.
    manifest([...(before?.files ?? []), ...paths]);
    for (const [index, { path, is }] of changes.entries()) {
      const place = join(folder, path);
      mkdirSync(dirname(place), { recursive: true });
      if (is === "no longer rendered") rmSync(place);
      else renameSync(join(aside, `${index}.new`), place);
      undo.unshift(() => (is === "missing" ? rmSync(place) : renameSync(join(aside, `${index}.old`), place)));
    }
    manifest(paths);
  } catch (error) {
    for (const step of undo) step();
    if (before) manifest(before.files);
    else rmSync(join(folder, manifestName), { force: true });
    throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
    for (const { path } of changes) removeEmpty(folder, dirname(path));
  }
}

/** Temporary folders are named after their process; those of an ended process can be removed. Older ones have no process. */
const asidePrefix = ".slostack-";

function sweep(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !entry.name.startsWith(asidePrefix)) continue;
    const pid = /^(\d+)-/.exec(entry.name.slice(asidePrefix.length))?.[1];
    if (pid === undefined || !isRunning(Number(pid))) rmSync(join(folder, entry.name), { recursive: true, force: true });
  }
}

/** Empty folders, innermost first. */
function removeEmpty(folder: string, path: string): void {
  if (path === "." || !existsSync(join(folder, path)) || readdirSync(join(folder, path)).length > 0) return;
  rmdirSync(join(folder, path));
  removeEmpty(folder, dirname(path));
}

function manifestOf(folder: string): Manifest | undefined {
  const text = textAt(join(folder, manifestName));
  return text === undefined ? undefined : JSON.parse(text);
}

/** The text of a file; undefined where there is nothing. Anything but a file (a folder, a link) has no text. */
function textAt(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  return found.isFile() ? readFileSync(path, "utf8") : "";
}
