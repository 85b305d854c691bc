import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Account, type AccountObject, readAccounts } from "./account.ts";
import { engineEnvironment, scrub } from "./environment.ts";
import type { Fields } from "./fake-provider/value.ts";
import { fakeProvidersOf } from "./fake-providers.ts";
import { fakes } from "./fakes.ts";
import { engineFault } from "./fault.ts";
import { type Engine, findEngine } from "./find-engine.ts";
import { keptHostOf } from "./kept-host.ts";
import { keptPassphrase, keptStack } from "./kept-stack.ts";
import { releaseDeadLocks } from "./locks.ts";
import { encryptedSecrets, passphrase, qualified, writeProject, writeSettings } from "./project.ts";
import { type Outcome, operate, run, type Show } from "./run.ts";
import { lastSeen } from "./seen.ts";
import { refuseUnusable } from "./usable.ts";

/** Default folder of the sandbox: below the project, ignored by git. */
export const defaultFolder = ".slostack/sandbox";

export interface SandboxOptions {
  /** The sandbox's folder. Stacks of one sandbox share the vendors' accounts, as prod and staging do. */
  readonly dir: string;
  /** The entry file of the Pulumi program; or the `Pulumi.yaml` of a project in another language, which then runs where it lies. */
  readonly program: string;
  /** The project's name; "slostack" if left out. */
  readonly project?: string;
  readonly stack: string;
  /** Plain settings, on top of those of the real stack. A key without a package belongs to the project. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Settings that are set with `pulumi config set --secret`; a key with dots is a path to one secret within a setting. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** `Pulumi.<stack>.yaml` of the real stack; the one beside the program if left out. Its secrets are not copied. */
  readonly settings?: string;
  /** Packages of the program's providers. A package without a fake provider is an error. */
  readonly vendors: readonly string[];
  /** Objects that exist before the program runs: package -> kind -> id -> object. One that is there stays as it is. */
  readonly seed?: Seed;
  /** Let the engine work as on a real stack: its state outlives a kill, and it keeps backups and a debug log; default: false. */
  readonly durable?: boolean;
  /**
   * Keep the program loaded between commands, for who gives many: on a small stack one takes a third of the time then. The program runs
   * as the SDK's Automation API runs one, in a process with others before and after it, and nobody sees what it prints; default: false, a
   * process for each command.
   */
  readonly keepProgram?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Takes one line of progress at a time (finding or building the engine). */
  readonly report?: (line: string) => void;
}

export type Seed = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Fields>>>>>>;

export interface OperationOptions {
  readonly show?: Show;
  /** Takes what the engine says while it works. */
  readonly heard?: (text: string) => void;
  /** Whether the outcome says what happened to each resource; default: true. */
  readonly logged?: boolean;
  /** Read the vendors' real state first. */
  readonly refresh?: boolean;
  /** Fail if anything would change. */
  readonly expectNoChanges?: boolean;
  /** Further arguments of the command. */
  readonly args?: readonly string[];
}

export interface UpdateOptions extends Omit<OperationOptions, "refresh"> {
  /** `where-touched`: unless an update of this kind left the accounts as it found them, and nobody touched them or the state since. A durable sandbox always reads. */
  readonly refresh?: boolean | "where-touched";
}

/** The real engine over fake vendors. */
export interface Sandbox {
  readonly engine: Engine;
  /** The folder with one folder of readable files a vendor; `faults.json` goes here. */
  readonly accounts: string;
  readonly up: (options?: UpdateOptions) => Promise<Outcome>;
  readonly preview: (options?: OperationOptions) => Promise<Outcome>;
  readonly refresh: (options?: OperationOptions) => Promise<Outcome>;
  readonly destroy: (options?: OperationOptions) => Promise<Outcome>;
  /** Takes objects of the vendors into the state. @param file an import file of the engine */
  readonly import: (file: string, options?: OperationOptions) => Promise<Outcome>;
  /** The state of this stack, or of another one here, as JSON; secrets encrypted unless they are asked for. */
  readonly export: (options?: { readonly showSecrets?: boolean; readonly stack?: string }) => Promise<string>;
  /** The resources in the state of this stack, as the engine wrote them: what `export` gives, without a run of the engine. Secrets are encrypted. */
  readonly resources: () => readonly unknown[];
  /** Puts a state into the place of this stack's. @param file what `export` gave, edited */
  readonly restore: (file: string) => Promise<void>;
  /** Names of the stacks that share the accounts. */
  readonly stacks: () => Promise<readonly string[]>;
  readonly outputs: () => Promise<Record<string, unknown>>;
  /** Where a program that starts the engine itself finds it, its stacks and the fake providers. */
  readonly environment: () => Promise<NodeJS.ProcessEnv>;
  /** What exists at the vendors, by package, as their files say. */
  readonly objects: () => Record<string, AccountObject[]>;
}

/** The program of this project declares what is imported, and says itself what is protected. */
export const importFlags = ["--generate-code=false", "--protect=false"] as const;

/** Whether a stack was ever made in the sandbox of this folder; looks only. */
export function hasStack(folder: string, stack: string, project = "slostack"): boolean {
  return existsSync(stateOf(folder, project, stack));
}

const backend = (folder: string): string => join(folder, "state", ".pulumi");
const stateOf = (folder: string, project: string, stack: string): string => join(backend(folder), "stacks", project, `${stack}.json`);

/** A stack's state in a backend of files, as far as it matters here. */
interface StateFile {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly unknown[] } };
}

/** A package of the program has no fake provider. */
export class NoFakeProvider extends Error {
  constructor(packages: readonly string[]) {
    const known = [...fakes.values()].map((fake) => fake.package).join(", ");
    super(`no fake provider for ${packages.join(", ")} (there are: ${known}): add one below components/<vendor>/fake`);
    this.name = "NoFakeProvider";
  }
}

/**
 * Makes a sandbox ready: engine, project folder, stack, settings, accounts.
 * @throws NoFakeProvider if a package has no fake provider
 * @throws ProgramNotFound if there is no way to an engine
 * @throws SandboxFault if what is there cannot be used as it is
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const missing = options.vendors.filter((name) => ![...fakes.values()].some((fake) => fake.package === name));
  if (missing.length > 0) throw new NoFakeProvider(missing);
  const { stack, project = "slostack", durable = false, keepProgram = false, env = process.env, report = () => {} } = options;
  const engine = await findEngine(report, env);
  const folder = resolve(options.dir);
  const accounts = join(folder, "accounts");
  const program = resolve(options.program);
  const isProject = basename(program) === "Pulumi.yaml";
  const work = isProject ? dirname(program) : join(folder, "project");
  for (const name of ["state", "home", "accounts"]) mkdirSync(join(folder, name), { recursive: true });
  keepDebugLog(join(folder, "home", "logs"), durable);
  if (releaseDeadLocks(join(folder, "state")) > 0)
    report(`an earlier run was killed before it wrote its state: if a vendor refuses what exists already, remove ${folder}`);
  refuseUnusable({ folder, work, project, stack });
  if (!isProject) writeProject(work, project, program);
  const settings = join(work, `Pulumi.${stack}.yaml`);
  const phrase = passphrase(folder, keepProgram ? keptPassphrase : undefined);
  const isNew = !hasStack(folder, stack, project);
  const kept = keptStack(
    [project, stack, options.secrets, phrase],
    [
      settings,
      `${settings}.secrets`,
      ...[join(backend(folder), "meta.yaml"), stateOf(folder, project, stack)].flatMap((file) => [file, `${file}.attrs`]),
    ],
  );
  if (keepProgram && isNew) kept.copy();
  writeSettings(settings, project, options.settings ?? join(dirname(program), basename(settings)), options.config ?? {});
  plant(accounts, options.seed ?? {});
  // They load while the engine is asked; a failure is reported by the command that needs them, which restarts them.
  fakeProvidersOf(options.vendors, accounts).catch(() => {});

  const environment = (ports: Readonly<Record<string, number>>) =>
    engineEnvironment(env, {
      cli: engine.path,
      languageHost: engine.languageHost,
      folder,
      passphrase: passphrase(folder),
      ports,
      durable,
    });
  const ask = async (args: readonly string[]) => {
    const answer = await run(engine.path, [...args, "--non-interactive", "--color", "never"], work, environment({}), "captured");
    if (answer.exitCode !== 0) throw engineFault(args.slice(0, 2).join(" "), answer.output, folder);
    return answer.stdout;
  };
  if (!hasStack(folder, stack, project)) await ask(["stack", "select", "--create", "--stack", stack]);
  // `phones.ada.number` is a path: one secret within a setting. A key without dots is one as well.
  const secrets = Object.entries(options.secrets ?? {}).flatMap(([key, value]) => ["--secret", `${qualified(key, project)}=${value}`]);
  const encrypted = encryptedSecrets(settings, secrets, phrase);
  if (secrets.length > 0 && !encrypted.stand()) {
    await ask(["config", "set-all", "--stack", stack, "--path", ...secrets]);
    encrypted.note();
  }
  if (keepProgram && isNew) kept.keep();

  const command = async (verb: readonly string[], operation: OperationOptions = {}) => {
    const { show = "captured", heard, logged, refresh, expectNoChanges, args = [] } = operation;
    const ports = await fakeProvidersOf(options.vendors, accounts);
    const flags = [...(refresh ? ["--refresh"] : []), ...(expectNoChanges ? ["--expect-no-changes"] : []), ...args];
    const all = [...verb, "--stack", stack, ...(show === "live" ? [] : ["--non-interactive"]), ...flags];
    const host = keepProgram ? await keptHostOf(environment({}), JSON.stringify([durable, scrub(env)])) : undefined;
    const attached = host ? { PULUMI_DEBUG_LANGUAGES: `nodejs:${host.said}` } : {};
    const outcome = await operate(engine.path, all, work, { ...environment(ports), ...attached }, show, { logged, heard });
    // A host whose engine gave its program up ends: the next command gets another.
    if (!outcome.ok) await host?.ask("", (answer) => answer === "idle").catch(() => {});
    return outcome;
  };
  const up = async ({ refresh = false, ...operation }: UpdateOptions = {}) => {
    const verb = ["up", "--yes", "--skip-preview"];
    if (refresh !== "where-touched") return command(verb, { ...operation, refresh });
    const seen = lastSeen(join(folder, "state", `${project}.${stack}.seen`), accounts, stateOf(folder, project, stack));
    const outcome = await command(verb, { ...operation, refresh: durable || !seen.untouched });
    if (outcome.ok) seen.keep();
    return outcome;
  };
  return {
    engine,
    accounts,
    up,
    preview: (operation) => command(["preview"], operation),
    refresh: (operation) => command(["refresh", "--yes", "--skip-preview"], operation),
    destroy: (operation) => command(["destroy", "--yes", "--skip-preview"], operation),
    import: (file, operation) => command(["import", "--file", file, ...importFlags, "--yes", "--skip-preview"], operation),
    export: ({ showSecrets = false, stack: which = stack } = {}) =>
      ask(["stack", "export", "--stack", which, ...(showSecrets ? ["--show-secrets"] : [])]),
    resources: () => {
      const { checkpoint } = JSON.parse(readFileSync(stateOf(folder, project, stack), "utf8")) as StateFile;
      return checkpoint.latest?.resources ?? [];
    },
    restore: async (file) => {
      await ask(["stack", "import", "--stack", stack, "--file", file]);
    },
    stacks: async () => (JSON.parse(await ask(["stack", "ls", "--json"])) as { readonly name: string }[]).map(({ name }) => name),
    outputs: async () => JSON.parse(await ask(["stack", "output", "--json", "--stack", stack])) as Record<string, unknown>,
    environment: async () => environment(await fakeProvidersOf(options.vendors, accounts)),
    objects: () => readAccounts(accounts),
  };
}

/**
 * The engine keeps an encrypted log of each command in this folder of its home, which is a third of its work. Where a file has
 * the place of the folder, it goes without.
 */
function keepDebugLog(logs: string, kept: boolean): void {
  if (statSync(logs, { throwIfNoEntry: false })?.isFile() === !kept) return;
  rmSync(logs, { recursive: true, force: true });
  if (!kept) writeFileSync(logs, "");
}

function plant(accounts: string, seed: Seed): void {
  for (const [name, kinds] of Object.entries(seed)) {
    const account = new Account(join(accounts, name));
    for (const [kind, objects] of Object.entries(kinds)) {
      for (const [id, object] of Object.entries(objects)) {
        if (account.get(kind, id) === undefined) account.put(kind, id, object);
      }
    }
  }
}
