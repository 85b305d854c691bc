import type { Pipeline } from "../../../model/resolved.ts";
import { type Detection, detectionsOf } from "../../../monitors/detections.ts";
import type { Context } from "./context.ts";
import { isLoss } from "./direction.ts";
import type { Draft } from "./draft.ts";
import type { Paired } from "./kinds.ts";
import { is } from "./paired.ts";
import { threat } from "./tools.ts";
import { becomes, listed } from "./words.ts";

/*
 * A threat is found in the lines that its pipeline has, and pages whom all services of its system page: other pipelines and services
 * decide both.
 */

interface Told {
  readonly draft: Draft;
  readonly paired: Paired;
}

/** What detections lose though their pipelines say nothing of it. @param told what the entries say */
export function detectionLosses(context: Context, told: readonly Told[]): { readonly draft: Draft; readonly paired: Paired }[] {
  const known = new Set(told.filter(({ draft }) => isLoss(draft.direction)).map(({ paired }) => paired.key));
  const [base, head] = [detectionsOf(context.base), detectionsOf(context.head)];
  return context.all.flatMap((paired) => {
    if (!is(paired, "pipeline") || known.has(paired.key)) return [];
    const before = base.find(({ pipeline }) => pipeline === paired.sides.before);
    const after = head.find(({ pipeline }) => pipeline === paired.sides.after);
    if (!before || !after) return [];
    return [...lines(before, after), ...route(before, after)].map((draft) => ({ draft, paired }));
  });
}

function lines(before: Detection, after: Detection): Draft[] {
  const lost = linesLost(before, after);
  if (lost.length === 0) return [];
  return [
    {
      what: `the pipeline no longer has ${listed(lost)}: an earlier one takes them`,
      direction: "blind",
      about: "alert",
      means: [`${threat(before.pipeline.detect)} is not found in these lines any more`],
      pages: pages(before),
    },
  ];
}

/** Lines of which a pipeline has fewer than before, in words. */
export function linesLost(before: Detection, after: Detection): string[] {
  const pipelines = [...before.logs.pipelines, ...after.logs.pipelines];
  const names = (of: (pipeline: Pipeline) => readonly string[]) => [...new Set(pipelines.flatMap(of)), other];
  const cells = names(({ services }) => services).flatMap((service) =>
    names(({ technologies }) => technologies).map((technology) => ({ service, technology })),
  );
  const lost = cells.filter((line) => hasLine(before, line) && !hasLine(after, line));
  return [...new Set(lost.map(({ service, technology }) => inWords(service === other ? undefined : service, technology)))];
}

/** Whatever no pipeline names. */
const other = "";
interface Line {
  readonly service: string;
  readonly technology: string;
}

/** The first pipeline that takes a line has it; one that names services and technologies takes what is of both. */
const hasLine = ({ logs, pipeline }: Detection, line: Line): boolean => logs.pipelines.find((one) => takes(one, line)) === pipeline;

const takes = ({ services, technologies }: Pipeline, { service, technology }: Line): boolean =>
  (services.length === 0 || services.includes(service)) && (technologies.length === 0 || technologies.includes(technology));

function inWords(service: string | undefined, technology: string): string {
  const of = service === undefined ? "lines of other services" : `lines of ${service}`;
  return technology === other ? of : `${of} from ${technology}`;
}

/** Whom the threat pages. Where it is posted is said by the team and the severity. */
function route(before: Detection, after: Detection): Draft[] {
  const [old, now] = [paged(before), paged(after)];
  // Where nobody is paged any more, the environment says so.
  if (old === undefined || old === now || !after.environment.pages) return [];
  return [
    {
      what: `pages ${becomes(old, now ?? "nobody")}`,
      direction: "looser",
      about: "alert",
      means: [`${threat(before.pipeline.detect)} paged ${old}, now ${now === undefined ? "nobody" : `pages ${now}`}`],
      pages: true,
    },
  ];
}

const pages = ({ route: of }: Detection): boolean => of?.kind === "page";

const paged = ({ route: of }: Detection): string | undefined =>
  of?.kind === "page" ? `${of.onCall.name} on-call (${of.onCall.id})` : undefined;
