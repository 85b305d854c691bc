import { createInterface } from "node:readline/promises";
import type { Command } from "commander";

/**
 * Asks for the value of every option that was left out; an empty answer keeps the default. Whether all were answered: the
 * input may end before.
 *
 * @param except attribute names of options that do not matter now
 */
export async function ask(
  command: Command,
  except: readonly string[],
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<boolean> {
  const terminal = createInterface({ input, output });
  const ended = new AbortController();
  terminal.once("close", () => ended.abort());
  try {
    for (const option of command.options) {
      const name = option.attributeName();
      if (option.isBoolean() || except.includes(name) || command.getOptionValueSource(name) !== "default") continue;
      const among = option.argChoices ? `, ${option.argChoices.join(" or ")}` : "";
      let answer: string;
      do {
        answer = (await terminal.question(`${option.description}${among} [${option.defaultValue}]: `, { signal: ended.signal })).trim();
      } while (answer !== "" && option.argChoices?.includes(answer) === false);
      if (answer !== "") command.setOptionValueWithSource(name, answer, "cli");
    }
    return true;
  } catch (error) {
    if (!ended.signal.aborted) throw error;
    return false;
  } finally {
    terminal.close();
  }
}
