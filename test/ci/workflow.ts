import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import { root } from "../docs/markdown.ts";

const step = z.looseObject({
  id: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.unknown()).optional(),
});

const concurrency = z.object({ group: z.string(), "cancel-in-progress": z.boolean() });

const job = z.looseObject({
  "runs-on": z.string(),
  "timeout-minutes": z.int().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  environment: z.union([z.string(), z.looseObject({ name: z.string() })]).optional(),
  concurrency: concurrency.optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  env: z.record(z.string(), z.unknown()).optional(),
  steps: z.array(step),
});

const workflow = z.looseObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()).optional(),
  concurrency: concurrency.optional(),
  env: z.record(z.string(), z.unknown()).optional(),
  jobs: z.record(z.string(), job),
});

export type Step = z.infer<typeof step>;
export type Job = z.infer<typeof job>;
export type Workflow = z.infer<typeof workflow>;

/** A workflow as GitHub reads it: aliases stand for what they name. */
export const parse = (text: string): Workflow => workflow.parse(load(text));

export const folder = join(root, ".github", "workflows");
export const files = readdirSync(folder).sort();
export const textOf = (file: string): string => readFileSync(join(folder, file), "utf8");

export const environmentOf = ({ environment }: Job): string | undefined =>
  typeof environment === "object" ? environment.name : environment;

/** Names of secrets that a value mentions anywhere inside; "every" where it names none and so means all. The token that every job has is none. */
export const secretsIn = (value: unknown): string[] => [
  ...new Set(
    [...(JSON.stringify(value) ?? "").matchAll(/\bsecrets\b(?:\s*\.\s*(\w+)|\s*\[\s*\\?['"](\w+))?/g)].map(
      ([, name, quoted]) => name ?? quoted ?? "every",
    ),
  ),
];

/** An expression of GitHub, as it stands in a workflow. */
export const expression = (inner: string): string => `\${{ ${inner} }}`;
