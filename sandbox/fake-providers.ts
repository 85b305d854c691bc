import { ownModule } from "../programs/own-module.ts";
import { type Attendant, startAttendant } from "./attendant.ts";
import { compileCache, scrub } from "./environment.ts";

/** Where each plugin's fake provider listens: packages behind one bridge share it. */
export type Ports = Readonly<Record<string, number>>;

/** The process that has them all, and where those listen that it was asked for. */
let serving: Promise<Attendant> | undefined;
const listening = new Map<string, Promise<Ports>>();

/**
 * The fake providers of these packages over the accounts in `folder`, for one command after the other. All of this process are in one
 * other, which is started with the first and once more after a crash, and ends with this one.
 */
export function fakeProvidersOf(packages: readonly string[], folder: string): Promise<Ports> {
  const question = JSON.stringify([folder, ...packages]);
  serving ??= start();
  const ports =
    listening.get(question) ??
    serving.then(({ ask }) => ask(question, (line) => line.startsWith("{"))).then((answer) => JSON.parse(answer) as Ports);
  listening.set(question, ports);
  return ports;
}

function start(): Promise<Attendant> {
  const env = { ...scrub(process.env), NODE_COMPILE_CACHE: compileCache(process.env) };
  return startAttendant("the fake providers", [ownModule(import.meta, "fake-provider/main")], env, () => {
    serving = undefined;
    listening.clear();
  });
}
