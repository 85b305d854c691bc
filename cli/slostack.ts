#!/usr/bin/env node
import { Command, Option } from "commander";
import description from "../package.json" with { type: "json" };
import type { AdoptOptions } from "./adopt.ts";
import { type CheckFormat, checkFormats } from "./check/formats.ts";
import { addSteps } from "./ci/command.ts";
import type { DriftOptions } from "./drift.ts";
import type { Ids } from "./init/compose.ts";
import type { Host } from "./init/workflows.ts";
import { machineFault } from "./machine-fault.ts";
import { catalogOption, environmentOption, wholeNumber } from "./options.ts";
import type { ProveOptions } from "./prove.ts";
import type { ReviewOptions } from "./review.ts";
import { standardOutput } from "./standard-output.ts";

// A verb is loaded when it is called: what reads a catalog loads the plans of every vendor, and help needs none of it.

interface CatalogArguments {
  readonly catalog: string;
  readonly env: string;
}

interface InitArguments extends Ids {
  readonly timeZone: string;
  readonly vendors?: string;
  readonly ci: Host;
  readonly catalogOnly: boolean;
  readonly yes: boolean;
}

/** The options of a review as commander hands them over. */
type ReviewArguments = Pick<
  ReviewOptions,
  "base" | "head" | "format" | "out" | "check" | "history" | "incidents" | "from" | "to" | "tokenFile" | "plan" | "stack" | "project"
> & { readonly catalog?: string; readonly env: string; readonly approvedBy?: string; readonly author?: string };

const log = (text: string) => process.stderr.write(text);
const write = standardOutput(process.stdout, (sentence) => {
  log(`${sentence}\n`);
  process.exitCode = noAnswer;
});

/** Exit code of every verb that could not do what it was asked; 1 is an answer (`drift`: something differs). */
const noAnswer = 2;

/** The width of the terminal, if it is one. */
const columns = () => (process.stdout.isTTY ? { width: process.stdout.columns } : {});

const program = new Command("slostack")
  .description("Declare a whole monitoring stack in one SLO catalog.")
  .version(description.version)
  .showHelpAfterError("(see --help for commands and options)")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : noAnswer));

program
  .command("check")
  .description("report all problems of a catalog; exit 1 if any is an error")
  .addOption(catalogOption())
  .option("--runbooks <dir>", "runbook folder; default: docs/runbooks in the catalog, else beside it")
  .option("--explain", "also print what each alert detects, how fast, and its blind spots", false)
  .addOption(environmentOption("the environment to explain"))
  .addOption(new Option("--format <format>", "output format; github prints workflow annotations").choices(checkFormats).default("terminal"))
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
  .description("list what applications must export and serve, and who needs it; or compare it with a running system")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment"))
  .option("--service <path>", "only this system or system/service")
  .option("--source <id>", "only what this source ingests")
  .addOption(new Option("--format <format>", "output format").choices(["terminal", "json"]).default("terminal"))
  .option("--scrape <url|file>", "compare with a metrics endpoint; exit 1 if something is missing or wrong, 2 if it cannot be reached")
  .option("--prometheus <url>", "compare with the series in a Prometheus")
  .option("--dogstatsd <file>", "compare with what an application sent to its DogStatsD agent, one metric a line")
  .option("--token-file <file>", "file with a bearer token for --scrape or --prometheus")
  .action(async ({ catalog, env, ...options }: { catalog: string; env: string; format: "terminal" | "json" }) => {
    const { contract } = await import("./contract.ts");
    process.exitCode = await contract({
      catalogDir: catalog,
      environment: env,
      ...options,
      write,
    });
  });

program
  .command("ledger")
  .description("record the catalog's logical names in its ledger; fails if a name disappeared without `formerly` or `retired`")
  .addOption(catalogOption())
  .option("--gone <names...>", "names removed on purpose, with everything below them: shop--web removes the whole service")
  .option("--why <reason>", "why they no longer need to page anyone; recorded under `retired` of the system")
  .action(async ({ catalog, ...options }: { catalog: string; gone?: string[]; why?: string }) => {
    const { ledger } = await import("./ledger.ts");
    process.exitCode = ledger({ catalogDir: catalog, ...options, write });
  });

program
  .command("coverage")
  .description("show what meets each requirement, or why nothing does; exit 1 if one is not covered")
  .addOption(catalogOption())
  .option("--system <id>", "only the requirements of this system")
  .addOption(new Option("--format <format>", "output format").choices(["terminal", "json"]).default("terminal"))
  .action(async ({ catalog, ...options }: { catalog: string; system?: string; format: "terminal" | "json" }) => {
    const { coverage } = await import("./coverage.ts");
    process.exitCode = await coverage({ catalogDir: catalog, ...options, write });
  });

program
  .command("oncall")
  .description("show who is notified of an alert and how, minute by minute up to the last escalation level")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment in which the alert fires"))
  .requiredOption("--at <time>", "when it starts firing, with a time zone: 2026-01-12T03:00:00Z")
  .requiredOption("--service <path>", "system/service")
  .requiredOption("--severity <id>", "severity of the alert")
  .action(async ({ catalog, env, ...asked }: { catalog: string; env: string; at: string; service: string; severity: string }) => {
    const { onCall } = await import("./oncall.ts");
    process.exitCode = onCall({ catalogDir: catalog, environment: env, ...asked, write });
  });

program
  .command("render")
  .description("write the configuration files of programs without an API, all or none")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment"))
  .option("--out <dir>", "the folder; default: .slostack/rendered/<environment>")
  .option("--check", "write nothing; list what differs and exit 1", false)
  .action(async (options: { catalog: string; env: string; out?: string; check: boolean }) => {
    const { render } = await import("./render.ts");
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
  .description("run every alert against simulated failures in real Prometheus code; exit 1 if one misfires, 2 if nothing could run")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment"))
  .option("--changed-since <revision>", "only alerts whose rules differ from this git revision")
  .option("--jobs <count>", "promtool processes to run in parallel; default: one per CPU", wholeNumber)
  .addOption(new Option("--format <format>", "output format").choices(["terminal", "json"]).default("terminal"))
  .action(async ({ catalog, env, ...options }: Pick<ProveOptions, "format" | "changedSince" | "jobs"> & CatalogArguments) => {
    const { prove } = await import("./prove.ts");
    process.exitCode = await prove({
      catalogDir: catalog,
      environment: env,
      ...options,
      write: (text) => process.stdout.write(text),
      log: (text) => process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
    });
  });

program
  .command("plan")
  .description("print every object that a stack declares at its vendors; needs no account")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment"))
  .option("--diff <revision>", "print only the difference from the plan at this git revision")
  .addOption(new Option("--format <format>", "output format").choices(["tree", "json"]).default("tree"))
  .action(async ({ catalog, env, ...options }: { format: "tree" | "json"; diff?: string } & CatalogArguments) => {
    const { plan } = await import("./plan.ts");
    process.exitCode = await plan({ catalogDir: catalog, environment: env, ...options, write });
  });

program
  .command("show")
  .description(
    "show what the vendors are to hold: objectives, alerts with whom they notify, dashboards; needs neither an engine nor an account",
  )
  .argument("[what]", "a vendor, a program or system/service; default: an overview")
  .addOption(catalogOption())
  .addOption(environmentOption("the environment"))
  .addOption(new Option("--format <format>", "output format").choices(["terminal", "json"]).default("terminal"))
  .action(async (what: string | undefined, { catalog, env, format }: { format: "terminal" | "json" } & CatalogArguments) => {
    const { show } = await import("./show.ts");
    process.exitCode = show({
      catalogDir: catalog,
      environment: env,
      ...(what === undefined ? {} : { what }),
      format,
      ...columns(),
      write,
    });
  });

program
  .command("sandbox")
  .description("run this project's real `pulumi up` against fake vendors; needs no account")
  .option("--stack <stack>", "an environment of the catalog, such as prod or staging", "prod")
  .addOption(catalogOption().default(undefined, "the stack's slostack:catalog"))
  .action(async ({ stack, catalog }: { stack: string; catalog?: string }) => {
    const catalogDir = catalog === undefined ? {} : { catalogDir: catalog };
    const { sandbox } = await import("./sandbox.ts");
    process.exitCode = await sandbox({ stack, ...catalogDir, ...columns(), write });
  });

program
  .command("drift")
  .description("show what was changed, removed or created by hand at the vendors; exit 1 on drift, 2 if drift could not be determined")
  .option("--stack <stack>", "an environment of the catalog, such as prod or staging", "prod")
  .addOption(catalogOption().default(undefined, "the stack's slostack:catalog"))
  .addOption(new Option("--format <format>", "output format").choices(["terminal", "markdown", "json"]).default("terminal"))
  .addOption(
    new Option("--unmanaged <what>", "objects in the accounts that no catalog manages: count them as drift, only list them, or skip them")
      .choices(["fail", "list", "skip"])
      .default("fail"),
  )
  .option("--sandbox", "use the fake vendors of `npm start` instead of real accounts", false)
  .action(
    async ({ catalog, ...options }: Pick<DriftOptions, "stack" | "format" | "unmanaged" | "sandbox"> & { readonly catalog?: string }) => {
      const { drift } = await import("./drift.ts");
      process.exitCode = await drift({
        ...options,
        ...(catalog === undefined ? {} : { catalogDir: catalog }),
        write,
        log,
      });
    },
  );

program
  .command("adopt")
  .description(
    "take what the vendors have already into the state of a stack, so that the next `pulumi up` updates it instead of creating it",
  )
  .option("--stack <stack>", "an environment of the catalog, such as prod or staging", "prod")
  .addOption(catalogOption().default(undefined, "the stack's slostack:catalog"))
  .addOption(
    new Option("--id <object=id>", "id of an object that no listing finds: <type>::<name>=<id>; may be repeated")
      .argParser((value: string, all: string[]) => [...all, value])
      .default([], "none"),
  )
  .option("--yes", "import without asking", false)
  .option("--sandbox", "use the fake vendors of `npm start` instead of real accounts", false)
  .action(
    async ({ catalog, id, ...options }: Pick<AdoptOptions, "stack" | "yes" | "sandbox"> & { catalog?: string; id: readonly string[] }) => {
      const { adopt } = await import("./adopt.ts");
      process.exitCode = await adopt({ ...options, ids: id, ...(catalog === undefined ? {} : { catalogDir: catalog }), write, log });
    },
  );

program
  .command("review")
  .description("show what a change to the catalog or the stack settings means for people on call, and whose approval it needs")
  .addOption(catalogOption().default(undefined, "the stack's slostack:catalog at each revision; the stack settings are then reviewed too"))
  .addOption(environmentOption("the environment"))
  .option("--stack <stack>", "the stack that deploys the catalog; default: the environment")
  .option("--project <dir>", "Pulumi project folder; default: the current folder, if it has one")
  .option("--base <revision>", "the revision to compare with, at its merge base with the head", "origin/main")
  .option("--head <revision>", "the revision to review; default: the working tree")
  .addOption(new Option("--format <format>", "output format").choices(["terminal", "markdown", "json"]).default("terminal"))
  .option("--out <dir>", "also write every format into this folder: comment, JSON, HTML page and charts")
  .option("--check", "exit 1 on an error or a missing approval", false)
  .option("--approved-by <names>", "who approved: ids or logins of people, separated by commas")
  .option("--author <names>", "who wrote or pushed the change: ids, logins or e-mail addresses; their own approval does not count")
  .option("--history <source>", "backtest both versions on recorded data: a Prometheus, its blocks, OpenMetrics or CSV")
  .option("--incidents <file>", "known incidents in that time; default: incidents.yaml in the catalog")
  .option("--from <time>", "start of the backtest, with a time zone; default: 30 days before its end")
  .option("--to <time>", "end of the backtest; default: the end of the history")
  .option("--token-file <file>", "file with a bearer token for the Prometheus of --history")
  .option("--plan <file>", "output of `pulumi preview --json`")
  .action(async ({ catalog, env, approvedBy, author, ...options }: ReviewArguments) => {
    const { review } = await import("./review.ts");
    process.exitCode = await review({
      ...options,
      ...(catalog === undefined ? {} : { catalogDir: catalog }),
      environment: env,
      approvedBy: namesIn(approvedBy),
      authors: namesIn(author),
      ...columns(),
      write,
      log,
    });
  });

const namesIn = (list = ""): string[] => list.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));

program
  .command("runbooks")
  .description("write alerts and their queries into the runbooks, and check the hand-written parts against the catalog")
  .addOption(catalogOption())
  .option("--check", "write nothing; list what is outdated or wrong and exit 1", false)
  .option("--prove", "also run the hand-written PromQL queries in Prometheus' own engine; exit 1 if one returns nothing", false)
  .action(async ({ catalog, check: only, prove }: { catalog: string; check: boolean; prove: boolean }) => {
    const { runbooks } = await import("./runbooks.ts");
    const codes = [runbooks({ catalogDir: catalog, check: only, write })];
    if (prove) codes.push(await (await import("./runbooks/answered.ts")).answered({ catalogDir: catalog, write }));
    process.exitCode = Math.max(...codes);
  });

program
  .command("migrate")
  .description("write the present names of keys that a former version called otherwise; comments and layout stay")
  .addOption(catalogOption())
  .action(async ({ catalog }: { catalog: string }) => {
    const { migrate } = await import("./migrate.ts");
    process.exitCode = migrate({ catalogDir: catalog, write });
  });

program
  .command("format")
  .description("put the keys of a catalog's files in the order of the schema, with their comments; or write the files of a catalog in code")
  .addOption(catalogOption())
  .option("--check", "write nothing; list the files that differ and exit 1", false)
  .option("--from <module>", "write the catalog that is this module's default export, an object or a function that returns one")
  .action(async ({ catalog, check, from }: { catalog: string; check: boolean; from?: string }) => {
    const { format } = await import("./format.ts");
    process.exitCode = await format({ catalogDir: catalog, check, ...(from === undefined ? {} : { from }), write });
  });

program
  .command("init")
  .description("create a repository with a small catalog, runbooks, a Pulumi project and CI in a new folder; asks on a terminal")
  .argument("<dir>", "the folder to create")
  .option("--organization <id>", "id of the organization", "acme")
  .option("--system <id>", "id of the first system", "shop")
  .option("--service <id>", "id of its first service", "web")
  .option("--time-zone <zone>", "time zone of business hours and schedules", "Europe/Berlin")
  .option("--vendors <names>", "an evaluator, a pager and, if wanted, a prober, separated by commas; a wrong name prints the choice")
  .addOption(new Option("--ci <host>", "where CI runs").choices(["github", "gitlab"]).default("github"))
  .option("--catalog-only", "write the catalog alone, for a repository that exists", false)
  .option("--yes", "ask nothing", false)
  .action(async (dir: string, { catalogOnly, yes }: InitArguments, command: Command) => {
    if (process.stdin.isTTY && !yes) {
      const { ask } = await import("./init/ask.ts");
      const { offered, usual } = await import("./init/vendors.ts");
      if (command.getOptionValue("vendors") === undefined) command.setOptionValueWithSource("vendors", usual.join(), "default");
      const asked = { except: catalogOnly ? ["ci"] : [], among: { vendors: offered } };
      if (!(await ask(command, asked, process.stdin, process.stdout))) return program.error("nothing was written");
    }
    const { organization, system, service, timeZone, vendors, ci } = command.opts<InitArguments>();
    const { init } = await import("./init.ts");
    process.exitCode = init({
      ...{ dir, organization, system, service, timeZone, write },
      ...(vendors === undefined ? {} : { vendors: namesIn(vendors) }),
      ...(catalogOnly ? {} : { repository: { host: ci } }),
    });
  });

addSteps(
  program.command("ci").description("run a step of CI: the review of a proposal, a deployment, the nightly comparison (docs/ci.md)"),
  write,
);

try {
  await program.parseAsync();
} catch (error) {
  const sentence = machineFault(error);
  // A fault of the machine is one sentence. Anything else is a bug: a report needs its stack trace.
  log(`${sentence ?? (error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = noAnswer;
}
