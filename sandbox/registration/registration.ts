import { fork } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { scrub } from "../environment.ts";
import { qualified, settingsOf } from "../project.ts";

/** One resource that a program registered. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  /** the logical name */
  readonly name: string;
  /** URN of the parent; empty for one at the root */
  readonly parent: string;
  /** as they go to the engine: secrets are in envelopes of their own */
  readonly inputs: unknown;
}

export interface RegistrationOptions {
  /** the entry file of the Pulumi program */
  readonly program: string;
  /** the project's name; "slostack" if left out */
  readonly project?: string;
  readonly stack: string;
  /** plain settings, on top of those in `Pulumi.<stack>.yaml` beside the program; a key without a package is the project's */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** The program ended with a failure, or registered nothing. */
export class NotRegistered extends Error {
  constructor(program: string, stack: string, said: string) {
    super(`${basename(program)} registers nothing for ${stack}:\n${said}`);
    this.name = "NotRegistered";
  }
}

/** What the child process needs; settings as the engine hands them over, as texts. */
export interface Run {
  readonly program: string;
  readonly project: string;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Everything that a program registers for one stack, in the order of registration, without an engine and without a
 * vendor: mocks answer, in a process of its own, because the SDK keeps one stack a process.
 *
 * @throws NotRegistered with what the program said when it ended with a failure
 */
export async function registrationsOf(options: RegistrationOptions): Promise<readonly Registered[]> {
  const { program, project = "slostack", stack } = options;
  const config = { ...settingsOf(join(dirname(program), `Pulumi.${stack}.yaml`)), ...options.config };
  const named = <T>(values: Readonly<Record<string, T>>, text: (value: T) => string) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [qualified(key, project), text(value)]));
  const run: Run = {
    program,
    project,
    stack,
    config: named(config, (value) => (typeof value === "string" ? value : JSON.stringify(value))),
    secrets: named(options.secrets ?? {}, String),
  };
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "program.ts"), [JSON.stringify(run)], {
      env: scrub(process.env),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
    });
    let said = "";
    let found: readonly Registered[] | undefined;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    child.on("message", (message) => {
      found = message as readonly Registered[];
    });
    child.once("error", reject);
    child.once("close", (code) => (code === 0 && found ? resolve(found) : reject(new NotRegistered(program, stack, said.trim()))));
  });
}
