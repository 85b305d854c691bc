import { createRequire } from "node:module";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";

/** What the SDK's Automation API takes to run a program in a process that runs others too, and what its runner says of an error. */
interface Sdk {
  readonly "runtime/state.js": { readonly withLocalStorage: <T>(run: () => Promise<T>) => Promise<T> };
  readonly "runtime/settings.js": Pick<typeof import("@pulumi/pulumi/runtime/settings.js"), "disconnectSync" | "resetOptions"> & {
    readonly waitForRPCs: () => Promise<void>;
    readonly signalAndWaitForShutdown: () => Promise<void>;
  };
  readonly "runtime/config.js": typeof import("@pulumi/pulumi/runtime/config.js");
  readonly "runtime/stack.js": typeof import("@pulumi/pulumi/runtime/stack.js");
  readonly "errors.js": typeof import("@pulumi/pulumi/errors.js") & { readonly isGrpcError: (error: unknown) => boolean };
  readonly "log/index.js": typeof import("@pulumi/pulumi/log/index.js");
  readonly "cmd/run/error.js": { readonly defaultErrorMessage: (error: unknown) => string };
}

let runs = 0;
let before: Promise<unknown> = Promise.resolve();

/** Settles when no program runs here. */
export async function idle(): Promise<void> {
  await before;
}

/**
 * Runs a program in this process. Its modules stay loaded: only its entry is evaluated again. One runs after the other: some of what the
 * SDK keeps of a run, it keeps once a process.
 *
 * @param folder of the program, whose SDK is taken
 */
export function runHere(request: RunRequest, engineAddress: string, folder: string): Promise<RunResponse> {
  const response = before.then(() => runNow(request, engineAddress, folder));
  before = response.catch(() => {});
  return response;
}

function runNow(request: RunRequest, engineAddress: string, folder: string): Promise<RunResponse> {
  const require = createRequire(join(folder, "package.json"));
  const sdk = <K extends keyof Sdk>(path: K) => require(`@pulumi/pulumi/${path}`) as Sdk[K];
  const settings = sdk("runtime/settings.js");
  const errors = sdk("errors.js");
  const log = sdk("log/index.js");
  const entry = request.getInfo()?.getEntryPoint() || request.getProgram();
  const failures = new Set<unknown>();
  const fail = (error: unknown) => {
    if (failures.has(error)) return;
    failures.add(error);
    // Of what the engine ended, it has said why.
    if (errors.isGrpcError(error)) return;
    const said = sdk("cmd/run/error.js").defaultErrorMessage(error);
    if (errors.RunError.isInstance(error)) log.error((error as Error).message);
    else if (errors.ResourceError.isInstance(error)) log.error(error.hideStack ? error.message : said, error.resource);
    else log.error(`Running program '${entry}' failed with an unhandled exception:\n${said}`);
  };

  return sdk("runtime/state.js").withLocalStorage(async () => {
    const addresses = [engineAddress, request.getMonitorAddress()] as const;
    const [project, stack, organization] = [request.getProject(), request.getStack(), request.getOrganization()];
    settings.resetOptions(project, stack, request.getParallel(), ...addresses, request.getDryrun(), organization);
    sdk("runtime/config.js").setAllConfig(Object.fromEntries(request.getConfigMap().entries()), request.getConfigsecretkeysList());
    process.chdir(request.getInfo()?.getProgramDirectory() || request.getPwd());
    process.on("uncaughtException", fail).on("unhandledRejection", fail);
    try {
      runs += 1;
      await sdk("runtime/stack.js").runInPulumiStack(async () => {
        const exported: object = await import(`${pathToFileURL(entry).href}?run=${runs}`);
        return "default" in exported ? exported.default : exported;
      });
    } catch (error) {
      fail(error);
    }
    await settings.waitForRPCs();
    const failed = () => failures.size > 0 || log.hasErrors();
    // The engine deletes what was not declared when it hears that the program has come to its end.
    if (!failed()) await settings.signalAndWaitForShutdown().catch(fail);
    settings.disconnectSync();
    // Promises that nobody waited for are reported after those that somebody did.
    await setImmediate();
    process.off("uncaughtException", fail).off("unhandledRejection", fail);
    return new messages.RunResponse().setBail(failed());
  });
}
