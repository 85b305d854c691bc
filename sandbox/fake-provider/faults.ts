import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export type Method = "create" | "read" | "update" | "delete" | "invoke";

/** One wish to see a call fail. `faults.json` in the accounts' folder holds a list of them. */
export interface Fault {
  readonly match: { readonly method?: Method; readonly type?: string; readonly name?: string };
  readonly fail: "429" | "500" | "timeout" | "crash";
  /** How many calls fail; counted down in the file. */
  readonly times: number;
  /** "after": the vendor has done the work, only its answer is lost. */
  readonly moment?: "before" | "after";
}

/** The call that may fail: `type` is a token or the kind of the object, `name` the resource's logical name. */
export interface Call {
  readonly method: Method;
  readonly type: string;
  readonly kind: string;
  readonly name: string;
}

const sentences = {
  "429": "429 Too Many Requests: rate limit exceeded, retry later",
  "500": "500 Internal Server Error",
  timeout: "context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
} as const;

/** How long a call hangs before it is given up (ms): long enough to overlap with others, short enough for a test. */
const hang = 300;

/** Fails the call if the file asks for it at this moment: throws what a provider reports, or ends this process. */
export async function failIfAsked(file: string, call: Call, moment: "before" | "after"): Promise<void> {
  const fault = takeFault(file, call, moment);
  if (fault === undefined) return;
  if (fault.fail === "crash") process.kill(process.pid, "SIGKILL");
  if (fault.fail === "timeout") await sleep(hang);
  throw new Error(sentences[fault.fail === "crash" ? "500" : fault.fail]);
}

function takeFault(file: string, call: Call, moment: "before" | "after"): Fault | undefined {
  if (!existsSync(file)) return undefined;
  const faults = JSON.parse(readFileSync(file, "utf8")) as Fault[];
  const index = faults.findIndex((fault) => fault.times > 0 && (fault.moment ?? "before") === moment && matches(fault, call));
  const fault = faults[index];
  if (fault === undefined) return undefined;
  const left = faults.map((other, i) => (i === index ? { ...other, times: other.times - 1 } : other));
  writeFileSync(file, `${JSON.stringify(left, undefined, 2)}\n`);
  return fault;
}

function matches({ match }: Fault, call: Call): boolean {
  if (match.method !== undefined && match.method !== call.method) return false;
  if (match.type !== undefined && match.type !== call.type && match.type !== call.kind) return false;
  return match.name === undefined || match.name === call.name;
}
