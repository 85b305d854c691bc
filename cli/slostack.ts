#!/usr/bin/env node
import { Command } from "commander";
import { check } from "./check.ts";
import { ledger } from "./ledger.ts";
import { render } from "./render.ts";
import { sandbox } from "./sandbox.ts";

const program = new Command("slostack").description("One SLO catalog declares the whole monitoring stack.").showHelpAfterError();

program
  .command("check")
  .description("report every problem of a catalog at once; exit 1 if there is an error")
  .option("--catalog <dir>", "the catalog", "catalog")
  .option("--runbooks <dir>", "where the runbooks are; default: docs/runbooks beside the catalog")
  .option("--explain", "also print, per alert, what it sees and what it never sees", false)
  .option("--env <environment>", "explain this environment", "prod")
  .action((options: { catalog: string; runbooks?: string; explain: boolean; env: string }) => {
    process.exitCode = check({
      catalogDir: options.catalog,
      ...(options.runbooks === undefined ? {} : { runbookDir: options.runbooks }),
      ...(options.explain ? { explain: options.env } : {}),
      write: (text) => process.stdout.write(text),
    });
  });

program
  .command("ledger")
  .description("record the logical names that exist in test/ledger; refused while one was lost without a word")
  .option("--catalog <dir>", "the catalog", "catalog")
  .action((options: { catalog: string }) => {
    process.exitCode = ledger({ catalogDir: options.catalog, write: (text) => process.stdout.write(text) });
  });

program
  .command("render")
  .description("write the configuration files of programs that have no API, all or none")
  .option("--catalog <dir>", "the catalog", "catalog")
  .option("--env <environment>", "the environment", "prod")
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
  .option("--stack <stack>", "prod or staging", "prod")
  .action(async (options: { stack: string }) => {
    process.exitCode = await sandbox({ ...options, write: (text) => process.stdout.write(text) });
  });

await program.parseAsync();
