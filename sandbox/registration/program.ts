import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb.js";
import { getMonitor } from "@pulumi/pulumi/runtime/settings.js";
import type { Registered, Run } from "./registration.ts";

/*
 * The child process: one run of a program with the SDK's mocks in the place of the engine. What was registered is sent to
 * the parent when nothing is left to do.
 */

const run: Run = JSON.parse(process.argv[2] ?? "{}");
const found: Registered[] = [];

/** What vendors answer and programs hand on to other resources: plain, and told apart by the resource. */
const answers = ["arn", "htmlUrl", "integrationKey", "slug", "uid", "url"] as const;

process.env.PULUMI_CONFIG = JSON.stringify({ ...run.config, ...run.secrets });
process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(Object.keys(run.secrets));
const mocks: pulumi.runtime.Mocks = {
  newResource: ({ type, name, inputs }) => ({
    id: idOf(type, name),
    state: { name, ...Object.fromEntries(answers.map((key) => [key, `${key} of ${name}`])), ...inputs },
  }),
  call: ({ token, inputs }) => {
    const id = idOf(token, JSON.stringify(inputs));
    return { id, internalId: id, ...inputs };
  },
};
await pulumi.runtime.setMocks(mocks, run.project, run.stack);
watch();
process.once("beforeExit", () => process.send?.(found));
try {
  await import(pathToFileURL(run.program).href);
} catch (error) {
  // A program that stops by itself says why in words; where it stood is no news.
  if (!pulumi.RunError.isInstance(error)) throw error;
  process.stderr.write(error.message);
  process.exit(1);
}

/** Digits, because some vendors have no others and programs look whether an answer is one. */
function idOf(...of: readonly string[]): string {
  return String(createHash("sha256").update(of.join("\n")).digest().readUInt32BE());
}

/** Mocks are not told of parents; the request to the monitor has them. */
function watch(): void {
  const monitor: { registerResource: Register } = Object(getMonitor());
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) =>
    register(request, (error, response) => {
      if (response) {
        const inputs: unknown = request.getObject()?.toJavaScript() ?? {};
        found.push({ urn: response.getUrn(), type: request.getType(), name: request.getName(), parent: request.getParent(), inputs });
      }
      answer(error, response);
    });
}

type Register = (
  request: RegisterResourceRequest,
  answer: (error: unknown, response: RegisterResourceResponse | undefined) => void,
) => Promise<void>;
