import { join } from "node:path";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../sandbox/engine.ts";

/** The stack `prod` of a program below `test/by-itself/`, which has nothing of this project but its components. */
export function openProgram(
  dir: string,
  program: string,
  options: Pick<SandboxOptions, "vendors" | "config" | "secrets" | "seed">,
): Promise<Sandbox> {
  return openSandbox({ keepProgram: true, dir, program: join(import.meta.dirname, program), project: "shop", stack: "prod", ...options });
}

/** What the connection to Datadog takes. */
export const datadogSettings = { vendors: ["datadog"], secrets: { "datadog:apiKey": "a-key", "datadog:appKey": "a-key" } };
