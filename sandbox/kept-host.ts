import { ownModule } from "../programs/own-module.ts";
import { type Attendant, startAttendant } from "./attendant.ts";

/** Those of this process, by the environment that their programs see. */
const running = new Map<string, Promise<Attendant>>();

/**
 * A language host that keeps programs loaded, for one command after the other: it is started with the first and once more
 * where it ended, and ends with this process.
 *
 * @param env what its programs see; what only the engine reads of it may differ
 * @param key of what its programs see
 */
export function keptHostOf(env: NodeJS.ProcessEnv, key: string): Promise<Attendant> {
  const args = [ownModule(import.meta, "language-host/main"), "--keep"];
  const listening = running.get(key) ?? startAttendant("the language host", args, env, () => running.delete(key));
  running.set(key, listening);
  return listening;
}
