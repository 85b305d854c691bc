import { spawn } from "node:child_process";
import { join } from "node:path";

const preload = join(import.meta.dirname, "..", "cli", "node-24.mjs");

/**
 * Runs a program to its end.
 *
 * @returns seconds from its start to its end, as a user waits for it, and what it printed
 * @throws Error with what it complained of where it fails
 */
export function timed(program: string, args: readonly string[]): Promise<{ readonly seconds: number; readonly stdout: string }> {
  const start = performance.now();
  const child = spawn(program, [...args], { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const seconds = (performance.now() - start) / 1000;
      if (code === 0) resolve({ seconds, stdout });
      else reject(new Error(`${program} ended with ${code}: ${stderr.trim()}`));
    });
  });
}

/** The same for a program of this project, started as npm's scripts start it. */
export function timedScript(script: string, args: readonly string[]): ReturnType<typeof timed> {
  return timed(process.execPath, ["--import", preload, join(import.meta.dirname, script), ...args]);
}
