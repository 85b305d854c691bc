import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Place } from "../../analysis/review/drift/section.ts";
import { driftPage } from "../../analysis/site/addresses.ts";
import type { Page } from "../../analysis/site/page.ts";
import { type Answer, pageOf } from "../drift/page.ts";
import { Refusal } from "../review/refusal.ts";
import { linesOf, reviewedPage } from "./reviewed.ts";

/** What tells an answer of the verb from any other JSON; what is in it, it wrote itself. */
const answerShape = z.looseObject({
  stack: z.string(),
  drift: z.looseObject({
    drifted: z.array(z.looseObject({ urn: z.string() })),
    pending: z.array(z.looseObject({})),
    unmanaged: z.array(z.looseObject({})),
    listings: z.array(z.looseObject({})),
    compared: z.number(),
  }),
  doubts: z.array(z.object({ what: z.string(), way: z.string() })),
  counts: z.object({ pending: z.boolean(), unmanaged: z.boolean() }),
});

/** Where the page stands, and what it is a page of. */
interface Beside {
  /** the organization's name */
  readonly of: string;
  /** the stack of the site's environment */
  readonly environment: string;
  readonly place: Place;
}

/**
 * What `slostack drift --format json` wrote, as a page.
 *
 * @throws Refusal for a file that cannot be read, that is something else, or of another stack
 */
export function driftPageOf(file: string, { of, environment, place }: Beside): Page {
  const answer = read(file);
  if (answer.stack !== environment)
    throw new Refusal(`--drift ${file} is of the stack ${answer.stack}, and these are the pages of ${environment}: compare ${environment}`);
  const found = pageOf(answer, place);
  return reviewedPage(found, { path: driftPage, title: "Drift", of, lead: linesOf(found.subject) }).page;
}

function read(file: string): Answer {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Refusal(`--drift ${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  if (!answerShape.safeParse(value).success)
    throw new Refusal(`--drift ${file} is no answer of slostack drift: write one with slostack drift --format json`);
  return value as Answer;
}
