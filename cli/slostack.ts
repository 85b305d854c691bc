#!/usr/bin/env node
import { commandLine, noAnswer } from "./command-line.ts";
import { machineFault } from "./machine-fault.ts";
import { standardOutput } from "./standard-output.ts";

const log = (text: string) => process.stderr.write(text);
const write = standardOutput(process.stdout, (sentence) => {
  log(`${sentence}\n`);
  process.exitCode = noAnswer;
});
const columns = () => (process.stdout.isTTY ? { width: process.stdout.columns } : {});

try {
  await commandLine({ write, log, columns }).parseAsync();
} catch (error) {
  const sentence = machineFault(error);
  // A fault of the machine is one sentence. Anything else is a bug: a report needs its stack trace.
  log(`${sentence ?? (error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = noAnswer;
}
