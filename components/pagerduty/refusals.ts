import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Organization } from "../../model/resolved.ts";

/** Seconds that the vendor takes. Sources: README.md, "Limits". */
const limits = {
  wait: { least: 60, most: Number.POSITIVE_INFINITY, step: 60 },
  turn: { least: 3600, most: 365 * 86_400, step: 1 },
  group: { least: 60, most: 86_400, step: 1 },
  timeout: { least: 1, most: Number.POSITIVE_INFINITY, step: 1 },
} as const;

type Kind = keyof typeof limits;

/** What is wrong with a duration, or nothing. */
function fault(kind: Kind, seconds: number): string | undefined {
  const { least, most, step } = limits[kind];
  const written = formatDuration(seconds);
  if (seconds < least) return `${written} is shorter than PagerDuty's ${formatDuration(least)}`;
  if (seconds > most) return `${written} is longer than PagerDuty's ${formatDuration(most)}`;
  if (seconds % step !== 0) return `${written} is not a multiple of PagerDuty's ${formatDuration(step)}`;
  return undefined;
}

/** As Go prints: letters, marks, digits, punctuation, symbols and the one blank; nothing that only seems to be there. */
const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;
/** What a name of an escalation policy may not hold, and what says the same. */
const special: Readonly<Record<string, string>> = { "&": " and ", "/": "-", "\\": "-", "<": "(", ">": ")" };

/**
 * What is wrong with a name, with a way out. The provider refuses such names before it asks the API (PagerDuty/terraform-provider-pagerduty,
 * pagerduty/util.go), escalation policies with five more characters.
 */
function nameFault(name: string, more: string): string | undefined {
  const held = [...name].filter((sign) => more.includes(sign) || unprintable.test(sign));
  if (held.length === 0 && name === name.trimEnd() && name.trim() !== "") return undefined;
  const taken = [...name].map((sign) => (more.includes(sign) ? (special[sign] ?? "") : unprintable.test(sign) ? " " : sign));
  const what = held.length > 0 ? `contains ${[...new Set(held)].map((sign) => JSON.stringify(sign)).join(", ")}` : "ends with whitespace";
  const instead = taken.join("").replace(/ +/g, " ").trim();
  return `the name ${JSON.stringify(name)} ${what}, which PagerDuty rejects${instead === "" ? "" : `; write ${JSON.stringify(instead)}`}`;
}

function nameRefusals({ escalations, schedules, onCalls, teams, people, pagerPeople }: Organization): Refusal[] {
  const names: [path: string, name: string, more: string][] = [
    ...escalations.map(({ id, name }): [string, string, string] => [`escalations/${id}/name`, name, Object.keys(special).join("")]),
    ...schedules.map(({ id, name }): [string, string, string] => [`schedules/${id}/name`, name, ""]),
    ...onCalls.map(({ id, name }): [string, string, string] => [`on-call/${id}/name`, name, ""]),
    // Of people and teams that are looked up, PagerDuty has names of its own.
    ...(pagerPeople === "own"
      ? [...teams.map((team) => ["teams", team] as const), ...people.map((one) => ["people", one] as const)]
      : []
    ).map(([of, { id, name }]): [string, string, string] => [`${of}/${id}/name`, name, ""]),
  ];
  return names.flatMap(([path, name, more]) => {
    const found = nameFault(name, more);
    return found ? [{ entry: path, why: found }] : [];
  });
}

/**
 * What PagerDuty cannot express of an organization, each with its path in the catalog; empty when all is well. Nothing
 * is rounded: a wait of 90 s is refused, because 1 m or 2 m would be another promise.
 */
export function refusals(organization: Organization): Refusal[] {
  const durations: [path: string, kind: Kind, seconds: number | undefined][] = [
    ...organization.escalations.flatMap((escalation) =>
      escalation.levels.map((level, index): [string, Kind, number] => [
        `escalations/${escalation.id}/levels/${index + 1}/wait`,
        "wait",
        level.wait,
      ]),
    ),
    ...organization.schedules.flatMap((schedule) =>
      schedule.layers.map((layer): [string, Kind, number] => [`schedules/${schedule.id}/layers/${layer.id}/turn`, "turn", layer.turn]),
    ),
    ...organization.onCalls.flatMap((onCall): [string, Kind, number | undefined][] => [
      [`on-call/${onCall.id}/group`, "group", onCall.group],
      [`on-call/${onCall.id}/auto-resolve`, "timeout", onCall.autoResolve],
      [`on-call/${onCall.id}/acknowledged`, "timeout", onCall.acknowledged],
    ]),
  ];
  const late = durations.flatMap(([path, kind, seconds]) => {
    const found = seconds === undefined ? undefined : fault(kind, seconds);
    return found ? [{ entry: path, why: found }] : [];
  });
  return [...nameRefusals(organization), ...late];
}
