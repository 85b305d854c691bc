import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { ownModule } from "../programs/own-module.ts";
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
export function startFakeProviders(packages: readonly string[], folder: string, gone: () => void = () => {}): Promise<FakeProviders> {
  const child = spawn(process.execPath, [ownModule(import.meta, "fake-provider/main"), folder, ...packages], {
    env: { ...scrub(process.env), NODE_COMPILE_CACHE: compileCache(process.env) },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  child.once("exit", gone);
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  const stop = () => {
    gone();
    child.ref();
    child.kill();
    return ended;
  };
  return new Promise((resolve, reject) => {
    createInterface(child.stdout).once("line", (line) => {
      for (const held of [child, child.stdin as Socket, child.stdout as Socket, child.stderr as Socket]) held.unref();
      resolve({ ports: JSON.parse(line) as Record<string, number>, stop });
    });
    child.once("error", reject);
    ended.then(() => reject(new Error(`the fake providers ended before they listened: ${complaint.trim()}`)));
  });
}
