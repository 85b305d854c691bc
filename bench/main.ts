// npm run bench [-- --quick] [-- --write] [question …]: prints one table a question; exit 1 if a demand is not met.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { backtest } from "./backtest.ts";
import { table } from "./figures.ts";
import { machine } from "./machine.ts";
import { preview } from "./preview.ts";
import type { Answer, Question } from "./question.ts";
import { review } from "./review.ts";
import { samples } from "./samples.ts";
import { scale } from "./scale.ts";
import { start } from "./start.ts";
import { suite } from "./suite.ts";

const questions: Readonly<Record<string, Question>> = { scale, samples, preview, start, review, backtest, suite };

const command = new Command("bench")
  .description("How fast, how large, how costly: one table a question, all of one run.")
  .argument("[questions...]", `some of: ${Object.keys(questions).join(", ")}`, Object.keys(questions))
  .option("--quick", "fewer runs", false)
  .addOption(new Option("--write", "also write docs/performance.md: all questions, all runs").conflicts("quick"))
  .parse();
const { quick, write = false } = command.opts<{ quick: boolean; write?: true }>();
const asked = command.processedArgs[0] as string[];
if (write && asked.length < Object.keys(questions).length) command.error("the page answers all questions: --write takes none");

const answers: Answer[] = [];
for (const name of asked) {
  const question = questions[name] ?? command.error(`${name} is no question; there are ${Object.keys(questions).join(", ")}`);
  const answer = await question({ quick, report: (line) => console.error(line) });
  answers.push(answer);
  console.log(`\n## ${answer.title}\n\n${answer.text}\n`);
}

const demands = answers.flatMap((answer) => answer.demands);
const verdict = table([["demand", "seen", ""], ...demands.map(({ what, seen, met }) => [what, seen, met ? "met" : "not met"])]);
console.log(`\n## Demands\n\n${verdict}\n`);
if (write) writeFileSync(join(import.meta.dirname, "..", "docs", "performance.md"), page());
process.exitCode = demands.every(({ met }) => met) ? 0 : 1;

function page(): string {
  return [
    "# Performance",
    "",
    "Written by `npm run bench -- --write`: every figure of this page comes from one run on one machine.",
    "",
    `${machine(new Date())}.`,
    "",
    "## Demands",
    "",
    verdict,
    ...answers.flatMap(({ title, text }) => ["", `## ${title}`, "", text]),
    "",
  ].join("\n");
}
