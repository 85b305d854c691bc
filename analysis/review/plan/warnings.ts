import type { Finding } from "../change.ts";
import type { Concerned } from "./concern.ts";
import type { PlannedObject } from "./planned.ts";

type Ends = "replaced" | "deleted";

/** What ceases to be what it is: an object, or an alert that is a part of one. */
interface Ending {
  readonly fate: Ends;
  readonly entry: string;
  readonly thing: string;
  readonly calls: boolean;
  readonly alerts: readonly Concerned[];
}

/** One warning for each object, and each alert that is a part of one, that pages and is replaced or deleted. */
export function warningsOf(objects: readonly PlannedObject[]): Finding[] {
  const anew = alertsMade(objects);
  return objects.flatMap(endingsOf).map((ending) => ({
    severity: "warning",
    entry: ending.entry,
    what: `${ending.thing} ${sentence(ending)}${elsewhere(ending, anew)}`,
    way: ways[ending.fate],
  }));
}

function endingsOf({ fate, pages, calls, alerts, parts, vendor, noun, name }: PlannedObject): Ending[] {
  const thing = `${vendor} ${noun} ${name}`;
  const entry = (!calls && alerts[0]?.entry) || name;
  if (fate === "replaced" || fate === "deleted") return pages ? [{ fate, entry, thing, calls, alerts }] : [];
  return parts.flatMap((part) =>
    part.alert.pages && (part.fate === "replaced" || part.fate === "deleted")
      ? [
          {
            fate: part.fate,
            entry: part.alert.entry,
            thing: `"${part.alert.title}" (${vendor} ${noun} ${name})`,
            calls: false,
            alerts: [part.alert],
          },
        ]
      : [],
  );
}

const ways: Readonly<Record<Ends, string>> = {
  replaced: "apply it while someone watches, and verify afterwards that a page arrives; or keep the value that forces it",
  deleted: "keep the entry, or write why it may go: `retired:` of its system, or `formerly:` where it has another name now",
};

function sentence({ fate, calls, alerts }: Ending): string {
  const named = titles(alerts);
  if (fate === "replaced") {
    if (calls) return `is replaced: it gets another id or key, and pages may be lost until every sender has it${named && ` (${named})`}`;
    return `is replaced: while it is recreated, pages may be lost${named && ` (${named})`}; an incident that is open stays open under the old one`;
  }
  return calls
    ? `is deleted: no one is notified through it any more${named && ` (${named})`}`
    : `is deleted: it no longer notifies anyone${recipientsOf(alerts)}`;
}

/** Recipients of the deleted alerts. */
function recipientsOf(alerts: readonly Concerned[]): string {
  const paging = alerts.filter(({ pages }) => pages);
  return paging.length === 0 ? "" : ` (${[...new Set(paging.map(({ tells }) => tells))].join("; ")})`;
}

/** How many alerts are named before the rest is counted. */
const most = 3;

function titles(alerts: readonly Concerned[]): string {
  const paging = alerts.filter(({ pages }) => pages);
  const named = paging.slice(0, most).map(({ title }) => title);
  const rest = paging.length - named.length;
  return rest > 0 ? `${named.join("; ")} and ${rest} more` : named.join("; ");
}

/** Objects that are made, by the alerts that they carry. */
function alertsMade(objects: readonly PlannedObject[]): ReadonlyMap<string, string> {
  return new Map(
    objects.flatMap((object) => {
      const thing = `${object.vendor} ${object.noun} ${object.name}`;
      const made = object.parts.flatMap(({ fate, alert }) => (fate === "created" ? [alert] : []));
      return [...made, ...(object.fate === "created" && !object.calls ? object.alerts : [])].map(({ name }) => [name, thing] as const);
    }),
  );
}

/** An alert that moves from one evaluator or group to another goes here and comes there. */
function elsewhere({ fate, calls, alerts }: Ending, anew: ReadonlyMap<string, string>): string {
  const there = fate === "deleted" && !calls ? [...new Set(alerts.flatMap(({ name }) => anew.get(name) ?? []))] : [];
  return there.length === 0 ? "" : `; it is made anew as ${there.join(", ")}`;
}
