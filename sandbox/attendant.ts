import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";

/** A process that serves this one, from command to command. */
export interface Attendant {
  /** Its first line: where it listens. */
  readonly said: string;
  /** Settles when it says that it is idle, or has ended: one that answers a line with "idle". */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a Node program that serves this process until that ends, or stops it. It does not keep this process alive.
 *
 * @param what its name in an error
 * @param gone is called when it has ended, in whatever way
 * @throws Error with what it complained of if it ends before it says where it listens
 */
export function startAttendant(
  what: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  gone: () => void = () => {},
): Promise<Attendant> {
  const child = spawn(process.execPath, [...args], { env, stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  child.once("exit", gone);
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  const stop = () => {
    gone();
    child.ref();
    child.kill();
    return ended;
  };
  const lines = createInterface(child.stdout);
  const held = [child, child.stdin as Socket, child.stdout as Socket, child.stderr as Socket];
  const settled = async () => {
    for (const one of held) one.ref();
    const idle = new Promise<void>((resolve) => {
      const hear = (line: string) => {
        if (line !== "idle") return;
        lines.off("line", hear);
        resolve();
      };
      lines.on("line", hear);
    });
    // One that has just ended takes no question.
    child.stdin.once("error", () => {}).write("\n");
    await Promise.race([idle, ended]);
    for (const one of held) one.unref();
  };
  return new Promise((resolve, reject) => {
    lines.once("line", (said) => {
      for (const one of held) one.unref();
      resolve({ said, settled, stop });
    });
    child.once("error", reject);
    ended.then(() => reject(new Error(`${what} ended before listening: ${complaint.trim()}`)));
  });
}
