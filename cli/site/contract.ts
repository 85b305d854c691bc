import { z } from "zod";
import type { Comparison } from "../../analysis/contract/compare/comparison.ts";
import type { Finding as Difference } from "../../analysis/contract/compare/finding.ts";
import type { Audit, Finding, Touched } from "../../analysis/site/audit.ts";
import { type Against, comparedInWords } from "../contract/findings-text.ts";
import { answerIn, checkEnvironmentOf } from "./answer.ts";

const names = z.array(z.string());
const shape = z.looseObject({
  environment: z.string(),
  at: z.iso.datetime(),
  from: z.string(),
  source: z.string(),
  compared: names,
  findings: z.array(
    z.looseObject({
      service: z.string(),
      consequences: z.object({ blind: names, firing: names, misled: names, unmeasured: names, panels: names }),
    }),
  ),
});

type Answer = Comparison & Against & { readonly environment: string; readonly at: string };

/**
 * What a comparison of `slostack contract --format json` wrote, as an audit.
 *
 * @throws Refusal for a file that cannot be read, that is something else, or of another environment
 */
export function contractIn(file: string, environment: string): Audit {
  const given = { file, verb: "contract" } as const;
  const answer = answerIn(given, shape) as Answer;
  checkEnvironmentOf(given, "environment", answer.environment, environment);
  return {
    title: `Metrics of ${answer.source}`,
    at: answer.at,
    result: comparedInWords(answer, answer),
    findings: answer.findings.map(findingOf),
  };
}

function findingOf({ service, metric, severity, what, way, consequences }: Difference): Finding {
  const { blind, firing, misled, unmeasured, panels } = consequences;
  const touched = [
    ...as("cannot fire", blind),
    ...as("fires until it is fixed", firing),
    ...as("uses wrong values", misled),
    ...as("not measured, or wrongly", unmeasured),
    ...as("empty or wrong", panels),
  ];
  return {
    touches: touched.length > 0 ? touched : [{ name: service }],
    what: [{ strong: severity }, " ", { code: metric }, `: ${what}; ${way}`],
  };
}

const as = (how: string, of: readonly string[]): Touched[] => of.map((name) => ({ name, how }));
