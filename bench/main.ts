// npm run bench [-- --quick] [-- --write] [question …]: prints one table a question; exit 1 if a demand is not met.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { alerts } from "./alerts.ts";
import { backtest } from "./backtest.ts";
import { guard } from "./guard.ts";
import { machine } from "./machine.ts";
import { pageAfter, rowOf, verdictOf } from "./page.ts";
import { preview } from "./preview.ts";
import { profiles } from "./profiles.ts";
import type { Answer, Question } from "./question.ts";
import { review } from "./review.ts";
import { samples } from "./samples.ts";
import { scale } from "./scale.ts";
import { site } from "./site.ts";
import { start } from "./start.ts";
import { suite } from "./suite.ts";
import { tune } from "./tune.ts";

const questions: Readonly<Record<string, Question>> = {
  scale,
  profiles,
  samples,
  preview,
  start,
  review,
  backtest,
  site,
  suite,
  alerts,
  tune,
  guard,
};

const command = new Command("bench")
  .description("How fast, how large, how costly: one table a question.")
  .argument("[questions...]", `some of: ${Object.keys(questions).join(", ")}`, Object.keys(questions))
  .option("--quick", "fewer runs", false)
  .addOption(
    new Option(
      "--write",
      "also write the answers into docs/performance.md and docs/alert-quality.md; sections of other questions stay",
    ).conflicts("quick"),
  )
  .parse();
const { quick, write = false } = command.opts<{ quick: boolean; write?: true }>();
const asked = command.processedArgs[0] as string[];

const answers: Answer[] = [];
for (const name of asked) {
  const question = questions[name] ?? command.error(`${name} is no question; there are ${Object.keys(questions).join(", ")}`);
  const answer = await question({ quick, report: (line) => console.error(line) });
  answers.push(answer);
  console.log(`\n## ${answer.title}\n\n${answer.text}\n`);
}

const demands = answers.flatMap((answer) => answer.demands);
const verdict = verdictOf(demands.map((demand) => rowOf(demand)[1]));
console.log(`\n## Demands\n\n${verdict}\n`);
if (write)
  for (const [name, own] of Map.groupBy(answers, ({ page = "performance" }) => page)) {
    const page = join(import.meta.dirname, "..", "docs", `${name}.md`);
    writeFileSync(page, pageAfter(existsSync(page) ? readFileSync(page, "utf8") : "", { name, answers: own, on: machine(new Date()) }));
  }
process.exitCode = demands.every(({ met }) => met) ? 0 : 1;
