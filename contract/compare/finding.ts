import { type Demand, nameOf, type Use } from "../demand.ts";

export type FindingCode =
  | "missing"
  | "misnamed"
  | "wrong-kind"
  | "wrong-unit"
  | "missing-label"
  | "missing-bucket"
  | "no-match"
  | "out-of-range"
  | "unproved";

/** One difference between what the stack demands and what is there, with what follows from it. */
export interface Finding {
  readonly code: FindingCode;
  /** error: something reads what is not there; warning: nothing does yet, or it could not be seen */
  readonly severity: "error" | "warning";
  /** logical name of the metric's entry in the catalog */
  readonly entry: string;
  /** system/service */
  readonly service: string;
  /** name of the metric where it is sent */
  readonly metric: string;
  readonly what: string;
  readonly way: string;
  /** what was probably meant */
  readonly nearest?: string;
  readonly consequences: Consequences;
}

/** Names of readers, sorted. */
export interface Consequences {
  /** alerts that cannot fire */
  readonly blind: readonly string[];
  /** alerts that fire until it is mended */
  readonly firing: readonly string[];
  /** SLOs that are not measured */
  readonly unmeasured: readonly string[];
  /** panels that are empty or wrong */
  readonly panels: readonly string[];
}

export interface Difference extends Pick<Finding, "code" | "what" | "way"> {
  readonly severity?: Finding["severity"];
  readonly nearest?: string | undefined;
  /** the uses that it concerns; default: all */
  readonly concerns?: (use: Use) => boolean;
}

export function findingOf(demand: Demand, { concerns, nearest, severity, ...difference }: Difference): Finding {
  const uses = concerns ? demand.uses.filter(concerns) : demand.uses;
  return {
    ...difference,
    severity: severity ?? "error",
    entry: nameOf(demand),
    service: demand.service.path,
    metric: demand.metric.name,
    ...(nearest !== undefined && { nearest }),
    consequences: consequencesOf(uses),
  };
}

function consequencesOf(uses: readonly Use[]): Consequences {
  const names = (kind: Use["reader"]["kind"], onLoss?: Use["onLoss"]) =>
    [
      ...new Set(
        uses.filter(({ reader, ...use }) => reader.kind === kind && (onLoss ?? use.onLoss) === use.onLoss).map(({ reader }) => reader.name),
      ),
    ].sort();
  const firing = names("alert", "fires");
  return {
    blind: names("alert", "blind").filter((name) => !firing.includes(name)),
    firing,
    unmeasured: names("slo"),
    panels: names("panel"),
  };
}
