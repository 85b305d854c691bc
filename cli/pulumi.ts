// `npm run pulumi -- …`: the Pulumi CLI that this project uses (found or built, with its language host), on real accounts.
import { ProgramNotFound } from "../programs/find.ts";
import { accountEnvironment } from "../sandbox/environment.ts";
import { findEngine } from "../sandbox/find-engine.ts";
import { run } from "../sandbox/run.ts";

try {
  const { path, languageHost } = await findEngine((line) => process.stderr.write(`${line}\n`));
  const environment = accountEnvironment(process.env, { cli: path, languageHost });
  process.exitCode = (await run(path, process.argv.slice(2), process.cwd(), environment, "live")).exitCode;
} catch (error) {
  if (!(error instanceof ProgramNotFound)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
