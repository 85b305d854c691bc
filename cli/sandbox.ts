import { join, relative } from "node:path";
import { loadCatalog } from "../model/load.ts";
import { report } from "../model/report.ts";
import { ProgramNotFound } from "../programs/find.ts";
import { defaultFolder, openSandbox } from "../sandbox/engine.ts";
import { accountReport } from "./account-report.ts";
import { accountsBefore, sandboxSettings, sandboxVendors, secretKeys } from "./sandbox-accounts.ts";

export interface SandboxVerbOptions {
  readonly stack: string;
  readonly write: (text: string) => void;
}

const root = join(import.meta.dirname, "..");

/**
 * The real `pulumi up` of this project's program on its catalog, with stand-ins in the place of the vendors, and then
 * what the vendors hold. Answers the exit code.
 */
export async function sandbox({ stack, write }: SandboxVerbOptions): Promise<number> {
  const { catalog, problems } = loadCatalog(join(root, "catalog"));
  if (!catalog) {
    for (const line of report(problems)) write(`${line}\n`);
    return 1;
  }
  const environments = Object.keys(catalog.organization.environments);
  if (!environments.includes(stack)) {
    write(`there is no stack ${JSON.stringify(stack)}; the catalog's environments are ${environments.join(", ")}\n`);
    return 1;
  }
  try {
    const folder = join(root, defaultFolder);
    const engine = await openSandbox({
      dir: folder,
      program: join(root, "index.ts"),
      stack,
      vendors: sandboxVendors,
      config: sandboxSettings,
      secrets: Object.fromEntries(secretKeys.map((key) => [key, `sandbox-${key}`])),
      seed: accountsBefore(catalog.organization),
      report: (line) => write(`${line}\n`),
    });
    write(`\npulumi up --stack ${stack}, against stand-in vendors\n\n`);
    const { exitCode } = await engine.up({ show: "live", refresh: true });
    if (exitCode !== 0) return exitCode;
    write(`\n${accountReport(engine.objects(), stack)}`);
    write(`\nThe accounts are files below ${relative(process.cwd(), engine.accounts)}: edit one, and\n`);
    write(`npm start finds and mends it as drift.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ProgramNotFound)) throw error;
    write(`${error.message}\n`);
    return 1;
  }
}
