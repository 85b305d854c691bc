import { runCommandLine } from "../../cli/command-line.ts";
import { root } from "../docs/markdown.ts";

/** How a command ended. */
export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they were written. */
  readonly output: string;
}

/** The command `slostack` in a folder, in the process of the test: for what it answers. How its process ends is for a program of its own. */
export async function slostackIn(cwd: string, ...args: readonly string[]): Promise<Answer> {
  const written: (readonly [to: "stdout" | "stderr", text: string])[] = [];
  const to = (stream: "stdout" | "stderr") => (text: string) => void written.push([stream, text]);
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const exitCode = await runCommandLine(args, { write: to("stdout"), log: to("stderr"), columns: () => ({}) });
    const of = (...streams: readonly string[]) => written.flatMap(([stream, text]) => (streams.includes(stream) ? [text] : [])).join("");
    return { exitCode, stdout: of("stdout"), stderr: of("stderr"), output: of("stdout", "stderr") };
  } finally {
    process.chdir(before);
  }
}

/** In the folder of this project. */
export const slostack = (...args: readonly string[]): Promise<Answer> => slostackIn(root, ...args);
