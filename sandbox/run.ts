import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** "live": the engine's own progress display on this terminal. "captured": its words are collected. */
export type Show = "live" | "captured";

/** What the engine did, or would do, with one resource. */
export interface Step {
  readonly op: string;
  readonly type: string;
  readonly urn: string;
  /** The logical name. */
  readonly name: string;
  /** Top-level inputs that differ. */
  readonly diffs: readonly string[];
}

/** How a command of the engine ended. */
export interface Outcome {
  readonly ok: boolean;
  readonly exitCode: number;
  /** From the start of the engine to its end. */
  readonly seconds: number;
  /** What it said; empty if shown live. */
  readonly output: string;
  /** Resources by what happened to them: same, create, update, replace, delete, … */
  readonly changes: Readonly<Record<string, number>>;
  /** Everything but "same"; the providers themselves are left out. */
  readonly steps: readonly Step[];
  /** The engine's own log of what it saw and did, secrets masked. */
  readonly events: readonly unknown[];
}

interface EngineEvent {
  readonly resourcePreEvent?: {
    readonly metadata: { readonly op: string; readonly urn: string; readonly type: string; readonly diffs?: readonly string[] | null };
  };
  readonly summaryEvent?: { readonly resourceChanges?: Readonly<Record<string, number>> | null };
}

/**
 * Runs a command of the engine that plans or changes something.
 * @param how.logged whether the engine logs each resource as it was and is (default): without its log the outcome has no changes, steps and events
 * @param how.heard takes what it says while it works
 */
export async function operate(
  cli: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  show: Show,
  { logged = true, heard }: { readonly logged?: boolean | undefined; readonly heard?: ((text: string) => void) | undefined } = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "slostack-events-"));
  const log = join(folder, "events.jsonl");
  try {
    const flags = [...(show === "live" ? [] : ["--color", "never"]), ...(logged ? ["--event-log", log] : [])];
    const start = performance.now();
    const { exitCode, output } = await run(cli, [...args, ...flags], cwd, env, show, heard);
    const seconds = (performance.now() - start) / 1000;
    const events = eventsIn(log);
    return { ok: exitCode === 0, exitCode, seconds, output, ...summary(events), events };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the engine wrote into its log of a command (`--event-log`), an event a line; nothing if it began no log. */
export function eventsIn(log: string): EngineEvent[] {
  const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : [];
  return lines.map((line) => JSON.parse(line) as EngineEvent);
}

/** Runs any command of the engine. Both streams end up in `output`, standard output also alone in `stdout`. */
export function run(
  cli: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  show: Show,
  heard: (text: string) => void = () => {},
): Promise<{ readonly exitCode: number; readonly output: string; readonly stdout: string }> {
  const child = spawn(cli, [...args], { cwd, env, stdio: show === "live" ? "inherit" : ["ignore", "pipe", "pipe"] });
  let output = "";
  let stdout = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    stdout += text;
    heard(text);
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  // Ctrl-C goes to the engine too, which ends its update in order: the waiting process must outlive it.
  const wait = () => {};
  process.on("SIGINT", wait);
  return new Promise<{ exitCode: number; output: string; stdout: string }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ exitCode: code ?? 1, output, stdout }));
  }).finally(() => process.off("SIGINT", wait));
}

function summary(events: readonly EngineEvent[]): Pick<Outcome, "changes" | "steps"> {
  const changes = events.findLast((event) => event.summaryEvent)?.summaryEvent?.resourceChanges ?? {};
  const steps = events
    .flatMap((event) => event.resourcePreEvent?.metadata ?? [])
    .filter(({ op, type }) => op !== "same" && op !== "refresh" && op !== "read" && !type.startsWith("pulumi:providers:"))
    .map(({ op, type, urn, diffs }) => ({ op, type, urn, name: urn.split("::").at(-1) ?? "", diffs: diffs ?? [] }));
  return { changes, steps };
}
