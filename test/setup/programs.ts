import { findProgram } from "../../programs/find.ts";
import { findEngine } from "../../sandbox/find-engine.ts";

/** The engine, promtool and PromQL are had before any test runs; where they cannot be had, the run fails here and skips nothing. */
export default async function setup(): Promise<void> {
  const report = (line: string) => console.error(line);
  await findEngine(report);
  await findProgram("promtool", { report });
  await findProgram("promql", { report });
}
