import { z } from "zod";
import type { Place } from "../../analysis/review/drift/section.ts";
import type { Drift } from "../../analysis/review/drift.ts";
import { fieldInWords, someOf } from "../../analysis/review/plan/section.ts";
import { driftPage } from "../../analysis/site/addresses.ts";
import type { Audit, Finding } from "../../analysis/site/audit.ts";
import type { Page } from "../../analysis/site/page.ts";
import { type Answer, pageOf } from "../drift/page.ts";
import { plainLine } from "../review/text.ts";
import { answerIn, checkEnvironmentOf } from "./answer.ts";
import { linesOf, reviewedPage } from "./reviewed.ts";

const shape = z.looseObject({
  stack: z.string(),
  at: z.iso.datetime(),
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
 * What `slostack drift --format json` wrote, as a page and as an audit.
 *
 * @throws Refusal for a file that cannot be read, that is something else, or of another stack
 */
export function driftIn(file: string, { of, environment, place }: Beside): { page: Page; audit: Audit } {
  const given = { file, verb: "drift" } as const;
  const answer = answerIn(given, shape) as Answer;
  checkEnvironmentOf(given, "stack", answer.stack, environment);
  const found = pageOf(answer, place);
  const result = plainLine(found.subject);
  return {
    page: reviewedPage(found, { path: driftPage, title: "Drift", of, lead: linesOf(found.subject) }).page,
    audit: { title: plainLine(found.title), at: answer.at, result, findings: findingsOf(answer.drift), page: driftPage },
  };
}

/** What someone changed or removed, by the alerts that it touches, or by itself. */
const findingsOf = ({ drifted }: Drift): Finding[] =>
  drifted.map(({ fate, vendor, noun, name, alerts, fields }) => ({
    touches: alerts.length > 0 ? alerts.map((alert) => ({ name: alert.name })) : [{ name }],
    what: [
      `${vendor} ${noun} `,
      { code: name },
      fate === "gone" ? " was removed by hand" : ` was changed by hand: ${plainLine(someOf(fields.map(fieldInWords)))}`,
    ],
  }));
