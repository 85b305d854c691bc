import { createInterface } from "node:readline";
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
  // Not by `question`, which loses lines that come before it is called: those of a paste.
  const lines = terminal[Symbol.asyncIterator]();
  let open = true;
  terminal.once("close", () => {
    open = false;
  });
  try {
    for (const option of command.options) {
      const name = option.attributeName();
      if (option.isBoolean() || except.includes(name) || command.getOptionValueSource(name) !== "default") continue;
      const among = option.argChoices ? `, ${option.argChoices.join(" or ")}` : "";
      terminal.setPrompt(`${option.description}${among} [${option.defaultValue}]: `);
      let answer: string;
      do {
        if (open) terminal.prompt();
        const { value, done } = await lines.next();
        if (done) return false;
        answer = value.trim();
      } while (answer !== "" && option.argChoices?.includes(answer) === false);
      if (answer !== "") command.setOptionValueWithSource(name, answer, "cli");
    }
    return true;
  } finally {
    terminal.close();
  }
}
