// slostack ci <step>: the steps of CI, each of which runs by hand as well. Every option may come from the
// environment, because a workflow hands on what others wrote only there and never as a part of a command.
import { type Command, InvalidArgumentError, Option } from "commander";
import { ownModule } from "../../programs/own-module.ts";
import { Fault } from "./fault.ts";
import type { Context } from "./settings.ts";

const numberOf = (text: string): number | undefined => {
  if (text === "") return undefined;
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError("write a number such as 17");
  return Number(text);
};
const option = (flags: string, description: string, variable: string) => new Option(flags, description).env(variable);
const stack = () => option("--stack <stack>", "stack of this project, such as prod", "SLOSTACK_STACK").makeOptionMandatory();
/** The default stack of a manual review or check: the one that pages. */
const stackOrProd = () =>
  option("--stack <stack>", "stack of this project; its settings name the catalog", "SLOSTACK_STACK").default("prod");
const into = () => option("--into <branch>", "the deployed branch", "SLOSTACK_BRANCH").default("main");

type Step = (context: Context) => Promise<number>;

/** @param write where a step says what it did */
const contextOf = async (write: Context["write"]): Promise<Context> => {
  const { projectFolder } = await import("../project.ts");
  return { env: process.env, root: projectFolder(), command: ownModule(import.meta, "../slostack"), write };
};

/**
 * A fault is printed without its stack trace; other errors are bugs of ours and keep it. Both end
 * with 2, since 1 is a finding.
 */
async function ended(step: Promise<number>): Promise<void> {
  try {
    process.exitCode = await step;
  } catch (error) {
    process.stderr.write(`${error instanceof Fault ? error.message : error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 2;
  }
}

/** Options without those that are absent or empty: a variable that a workflow sets to nothing is not set. */
function given<Options extends object>(options: Options): { [Name in keyof Options]?: Exclude<Options[Name], undefined | ""> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== "")) as {
    [Name in keyof Options]?: Exclude<Options[Name], undefined | "">;
  };
}

/** Gives the command `ci` its steps. A step is loaded when it is called. */
export function addSteps(ci: Command, write: Context["write"]): void {
  const end = async (step: Step) => ended(step(await contextOf(write)));
  /** As `end`, for what has to do with one proposal: nothing is done where there is none to be reviewed. */
  const endIfAny = async (step: Step) => {
    const context = await contextOf(write);
    const { nothingIn } = await import("./proposal.ts");
    const why = nothingIn(context);
    if (why === undefined) return ended(step(context));
    write(`slostack ci proposal found nothing to review: ${why}\n`);
  };

  ci.command("proposal")
    .description("find the pull or merge request to review, and fetch its commit as data")
    .addOption(option("--number <number>", "number of the pull or merge request", "SLOSTACK_PROPOSAL").argParser(numberOf))
    .addOption(option("--commit <commit>", "its head commit, if the number is not known", "SLOSTACK_COMMIT"))
    .addOption(option("--queue <branch>", "the merge queue branch with this commit", "SLOSTACK_QUEUE"))
    .addOption(into())
    .addOption(stackOrProd())
    .action(async (options: { number?: number; commit?: string; queue?: string; into: string; stack: string }) => {
      const { proposal } = await import("./proposal.ts");
      await end((context) => proposal(context, { ...given(options), into: options.into, stack: options.stack }));
    });

  ci.command("approvals")
    .description("find out who approves that commit now")
    .action(async () => {
      const { approvals } = await import("./approvals.ts");
      await endIfAny((context) => approvals(context));
    });

  ci.command("review")
    .description("review a head against a base: comment, verdict, pages")
    .addOption(option("--base <revision>", "the revision to compare with", "SLOSTACK_BASE").default("origin/main"))
    .addOption(option("--head <revision>", "default: the proposal's commit; HEAD when run by hand", "SLOSTACK_HEAD"))
    .addOption(stackOrProd())
    .addOption(option("--history <source>", "recorded data for the backtest", "SLOSTACK_HISTORY_URL"))
    .addOption(option("--incidents <file>", "known incidents for the backtest", "SLOSTACK_INCIDENTS"))
    .action(async (options: { base: string; head?: string; stack: string; history?: string; incidents?: string }) => {
      const { review } = await import("./review.ts");
      await endIfAny((context) => review(context, { ...given(options), base: options.base, stack: options.stack }));
    });

  ci.command("check")
    .description("check what would be deployed, without an account: the proposal as merged, or the working tree when run by hand")
    .addOption(into())
    .option("--prove", "also evaluate the rules in real Prometheus code", false)
    .action(async (options: { into: string; prove: boolean }) => {
      const { check } = await import("./check.ts");
      await endIfAny((context) => check(context, options));
    });

  ci.command("comment")
    .description("post the review as a comment on the proposal, or update it")
    .action(async () => {
      const { comment } = await import("./comment.ts");
      await endIfAny((context) => comment(context));
    });

  ci.command("verdict")
    .description("set the verdict as the commit's status; when run by hand, the exit code is the verdict")
    .option("--broken", "an earlier step failed", false)
    .addOption(option("--head <commit>", "default: the proposal's", "SLOSTACK_HEAD"))
    .action(async ({ broken, head }: { broken: boolean; head?: string }) => {
      const { verdict } = await import("./verdict.ts");
      await endIfAny((context) => verdict(context, { broken, ...given({ head }) }));
    });

  ci.command("preview")
    .description("preview a stack with this code and the proposal's catalog, for the review")
    .addOption(stack())
    .addOption(into())
    .action(async (options: { stack: string; into: string }) => {
      const { preview } = await import("./preview.ts");
      await end((context) => preview(context, options));
    });

  ci.command("up")
    .description("run pulumi up at HEAD, unless a later commit is deployed")
    .addOption(stack())
    .addOption(
      option("--older [yes]", "deploy an older commit", "SLOSTACK_OLDER")
        .argParser((text) => text === "true")
        .default(false),
    )
    .action(async ({ stack: named, older }: { stack: string; older: boolean }) => {
      const { up } = await import("./up.ts");
      await end((context) => up(context, { stack: named, older }));
    });

  ci.command("record")
    .description("record HEAD as the deployed commit of a stack")
    .addOption(stack())
    .action(async (options: { stack: string }) => {
      const { record } = await import("./deployed.ts");
      await end((context) => record(context, options));
    });

  ci.command("deployed")
    .description("print the deployed commit of a stack")
    .addOption(stack())
    .addOption(into())
    .action(async (options: { stack: string; into: string }) => {
      const { deployed } = await import("./deployed.ts");
      await end((context) => deployed(context, { stack: options.stack, branch: options.into }));
    });

  ci.command("drift")
    .description("compare a stack with the checked-out commit")
    .addOption(stack())
    .action(async (options: { stack: string }) => {
      const { drift } = await import("./drift.ts");
      await end((context) => drift(context, options));
    });

  ci.command("code")
    .description("print an id of the code at HEAD without the data, so that tested code is not tested again")
    .action(async () => {
      const { code } = await import("./code.ts");
      await end((context) => code(context));
    });

  ci.command("gate")
    .description("fail if a GitHub environment runs jobs without a required reviewer")
    .addOption(option("--environment <name>", "the environment", "SLOSTACK_ENVIRONMENT").makeOptionMandatory())
    .action(async (options: { environment: string }) => {
      const { gate } = await import("./gate.ts");
      await end((context) => gate(context, options));
    });

  ci.command("doctor")
    .description("list what the GitHub setup lacks: environments, reviewers, branch rules")
    .addOption(option("--branch <branch>", "the deployed branch", "SLOSTACK_BRANCH").default("main"))
    .action(async (options: { branch: string }) => {
      const { doctor } = await import("./doctor.ts");
      await end((context) => doctor(context, options));
    });

  ci.command("drift-issue")
    .description("open, update or close the drift issue")
    .action(async () => {
      const { driftIssue } = await import("./drift.ts");
      await end((context) => driftIssue(context));
    });
}
