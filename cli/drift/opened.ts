import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve as resolvePath } from "node:path";
import { z } from "zod";
import type { Listing } from "../../analysis/review/drift.ts";
import { missingPackages } from "../../components/packages.ts";
import { type CheckedCatalog, type Loaded, loadCatalog, resolve } from "../../language.ts";
import { report } from "../../model/report.ts";
import { rootsFrom } from "../../model/roots.ts";
import { ProgramNotFound } from "../../programs/find.ts";
import { hasStack, openSandbox } from "../../sandbox/engine.ts";
import { SandboxFault } from "../../sandbox/fault.ts";
import { ownCatalog } from "../options.ts";
import { programOf, projectFolder } from "../project.ts";
import { runSettings } from "../run-settings.ts";
import { sandboxFolder, sandboxPackages } from "../sandbox.ts";
import { sandboxVendors } from "../sandbox-accounts.ts";
import { stackSettings } from "../stack-settings.ts";
import { type Asked, accountEngine, NotAnswered, sandboxEngine } from "./engine.ts";
import { sandboxListings } from "./sandbox-listings.ts";

export interface OpenedOptions {
  readonly stack: string;
  /** default: the catalog that the settings of the stack name */
  readonly catalogDir?: string;
  /** the fake providers of `npm start` in the place of real accounts; the folder where they lie, or true for the usual one */
  readonly sandbox: boolean | string;
  /** of a sandbox: as {@link openSandbox} */
  readonly keepProgram?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** folder of the Pulumi project; default: this one */
  readonly project?: string;
  /** progress, and why there is no answer */
  readonly log: (text: string) => void;
}

export interface Opened {
  readonly engine: Asked;
  readonly listings: () => readonly Listing[];
  readonly loaded: Loaded & { readonly catalog: CheckedCatalog };
  /** of the catalog */
  readonly environments: readonly string[];
  /** for files of the verb; removed when it ends */
  readonly folder: string;
}

/**
 * Hands a verb the catalog and the engine of a stack, and what the accounts hold. Returns its exit code; or 2 where it cannot
 * start, or an account or the engine gives no answer, after saying why.
 *
 * @param advice said where the catalog has errors
 */
export async function onStack(options: OpenedOptions, advice: readonly string[], verb: (on: Opened) => Promise<number>): Promise<number> {
  const { stack, catalogDir, log } = options;
  const root = projectFolder();
  const directory =
    catalogDir === undefined ? rootsFrom(root, stackSettings(root, stack).catalog ?? ownCatalog) : rootsFrom(".", catalogDir);
  const loaded = loadCatalog(directory);
  const { catalog } = loaded;
  if (!catalog) return refuse(log, [...report(loaded.problems), ...advice]);
  const environments = Object.keys(catalog.organization.environments);
  if (!environments.includes(stack))
    return refuse(log, [`there is no stack ${JSON.stringify(stack)}; the catalog's environments are ${environments.join(", ")}`]);
  const folder = mkdtempSync(join(tmpdir(), "slostack-stack-"));
  try {
    const accounts = await opened(options, directory, catalog, join(folder, "listings.json"));
    return await verb({ ...accounts, loaded: { ...loaded, catalog }, environments, folder });
  } catch (error) {
    if (error instanceof NotAnswered || error instanceof ProgramNotFound || error instanceof SandboxFault)
      return refuse(log, [error.message]);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Says why there is no answer, a line each. Returns the exit code of that. */
export function refuse(log: OpenedOptions["log"], lines: readonly string[]): 2 {
  for (const line of lines) log(`${line}\n`);
  return 2;
}

/**
 * @param file into which the program writes the listings of real accounts
 * @throws NotAnswered if the sandbox has no such stack
 * @throws SandboxFault if a package is not installed
 */
async function opened(
  options: OpenedOptions,
  directory: string,
  catalog: CheckedCatalog,
  file: string,
): Promise<Pick<Opened, "engine" | "listings">> {
  const { stack, sandbox, keepProgram = false, env = process.env, project = projectFolder(), log } = options;
  const root = projectFolder();
  const say = (line: string) => log(`${line}\n`);
  const missing = missingPackages(`stack ${stack}`, sandbox === false ? ["@pulumi/pulumi"] : sandboxPackages);
  if (missing !== undefined) throw new SandboxFault(missing.what, missing.remediation);
  if (sandbox === false) {
    const engine = await accountEngine({ project, stack, env, listings: file, report: say });
    return { engine, listings: () => listingsIn(file) };
  }
  const dir = typeof sandbox === "string" ? resolvePath(sandbox) : join(root, sandboxFolder(directory, catalog));
  if (!hasStack(dir, stack)) throw new NotAnswered(`there is no stack ${stack} in ${relative(process.cwd(), dir)}`, "npm start makes it");
  const settings = runSettings({ root, stack, catalogDir: directory, catalog, resolved: resolve(catalog, stack) });
  const of = { dir, program: programOf(root), stack, vendors: sandboxVendors, ...settings };
  const engine = await openSandbox({ ...of, keepProgram, report: say, env });
  return { engine: sandboxEngine(engine), listings: () => sandboxListings(engine.objects()) };
}

const object = z.object({
  type: z.string(),
  id: z.string(),
  name: z.string(),
  key: z.string().optional(),
  importId: z.string().optional(),
});
const listed = z.array(
  z.union([
    z.object({ vendor: z.string(), what: z.string(), objects: z.array(object) }),
    z.object({ vendor: z.string(), what: z.string(), why: z.string() }),
  ]),
);

/** What the program wrote; where it came to no end, nothing was listed. */
function listingsIn(file: string): readonly Listing[] {
  if (!existsSync(file)) return [{ vendor: "every vendor", what: "objects", why: "the program of the stack did not finish" }];
  return listed.parse(JSON.parse(readFileSync(file, "utf8")));
}
