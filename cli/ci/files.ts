import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { Fault } from "./fault.ts";
import type { Environment } from "./settings.ts";

/** Files that steps leave for later steps, some of them in another job: JSON, validated when read. */
const commit = z.string().regex(/^[0-9a-f]{40}$/);

export const proposalFile = z.object({
  number: z.int().positive(),
  head: commit,
  author: z.string(),
  into: z.string(),
  own: z.boolean(),
  open: z.boolean(),
  /** why it must not be merged regardless of approvals; a sentence each */
  objections: z.array(z.string()).default([]),
  /** in a merge queue: what `head` is compared with, and the commit of the proposal itself, on which approvals were given */
  queued: z.object({ base: commit, head: commit }).optional(),
});

export const approvalsFile = z.object({ approvers: z.array(z.string()), authors: z.array(z.string()) });

export const verdictFile = z.object({ verdict: z.enum(["success", "failure", "error"]), description: z.string() });

export const checksFile = z.object({ ...verdictFile.shape, text: z.string() });

/** `drifted` is null if another commit was deployed meanwhile. */
export const driftFile = z.object({ stack: z.string(), commit, drifted: z.boolean().nullable() });

export function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

export function putJson(file: string, value: unknown): void {
  put(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** @throws Fault if the step that leaves the file has not run, or the file is something else */
export function taken<Shape>(file: string, shape: z.ZodType<Shape>, step: string): Shape {
  const text = takenText(file, step);
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new Fault(`${file} is not what slostack ci ${step} leaves: run it again`);
  }
}

/** @throws Fault if the step that leaves the file has not run */
export function takenText(file: string, step: string): string {
  if (!existsSync(file)) throw new Fault(`there is no ${file}: slostack ci ${step} leaves it, and has to run before`);
  return readFileSync(file, "utf8");
}

/** Values for the next steps and jobs of a workflow of GitHub; one line each, so that no value can begin another. */
export function hand({ GITHUB_OUTPUT: file }: Environment, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (/[\r\n]/.test(value)) throw new Fault(`${name} contains a line break and cannot be an output`);
    if (file) appendFileSync(file, `${name}=${value}\n`);
  }
}
