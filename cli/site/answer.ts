import { readFileSync } from "node:fs";
import type { z } from "zod";
import { Refusal } from "../review/refusal.ts";

/** A file with the answer of a verb, and what the verb is called, which is also the option. */
export interface AnswerFile {
  readonly file: string;
  readonly verb: "contract" | "drift" | "prove";
}

/**
 * The answer of a verb as JSON. A shape tells it from any other JSON; what else is in it, the verb wrote itself.
 *
 * @throws Refusal for a file that cannot be read, or that is something else
 */
export function answerIn({ file, verb }: AnswerFile, shape: z.ZodType): unknown {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Refusal(`--${verb} ${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  if (!shape.safeParse(value).success)
    throw new Refusal(`--${verb} ${file} is no answer of slostack ${verb}: write one with slostack ${verb} --format json`);
  return value;
}

/** @throws Refusal for an answer about another environment than that of the site */
export function checkEnvironmentOf({ file, verb }: AnswerFile, noun: "environment" | "stack", answered: string, environment: string): void {
  if (answered !== environment)
    throw new Refusal(
      `--${verb} ${file} is of the ${noun} ${answered}, and these are the pages of ${environment}: give the answer for ${environment}`,
    );
}
