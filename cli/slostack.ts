#!/usr/bin/env node
import { noAnswer, runCommandLine } from "./command-line.ts";
import { standardOutput } from "./standard-output.ts";

let unwritten = false;
const log = (text: string) => process.stderr.write(text);
const write = standardOutput(process.stdout, (sentence) => {
  log(`${sentence}\n`);
  unwritten = true;
  process.exitCode = noAnswer;
});
const columns = () => (process.stdout.isTTY ? { width: process.stdout.columns } : {});

const exitCode = await runCommandLine(process.argv.slice(2), { write, log, columns });
process.exitCode = unwritten ? noAnswer : exitCode;
