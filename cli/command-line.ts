import { Command, CommanderError } from "commander";
import description from "../package.json" with { type: "json" };
import { addSteps } from "./ci/command.ts";
import { machineFault } from "./machine-fault.ts";
import { settleCatalog, withExamples } from "./options.ts";
import { addAlertVerbs } from "./verbs/alerts.ts";
import { addCatalogVerbs } from "./verbs/catalog.ts";
import { addCompletionVerbs } from "./verbs/completion.ts";
import type { Io } from "./verbs/io.ts";
import { addStackVerbs } from "./verbs/stack.ts";

/** Exit code of every verb that could not do what it was asked; 1 is an answer (`drift`: something differs). */
export const noAnswer = 2;

/**
 * The command `slostack` with all its verbs. A verb is loaded when it is called: what reads a catalog loads the plans of
 * every vendor, and help needs none of it.
 */
export function commandLine(io: Io): Command {
  const program = new Command("slostack")
    .description("Declare a whole monitoring stack in one SLO catalog.")
    .version(description.version)
    .showHelpAfterError("(see --help for commands and options)")
    .configureOutput({ writeOut: io.write, writeErr: io.log })
    .exitOverride();
  addCatalogVerbs(program, io);
  addAlertVerbs(program, io);
  addStackVerbs(program, io);
  addSteps(
    withExamples(program.command("ci"), "ci check --prove", "ci review --base main").description(
      "run a step of CI: the review of a proposal, a deployment, the nightly comparison (docs/ci.md)",
    ),
    io.write,
  );
  addCompletionVerbs(program, io);
  program.hook("preAction", (_, command) => settleCatalog(command));
  return program;
}

/**
 * Runs a command line in this process.
 * @param args what follows `slostack`
 * @returns its exit code
 */
export async function runCommandLine(args: readonly string[], io: Io): Promise<number> {
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await commandLine(io).parseAsync(args, { from: "user" });
    return Number(process.exitCode);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : noAnswer;
    // A fault of the machine is one sentence. Anything else is a bug: a report needs its stack trace.
    io.log(`${machineFault(error) ?? (error instanceof Error ? error.stack : error)}\n`);
    return noAnswer;
  } finally {
    process.exitCode = before;
  }
}
