import type { Incident } from "../../../model/incidents.ts";
import type { Firing } from "./evaluate.ts";
import type { Played, PlayedPair } from "./played.ts";
import type { Span } from "./recorder.ts";

/** The first alert of an incident. */
export interface Told {
  readonly alert: string;
  /** seconds from the beginning of the incident; 0 or less: it fired already */
  readonly delay: number;
}

/** Who was told of an incident while it lasted. An alert on trial tells no one. */
export interface Seen {
  /** the first that called someone; absent: none did */
  readonly page?: Told;
  /** the first that posted where people look */
  readonly post?: Told;
}

export interface IncidentChange {
  readonly id: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly services: readonly string[];
  readonly before: Seen;
  readonly after: Seen;
}

/** A time that an alert called someone and no incident was marked: perhaps it woke people for nothing. */
export interface Unmarked {
  readonly alert: string;
  readonly name: string;
  readonly firing: Firing;
}

/** Incidents that are within the span as a whole or in part, each with what its services' alerts said of it. */
export function incidentChanges(incidents: readonly Incident[], played: readonly PlayedPair[], span: Span): IncidentChange[] {
  return incidents
    .filter((incident) => touches(incident, span))
    .map(({ id, title, from, to, services }) => {
      const of = (side: "before" | "after") =>
        seenOf(
          { from, to },
          played.flatMap((pair) => pair[side] ?? []).filter(({ alert }) => services.includes(alert.service?.path ?? "")),
        );
      return { id, title, from, to, services, before: of("before"), after: of("after") };
    });
}

function seenOf(incident: Span, played: readonly Played[]): Seen {
  const [page, post] = (["page", "post"] as const).map((loudness) =>
    first(
      incident,
      played.filter((one) => one.loudness === loudness),
    ),
  );
  return { ...(page && { page }), ...(post && { post }) };
}

function first(incident: Span, played: readonly Played[]): Told | undefined {
  const told = played.flatMap(({ alert, firings }) => {
    const firing = firings.find((one) => touches(one, incident));
    return firing ? [{ alert: alert.title, delay: firing.from - incident.from }] : [];
  });
  return told.sort((one, other) => one.delay - other.delay || (one.alert < other.alert ? -1 : 1))[0];
}

/** Pages of one revision that began in the span outside of every incident. */
export function unmarkedOf(incidents: readonly Incident[], played: readonly Played[], span: Span): Unmarked[] {
  return played
    .filter(({ loudness }) => loudness === "page")
    .flatMap(({ alert, firings }) =>
      firings
        .filter((firing) => firing.from >= span.from && !incidents.some((incident) => touches(firing, incident)))
        .map((firing) => ({ alert: alert.title, name: alert.name, firing })),
    )
    .sort((one, other) => one.firing.from - other.firing.from);
}

/** How many incidents of its service an alert fired in. */
export function coveredBy(
  { alert, firings }: Played,
  incidents: readonly Incident[],
  span: Span,
): { readonly of: number; readonly seen: number } {
  const own = incidents.filter((incident) => touches(incident, span) && incident.services.includes(alert.service?.path ?? ""));
  return { of: own.length, seen: own.filter((incident) => firings.some((firing) => touches(firing, incident))).length };
}

/** Whether two spans have a moment in common. */
export const touches = (one: Span, other: Span): boolean => one.from < other.to && one.to > other.from;
