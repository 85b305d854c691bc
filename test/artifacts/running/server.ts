import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { findProgram } from "../../../programs/find.ts";

/** A server of an outside program that runs until it is closed. */
export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** A port on this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

/** Starts a server on a port and waits until it is ready. @throws Error with its log if it is not within half a minute */
export async function started(name: "prometheus" | "alertmanager", port: number, args: readonly string[]): Promise<Running> {
  const { path } = await findProgram(name, { report: () => {} });
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(path, [...args, `--web.listen-address=127.0.0.1:${port}`], { stdio: ["ignore", "ignore", "pipe"] });
  const log: string[] = [];
  createInterface(child.stderr).on("line", (line) => log.push(line));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const close = async () => {
    child.kill();
    await ended;
  };
  const ready = await within(30, async () => (child.exitCode === null ? fetch(`${url}/-/ready`).then(({ ok }) => ok || undefined) : false));
  if (ready) return { url, close };
  await close();
  throw new Error(`${name} did not start:\n${log.join("\n")}`);
}

/** The first answer that is there, asked again and again for so many seconds; undefined when the time is over. */
export async function within<T>(seconds: number, ask: () => Promise<T | undefined> | T | undefined): Promise<T | undefined> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(200)) {
    const answer = await Promise.resolve()
      .then(ask)
      .catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
