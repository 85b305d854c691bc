import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump } from "js-yaml";
import { ruleFile } from "../../artifacts/prometheus/rules.ts";
import type { Alert } from "../../monitors/alert.ts";
import { findProgram } from "../../programs/find.ts";
import type { InputSeries } from "./series.ts";

/** Minutes in which an alert fires: from the first to before the last. */
export type Firing = readonly (readonly [from: number, to: number])[];

/** One simulation: what is scraped, which alerts look on, and when each must fire. */
export interface Simulation {
  readonly name: string;
  readonly alerts: readonly Alert[];
  /** only the recordings are evaluated: a month of rounds of an alert on a month takes minutes */
  readonly recordOnly?: true;
  /** seconds between samples of `series` */
  readonly scrape: number;
  readonly series: readonly InputSeries[];
  readonly minutes: number;
  /** by alert name; what is not named must never fire */
  readonly fires: Readonly<Record<string, Firing>>;
  /** other queries with their one value at a minute, or nothing */
  readonly values?: readonly { readonly query: string; readonly at: number; readonly is: number | undefined }[];
}

/** For promtool, whose heap is small and short-lived: collecting it at the usual pace is a sixth of the time. */
export const rarelyCollecting: NodeJS.ProcessEnv = { GOGC: "400", ...process.env };

/** The one place that knows how promtool is had; `report` takes lines of progress. */
export async function promtool(report: (line: string) => void = () => {}): Promise<string> {
  return (await findProgram("promtool", { report })).path;
}

/**
 * Runs all simulations through the real rule engine in one call, every minute of each.
 *
 * @returns by name of the simulation, what promtool found wrong; empty text where all held
 */
export async function simulate(simulations: readonly Simulation[]): Promise<Map<string, string>> {
  const directory = mkdtempSync(join(tmpdir(), "slostack-rules-"));
  try {
    const files = simulations.map((simulation, index) => testFile(directory, `${index}`, simulation));
    const report = join(directory, "report.xml");
    const output = await run(await promtool(), ["test", "rules", `--junit=${report}`, ...files]);
    const suites = readFileSync(report, "utf8").split("<testsuite ");
    return new Map(simulations.map((simulation, index) => [simulation.name, verdict(suites, `${index}.test.yaml`, output)]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function testFile(directory: string, id: string, simulation: Simulation): string {
  const { groups } = ruleFile(simulation.alerts);
  const rules = { groups: simulation.recordOnly ? groups.filter((group) => group.name.endsWith("--recordings")) : groups };
  writeFileSync(join(directory, `${id}.rules.yaml`), dump(rules, { lineWidth: -1, noRefs: true }));
  const test = {
    rule_files: [`${id}.rules.yaml`],
    evaluation_interval: "1m",
    // Without it promtool takes the groups in any order, and alerts would read recordings of the minute before.
    group_eval_order: rules.groups.map((group) => group.name),
    tests: [
      {
        name: simulation.name,
        interval: `${simulation.scrape}s`,
        input_series: simulation.series,
        promql_expr_test: questions(simulation),
      },
    ],
  };
  const file = join(directory, `${id}.test.yaml`);
  // JSON is YAML, and nothing of it is read differently.
  writeFileSync(file, JSON.stringify(test));
  return file;
}

const firing = `ALERTS{alertstate="firing"}`;

/** How many minutes each alert fired in all, and who fires before and after each change: together, exactly when. */
function questions({ fires, minutes, values = [] }: Simulation) {
  const known = Object.entries(fires);
  const length = (intervals: Firing) => intervals.reduce((sum, [from, to]) => sum + Math.min(to, minutes + 1) - from, 0);
  const edges = new Set(known.flatMap(([, intervals]) => intervals.flatMap(([from, to]) => [from - 1, from, to - 1, to])));
  const at = (minute: number) =>
    known.filter(([, intervals]) => intervals.some(([from, to]) => from <= minute && minute < to)).map(([name]) => name);
  return [
    {
      expr: `sum by (alertname) (count_over_time(${firing}[${minutes + 1}m]))`,
      eval_time: `${minutes}m`,
      exp_samples: known.filter(([, intervals]) => length(intervals) > 0).map(([name, intervals]) => sample(name, length(intervals))),
    },
    ...[...edges]
      .filter((minute) => minute >= 0 && minute <= minutes)
      .sort((a, b) => a - b)
      .map((minute) => ({
        expr: `sum by (alertname) (${firing})`,
        eval_time: `${minute}m`,
        exp_samples: at(minute).map((name) => sample(name, 1)),
      })),
    ...values.map(({ query, at: minute, is }) => ({
      expr: query,
      eval_time: `${minute}m`,
      exp_samples: is === undefined ? [] : [{ labels: "{}", value: is }],
    })),
  ];
}

const sample = (alertname: string, value: number) => ({ labels: `{alertname=${JSON.stringify(alertname)}}`, value });

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { env: rarelyCollecting, maxBuffer: 1 << 28 }, (_error, stdout, stderr) => resolve(`${stdout}\n${stderr}`));
  });
}

/** promtool's report has a suite for each file: no failure and no error, or what it says about them. */
function verdict(suites: readonly string[], file: string, output: string): string {
  const suite = suites.find((one) => one.split('"')[1]?.endsWith(file));
  if (suite === undefined) return `promtool did not run ${file}:\n${output}`;
  if (/tests="1" failures="0" errors="0"/.test(suite)) return "";
  return suite.replace(/&#xA;/g, "\n").replace(/&#34;/g, '"').replace(/&gt;/g, ">").replace(/&lt;/g, "<");
}
