// npm run example-history -- <dir>: thirty days of one API with three incidents, to try `slostack review --history` with.
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { historyRows, incidentsText } from "./example/files.ts";

/** Writes `history.csv` and `incidents.yaml`; the same files in every run. */
export async function writeExample(folder: string): Promise<{ readonly history: string; readonly incidents: string }> {
  mkdirSync(folder, { recursive: true });
  const history = join(folder, "history.csv");
  const incidents = join(folder, "incidents.yaml");
  writeFileSync(incidents, incidentsText());
  await pipeline(Readable.from(historyRows()), createWriteStream(history));
  return { history, incidents };
}

if (import.meta.main) {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || more.length > 0) {
    console.error("usage: npm run example-history -- <dir>");
    process.exitCode = 2;
  } else {
    const { history, incidents } = await writeExample(folder);
    console.log(`${history}\n${incidents}\ntry: npx slostack review --history ${history} --incidents ${incidents}`);
  }
}
