import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { scrub } from "./environment.ts";

/** Stand-ins that listen in a process of their own. */
export interface StandIns {
  /** Where each plugin's stand-in listens: packages behind one bridge share it. */
  readonly ports: Readonly<Record<string, number>>;
  readonly stop: () => Promise<void>;
}

/** Starts the stand-ins of these packages over the accounts in `folder`. */
export function startStandIns(packages: readonly string[], folder: string): Promise<StandIns> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "stand-in", "main.ts"), folder, ...packages], {
    env: scrub(process.env),
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  const stop = () => {
    child.kill();
    return ended;
  };
  return new Promise((resolve, reject) => {
    createInterface(child.stdout).once("line", (line) => resolve({ ports: JSON.parse(line) as Record<string, number>, stop }));
    child.once("error", reject);
    ended.then(() => reject(new Error(`the stand-ins ended before they listened: ${complaint.trim()}`)));
  });
}
