import type { Pipeline } from "../../../model/resolved.ts";
import { type Detection, detectionsOf } from "../../../monitors/detections.ts";
import { onCallInWords } from "../../../monitors/routing.ts";
import type { Context } from "./context.ts";
import type { Draft, Told } from "./draft.ts";
import { is } from "./paired.ts";
import { threat } from "./tools.ts";
import { losses } from "./unsaid.ts";
import { becomes, listed } from "./words.ts";

/*
 * A threat is found in the lines that its pipeline has, and pages whom all services of its system page: other pipelines and services
 * decide both.
 */

/** What detections lose though their pipelines say nothing of it. @param said by the entries */
export function detectionLosses(context: Context, said: readonly Told[]): Told[] {
  const known = losses(said, ({ paired }) => [paired.key]);
  const [base, head] = [detectionsOf(context.base), detectionsOf(context.head)];
  return context.all.flatMap((paired) => {
    if (!is(paired, "pipeline")) return [];
    const before = base.find(({ pipeline }) => pipeline === paired.sides.before);
    const after = head.find(({ pipeline }) => pipeline === paired.sides.after);
    if (!before || !after) return [];
    const found = [...lines(before, after), ...route(before, after)].filter(({ direction }) => !known(paired.key, direction));
    return found.map((draft) => ({ draft, paired, about: "alert" }));
  });
}

function lines(before: Detection, after: Detection): Draft[] {
  const lost = linesLost(before, after);
  if (lost.length === 0) return [];
  return [
    {
      what: `the pipeline no longer has ${listed(lost)}: an earlier one takes them`,
      direction: "blind",
      means: [`${threat(before.pipeline.detect)} is not found in these lines any more`],
      pages: before.route?.kind === "page",
    },
  ];
}

/** Lines of which a pipeline has fewer than before, in words. */
function linesLost(before: Detection, after: Detection): string[] {
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
  const [old, now] = [onCallInWords(before.route), onCallInWords(after.route)];
  // Where nobody is paged any more, the environment says so.
  if (old === undefined || old === now || !after.environment.pages) return [];
  return [
    {
      what: `pages ${becomes(old, now ?? "nobody")}`,
      direction: "looser",
      means: [`${threat(before.pipeline.detect)} paged ${old}, now ${now === undefined ? "nobody" : `pages ${now}`}`],
      pages: true,
    },
  ];
}
