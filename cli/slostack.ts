#!/usr/bin/env node
import { Command, Option } from "commander";
import { check } from "./check.ts";
import { contract } from "./contract.ts";
import { init } from "./init.ts";
import { ledger } from "./ledger.ts";
import { onCall } from "./oncall.ts";
import { catalogOption, environmentOption } from "./options.ts";
import { render } from "./render.ts";
import { runbooks } from "./runbooks.ts";

// What knows the vendors loads their SDKs, more than a second: the verbs that need it load it when they are called.

const program = new Command("slostack").description("One SLO catalog declares the whole monitoring stack.").showHelpAfterError();

program
  .command("check")
  .description("report every problem of a catalog at once; exit 1 if there is an error")
  .addOption(catalogOption())
  .option("--runbooks <dir>", "where the runbooks are; default: docs/runbooks in the catalog, else beside it")
  .option("--explain", "also print, per alert, what it sees and what it never sees", false)
  .addOption(environmentOption("explain this environment"))
  .action((options: { catalog: string; runbooks?: string; explain: boolean; env: string }) => {
    process.exitCode = check({
      catalogDir: options.catalog,
      ...(options.runbooks === undefined ? {} : { runbookDir: options.runbooks }),
      ...(options.explain ? { explain: options.env } : {}),
      write: (text) => process.stdout.write(text),
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
      write: (text) => process.stdout.write(text),
    });
  });

program
  .command("ledger")
  .description("record the logical names that exist in the ledger beside the catalog; refused while one was lost without a word")
  .addOption(catalogOption())
  .action((options: { catalog: string }) => {
    process.exitCode = ledger({ catalogDir: options.catalog, write: (text) => process.stdout.write(text) });
  });

program
  .command("coverage")
  .description("print what answers each requirement: entries of the catalog, what carries them, or why not; exit 1 without an answer")
  .addOption(catalogOption())
  .option("--system <id>", "only the requirements of this system")
  .addOption(new Option("--format <format>", "how it is printed").choices(["terminal", "json"]).default("terminal"))
  .action(async ({ catalog, ...options }: { catalog: string; system?: string; format: "terminal" | "json" }) => {
    const { coverage } = await import("./coverage.ts");
    process.exitCode = await coverage({ catalogDir: catalog, ...options, write: (text) => process.stdout.write(text) });
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
    process.exitCode = onCall({ catalogDir: catalog, environment: env, ...asked, write: (text) => process.stdout.write(text) });
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
      write: (text) => process.stdout.write(text),
    });
  });

program
  .command("sandbox")
  .description("run the real `pulumi up` of this project against stand-in vendors; no account is needed")
  .option("--stack <stack>", "an environment of the catalog, such as prod or staging", "prod")
  .addOption(catalogOption().default(undefined, "slostack:catalog of the stack"))
  .action(async ({ stack, catalog }: { stack: string; catalog?: string }) => {
    const catalogDir = catalog === undefined ? {} : { catalogDir: catalog };
    const { sandbox } = await import("./sandbox.ts");
    process.exitCode = await sandbox({ stack, ...catalogDir, write: (text) => process.stdout.write(text) });
  });

program
  .command("runbooks")
  .description("write the queries of the alerts into their runbooks")
  .addOption(catalogOption())
  .option("--check", "write nothing; exit 1 and name the runbooks that are not current", false)
  .action(({ catalog, check: only }: { catalog: string; check: boolean }) => {
    process.exitCode = runbooks({ catalogDir: catalog, check: only, write: (text) => process.stdout.write(text) });
  });

program
  .command("init")
  .description("write a small catalog of one's own, with its runbooks, into a new folder")
  .argument("<dir>", "the folder to be made")
  .option("--organization <id>", "id of the organization", "acme")
  .option("--system <id>", "id of the first system", "shop")
  .option("--service <id>", "id of its first service", "web")
  .action((dir: string, options: { organization: string; system: string; service: string }) => {
    process.exitCode = init({ dir, ...options, write: (text) => process.stdout.write(text) });
  });

await program.parseAsync();
