// node cli/ci/main.ts <step>: the steps of CI, each of which runs by hand as well. Every option may come from the
// environment, because a workflow hands on what others wrote only there and never as a part of a command.
import { join } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { Fault } from "./fault.ts";
import type { Context } from "./settings.ts";

const context: Context = { env: process.env, root: join(import.meta.dirname, "..", ".."), write: (text) => process.stdout.write(text) };

const numberOf = (text: string): number | undefined => {
  if (text === "") return undefined;
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError("a number such as 17 is meant");
  return Number(text);
};
const option = (flags: string, description: string, variable: string) => new Option(flags, description).env(variable);
const stack = () => option("--stack <stack>", "a stack of this project, such as prod", "SLOSTACK_STACK").makeOptionMandatory();
/** What is reviewed and proved by hand is the stack that pages, where nobody names another. */
const stackOrProd = () =>
  option("--stack <stack>", "a stack of this project; its settings name the catalog", "SLOSTACK_STACK").default("prod");
const into = () => option("--into <branch>", "the branch that is deployed", "SLOSTACK_BRANCH").default("main");

/**
 * What a step threw is told without the way through our code; other errors are our own mistakes and keep it. Both end
 * with 2, since 1 is a finding.
 */
async function end(step: Promise<number>): Promise<void> {
  try {
    process.exitCode = await step;
  } catch (error) {
    process.stderr.write(`${error instanceof Fault ? error.message : error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 2;
  }
}

/** As {@link end}, for what has to do with one proposal: nothing is done where there is none to be reviewed. */
async function endIfAny(step: () => Promise<number>): Promise<void> {
  const { nothingIn } = await import("./proposal.ts");
  const why = nothingIn(context);
  if (why === undefined) return end(step());
  context.write(`npm run ci:proposal found nothing to review: ${why}\n`);
}

/** Options without those that are absent or empty: a variable that a workflow sets to nothing is not set. */
function given<Options extends object>(options: Options): { [Name in keyof Options]?: Exclude<Options[Name], undefined | ""> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== "")) as {
    [Name in keyof Options]?: Exclude<Options[Name], undefined | "">;
  };
}

const program = new Command("ci").description("The steps of CI (docs/ci.md).").showHelpAfterError();

program
  .command("proposal")
  .description("find the pull or merge request that is to be reviewed, and fetch its commit as data")
  .addOption(option("--number <number>", "its number", "SLOSTACK_PROPOSAL").argParser(numberOf))
  .addOption(option("--commit <commit>", "its head, where the number is not known", "SLOSTACK_COMMIT"))
  .addOption(option("--queue <branch>", "the branch of a merge queue that has this commit", "SLOSTACK_QUEUE"))
  .addOption(into())
  .addOption(stackOrProd())
  .action(async (options: { number?: number; commit?: string; queue?: string; into: string; stack: string }) => {
    const { proposal } = await import("./proposal.ts");
    await end(proposal(context, { ...given(options), into: options.into, stack: options.stack }));
  });

program
  .command("approvals")
  .description("ask who approves that commit now")
  .action(async () => {
    const { approvals } = await import("./approvals.ts");
    await endIfAny(() => approvals(context));
  });

program
  .command("review")
  .description("review a head against a base: comment, verdict, pages")
  .addOption(option("--base <revision>", "what it is compared with", "SLOSTACK_BASE").default("origin/main"))
  .addOption(option("--head <revision>", "default: the proposal's commit; by hand HEAD", "SLOSTACK_HEAD"))
  .addOption(stackOrProd())
  .addOption(option("--history <source>", "recorded data for the backtest", "SLOSTACK_HISTORY_URL"))
  .addOption(option("--incidents <file>", "incidents that people remember", "SLOSTACK_INCIDENTS"))
  .action(async (options: { base: string; head?: string; stack: string; history?: string; incidents?: string }) => {
    const { review } = await import("./review.ts");
    await endIfAny(() => review(context, { ...given(options), base: options.base, stack: options.stack }));
  });

program
  .command("check")
  .description("prove what would be deployed, without an account: of a proposal its data as it would be merged, by hand the working tree")
  .addOption(into())
  .option("--prove", "also let real Prometheus code evaluate the rules", false)
  .action(async (options: { into: string; prove: boolean }) => {
    const { check } = await import("./check.ts");
    await endIfAny(() => check(context, options));
  });

program
  .command("comment")
  .description("write the review below its proposal, or update what is there")
  .action(async () => {
    const { comment } = await import("./comment.ts");
    await endIfAny(() => comment(context));
  });

program
  .command("verdict")
  .description("mark the proposal's commit with the verdict; by hand the exit code is the verdict")
  .option("--broken", "a step before it failed", false)
  .addOption(option("--head <commit>", "default: the proposal's", "SLOSTACK_HEAD"))
  .action(async ({ broken, head }: { broken: boolean; head?: string }) => {
    const { verdict } = await import("./verdict.ts");
    await endIfAny(() => verdict(context, { broken, ...given({ head }) }));
  });

program
  .command("preview")
  .description("preview a stack with this code and the proposal's catalog, for the review")
  .addOption(stack())
  .addOption(into())
  .action(async (options: { stack: string; into: string }) => {
    const { preview } = await import("./preview.ts");
    await end(preview(context, options));
  });

program
  .command("up")
  .description("pulumi up of HEAD, unless the stack holds a later commit")
  .addOption(stack())
  .addOption(
    option("--older [yes]", "go back to an older commit", "SLOSTACK_OLDER")
      .argParser((text) => text === "true")
      .default(false),
  )
  .action(async ({ stack: named, older }: { stack: string; older: boolean }) => {
    const { up } = await import("./up.ts");
    await end(up(context, { stack: named, older }));
  });

program
  .command("record")
  .description("note on a stack that it is deployed from HEAD")
  .addOption(stack())
  .action(async (options: { stack: string }) => {
    const { record } = await import("./deployed.ts");
    await end(record(context, options));
  });

program
  .command("deployed")
  .description("say from which commit a stack is deployed")
  .addOption(stack())
  .addOption(into())
  .action(async (options: { stack: string; into: string }) => {
    const { deployed } = await import("./deployed.ts");
    await end(deployed(context, { stack: options.stack, branch: options.into }));
  });

program
  .command("drift")
  .description("compare a stack with the commit that is checked out")
  .addOption(stack())
  .action(async (options: { stack: string }) => {
    const { drift } = await import("./drift.ts");
    await end(drift(context, options));
  });

program
  .command("code")
  .description("name what HEAD holds besides data, so that tests of the same code need not run again")
  .action(async () => {
    const { code } = await import("./code.ts");
    await end(code(context));
  });

program
  .command("gate")
  .description("refuse where nobody has to let the jobs of an environment of GitHub begin")
  .addOption(option("--environment <name>", "the environment", "SLOSTACK_ENVIRONMENT").makeOptionMandatory())
  .action(async (options: { environment: string }) => {
    const { gate } = await import("./gate.ts");
    await end(gate(context, options));
  });

program
  .command("doctor")
  .description("say what of the set-up at GitHub is missing: environments, reviewers, rules of the branch")
  .addOption(option("--branch <branch>", "the branch that is deployed", "SLOSTACK_BRANCH").default("main"))
  .action(async (options: { branch: string }) => {
    const { doctor } = await import("./doctor.ts");
    await end(doctor(context, options));
  });

program
  .command("drift-issue")
  .description("open, update or close the issue that tells of drift")
  .action(async () => {
    const { driftIssue } = await import("./drift.ts");
    await end(driftIssue(context));
  });

// A word that is not understood is no finding either.
program.exitOverride();
for (const command of program.commands) command.exitOverride();
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
