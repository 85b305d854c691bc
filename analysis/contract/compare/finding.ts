import { type Demand, nameOf, type Use } from "../demand.ts";

type FindingCode =
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
interface Consequences {
  /** alerts that cannot fire */
  readonly blind: readonly string[];
  /** alerts that fire until it is mended */
  readonly firing: readonly string[];
  /** alerts that go by wrong values, or by a part of them */
  readonly misled: readonly string[];
  /** SLOs that are not measured, or wrongly */
  readonly unmeasured: readonly string[];
  /** panels that are empty or wrong */
  readonly panels: readonly string[];
}

/** What a difference does to a reader: it finds nothing, or something wrong. */
export type Effect = "gone" | "wrong" | "none";

export interface Difference extends Pick<Finding, "code" | "what" | "way"> {
  readonly severity?: Finding["severity"];
  readonly nearest?: string | undefined;
  /** default: gone, for every use */
  readonly effect?: (use: Use) => Effect;
}

export function findingOf(demand: Demand, { effect, nearest, severity, ...difference }: Difference): Finding {
  return {
    ...difference,
    severity: severity ?? "error",
    entry: nameOf(demand),
    service: demand.service.path,
    metric: demand.metric.name,
    ...(nearest !== undefined && { nearest }),
    consequences: consequencesOf(demand.uses, effect ?? (() => "gone")),
  };
}

function consequencesOf(uses: readonly Use[], effect: (use: Use) => Effect): Consequences {
  const names = (kind: Use["reader"]["kind"], concerned: (use: Use) => boolean) =>
    [...new Set(uses.filter((use) => use.reader.kind === kind && concerned(use)).map(({ reader }) => reader.name))].sort();
  const firing = names("alert", (use) => effect(use) === "gone" && use.onLoss === "fires");
  const blind = names("alert", (use) => effect(use) === "gone" && use.onLoss === "blind").filter((name) => !firing.includes(name));
  // Who asks for nothing but presence is not misled by what is present.
  const misled = names("alert", (use) => effect(use) === "wrong" && !use.presence);
  return {
    blind,
    firing,
    misled: misled.filter((name) => !firing.includes(name) && !blind.includes(name)),
    unmeasured: names("slo", (use) => effect(use) !== "none"),
    panels: names("panel", (use) => effect(use) !== "none"),
  };
}
