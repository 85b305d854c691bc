import { createInterface } from "node:readline";
import type { Command } from "commander";

/**
 * Asks for the value of every option that was left out; an empty answer keeps the default. Whether all were answered: the
 * input may end before.
 *
 * @param asked attribute names of options that do not matter now, and what may be answered where an option does not say
 */
export async function ask(
  command: Command,
  { except = [], among = {} }: { readonly except?: readonly string[]; readonly among?: Readonly<Record<string, string>> },
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
      const choice = among[name] ?? option.argChoices?.join(" or ");
      terminal.setPrompt(`${option.description}${choice === undefined ? "" : `, ${choice}`} [${command.getOptionValue(name)}]: `);
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
