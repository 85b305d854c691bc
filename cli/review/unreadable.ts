import type { Change, Finding } from "../../analysis/review/change.ts";
import { relatedInWords } from "../../model/report.ts";
import { ownersOf } from "./owners.ts";
import type { Revision } from "./revision.ts";
import type { Sides } from "./sides.ts";

export const errorsOf = ({ problems }: Revision) => problems.filter(({ severity }) => severity === "error");

/** A system that cannot be read at base may have lost any detection: its owners approve that. */
export function notCompared({ notCompared: left, head, base }: Sides): Change[] {
  return left.flatMap(({ system, at }): Change[] => {
    const written = head.catalog?.systems.find((one) => one.system === system);
    if (at !== "base" || written === undefined) return [];
    return [
      {
        entry: system,
        about: "other",
        direction: "looser",
        what: "is not compared: its file is faulty at base",
        means: [`what it saw at ${base.name} cannot be read, so lost detection could not be determined`],
        tier: 1,
        owners: ownersOf(written),
        pages: true,
      },
    ];
  });
}

/** What keeps either side from being read, as what keeps the change from being merged. */
export function problemsAsFindings({ base, head }: Sides): Finding[] {
  const unknown: Finding[] =
    base.catalog || base.absent
      ? []
      : [
          {
            severity: "error",
            entry: "organization",
            what: `the catalog at ${base.name} cannot be read by this version, so its changes could not be determined`,
            way: "fix it there first (its problems are listed below), or compare with a readable revision",
          },
        ];
  return [
    ...errorsOf(head).map(
      ({ at, place, code, what, way }): Finding => ({
        severity: "error",
        entry: at,
        what: [`${place.file}:${place.line}:${place.column} ${code}: ${what}`, ...relatedInWords(place.related ?? [])].join("; "),
        way,
      }),
    ),
    ...unknown,
  ];
}
