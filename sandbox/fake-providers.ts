import { existsSync } from "node:fs";
import { ownModule } from "../programs/own-module.ts";
import { startAttendant } from "./attendant.ts";
import { compileCache, scrub } from "./environment.ts";

/** Fake providers that listen in a process of their own. */
export interface FakeProviders {
  /** Where each plugin's fake provider listens: packages behind one bridge share it. */
  readonly ports: Readonly<Record<string, number>>;
  readonly stop: () => Promise<void>;
}

/** Those of this process, by their packages and the folder of their accounts, which is all that they know. */
const running = new Map<string, { readonly folder: string; readonly listening: Promise<FakeProviders> }>();

/**
 * The fake providers of these packages over the accounts in `folder`, for one command after the other: they are started with the
 * first and once more after a crash, and end with this process.
 */
export async function fakeProvidersOf(packages: readonly string[], folder: string): Promise<FakeProviders> {
  for (const { folder: other, listening } of running.values()) if (!existsSync(other)) await listening.then(({ stop }) => stop());
  const key = JSON.stringify([folder, ...packages]);
  const listening = running.get(key)?.listening ?? startFakeProviders(packages, folder, () => running.delete(key));
  running.set(key, { folder, listening });
  return listening;
}

/**
 * Starts the fake providers of these packages over the accounts in `folder`. They do not keep this process alive, and end with it.
 *
 * @param gone is called when they have ended, in whatever way
 */
export async function startFakeProviders(packages: readonly string[], folder: string, gone: () => void = () => {}): Promise<FakeProviders> {
  const args = [ownModule(import.meta, "fake-provider/main"), folder, ...packages];
  const env = { ...scrub(process.env), NODE_COMPILE_CACHE: compileCache(process.env) };
  const { said, stop } = await startAttendant("the fake providers", args, env, gone);
  return { ports: JSON.parse(said) as Record<string, number>, stop };
}
