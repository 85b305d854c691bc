// `npm run pulumi -- …`: the Pulumi CLI that this project uses (found or built, with its language host), on real accounts.
import { ProgramNotFound } from "../programs/find.ts";
import { accountEnvironment } from "../sandbox/environment.ts";
import { findEngine } from "../sandbox/find-engine.ts";
import { operate, run } from "../sandbox/run.ts";
import { remedyFor } from "./adopt/refused.ts";

try {
  const { path, languageHost } = await findEngine((line) => process.stderr.write(`${line}\n`));
  const environment = accountEnvironment(process.env, { cli: path, languageHost });
  const args = process.argv.slice(2);
  const [verb = ""] = args;
  if (["up", "update"].includes(verb) && !args.some((arg) => arg.startsWith("--event-log"))) {
    const { exitCode, events } = await operate(path, args, process.cwd(), environment, "live");
    if (exitCode !== 0) process.stderr.write(remedyFor(events));
    process.exitCode = exitCode;
  } else process.exitCode = (await run(path, args, process.cwd(), environment, "live")).exitCode;
} catch (error) {
  if (!(error instanceof ProgramNotFound)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
