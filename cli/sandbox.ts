import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { targets } from "../artifacts/registry.ts";
import { render as renderAll } from "../artifacts/render.ts";
import type { TargetFile } from "../artifacts/target.ts";
import { missingPackages } from "../components/packages.ts";
import { type CheckedCatalog, loadCatalog, resolve } from "../language.ts";
import { formatCount } from "../model/quantity.ts";
import { report } from "../model/report.ts";
import type { Resolved } from "../model/resolved.ts";
import { mainFolder, rootsBelow, rootsFrom, rootsIn, shownRoots } from "../model/roots.ts";
import type { Alert } from "../monitors/alert.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { ProgramNotFound } from "../programs/find.ts";
import { defaultFolder, openSandbox } from "../sandbox/engine.ts";
import { SandboxFault } from "../sandbox/fault.ts";
import { remedyFor } from "./adopt/refused.ts";
import { unknownEnvironment } from "./environments.ts";
import { ownCatalog } from "./options.ts";
import { type Progress, progressOn } from "./progress.ts";
import { programOf, projectFolder } from "./project.ts";
import { render } from "./render.ts";
import { runSettings } from "./run-settings.ts";
import { accountsBefore, packageOf, sandboxVendors } from "./sandbox-accounts.ts";
import { shellWord } from "./shell-word.ts";
import { heldByPrograms } from "./show/programs.ts";
import { overview, totals } from "./show/text.ts";
import { heldByVendors } from "./show/vendors.ts";
import { stackSettings } from "./stack-settings.ts";

export interface SandboxVerbOptions {
  readonly stack: string;
  /** default: the catalog that the settings of the stack name */
  readonly catalogDir?: string;
  /** where accounts and state lie; default: a folder a company below the project */
  readonly folder?: string;
  /** takes how far it is; default: on standard error */
  readonly progress?: Progress;
  /** of the terminal; default: 100 */
  readonly width?: number;
  /** let the engine guard its state as on a real stack, to measure what that takes */
  readonly durable?: boolean;
  readonly write: (text: string) => void;
}

/**
 * The real `pulumi up` of this project's program on a catalog, with fake providers in the place of the vendors, and then
 * what the vendors hold. Before that, the configuration files of programs that have no API. Returns the exit code.
 */
export async function sandbox(options: SandboxVerbOptions): Promise<number> {
  const { stack, catalogDir, folder, progress = progressOn(process.stderr), width = 100, durable = false, write } = options;
  const missing = missingPackages("slostack sandbox", sandboxPackages);
  if (missing !== undefined) {
    write(`${missing.what}: ${missing.remediation}\n`);
    return 1;
  }
  const root = projectFolder();
  const directory =
    catalogDir === undefined ? rootsFrom(root, stackSettings(root, stack).catalog ?? ownCatalog) : rootsFrom(".", catalogDir);
  const { catalog, problems } = loadCatalog(directory);
  if (!catalog) {
    for (const line of report(problems)) write(`${line}\n`);
    return 1;
  }
  const unknown = unknownEnvironment(stack, catalog);
  if (unknown !== undefined) {
    write(`${unknown}\n`);
    return 2;
  }
  const dir = folder ?? join(root, sandboxFolder(directory, catalog));
  const lines: string[] = [];
  const out = relative(process.cwd(), join(dir, "rendered", stack));
  const rendered = render({ catalogDir: directory, environment: stack, out, check: false, write: (line) => lines.push(line) });
  if (rendered !== 0) {
    write(lines.join(""));
    return rendered;
  }
  progress.say(lines.at(-1)?.trim() ?? "");
  const resolved = resolve(catalog, stack);
  const { config, secrets } = runSettings({ root, stack, catalogDir: directory, catalog, resolved });
  if (Array.isArray(config.vendors))
    write(`${shownRoots(rootsBelow(process.cwd(), directory))} needs of the vendors: ${config.vendors.join(", ")}\n\n`);
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
      report: progress.say,
    });
    const counting = countResources(progress);
    // While the engine runs, so that nobody waits for them.
    const pages = pagesInto(join(dir, "pages", stack), { catalogDir: directory, environment: stack });
    const { exitCode, output, events, seconds } = await engine.up({ logged: false, refresh: "where-touched", heard: counting.heard });
    counting.end();
    const own = catalogDir === undefined ? [] : rootsIn(catalogDir).flatMap(({ shown }) => ["--catalog", shown]);
    if (exitCode !== 0) {
      write(output);
      write(remedyFor(events, ["--sandbox", ...own]));
      write(`\nThe state and the accounts are in ${relative(process.cwd(), dir)}: run this again, or remove the folder to begin anew.\n`);
      return exitCode;
    }
    const { changes, diagnostics } = saidBy(output);
    const accounts = engine.objects();
    const alerts = alertsOf(resolved);
    const held = [...heldByVendors((vendor) => accounts[packageOf(vendor)], stack), ...heldByPrograms(filesOf(resolved, alerts), alerts)];
    const same = [...(stack === "prod" ? [] : ["--stack", stack]), ...own].map(shellWord);
    const show = ["slostack show", ...(stack === "prod" ? [] : ["--env", stack]), ...own.map(shellWord)].join(" ");
    write(`${diagnostics}${overview(held, width)}
Each of them: \`npx ${show} <vendor, program or system/service>\`
The accounts are files below ${relative(process.cwd(), engine.accounts)}: edit one, and
\`npx slostack drift ${["--sandbox", ...same].join(" ")}\` shows the drift; this command repairs it.

${totals(resolved, alerts)}
pulumi up --stack ${stack}, against fake vendors: ${changes} in ${seconds.toFixed(1)} s
${await pages}
`);
    return 0;
  } catch (error) {
    if (!(error instanceof ProgramNotFound || error instanceof SandboxFault)) throw error;
    write(`${error.message}\n`);
    return 1;
  }
}

/** Writes the pages of the catalog, without data in their dashboards. Returns where they begin, or why there are none. */
async function pagesInto(out: string, of: { readonly catalogDir: string; readonly environment: string }): Promise<string> {
  const { site } = await import("./site.ts");
  const lines: string[] = [];
  // It fails beside an update, which must go on: nobody waits for it yet.
  const code = await site({ ...of, out, draw: false, write: (line) => lines.push(line) }).catch((error: unknown) => {
    lines.push(error instanceof Error ? error.message : String(error));
    return 2;
  });
  return code === 0 ? `As pages, in a browser: ${pathToFileURL(join(out, "index.html")).href}` : `No pages: ${lines.join("").trim()}`;
}

/** Counts the resources that the engine has changed, as it says them, a line each. */
function countResources({ say, end }: Progress) {
  const start = Date.now();
  let done = 0;
  const tick = () => {
    const so = done === 0 ? "nothing changed yet" : `${formatCount(done, "resource")} changed`;
    say(`pulumi up: ${so}, ${Math.round((Date.now() - start) / 1000)} s`);
  };
  tick();
  // Not at every line of the engine: hundreds a second would make a terminal flicker.
  const timer = setInterval(tick, 250);
  return {
    heard: (text: string) => {
      done += text.match(/^ [-+~ ]{1,2} .* (?:created|updated|deleted|replaced) \(/gm)?.length ?? 0;
    },
    end: () => {
      clearInterval(timer);
      end();
    },
  };
}

/** Of what the engine printed at its end: how many resources it changed, and what it warned of. */
function saidBy(output: string): { readonly changes: string; readonly diagnostics: string } {
  const [, changes = ""] = /^Resources:\n((?: +.*\n)+)/m.exec(output) ?? [];
  const [diagnostics = ""] = /^Diagnostics:\n(?:(?: .*)?\n)+/m.exec(output) ?? [];
  return { changes: [...changes.matchAll(/\d+ \w+/g)].join(", "), diagnostics };
}

const filesOf = (resolved: Resolved, alerts: readonly Alert[]): readonly TargetFile[] => {
  const rendered = renderAll(targets, resolved, alerts);
  return "files" in rendered ? rendered.files : [];
};

/** What the engine's program and the fake vendors are made with. */
export const sandboxPackages = ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"] as const;

/** Another company has accounts and a state of its own: on those of this project, its stack would remove everything. */
export function sandboxFolder(directory: string, { organization }: CheckedCatalog): string {
  return mainFolder(directory) === join(projectFolder(), ownCatalog) ? defaultFolder : `${defaultFolder}-${organization.organization}`;
}
