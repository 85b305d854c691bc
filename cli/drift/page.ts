import { relative } from "node:path";
import { driftSections, type Place } from "../../analysis/review/drift/section.ts";
import type { Drift } from "../../analysis/review/drift.ts";
import type { Section } from "../../analysis/review/section.ts";
import type { Loaded } from "../../language.ts";
import type { Page } from "../review/page.ts";

/** Why the result is incomplete. */
export interface Doubt {
  readonly what: string;
  readonly way: string;
}

export interface Answer {
  readonly stack: string;
  /** when it was asked, as an ISO instant */
  readonly at: string;
  readonly drift: Drift;
  /** what could not be determined */
  readonly doubts: readonly Doubt[];
  /** whether pending and unmanaged objects count as drift; pending ones do if the catalog is known to be the deployed one */
  readonly counts: { readonly pending: boolean; readonly unmanaged: boolean };
}

/** 0: no drift. 1: drift. 2: could not be determined. */
export function exitCodeOf({ drift, doubts, counts }: Answer): number {
  if (doubts.length > 0) return 2;
  const found = drift.drifted.length + (counts.pending ? drift.pending.length : 0) + (counts.unmanaged ? drift.unmanaged.length : 0);
  return found > 0 ? 1 : 0;
}

/** Where entries are written, seen from the folder of the command: `catalog/systems/shop.yaml:12`. */
export const placeBy =
  (locate: Loaded["locate"]): Place =>
  (entry) => {
    const found = locate(entry)?.place;
    return found && `${relative(process.cwd(), found.file)}:${found.line}`;
  };

/** @param place where the entry of an alert is written */
export function pageOf(answer: Answer, place: Place): Page {
  const { stack, drift, doubts } = answer;
  const doubted: Section = {
    id: "doubts",
    title: "What could not be determined",
    blocks: [{ kind: "list", items: doubts.map(({ what, way }) => `${what}. Fix: ${way}.`) }],
  };
  return {
    title: `Drift of ${stack}`,
    subject: summary(answer),
    sections: [...(doubts.length > 0 ? [doubted] : []), ...driftSections(drift, place)],
  };
}

function summary({ drift, doubts }: Answer): string {
  const { drifted, pending, unmanaged, compared } = drift;
  const changed = new Set(drifted.filter(({ fate }) => fate === "changed").map(({ urn }) => urn)).size;
  const gone = drifted.filter(({ fate }) => fate === "gone").length;
  const counts = [
    ...(changed > 0 ? [`${changed} changed by hand`] : []),
    ...(gone > 0 ? [`${gone} removed by hand`] : []),
    ...(unmanaged.length > 0 ? [`${unmanaged.length} unmanaged`] : []),
    ...(pending.length > 0 ? [`${pending.length} pending`] : []),
  ];
  const whole = doubts.length > 0 ? " The result is incomplete." : "";
  return counts.length === 0 && doubts.length === 0
    ? `${compared} objects at the vendors match the last update.`
    : `Of ${compared} objects at the vendors: ${counts.join(", ") || "nothing found"}.${whole}`;
}
