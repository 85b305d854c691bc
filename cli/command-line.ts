import { Command } from "commander";
import description from "../package.json" with { type: "json" };
import { addSteps } from "./ci/command.ts";
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
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : noAnswer));
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
