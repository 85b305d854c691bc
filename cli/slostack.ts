#!/usr/bin/env node
import { Command, Option } from "commander";
import description from "../package.json" with { type: "json" };
import { type CheckFormat, checkFormats } from "./check/formats.ts";
import { contract } from "./contract.ts";
import type { DriftOptions } from "./drift.ts";
import { ledger } from "./ledger.ts";
import { machineFault } from "./machine-fault.ts";
import { onCall } from "./oncall.ts";
import { catalogOption, environmentOption, wholeNumber } from "./options.ts";
import type { ProveOptions } from "./prove.ts";
import { render } from "./render.ts";
import type { ReviewOptions } from "./review.ts";
import { runbooks } from "./runbooks.ts";
import { standardOutput } from "./standard-output.ts";

// What knows the vendors loads their SDKs, more than a second: the verbs that need it load it when they are called.

interface CatalogArguments {
  readonly catalog: string;
  readonly env: string;
}

/** The options of a review as commander hands them over. */
type ReviewArguments = Pick<
  ReviewOptions,
  "base" | "head" | "format" | "out" | "check" | "history" | "incidents" | "from" | "to" | "tokenFile" | "plan" | "stack" | "project"
> & { readonly catalog?: string; readonly env: string; readonly approvedBy?: string; readonly author?: string };

const tell = (text: string) => process.stderr.write(text);
const write = standardOutput(process.stdout, (sentence) => {
  tell(`${sentence}\n`);
  process.exitCode = noAnswer;
});

/** Exit code of every verb that could not do what it was asked; 1 is an answer (`drift`: something differs). */
const noAnswer = 2;

const program = new Command("slostack")
  .description("One SLO catalog declares the whole monitoring stack.")
  .version(description.version)
  .showHelpAfterError("(--help lists what can be written here)")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : noAnswer));

program
  .command("check")
  .description("report every problem of a catalog at once; exit 1 if there is an error")
  .addOption(catalogOption())
  .option("--runbooks <dir>", "where the runbooks are; default: docs/runbooks in the catalog, else beside it")
  .option("--explain", "also print, per alert, what it detects and what stays undetected", false)
  .addOption(environmentOption("explain this environment"))
  .addOption(
    new Option("--format <format>", "how it is printed; github: as annotations of a workflow").choices(checkFormats).default("terminal"),
  )
  .action(async (options: { catalog: string; runbooks?: string; explain: boolean; env: string; format: CheckFormat }) => {
    const { check } = await import("./check.ts");
    process.exitCode = check({
      catalogDir: options.catalog,
      format: options.format,
      ...(options.runbooks === undefined ? {} : { runbookDir: options.runbooks }),
      ...(options.explain ? { explain: options.env } : {}),
      write,
    });
  });

program
  .command("contract")
  .description("list what applications must send, answer and do, and who needs it; or compare it with what is there")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment"))
  .option("--service <path>", "only this system, or system/service")
  .option("--source <id>", "only what this source takes")
  .addOption(new Option("--format <format>", "how it is printed").choices(["terminal", "json"]).default("terminal"))
  .option("--scrape <url|file>", "compare with a metrics endpoint; exit 1 if something is missing or wrong, 2 if it cannot be asked")
  .option("--prometheus <url>", "compare with what a Prometheus holds")
  .option("--dogstatsd <file>", "compare with what an application sent to its DogStatsD agent, one metric a line")
  .option("--token-file <file>", "file with a bearer token for --scrape or --prometheus")
  .action(async ({ catalog, env, ...options }: { catalog: string; env: string; format: "terminal" | "json" }) => {
    process.exitCode = await contract({
      catalogDir: catalog,
      environment: env,
      ...options,
      write,
    });
  });

program
  .command("ledger")
  .description("record the logical names that exist in the ledger beside the catalog; refused while one was lost without a word")
  .addOption(catalogOption())
  .option("--gone <names...>", "what is gone on purpose, with everything below it: shop--web takes the whole service off")
  .option("--why <reason>", "why nobody shall be paged by it any more; written under retired: of the system")
  .action(({ catalog, ...options }: { catalog: string; gone?: string[]; why?: string }) => {
    process.exitCode = ledger({ catalogDir: catalog, ...options, write });
  });

program
  .command("coverage")
  .description("print what answers each requirement: entries of the catalog, what carries them, or why not; exit 1 without an answer")
  .addOption(catalogOption())
  .option("--system <id>", "only the requirements of this system")
  .addOption(new Option("--format <format>", "how it is printed").choices(["terminal", "json"]).default("terminal"))
  .action(async ({ catalog, ...options }: { catalog: string; system?: string; format: "terminal" | "json" }) => {
    const { coverage } = await import("./coverage.ts");
    process.exitCode = await coverage({ catalogDir: catalog, ...options, write });
  });

program
  .command("oncall")
  .description("say who is told of an alert and by which channel, minute by minute to the last level")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment in which it fires"))
  .requiredOption("--at <time>", "when it begins to fire, with its time zone: 2026-01-12T03:00:00Z")
  .requiredOption("--service <path>", "system/service")
  .requiredOption("--severity <id>", "severity of the alert")
  .action(({ catalog, env, ...asked }: { catalog: string; env: string; at: string; service: string; severity: string }) => {
    process.exitCode = onCall({ catalogDir: catalog, environment: env, ...asked, write });
  });

program
  .command("render")
  .description("write the configuration files of programs that have no API, all or none")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment"))
  .option("--out <dir>", "the folder; default: .slostack/rendered/<environment>")
  .option("--check", "write nothing; exit 1 and name what differs", false)
  .action((options: { catalog: string; env: string; out?: string; check: boolean }) => {
    process.exitCode = render({
      catalogDir: options.catalog,
      environment: options.env,
      ...(options.out === undefined ? {} : { out: options.out }),
      check: options.check,
      write,
    });
  });

program
  .command("prove")
  .description(
    "let real Prometheus code evaluate every alert on simulated failures; exit 1 if one fires wrongly, 2 if nothing could be run",
  )
  .addOption(catalogOption())
  .addOption(environmentOption("the environment"))
  .option("--changed-since <revision>", "only alerts whose rules differ from those of this git revision")
  .option("--jobs <count>", "calls of promtool at the same time; default: one a processor", wholeNumber)
  .addOption(new Option("--format <format>", "how it is printed").choices(["terminal", "json"]).default("terminal"))
  .action(async ({ catalog, env, ...options }: Pick<ProveOptions, "format" | "changedSince" | "jobs"> & CatalogArguments) => {
    const { prove } = await import("./prove.ts");
    process.exitCode = await prove({
      catalogDir: catalog,
      environment: env,
      ...options,
      write: (text) => process.stdout.write(text),
      tell: (text) => process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
    });
  });

program
  .command("plan")
  .description("print every object that a stack is to hold at its vendors, without an account; or what a change makes of it")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment"))
  .option("--diff <revision>", "print only what differs from the plan of the catalog at this git revision")
  .addOption(new Option("--format <format>", "how it is printed").choices(["tree", "json"]).default("tree"))
  .action(async ({ catalog, env, ...options }: { format: "tree" | "json"; diff?: string } & CatalogArguments) => {
    const { plan } = await import("./plan.ts");
    process.exitCode = await plan({ catalogDir: catalog, environment: env, ...options, write });
  });

program
  .command("sandbox")
  .description("run the real `pulumi up` of this project against stand-in vendors; no account is needed")
  .option("--stack <stack>", "an environment of the catalog, such as prod or staging", "prod")
  .addOption(catalogOption().default(undefined, "slostack:catalog of the stack"))
  .action(async ({ stack, catalog }: { stack: string; catalog?: string }) => {
    const catalogDir = catalog === undefined ? {} : { catalogDir: catalog };
    const { sandbox } = await import("./sandbox.ts");
    process.exitCode = await sandbox({ stack, ...catalogDir, write });
  });

program
  .command("drift")
  .description("say what somebody changed, removed or made by hand at the vendors; exit 1 if something differs, 2 if nobody can tell")
  .option("--stack <stack>", "an environment of the catalog, such as prod or staging", "prod")
  .addOption(catalogOption().default(undefined, "slostack:catalog of the stack"))
  .addOption(new Option("--format <format>", "how it is printed").choices(["terminal", "markdown", "json"]).default("terminal"))
  .addOption(
    new Option("--unmanaged <what>", "what is in the accounts and in no catalog: counts as drift, is told only, or is not asked for")
      .choices(["fail", "list", "skip"])
      .default("fail"),
  )
  .option("--sandbox", "ask the stand-ins of `npm start`, not real accounts", false)
  .action(
    async ({ catalog, ...options }: Pick<DriftOptions, "stack" | "format" | "unmanaged" | "sandbox"> & { readonly catalog?: string }) => {
      const { drift } = await import("./drift.ts");
      process.exitCode = await drift({
        ...options,
        ...(catalog === undefined ? {} : { catalogDir: catalog }),
        write,
        tell,
      });
    },
  );

program
  .command("review")
  .description("say what a change of a catalog and of a stack's settings means for the people on call, and whose approval it needs")
  .addOption(catalogOption().default(undefined, "slostack:catalog of the stack, at each revision its own; its settings are reviewed too"))
  .addOption(environmentOption("the environment"))
  .option("--stack <stack>", "the stack that deploys it; default: the environment")
  .option("--project <dir>", "folder of the Pulumi project; default: where the command runs, if one is there")
  .option("--base <revision>", "what it is compared with: where the head departed from it", "origin/main")
  .option("--head <revision>", "the change; default: the working tree")
  .addOption(new Option("--format <format>", "how it is printed").choices(["terminal", "markdown", "json"]).default("terminal"))
  .option("--out <dir>", "also write it there in every format: comment, JSON, a page, and its curves")
  .option("--check", "exit 1 if an error stands or an approval is missing", false)
  .option("--approved-by <names>", "who approves: ids of people or their logins, with commas between them")
  .option("--author <names>", "who made or pushed the change: ids, logins or e-mail addresses; their own approval does not count")
  .option("--history <source>", "replay old and new on recorded data: a Prometheus, its blocks, OpenMetrics or CSV")
  .option("--incidents <file>", "incidents that were noticed in that time; default: incidents.yaml in the catalog")
  .option("--from <time>", "where the replay begins, with its time zone; default: 30 days before its end")
  .option("--to <time>", "where it ends; default: the end of the history")
  .option("--token-file <file>", "file with a bearer token for the Prometheus of --history")
  .option("--plan <file>", "what `pulumi preview --json` printed")
  .action(async ({ catalog, env, approvedBy, author, ...options }: ReviewArguments) => {
    const { review } = await import("./review.ts");
    process.exitCode = await review({
      ...options,
      ...(catalog === undefined ? {} : { catalogDir: catalog }),
      environment: env,
      approvedBy: namesIn(approvedBy),
      authors: namesIn(author),
      ...(process.stdout.isTTY && { width: process.stdout.columns }),
      write,
      tell,
    });
  });

const namesIn = (list = ""): string[] => list.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));

program
  .command("runbooks")
  .description("write the alerts and their queries into the runbooks, and check what people have written there against the catalog")
  .addOption(catalogOption())
  .option("--check", "write nothing; exit 1 and name what is not current or at fault", false)
  .option(
    "--prove",
    "also ask the queries in PromQL that people have written of Prometheus' own engine; exit 1 where one finds nothing",
    false,
  )
  .action(async ({ catalog, check: only, prove }: { catalog: string; check: boolean; prove: boolean }) => {
    const codes = [runbooks({ catalogDir: catalog, check: only, write })];
    if (prove) codes.push(await (await import("./runbooks/answered.ts")).answered({ catalogDir: catalog, write }));
    process.exitCode = Math.max(...codes);
  });

program
  .command("init")
  .description("write a small catalog of one's own, with its runbooks, into a new folder")
  .argument("<dir>", "the folder to be made")
  .option("--organization <id>", "id of the organization", "acme")
  .option("--system <id>", "id of the first system", "shop")
  .option("--service <id>", "id of its first service", "web")
  .action(async (dir: string, options: { organization: string; system: string; service: string }) => {
    const { init } = await import("./init.ts");
    process.exitCode = init({ dir, ...options, write });
  });

try {
  await program.parseAsync();
} catch (error) {
  const sentence = machineFault(error);
  // What the machine did is told in a sentence. What is left is a fault of this program: its stack is what a report of it needs.
  tell(`${sentence ?? (error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = noAnswer;
}
