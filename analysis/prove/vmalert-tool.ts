import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../../programs/find.ts";
import { rulesText, type Simulation, unitTest } from "./simulation.ts";

/** The one place that knows how vmalert-tool is had; `report` takes lines of progress. */
export async function vmalertTool(report: (line: string) => void = () => {}): Promise<string> {
  return (await findProgram("vmalert-tool", { report })).path;
}

/**
 * Runs simulations through the rule engine and the storage of VictoriaMetrics, every minute of each. A call of the tool
 * reports no single file of several, so each simulation is a call. It writes each round to its storage: a day of one
 * objective takes seconds, where Prometheus takes a tenth of one.
 *
 * @returns by name of the simulation, what vmalert-tool found wrong; empty text where all held
 */
export async function simulateOnVictoriaMetrics(simulations: readonly Simulation[]): Promise<Map<string, string>> {
  const program = await vmalertTool();
  const said = new Map<string, string>();
  for (const simulation of simulations) said.set(simulation.name, await tried(program, simulation));
  return said;
}

async function tried(program: string, simulation: Simulation): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "slostack-vmalert-"));
  try {
    writeFileSync(join(directory, "rules.yaml"), rulesText(simulation));
    const file = join(directory, "test.yaml");
    writeFileSync(file, JSON.stringify(unitTest(simulation, "rules.yaml", "metricsql_expr_test")));
    return await run(program, ["unittest", `--files=${file}`, "--disableAlertgroupLabel"], directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** It makes its storage in the folder for temporary files, and leaves it there when it is killed. */
function run(program: string, args: readonly string[], directory: string): Promise<string> {
  return new Promise((resolve) => {
    // It lives for a second: it may take memory instead of collecting garbage, a third of its time.
    const env = { GOGC: "400", ...process.env, TMPDIR: directory };
    execFile(program, args, { env, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error === null && stdout.trimEnd().endsWith("SUCCESS")) return resolve("");
      const [, failed] = stdout.split("FAILED\n");
      resolve(failed ?? `vmalert-tool did not run the simulation:\n${stdout}\n${stderr}`);
    });
  });
}
