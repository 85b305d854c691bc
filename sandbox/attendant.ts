import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";

/** A process that serves this one, from command to command. */
export interface Attendant {
  /** Its first line: where it listens. */
  readonly said: string;
  /** Gives it a line; its answer is the next line that fits. Rejects if it ends before. */
  readonly ask: (line: string, fits: (answer: string) => boolean) => Promise<string>;
}

/**
 * Starts a Node program that serves this process until that ends. It does not keep this process alive.
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
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject).once("close", () => reject(new Error(`${what} ended before an answer: ${complaint.trim()}`)));
  });
  ended.catch(() => {});
  const lines = createInterface(child.stdout);
  const held = [child, child.stdin as Socket, child.stdout as Socket, child.stderr as Socket];
  const waiting: { readonly fits: (line: string) => boolean; readonly answered: (line: string) => void }[] = [];
  lines.on("line", (line) => {
    const index = waiting.findIndex(({ fits }) => fits(line));
    if (index >= 0) waiting.splice(index, 1)[0]?.answered(line);
  });
  const next = async (fits: (line: string) => boolean) => {
    if (waiting.length === 0) for (const one of held) one.ref();
    const answer = new Promise<string>((answered) => waiting.push({ fits, answered }));
    const line = await Promise.race([answer, ended]);
    if (waiting.length === 0) for (const one of held) one.unref();
    return line;
  };
  // One that has just ended takes no line.
  child.stdin.on("error", () => {});
  const ask: Attendant["ask"] = (line, fits) => {
    child.stdin.write(`${line}\n`);
    return next(fits);
  };
  return next(() => true).then((said) => ({ said, ask }));
}
