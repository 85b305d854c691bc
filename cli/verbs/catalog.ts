import { type Command, Option } from "commander";
import { type CheckFormat, checkFormats } from "../check/formats.ts";
import type { Ids } from "../init/compose.ts";
import type { Host } from "../init/workflows.ts";
import { catalogOption, environmentOption, namesIn, withExamples } from "../options.ts";
import type { Io } from "./io.ts";
import { answered, type Format, formatOption } from "./json.ts";

interface InitArguments extends Ids {
  readonly timeZone: string;
  readonly vendors?: string;
  readonly ci: Host;
  readonly catalogOnly: boolean;
  readonly yes: boolean;
}

/** What reads and writes the files of a catalog. */
export function addCatalogVerbs(program: Command, io: Io): void {
  withExamples(program.command("check"), "check", "check --explain --env staging", "check --format json")
    .description("report all problems of a catalog; exit 1 if any is an error")
    .addOption(catalogOption())
    .option("--runbooks <dir>", "runbook folder; default: docs/runbooks in the catalog, else beside it")
    .option("--explain", "also print what each alert detects, how fast, and its blind spots", false)
    .addOption(environmentOption("the environment to explain"))
    .addOption(
      new Option("--format <format>", "output format; github prints workflow annotations").choices(checkFormats).default("terminal"),
    )
    .action(async (options: { catalog: string; runbooks?: string; explain: boolean; env: string; format: CheckFormat }) => {
      const { check } = await import("../check.ts");
      process.exitCode = await answered(options.format, io, ({ write }) =>
        check({
          catalogDir: options.catalog,
          format: options.format,
          ...(options.runbooks === undefined ? {} : { runbookDir: options.runbooks }),
          ...(options.explain ? { explain: options.env } : {}),
          write,
        }),
      );
    });

  withExamples(program.command("runbooks"), "runbooks", "runbooks --check --prove")
    .description("write alerts and their queries into the runbooks, and check the hand-written parts against the catalog")
    .addOption(catalogOption())
    .option("--check", "write nothing; list what is outdated or wrong and exit 1", false)
    .option("--prove", "also run the hand-written PromQL queries in Prometheus' own engine; exit 1 if one returns nothing", false)
    .addOption(formatOption())
    .action(async ({ catalog, check: only, prove, format }: { catalog: string; check: boolean; prove: boolean; format: Format }) => {
      const { runbooks } = await import("../runbooks.ts");
      const { answered: queries } = await import("../runbooks/answered.ts");
      process.exitCode = await answered(format, io, async ({ write }) => {
        const asked = { catalogDir: catalog, format, write };
        const code = runbooks({ ...asked, check: only });
        return prove ? Math.max(code, await queries(asked)) : code;
      });
    });

  withExamples(program.command("ledger"), "ledger", 'ledger --gone shop--web --why "the service was shut down"')
    .description("record the catalog's logical names in its ledger; fails if a name disappeared without `formerly` or `retired`")
    .addOption(catalogOption())
    .option("--gone <names...>", "names removed on purpose, with everything below them: shop--web removes the whole service")
    .option("--why <reason>", "why they no longer need to page anyone; recorded under `retired` of the system")
    .addOption(formatOption())
    .action(async ({ catalog, ...options }: { catalog: string; gone?: string[]; why?: string; format: Format }) => {
      const { ledger } = await import("../ledger.ts");
      process.exitCode = await answered(options.format, io, ({ write }) => ledger({ catalogDir: catalog, ...options, write }));
    });

  withExamples(program.command("coverage"), "coverage", "coverage --system shop --format json")
    .description("show what meets each requirement, or why nothing does; exit 1 if one is not covered")
    .addOption(catalogOption())
    .option("--system <id>", "only the requirements of this system")
    .addOption(formatOption())
    .action(async ({ catalog, ...options }: { catalog: string; system?: string; format: Format }) => {
      const { coverage } = await import("../coverage.ts");
      process.exitCode = await answered(options.format, io, ({ write }) => coverage({ catalogDir: catalog, ...options, write }));
    });

  withExamples(program.command("contract"), "contract", "contract --service shop/web --scrape http://localhost:3000/metrics")
    .description("list what applications must export and serve, and who needs it; or compare it with a running system")
    .addOption(catalogOption())
    .addOption(environmentOption("the environment"))
    .option("--service <path>", "only this system or system/service")
    .option("--source <id>", "only what this source ingests")
    .addOption(formatOption())
    .option("--scrape <url|file>", "compare with a metrics endpoint; exit 1 if something is missing or wrong, 2 if it cannot be reached")
    .option("--prometheus <url>", "compare with the series in a Prometheus")
    .option("--dogstatsd <file>", "compare with what an application sent to its DogStatsD agent, one metric a line")
    .option("--token-file <file>", "file with a bearer token for --scrape or --prometheus")
    .action(async ({ catalog, env, ...options }: { catalog: string; env: string; format: Format }) => {
      const { contract } = await import("../contract.ts");
      process.exitCode = await answered(options.format, io, ({ write }) =>
        contract({
          catalogDir: catalog,
          environment: env,
          ...options,
          write,
        }),
      );
    });

  withExamples(program.command("format"), "format", "format --check", "format --from catalog.ts")
    .description(
      "put the keys of a catalog's files in the order of the schema, with their comments; or write the files of a catalog in code",
    )
    .addOption(catalogOption())
    .option("--check", "write nothing; list the files that differ and exit 1", false)
    .option("--from <module>", "write the catalog that is this module's default export, an object or a function that returns one")
    .action(async ({ catalog, check, from }: { catalog: string; check: boolean; from?: string }) => {
      const { format } = await import("../format.ts");
      process.exitCode = await format({ catalogDir: catalog, check, ...(from === undefined ? {} : { from }), write: io.write });
    });

  withExamples(program.command("migrate"), "migrate")
    .description("write the present names of keys that a former version called otherwise; comments and layout stay")
    .addOption(catalogOption())
    .action(async ({ catalog }: { catalog: string }) => {
      const { migrate } = await import("../migrate.ts");
      process.exitCode = migrate({ catalogDir: catalog, write: io.write });
    });

  withExamples(program.command("init"), "init my-monitoring", "init my-monitoring --ci gitlab --yes", "init slo-catalog --catalog-only")
    .description("create a repository with a small catalog, runbooks, a Pulumi project and CI in a new folder; asks on a terminal")
    .argument("<dir>", "the folder to create")
    .option("--organization <id>", "id of the organization", "acme")
    .option("--system <id>", "id of the first system", "shop")
    .option("--service <id>", "id of its first service", "web")
    .option("--time-zone <zone>", "time zone of business hours and schedules", "Europe/Berlin")
    .option("--vendors <names>", "who evaluates, who pages and, if wanted, who probes and what else, separated by commas")
    .addOption(new Option("--ci <host>", "where CI runs").choices(["github", "gitlab"]).default("github"))
    .option("--catalog-only", "write the catalog alone, for a repository that exists", false)
    .option("--yes", "ask nothing", false)
    .action(async (dir: string, { catalogOnly, yes }: InitArguments, command: Command) => {
      if (process.stdin.isTTY && !yes) {
        const { ask } = await import("../init/ask.ts");
        const { offered, usual } = await import("../init/vendors.ts");
        if (command.getOptionValue("vendors") === undefined) command.setOptionValueWithSource("vendors", usual.join(), "default");
        const asked = { except: catalogOnly ? ["ci"] : [], among: { vendors: offered } };
        if (!(await ask(command, asked, process.stdin, process.stdout))) return program.error("nothing was written");
      }
      const { organization, system, service, timeZone, vendors, ci } = command.opts<InitArguments>();
      const { init } = await import("../init.ts");
      process.exitCode = init({
        ...{ dir, organization, system, service, timeZone, write: io.write },
        ...(vendors === undefined ? {} : { vendors: namesIn(vendors) }),
        ...(catalogOnly ? {} : { repository: { host: ci } }),
      });
    });
}
