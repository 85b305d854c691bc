// node programs/install.ts [name …]: has every outside program ready before tests or CI need it.
import { findProgram, ProgramNotFound } from "./find.ts";
import { type ProgramName, programNames } from "./table.ts";

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !programNames.includes(name as ProgramName));
if (unknown.length > 0) {
  console.error(`unknown program ${unknown.join(", ")}; known: ${programNames.join(", ")}`);
  process.exit(2);
}
try {
  for (const name of asked.length > 0 ? (asked as ProgramName[]) : programNames) {
    await findProgram(name, { report: (line) => console.error(line) });
  }
} catch (error) {
  if (!(error instanceof ProgramNotFound)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
