import { spawn } from "node:child_process";
import type { Environment } from "./settings.ts";

export interface Ran {
  /** 2 if a signal ended it */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: Environment;
  /** "through": both streams go to this terminal as well as they come; "kept": only the caller sees them */
  readonly show: "through" | "kept";
}

/** Runs a program to its end, without a shell: no argument is ever read as a command. @throws where it cannot be started */
export function run(program: string, args: readonly string[], { cwd, env, show }: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { cwd, env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (show === "through") process.stdout.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      if (show === "through") process.stderr.write(text);
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 2, stdout, stderr }));
  });
}
