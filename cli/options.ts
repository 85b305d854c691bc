import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { joinedRoots } from "../model/roots.ts";
import { stackSettings } from "./stack-settings.ts";

/** The options that several verbs have: said once, so that every verb means the same by them. */

/** The catalog of this project; another company's is named by `--catalog`. */
export const ownCatalog = "catalog";

/**
 * `--catalog <dir>` of every verb that reads a catalog; `options.catalog` is its folder, from where the command runs, or several of them
 * (`joinedRoots`).
 */
export function catalogOption(): Option {
  let given: string[] = [];
  return new Option(
    "--catalog <dir>",
    "catalog folder, with its organization.yaml; may be repeated for folders of teams, each with @revision",
  )
    .default(ownCatalog)
    .argParser((value: string, before: string | undefined) => {
      // What is before the first is the default.
      given = given.length > 0 && before === joinedRoots(given) ? [...given, value] : [value];
      return joinedRoots(given);
    });
}

/** What is read without `--catalog`: in the folder of a project, what the settings of the stack name. */
export const settledCatalog = (stack = usualStack): string =>
  (existsSync("Pulumi.yaml") ? stackSettings(".", stack).catalog : undefined) ?? ownCatalog;

/** Commands read the catalog that the stack deploys, unless another is named; where they ask a revision for it, they say so themselves. */
export function settleCatalog(command: Command): void {
  const { catalog, env } = command.opts<{ readonly catalog?: string; readonly env?: string }>();
  if (catalog === ownCatalog && command.getOptionValueSource("catalog") === "default")
    command.setOptionValueWithSource("catalog", settledCatalog(env), "config");
}

const usualStack = "prod";

/** `--env <environment>` of every verb that reads one environment of a catalog. */
export const environmentOption = (description: string): Option => new Option("--env <environment>", description).default(usualStack);

/** Names as an option takes several, separated by commas. */
export const namesIn = (list = ""): string[] => list.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));

/** The value of an option that counts. @throws InvalidArgumentError, which commander prints */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("write a whole number of at least 1");
  return value;
}

/** What follows the name of the command in each example of a verb's help. */
export const examplesOf = new WeakMap<Command, readonly string[]>();

/** Shows the examples below the help of a verb. @param examples what follows `npx slostack` */
export function withExamples(command: Command, ...examples: readonly string[]): Command {
  examplesOf.set(command, examples);
  return command.addHelpText("after", ["\nExamples:", ...examples.map((example) => `  npx slostack ${example}`)].join("\n"));
}
