import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve as resolvePath } from "node:path";
import { z } from "zod";
import type { Listing } from "../../analysis/review/drift.ts";
import { missingPackages } from "../../components/packages.ts";
import { type Catalog, resolve } from "../../language.ts";
import { hasStack, openSandbox } from "../../sandbox/engine.ts";
import { SandboxFault } from "../../sandbox/fault.ts";
import { programOf, projectFolder } from "../project.ts";
import { runSettings } from "../run-settings.ts";
import { sandboxFolder, sandboxPackages } from "../sandbox.ts";
import { sandboxVendors } from "../sandbox-accounts.ts";
import { type Asked, accountEngine, NotAnswered, sandboxEngine } from "./engine.ts";
import { sandboxListings } from "./sandbox-listings.ts";

export interface OpenedOptions {
  readonly stack: string;
  /** the fake providers of `npm start` in the place of real accounts; the folder where they lie, or true for the usual one */
  readonly sandbox: boolean | string;
  readonly env?: NodeJS.ProcessEnv;
  /** folder of the Pulumi project; default: this one */
  readonly project?: string;
  /** progress, and why there is no answer */
  readonly log: (text: string) => void;
}

export interface Opened {
  readonly engine: Asked;
  readonly listings: () => readonly Listing[];
}

/**
 * The engine of a stack, and what the accounts hold.
 *
 * @param file into which the program writes the listings of real accounts
 * @throws NotAnswered if the sandbox has no such stack
 * @throws SandboxFault if a package is not installed
 */
export async function opened(options: OpenedOptions, directory: string, catalog: Catalog, file: string): Promise<Opened> {
  const { stack, sandbox, env = process.env, project = projectFolder(), log } = options;
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
  const engine = await openSandbox({ dir, program: programOf(root), stack, vendors: sandboxVendors, ...settings, report: say, env });
  return { engine: sandboxEngine(engine), listings: () => sandboxListings(engine.objects()) };
}

const object = z.object({ type: z.string(), id: z.string(), name: z.string(), key: z.string().optional() });
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
