import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { promtool } from "../../../analysis/prove/promtool.ts";
import { folder, openMetrics, type TestSeries, written } from "./shop.ts";

/** Blocks with these series, made by promtool; the folder has no log of writes. */
export async function blocksOf(name: string, series: readonly TestSeries[]): Promise<string> {
  const data = join(folder, name);
  execFileSync(await promtool(), [
    "tsdb",
    "create-blocks-from",
    "openmetrics",
    "--quiet",
    written(`${name}.om`, openMetrics(series)),
    data,
  ]);
  return data;
}
