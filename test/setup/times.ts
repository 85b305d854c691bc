import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import { type FileTime, recordOf, type SuiteTimes, testFiles } from "../../bench/suite-times.ts";

function timeOf(module: TestModule): FileTime {
  const { prepareDuration, setupDuration, collectDuration, duration } = module.diagnostic();
  return {
    file: relative(module.project.config.root, module.moduleId),
    kind: module.project.name,
    tests: [...module.children.allTests()].length,
    seconds: (prepareDuration + setupDuration + collectDuration + duration) / 1000,
  };
}

/** Records what each file of a whole run took, or of a run of all unit tests; `npm run bench -- suite` prints it. */
export default class Times implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules.map(timeOf);
    const ran = new Set(files.map(({ file }) => file));
    const run = (["whole", "unit"] as const).find((one) => testFiles(one).every((file) => ran.has(file)));
    if (run === undefined) return;
    const record = recordOf(run);
    mkdirSync(dirname(record), { recursive: true });
    writeFileSync(record, JSON.stringify({ at: new Date().toISOString(), seconds: process.uptime(), files } satisfies SuiteTimes));
  }
}
