// node --import bench/peak.ts …: writes the highest resident memory of the process, in bytes, into the file that SLOSTACK_BENCH_PEAK names.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const file = process.env.SLOSTACK_BENCH_PEAK;
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024));
});
