import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/language_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import { expect, test } from "vitest";
import { isRunning } from "../../programs/running.ts";
import { root } from "../docs/markdown.ts";

test("the language host ends when its engine is killed", async () => {
  const host = join(root, "sandbox/language-host/main.ts");
  // In the place of the engine: it starts the host, tells its number and its port, and is killed.
  const program = `const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, [${JSON.stringify(host)}, "127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => console.log(child.pid));
    setInterval(() => {}, 1000);`;
  const engine = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = (await once(engine.stdout, "data")) as [Buffer];
  const pid = Number(said.toString());
  expect(isRunning(pid)).toBe(true);
  engine.kill("SIGKILL");
  await once(engine, "exit");
  for (let wait = 0; wait < 50 && isRunning(pid); wait += 1) await sleep(100);
  expect(isRunning(pid)).toBe(false);
});

test("a program without its SDK fails with what to install", async () => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-no-sdk-"));
  const host = spawn(process.execPath, [join(root, "sandbox/language-host/main.ts"), "127.0.0.1:1"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const [said] = (await once(host.stdout, "data")) as [Buffer];
    const client = new services.LanguageRuntimeClient(`127.0.0.1:${Number(said.toString())}`, grpc.credentials.createInsecure());
    const request = new messages.RunRequest().setPwd(folder).setProgram("index.ts");
    const refused = await new Promise<string | undefined>((resolve) => client.run(request, (error) => resolve(error?.details)));
    expect(refused).toBe(`@pulumi/pulumi is not installed in ${folder}: run npm install there`);
    client.close();
  } finally {
    host.kill();
    rmSync(folder, { recursive: true });
  }
});
