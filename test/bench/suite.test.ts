import { expect, test } from "vitest";
import { suiteAnswer } from "../../bench/suite.ts";
import { type FileTime, type SuiteTimes, testFiles } from "../../bench/suite-times.ts";

const files: readonly FileTime[] = [
  { file: "test/model/load.test.ts", kind: "unit", tests: 6, seconds: 4 },
  { file: "test/model/resolve/rows.test.ts", kind: "unit", tests: 30, seconds: 1.5 },
  { file: "test/model/read-pipe.program.test.ts", kind: "program", tests: 1, seconds: 0.1 },
  { file: "test/engine/plan.test.ts", kind: "program", tests: 9, seconds: 61.49 },
];
const run = (seconds: number): SuiteTimes => ({ at: "2026-11-29T12:00:00.000Z", seconds, files });

test("a recorded run is told by part, the slowest first, and so are its slowest files", () => {
  const { text } = suiteAnswer(run(70), { ...run(12), files: files.slice(0, 2) });
  expect(text).toContain("`npm test` of 2026-11-29, 4 files: 70.0 s; `npm run test:unit` alone, 2 files, 12.0 s.");
  expect(text.split("\n").filter((line) => line.startsWith("|"))).toEqual([
    "| kind    | folder      | files | tests |   time |",
    "|---------|-------------|------:|------:|-------:|",
    "| program | test/engine |     1 |     9 | 61.5 s |",
    "| unit    | test/model  |     2 |    36 | 5.50 s |",
    "| program | test/model  |     1 |     1 | 100 ms |",
    "| file                                 | tests |   time |",
    "|--------------------------------------|------:|-------:|",
    "| test/engine/plan.test.ts             |     9 | 61.5 s |",
    "| test/model/load.test.ts              |     6 | 4.00 s |",
    "| test/model/resolve/rows.test.ts      |    30 | 1.50 s |",
    "| test/model/read-pipe.program.test.ts |     1 | 100 ms |",
  ]);
});

test("a run that is too long meets no demand, and neither does one that is not recorded", () => {
  expect(suiteAnswer(run(600), run(60)).demands.map(({ met }) => met)).toEqual([true, true]);
  expect(suiteAnswer(run(601), run(61)).demands.map(({ met }) => met)).toEqual([false, false]);
  const { text, demands } = suiteAnswer(undefined, undefined);
  expect(text).toContain("`npm test` records one");
  expect(demands.map(({ seen, met }) => [seen, met])).toEqual([
    ["not run", false],
    ["not run", false],
  ]);
});

test("a unit run has every test of a whole run but those that start programs", () => {
  const [whole, unit] = [testFiles("whole"), testFiles("unit")];
  expect(unit.length).toBeLessThan(whole.length);
  expect(unit).toContain("test/bench/suite.test.ts");
  expect(whole).toContain("test/prometheus/traps.test.ts");
  expect(unit).not.toContain("test/prometheus/traps.test.ts");
});
