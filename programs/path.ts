import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { executable } from "./cache.ts";

/** Is this a file that may be run? */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Every file of this name on PATH, in the order of PATH. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string[] {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...new Set(folders.map((folder) => join(folder, executable(name))))].filter(isExecutable);
}

/** What a program prints (both streams), or the reason why it does not run. Ten seconds are enough for a version. */
export function printed(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly text: string } | { readonly error: string }> {
  return new Promise((resolve) => {
    execFile(file, [...args], { env, timeout: 10_000, encoding: "utf8" }, (error, stdout, stderr) => {
      if (error) resolve({ error: firstLine(stderr) || firstLine(error.message) });
      else resolve({ text: `${stdout}\n${stderr}` });
    });
  });
}

/** The first line that says something. */
export function firstLine(text: string): string {
  return (
    text
      .split("\n")
      .map((line) => line.trim())
      .find((line) => line !== "") ?? ""
  );
}
