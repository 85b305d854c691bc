import { relative } from "node:path";
import { importFlags, type Sandbox } from "../../sandbox/engine.ts";
import { accountEnvironment } from "../../sandbox/environment.ts";
import { type Engine, findEngine } from "../../sandbox/find-engine.ts";
import { operate, run } from "../../sandbox/run.ts";

/** What drift and adopt ask of an engine: nothing of it changes anything at a vendor, and only `import` changes a state. */
export interface Asked {
  /** Runs a preview that reads the vendors first; its log of events, and what it said. */
  readonly preview: () => Promise<{ readonly events: readonly unknown[]; readonly output: string }>;
  /** Runs a preview that writes what it would create into an import file. */
  readonly previewImports: (
    file: string,
  ) => Promise<{ readonly ok: boolean; readonly events: readonly unknown[]; readonly output: string }>;
  /** Takes the objects of an import file into the state; asks first unless `yes`. Changes nothing at a vendor. */
  readonly import: (file: string, yes: boolean) => Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Names of the stacks of the project. */
  readonly stacks: () => Promise<readonly string[]>;
  /** The state of a stack as JSON, secrets encrypted. */
  readonly state: (stack: string) => Promise<string>;
  /** A tag of the stack; undefined where it has none, or the backend keeps none. */
  readonly tag: (name: string) => Promise<string | undefined>;
}

/** The engine failed; one sentence. */
export class NotAnswered extends Error {
  constructor(what: string, said: string) {
    super(`${what}: ${lastLines(said)}`);
    this.name = "NotAnswered";
  }
}

/** What an engine says at its end is why it ended. */
const lastLines = (said: string): string => said.trim().split("\n").slice(-3).join(" ").replaceAll(/\s+/g, " ").slice(0, 400);

export interface AccountOptions {
  /** folder of the Pulumi project */
  readonly project: string;
  readonly stack: string;
  readonly env: NodeJS.ProcessEnv;
  /** file into which the program writes the listings of the accounts */
  readonly listings: string;
  readonly report: (line: string) => void;
}

/**
 * The accounts that the settings of the stack name, through the user's own backend.
 *
 * @throws ProgramNotFound if there is no way to an engine
 */
export async function accountEngine({ project, stack, env, listings, report }: AccountOptions): Promise<Asked> {
  const engine: Engine = await findEngine(report, env);
  const own = accountEnvironment(env, { cli: engine.path, languageHost: engine.languageHost });
  const ask = async (...args: string[]) => {
    const { exitCode, stdout, output } = await run(
      engine.path,
      [...args, "--non-interactive", "--color", "never"],
      project,
      own,
      "captured",
    );
    if (exitCode !== 0) throw new NotAnswered(`pulumi ${args.slice(0, 2).join(" ")} in ${relative(process.cwd(), project) || "."}`, output);
    return stdout;
  };
  return {
    preview: () =>
      operate(
        engine.path,
        ["preview", "--refresh", "--stack", stack, "--non-interactive"],
        project,
        { ...own, SLOSTACK_LISTINGS: listings },
        "captured",
      ),
    previewImports: (file) =>
      operate(
        engine.path,
        ["preview", "--import-file", file, "--stack", stack, "--non-interactive"],
        project,
        { ...own, SLOSTACK_LISTINGS: listings },
        "captured",
      ),
    import: (file, yes) =>
      run(engine.path, ["import", "--file", file, ...importFlags, "--stack", stack, ...(yes ? ["--yes"] : [])], project, own, "live"),
    stacks: async () => namesIn(await ask("stack", "ls", "--json")),
    state: (which) => ask("stack", "export", "--stack", which),
    tag: (name) =>
      ask("stack", "tag", "get", name, "--stack", stack).then(
        (text) => text.trim(),
        () => undefined,
      ),
  };
}

function namesIn(json: string): string[] {
  const found: unknown = JSON.parse(json);
  return Array.isArray(found) ? found.flatMap((one) => (typeof one?.name === "string" ? [one.name] : [])) : [];
}

/** A sandbox, whose accounts are files. */
export function sandboxEngine(sandbox: Sandbox): Asked {
  return {
    preview: () => sandbox.preview({ refresh: true }),
    previewImports: (file) => sandbox.preview({ args: ["--import-file", file] }),
    import: (file) => sandbox.import(file),
    stacks: sandbox.stacks,
    state: (stack) => sandbox.export({ stack }),
    tag: async () => undefined,
  };
}
