import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadCatalog } from "../language.ts";
import { correctionsPage } from "../model/corrections.ts";
import { report } from "../model/report.ts";

/** Writes what the catalog corrects and decides (`docs/corrections.md`). */
const root = join(import.meta.dirname, "..");
const { catalog, problems } = loadCatalog(join(root, "catalog"));
if (catalog) writeFileSync(join(root, "docs", "corrections.md"), correctionsPage(catalog));
else {
  for (const line of report(problems)) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
