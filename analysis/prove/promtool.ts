import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../../programs/find.ts";
import { countedBefore } from "./counted-before.ts";
import { rulesText, type Simulation, unitTest } from "./simulation.ts";

/** The one place that knows how promtool is had; `report` takes lines of progress. */
export async function promtool(report: (line: string) => void = () => {}): Promise<string> {
  return (await findProgram("promtool", { report })).path;
}

/**
 * Runs all simulations through promtool in one call, every minute of each.
 *
 * @returns by name of the simulation, what promtool found wrong; empty text where all held
 */
export async function simulateByPromtool(simulations: readonly Simulation[]): Promise<Map<string, string>> {
  const directory = mkdtempSync(join(tmpdir(), "slostack-rules-"));
  try {
    const told = await Promise.all(simulations.map(countedBefore));
    const files = told.map((simulation, index) => writeTest(directory, `${index}`, simulation));
    const report = join(directory, "report.xml");
    const output = await run(await promtool(), ["test", "rules", `--junit=${report}`, ...files]);
    const suites = readFileSync(report, "utf8").split("<testsuite ");
    return new Map(simulations.map((simulation, index) => [simulation.name, verdict(suites, `${index}.test.yaml`, output)]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function writeTest(directory: string, id: string, simulation: Simulation): string {
  const rules = `${id}.rules.yaml`;
  writeFileSync(join(directory, rules), rulesText(simulation));
  const file = join(directory, `${id}.test.yaml`);
  // JSON is YAML, and nothing of it is read differently.
  writeFileSync(file, JSON.stringify(unitTest(simulation, rules, "promql_expr_test")));
  return file;
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    // Its heap is small and short-lived: collecting it at the usual pace is a sixth of the time.
    execFile(program, args, { env: { GOGC: "400", ...process.env }, maxBuffer: 1 << 28 }, (_error, stdout, stderr) =>
      resolve(`${stdout}\n${stderr}`),
    );
  });
}

/** promtool's report has a suite for each file: no failure and no error, or what it says about them. */
function verdict(suites: readonly string[], file: string, output: string): string {
  const suite = suites.find((one) => one.split('"')[1]?.endsWith(file));
  if (suite === undefined) return `promtool did not run ${file}:\n${output}`;
  if (/tests="1" failures="0" errors="0"/.test(suite)) return "";
  return suite.replace(/&#xA;/g, "\n").replace(/&#34;/g, '"').replace(/&gt;/g, ">").replace(/&lt;/g, "<");
}
