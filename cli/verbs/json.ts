import { Option } from "commander";
import type { Io } from "./io.ts";

/** `--format` of a verb that prints for people or for programs. */
export const formatOption = (): Option =>
  new Option("--format <format>", "output format").choices(["terminal", "json"]).default("terminal");

export type Format = "terminal" | "json";

/**
 * Runs a verb, whose answer as JSON is one value whatever happens: the sentences that it says in place of an answer, or beside
 * a part of it, become `errors`.
 *
 * @param io where the answer goes, and what is said beside it: it is said all the same, and is the `errors` of a verb that answers nothing
 * @param run takes where to write, a value at a time; returns the exit code, which is not changed
 */
export async function answered(
  format: string,
  { write, log }: Pick<Io, "write" | "log">,
  run: (io: Pick<Io, "write" | "log">) => number | Promise<number>,
): Promise<number> {
  if (format !== "json") return run({ write, log });
  const parts: string[] = [];
  const beside: string[] = [];
  const code = await run({
    write: (text) => parts.push(text),
    log: (text) => {
      beside.push(text);
      log(text);
    },
  });
  const [first = ""] = parts;
  const values = parts.map(valueIn);
  if (parts.length === 1 && values[0] !== undefined) write(first);
  else {
    const errors = sentencesOf((parts.length === 0 ? beside : parts.filter((_, index) => values[index] === undefined)).join(""));
    write(`${JSON.stringify(Object.assign({}, ...values, errors.length > 0 && { errors }), null, 2)}\n`);
  }
  return code;
}

/** The object or list that a text is; undefined for a sentence. */
function valueIn(text: string): object | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A line that is indented goes on with the one before. */
const sentencesOf = (text: string): string[] =>
  text
    .trim()
    .split(/\n(?! )/)
    .filter((sentence) => sentence !== "");
