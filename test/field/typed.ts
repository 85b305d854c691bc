import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../docs/markdown.ts";

/** How a command of a shell ended. */
export interface Typed {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of bash in a folder, in which `slostack` is the command of this project. */
export function typed(script: string, cwd: string = root, env: NodeJS.ProcessEnv = process.env): Typed {
  const command = `slostack() { '${process.execPath}' '${join(root, "cli/slostack.ts")}' "$@"; }`;
  const { status, stdout, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", `${command}\n${script}`], { cwd, encoding: "utf8", env });
  return { status, stdout, stderr };
}
