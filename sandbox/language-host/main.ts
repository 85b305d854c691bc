// Runs a Node program, or a plugin that is written for Node, for the engine where the Pulumi CLI came without its own language host. Serves the protocol
// `LanguageRuntime`; prints its port, as every plugin of the engine does. `--keep`: engines attach to this host one after the other
// (PULUMI_DEBUG_LANGUAGES), and it runs their programs in its own process, until its standard input ends.
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ServerUnaryCall, ServerWritableStream, sendUnaryData } from "@grpc/grpc-js";
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/language_grpc_pb.js";
import type * as Messages from "@pulumi/pulumi/proto/language_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { idle, runHere } from "./kept-program.ts";
import { pluginEnvironment, programArguments, programEnvironment } from "./program.ts";

/** The exit code by which a program says that its error has been shown to the user already. */
const alreadyShown = 32;

const keeps = process.argv.includes("--keep");
// The engine passes flags first and its own address last.
const engineAddress = process.argv.at(-1) ?? "";
/** Addresses of the engines that attached, by the connection. */
const attached = new Map<string, string>();
const running = new Set<ChildProcess>();

const host = {
  handshake: (
    call: ServerUnaryCall<Messages.LanguageHandshakeRequest, Messages.LanguageHandshakeResponse>,
    callback: sendUnaryData<Messages.LanguageHandshakeResponse>,
  ) => {
    attached.set(call.getPeer(), call.request.getEngineAddress());
    callback(null, new messages.LanguageHandshakeResponse());
  },
  getPluginInfo: (_: unknown, callback: sendUnaryData<InstanceType<typeof plugin.PluginInfo>>) =>
    callback(null, new plugin.PluginInfo().setVersion("1.0.0")),
  // Nothing to fetch: `npm ci` has been run, and the providers are attached.
  getRequiredPackages: (_: unknown, callback: sendUnaryData<Messages.GetRequiredPackagesResponse>) =>
    callback(null, new messages.GetRequiredPackagesResponse()),
  getRequiredPlugins: (_: unknown, callback: sendUnaryData<Messages.GetRequiredPluginsResponse>) =>
    callback(null, new messages.GetRequiredPluginsResponse()),
  run: (call: ServerUnaryCall<Messages.RunRequest, Messages.RunResponse>, callback: sendUnaryData<Messages.RunResponse>) => {
    // Without details the engine says "Unknown error".
    const failed = (fault: unknown) => callback({ code: grpc.status.UNKNOWN, details: inWords(fault, folderOf(call.request)) });
    if (!keeps)
      return Promise.resolve(call.request)
        .then(run)
        .then((response) => callback(null, response), failed);
    // Whatever a program still does that the engine has given up, it does not do it beside the next one.
    const givenUp = () => process.exit(1);
    call.once("cancelled", givenUp);
    return runHere(call.request, attached.get(call.getPeer()) ?? "", folderOf(call.request))
      .finally(() => call.off("cancelled", givenUp))
      .then((response) => callback(null, response), failed);
  },
  // Nothing either: a plugin stands in a folder that has what it needs.
  installDependencies: (call: ServerWritableStream<Messages.InstallDependenciesRequest, Messages.InstallDependenciesResponse>) =>
    call.end(),
  runPlugin: (call: ServerWritableStream<Messages.RunPluginRequest, Messages.RunPluginResponse>) => runPlugin(call),
  cancel: (_: unknown, callback: sendUnaryData<InstanceType<typeof empty.Empty>>) => {
    for (const child of running) child.kill();
    callback(null, new empty.Empty());
  },
};

/** The program brings its SDK itself. */
function inWords(fault: unknown, folder: string): string {
  const { code, message } = fault instanceof Error ? (fault as NodeJS.ErrnoException) : { code: "", message: String(fault) };
  return code === "MODULE_NOT_FOUND" && message.includes("@pulumi/pulumi")
    ? `@pulumi/pulumi is not installed in ${folder}: run npm install there`
    : message;
}

const folderOf = (request: Messages.RunRequest) => request.getInfo()?.getProgramDirectory() || request.getPwd();

/** The SDK of the program or plugin in a folder, not ours: the two may differ. */
const runnerOf = (folder: string, name: string) => createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${name}`);

function run(request: Messages.RunRequest): Promise<Messages.RunResponse> {
  const folder = folderOf(request);
  const child = spawn(process.execPath, [runnerOf(folder, "run"), ...programArguments(request, engineAddress)], {
    cwd: folder,
    env: { ...process.env, ...programEnvironment(request) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  running.add(child);
  return new Promise((resolve) => {
    const end = (response: Messages.RunResponse) => {
      running.delete(child);
      resolve(response);
    };
    child.on("error", (error) => end(new messages.RunResponse().setError(error.message)));
    child.on("close", (code, signal) => {
      if (code === 0) end(new messages.RunResponse());
      else if (code === alreadyShown) end(new messages.RunResponse().setBail(true));
      else end(new messages.RunResponse().setError(`the program ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

/** Runs a provider or a pack of policies that is written for Node; its first line of output is its port. The engine ends it by hanging up. */
function runPlugin(call: ServerWritableStream<Messages.RunPluginRequest, Messages.RunPluginResponse>): void {
  const { request } = call;
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  // A pack runs in its own folder, which is its last argument; a provider where the program runs.
  const isPack = request.getKind() === "analyzer";
  const [runner, cwd] = isPack ? ["run-policy-pack", folder] : ["run-plugin", request.getPwd()];
  const own = request.getArgsList();
  let entry: string;
  try {
    entry = runnerOf(folder, runner);
  } catch {
    // Otherwise the engine says "Unknown error".
    call.write(new messages.RunPluginResponse().setStderr(Buffer.from(`${folder} finds no @pulumi/pulumi: npm install @pulumi/pulumi\n`)));
    call.write(new messages.RunPluginResponse().setExitcode(1));
    call.end();
    return;
  }
  const child = spawn(process.execPath, [entry, ...(isPack ? [...own, folder] : [folder, ...own])], {
    cwd,
    env: { ...process.env, ...pluginEnvironment(request) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.stdout.on("data", (chunk: Buffer) => call.write(new messages.RunPluginResponse().setStdout(chunk)));
  child.stderr.on("data", (chunk: Buffer) => call.write(new messages.RunPluginResponse().setStderr(chunk)));
  child.on("close", (code) => {
    running.delete(child);
    call.write(new messages.RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
  call.on("cancelled", () => child.kill());
}

/** How often the host looks whether its engine is still there (ms). */
const glance = 1_000;

// An engine that is killed says nothing: its host gets another parent. Nothing that it ran may go on without it.
const engine = process.ppid;
setInterval(() => {
  if (process.ppid === engine) return;
  for (const child of running) child.kill();
  process.exit(1);
}, glance).unref();
if (keeps) {
  // Whoever asks is answered when no program runs.
  process.stdin.on("data", () => idle().then(() => console.log("idle"))).on("end", () => process.exit(0));
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
server.addService(services.LanguageRuntimeService, host);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
