import { type Command, Option } from "commander";
import type { GuardOptions } from "../guard.ts";
import { catalogOption, environmentOption, namesIn, wholeNumber, withExamples } from "../options.ts";
import { progressOn } from "../progress.ts";
import type { ProveOptions } from "../prove.ts";
import type { ReviewOptions } from "../review.ts";
import type { TuneOptions } from "../tune.ts";
import type { CatalogArguments, Io } from "./io.ts";
import { answered, type Format, formatOption } from "./json.ts";

/** The options of a review as commander hands them over. */
type ReviewArguments = Pick<
  ReviewOptions,
  "base" | "head" | "format" | "out" | "check" | "history" | "incidents" | "from" | "to" | "tokenFile" | "plan" | "stack" | "project"
> & { readonly catalog?: string; readonly env: string; readonly approvedBy?: string; readonly author?: string };

type TuneArguments = Omit<TuneOptions, "catalogDir" | "environment" | "what" | "write" | "log"> & CatalogArguments;
type GuardArguments = Omit<GuardOptions, "catalogDir" | "environment" | "what" | "write" | "log"> & CatalogArguments;

/** The options of a verb that looks at objectives on recorded data. */
const onHistory = (verb: Command, what = "system/service or system/service/slo; default: every SLO"): Command =>
  verb
    .argument("[what]", what)
    .addOption(catalogOption())
    .addOption(environmentOption("the environment"))
    .requiredOption("--history <source>", "recorded data: a Prometheus, its blocks, OpenMetrics or CSV")
    .option("--incidents <file>", "known incidents in that time; default: incidents.yaml in the catalog")
    .option("--from <time>", "start, with a time zone; default: 30 days before the end")
    .option("--to <time>", "end; default: the end of the history")
    .option("--token-file <file>", "file with a bearer token for the Prometheus of --history");

/** What alerts do: whether they fire, whom they notify, and what a change makes of it. */
export function addAlertVerbs(program: Command, io: Io): void {
  withExamples(program.command("prove"), "prove", "prove --changed-since main")
    .description("run every alert against simulated failures in real Prometheus code; exit 1 if one misfires, 2 if nothing could run")
    .addOption(catalogOption())
    .addOption(environmentOption("the environment"))
    .option("--changed-since <revision>", "only alerts whose rules differ from this git revision")
    .option("--jobs <count>", "rule engines to run in parallel; default: one per CPU", wholeNumber)
    .addOption(formatOption())
    .action(async ({ catalog, env, ...options }: Pick<ProveOptions, "format" | "changedSince" | "jobs"> & CatalogArguments) => {
      const { prove } = await import("../prove.ts");
      const progress = progressOn(process.stderr);
      process.exitCode = await answered(options.format, io, ({ write }) =>
        prove({ catalogDir: catalog, environment: env, ...options, write, log: progress.say }).finally(progress.end),
      );
    });

  withExamples(program.command("oncall"), "oncall --at 2026-01-12T03:00:00+01:00 --service shop/web --severity critical")
    .description("show who is notified of an alert and how, minute by minute up to the last escalation level")
    .addOption(catalogOption())
    .addOption(environmentOption("the environment in which the alert fires"))
    .requiredOption("--at <time>", "when it starts firing, with a time zone: 2026-01-12T03:00:00Z")
    .requiredOption("--service <path>", "system/service")
    .requiredOption("--severity <id>", "severity of the alert")
    .addOption(formatOption())
    .action(
      async ({
        catalog,
        env,
        ...asked
      }: {
        catalog: string;
        env: string;
        at: string;
        service: string;
        severity: string;
        format: Format;
      }) => {
        const { onCall } = await import("../oncall.ts");
        process.exitCode = await answered(asked.format, io, ({ write }) =>
          onCall({ catalogDir: catalog, environment: env, ...asked, write }),
        );
      },
    );

  const guardVerb = program
    .command("guard")
    .description("measure by recorded data how failures come in clusters, and propose a guard for pages; changes nothing");
  onHistory(withExamples(guardVerb, "guard --history history.csv", "guard shop/web --history https://prometheus.example.com"))
    .addOption(formatOption())
    .action(async (what: string | undefined, { catalog, env, ...options }: GuardArguments) => {
      const { guard } = await import("../guard.ts");
      const progress = progressOn(process.stderr);
      process.exitCode = await answered(options.format, io, ({ write }) =>
        guard({ catalogDir: catalog, environment: env, ...(what !== undefined && { what }), ...options, write, log: progress.say }).finally(
          progress.end,
        ),
      );
    });

  const tuneVerb = program
    .command("tune")
    .description("propose by recorded data and known incidents when the pages of SLOs and alerts should fire; changes nothing");
  onHistory(
    withExamples(
      tuneVerb,
      "tune --history history.csv --out tuned",
      "tune shop/web --history https://prometheus.example.com --pages-a-week 2",
    ),
    "system/service, or system/service/id of an SLO or an alert; default: all",
  )
    .option("--later <duration>", "by how much one page in ten may come later; default: 5m")
    .option("--pages-a-week <count>", "also say what it costs to page no more often for one SLO or alert", wholeNumber)
    .option("--out <dir>", "also write JSON, an HTML page and its charts into this folder")
    .addOption(formatOption())
    .action(async (what: string | undefined, { catalog, env, ...options }: TuneArguments) => {
      const { tune } = await import("../tune.ts");
      const progress = progressOn(process.stderr);
      process.exitCode = await answered(options.format, io, ({ write }) =>
        tune({ catalogDir: catalog, environment: env, ...(what !== undefined && { what }), ...options, write, log: progress.say }).finally(
          progress.end,
        ),
      );
    });

  withExamples(
    program.command("review"),
    "review",
    "review --base main --history https://prometheus.example.com",
    "review --base main --check --format json",
  )
    .description("show what a change to the catalog or the stack settings means for people on call, and whose approval it needs")
    .addOption(
      catalogOption().default(undefined, "the stack's slostack:catalog at each revision; the stack settings are then reviewed too"),
    )
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
      const { review } = await import("../review.ts");
      process.exitCode = await answered(options.format, io, ({ write, log }) =>
        review({
          ...options,
          ...(catalog === undefined ? {} : { catalogDir: catalog }),
          environment: env,
          approvedBy: namesIn(approvedBy),
          authors: namesIn(author),
          ...io.columns(),
          write,
          log,
        }),
      );
    });
}
