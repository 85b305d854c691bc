import { type Command, Option } from "commander";
import type { AdoptOptions } from "../adopt.ts";
import type { DriftOptions } from "../drift.ts";
import { catalogOption, environmentOption, wholeNumber, withExamples } from "../options.ts";
import type { SiteOptions } from "../site.ts";
import type { CatalogArguments, Io } from "./io.ts";
import { answered, type Format, formatOption } from "./json.ts";

/** What a stack is to hold, and what it holds. */
export function addStackVerbs(program: Command, io: Io): void {
  withExamples(program.command("plan"), "plan", "plan --env staging --format json", "plan --diff main")
    .description("print every object that a stack declares at its vendors; needs no account")
    .addOption(catalogOption())
    .addOption(environmentOption("the environment"))
    .option("--diff <revision>", "print only the difference from the plan at this git revision")
    .addOption(new Option("--format <format>", "output format").choices(["tree", "json"]).default("tree"))
    .action(async ({ catalog, env, ...options }: { format: "tree" | "json"; diff?: string } & CatalogArguments) => {
      const { plan } = await import("../plan.ts");
      process.exitCode = await answered(options.format, io, ({ write }) =>
        plan({ catalogDir: catalog, environment: env, ...options, write }),
      );
    });

  withExamples(program.command("show"), "show", "show grafana", "show shop/web --env staging")
    .description(
      "show what the vendors are to hold: objectives, alerts with whom they notify, dashboards; needs neither an engine nor an account",
    )
    .argument("[what]", "a vendor, a program or system/service; default: an overview")
    .addOption(catalogOption())
    .addOption(environmentOption("the environment"))
    .addOption(formatOption())
    .action(async (what: string | undefined, { catalog, env, format }: { format: Format } & CatalogArguments) => {
      const { show } = await import("../show.ts");
      process.exitCode = await answered(format, io, ({ write }) =>
        show({
          catalogDir: catalog,
          environment: env,
          ...(what === undefined ? {} : { what }),
          format,
          ...io.columns(),
          write,
        }),
      );
    });

  withExamples(program.command("site"), "site", "site --env staging --at 2026-01-12T03:00:00Z", "site --base main")
    .description("write pages to read the catalog by: services with their SLOs, time to detect, alerts with their rules, who is notified")
    .addOption(catalogOption())
    .addOption(environmentOption("the environment"))
    .option("--out <dir>", "the folder; default: .slostack/site/<environment>")
    .option("--at <time>", "when it is read, with a time zone: who is called is said from then on; default: now")
    .option("--base <revision>", "also what changed since this git revision, with its pages before and after")
    .option("--drift <file>", "also what others changed at the vendors: the output of `slostack drift --format json`")
    .addOption(
      new Option(
        "--contract <file>",
        "also what a comparison found: the output of `slostack contract --format json`; may be repeated",
      ).argParser((value: string, all: string[] = []) => [...all, value]),
    )
    .option("--prove <file>", "also what was not proved: the output of `slostack prove --format json`")
    .option("--history <source>", "say what the SLOs kept, by recorded data: a Prometheus, its blocks, OpenMetrics or CSV")
    .option("--token-file <file>", "file with a bearer token for the Prometheus of --history")
    .option(
      "--draw <count>",
      "draw the panels of so many dashboards, on simulated data; default: 20, where the engine is there",
      wholeNumber,
    )
    .option("--no-draw", "show panels with their queries alone")
    .addOption(formatOption())
    .action(
      async ({
        catalog,
        env,
        ...options
      }: Pick<SiteOptions, "out" | "at" | "base" | "drift" | "contract" | "prove" | "history" | "tokenFile" | "draw"> & {
        format: Format;
      } & CatalogArguments) => {
        const { site } = await import("../site.ts");
        process.exitCode = await answered(options.format, io, ({ write, log }) =>
          site({ catalogDir: catalog, environment: env, ...options, write, log }),
        );
      },
    );

  withExamples(program.command("render"), "render", "render --env staging --out rendered/staging --check")
    .description("write the configuration files of programs without an API, all or none")
    .addOption(catalogOption())
    .addOption(environmentOption("the environment"))
    .option("--out <dir>", "the folder; default: .slostack/rendered/<environment>")
    .option("--check", "write nothing; list what differs and exit 1", false)
    .addOption(formatOption())
    .action(async (options: { catalog: string; env: string; out?: string; check: boolean; format: Format }) => {
      const { render } = await import("../render.ts");
      process.exitCode = await answered(options.format, io, ({ write }) =>
        render({
          catalogDir: options.catalog,
          environment: options.env,
          ...(options.out === undefined ? {} : { out: options.out }),
          check: options.check,
          format: options.format,
          write,
        }),
      );
    });

  withExamples(program.command("backstage"), "backstage", "backstage --service shop/web --format json")
    .description("print the annotations by which Backstage's plugins find dashboards, alerts and the on-call service of each service")
    .addOption(catalogOption())
    .addOption(environmentOption("the environment"))
    .option("--service <path>", "only this system/service")
    .option("--state <file>", "what `pulumi stack export` prints: it has the ids that vendors gave")
    .addOption(formatOption())
    .action(async ({ catalog, env, ...options }: { service?: string; state?: string; format: Format } & CatalogArguments) => {
      const { backstage } = await import("../backstage.ts");
      process.exitCode = await answered(options.format, io, ({ write }) =>
        backstage({ catalogDir: catalog, environment: env, ...options, write }),
      );
    });

  withExamples(program.command("sandbox"), "sandbox", "sandbox --stack staging")
    .description("run this project's real `pulumi up` against fake vendors; needs no account")
    .option("--stack <stack>", "an environment of the catalog, such as prod or staging", "prod")
    .addOption(catalogOption().default(undefined, "the stack's slostack:catalog"))
    .action(async ({ stack, catalog }: { stack: string; catalog?: string }) => {
      const catalogDir = catalog === undefined ? {} : { catalogDir: catalog };
      const { sandbox } = await import("../sandbox.ts");
      process.exitCode = await sandbox({ stack, ...catalogDir, ...io.columns(), write: io.write });
    });

  withExamples(program.command("drift"), "drift --stack prod", "drift --sandbox --format json")
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
        const { drift } = await import("../drift.ts");
        process.exitCode = await answered(options.format, io, ({ write, log }) =>
          drift({
            ...options,
            ...(catalog === undefined ? {} : { catalogDir: catalog }),
            write,
            log,
          }),
        );
      },
    );

  withExamples(
    program.command("adopt"),
    "adopt --stack prod",
    "adopt --stack prod --id 'aws:cloudwatch/logGroup:LogGroup::shop--edge=/shop/production/nginx'",
  )
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
      async ({
        catalog,
        id,
        ...options
      }: Pick<AdoptOptions, "stack" | "yes" | "sandbox"> & { catalog?: string; id: readonly string[] }) => {
        const { adopt } = await import("../adopt.ts");
        process.exitCode = await adopt({
          ...options,
          ids: id,
          ...(catalog === undefined ? {} : { catalogDir: catalog }),
          write: io.write,
          log: io.log,
        });
      },
    );
}
