import { findProgram } from "../../programs/find.ts";
import { programNames } from "../../programs/table.ts";
import { findEngine } from "../../sandbox/find-engine.ts";

/** Every outside program is had before any test runs; where one cannot be had, the run fails here and skips nothing. */
export default async function setup(): Promise<void> {
  const report = (line: string) => console.error(line);
  await findEngine(report);
  for (const name of programNames) if (name !== "pulumi") await findProgram(name, { report });
}
