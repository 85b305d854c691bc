import { z } from "zod";
import type { Refreshed, Seen } from "../../analysis/review/drift.ts";
import type { PreviewStep } from "../../analysis/review/plan/preview.ts";

const state = z.object({
  id: z.string().nullish(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

const metadata = z.object({
  op: z.string(),
  urn: z.string(),
  old: state.nullish(),
  new: state.nullish(),
  diffs: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.object({ diffKind: z.string() })).nullish(),
});

const event = z.object({
  resourcePreEvent: z.object({ metadata }).optional(),
  resOutputsEvent: z.object({ metadata }).optional(),
  diagnosticEvent: z.object({ message: z.string(), severity: z.string(), urn: z.string().optional() }).optional(),
  cancelEvent: z.unknown().optional(),
});

type Metadata = z.infer<typeof metadata>;

/** The result of `pulumi preview --refresh`, from its event log. */
export interface RefreshedPreview extends Seen {
  readonly errors: readonly string[];
  /** the run finished, so nothing is missing */
  readonly whole: boolean;
}

/**
 * Reads the events of a preview that refreshes. The log, and not the output of `--json`: it does not distinguish a
 * removed object from an unchanged one (seen with 3.259).
 */
export function refreshedPreviewOf(events: readonly unknown[]): RefreshedPreview {
  const known = events.flatMap((one) => event.safeParse(one).data ?? []);
  const before = known.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  const after = known.flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? []);
  const asked = before.filter(({ op }) => op === "refresh");
  const refreshed = after.filter(({ op, old }) => op === "refresh" && old).map(refreshedOf);
  return {
    refreshed,
    steps: before.filter(({ op }) => op !== "refresh").map(stepOf),
    errors: known.flatMap(({ diagnosticEvent }) => (diagnosticEvent?.severity === "error" ? [errorIn(diagnosticEvent.message)] : [])),
    whole: refreshed.length >= asked.length && known.some(({ cancelEvent }) => cancelEvent !== undefined),
  };
}

function refreshedOf({ urn, old, new: now, diffs, detailedDiff }: Metadata): Refreshed {
  const own = (side: typeof old) => ({ inputs: side?.inputs ?? {}, outputs: side?.outputs ?? {} });
  const places = Object.keys(detailedDiff ?? {});
  return {
    urn,
    id: old?.id ?? undefined,
    before: own(old),
    after: now ? own(now) : undefined,
    places: places.length > 0 ? places : (diffs ?? []),
  };
}

function stepOf({ urn, op, old, new: now, diffs, detailedDiff }: Metadata): PreviewStep {
  const differs = Object.entries(detailedDiff ?? {}).map(([path, { diffKind }]) => [path, { kind: diffKind }] as const);
  const own = (side: typeof old) => side && { inputs: side.inputs, outputs: side.outputs, ...(side.id && { id: side.id }) };
  return { urn, op, oldState: own(old), newState: own(now), diffReasons: diffs, detailedDiff: Object.fromEntries(differs) };
}

const errorIn = (message: string): string =>
  message
    .replace(/^error: /, "")
    .replaceAll(/\s+/g, " ")
    .trim();
