import { join, relative, resolve as resolvePath } from "node:path";
import { missingPackages } from "../components/packages.ts";
import { type CheckedCatalog, loadCatalog, resolve } from "../language.ts";
import { report } from "../model/report.ts";
import { ProgramNotFound } from "../programs/find.ts";
import { defaultFolder, openSandbox } from "../sandbox/engine.ts";
import { SandboxFault } from "../sandbox/fault.ts";
import type { Show } from "../sandbox/run.ts";
import { accountReport } from "./account-report.ts";
import { remedyFor } from "./adopt/refused.ts";
import { ownCatalog } from "./options.ts";
import { programOf, projectFolder } from "./project.ts";
import { render } from "./render.ts";
import { runSettings } from "./run-settings.ts";
import { accountsBefore, sandboxVendors } from "./sandbox-accounts.ts";
import { stackSettings } from "./stack-settings.ts";

export interface SandboxVerbOptions {
  readonly stack: string;
  /** default: the catalog that the settings of the stack name */
  readonly catalogDir?: string;
  /** where accounts and state lie; default: a folder a company below the project */
  readonly folder?: string;
  /** "captured": what the engine says goes to `write` too; default: on this terminal, live */
  readonly show?: Show;
  /** let the engine guard its state as on a real stack, to measure what that takes */
  readonly durable?: boolean;
  readonly write: (text: string) => void;
}

/**
 * The real `pulumi up` of this project's program on a catalog, with fake providers in the place of the vendors, and then
 * what the vendors hold. Before that, the configuration files of programs that have no API. Returns the exit code.
 */
export async function sandbox({ stack, catalogDir, folder, show = "live", durable = false, write }: SandboxVerbOptions): Promise<number> {
  const missing = missingPackages("slostack sandbox", sandboxPackages);
  if (missing !== undefined) {
    write(`${missing.what}: ${missing.remediation}\n`);
    return 1;
  }
  const root = projectFolder();
  const directory =
    catalogDir === undefined ? resolvePath(root, stackSettings(root, stack).catalog ?? ownCatalog) : resolvePath(catalogDir);
  const { catalog, problems } = loadCatalog(directory);
  if (!catalog) {
    for (const line of report(problems)) write(`${line}\n`);
    return 1;
  }
  const environments = Object.keys(catalog.organization.environments);
  if (!environments.includes(stack)) {
    write(`there is no stack ${JSON.stringify(stack)}; the catalog's environments are ${environments.join(", ")}\n`);
    return 1;
  }
  const dir = folder ?? join(root, sandboxFolder(directory, catalog));
  const lines: string[] = [];
  const out = relative(process.cwd(), join(dir, "rendered", stack));
  const rendered = render({ catalogDir: directory, environment: stack, out, check: false, write: (line) => lines.push(line) });
  // Of every file where something is wrong, else how many there are.
  write(rendered === 0 ? (lines.at(-1) ?? "") : lines.join(""));
  if (rendered !== 0) return rendered;
  const { config, secrets } = runSettings({ root, stack, catalogDir: directory, catalog, resolved: resolve(catalog, stack) });
  if (Array.isArray(config.vendors)) write(`${relative(process.cwd(), directory)} needs of the vendors: ${config.vendors.join(", ")}\n`);
  try {
    const engine = await openSandbox({
      dir,
      program: programOf(root),
      stack,
      vendors: sandboxVendors,
      config,
      secrets,
      seed: accountsBefore(catalog),
      durable,
      report: (line) => write(`${line}\n`),
    });
    write(`\npulumi up --stack ${stack}, against fake vendors\n\n`);
    const { exitCode, output, events } = await engine.up({ show, logged: false, refresh: true });
    write(output);
    const own = catalogDir === undefined ? [] : ["--catalog", catalogDir];
    if (exitCode !== 0) {
      write(remedyFor(events, ["--sandbox", ...own]));
      write(`\nThe state and the accounts are in ${relative(process.cwd(), dir)}: run this again, or remove the folder to begin anew.\n`);
      return exitCode;
    }
    write(`\n${accountReport(engine.objects(), stack)}`);
    write(`\nThe accounts are files below ${relative(process.cwd(), engine.accounts)}: edit one,\n`);
    const same = [...(stack === "prod" ? [] : ["--stack", stack]), ...own];
    write(`and \`npx slostack drift ${["--sandbox", ...same].join(" ")}\` shows the drift; this command repairs it.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ProgramNotFound || error instanceof SandboxFault)) throw error;
    write(`${error.message}\n`);
    return 1;
  }
}

/** What the engine's program and the fake vendors are made with. */
export const sandboxPackages = ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"] as const;

/** Another company has accounts and a state of its own: on those of this project, its stack would remove everything. */
export function sandboxFolder(directory: string, { organization }: CheckedCatalog): string {
  return directory === join(projectFolder(), ownCatalog) ? defaultFolder : `${defaultFolder}-${organization.organization}`;
}
