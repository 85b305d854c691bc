import type { OnCall, Severity, Source, System, Team } from "../model/resolved.ts";

/** Whom an alert about a data source concerns, and how urgently. */
export interface PeopleOfSource {
  readonly owner: Team;
  readonly onCall?: OnCall | undefined;
  readonly severity: Severity;
}

/** The systems that a source serves: those that name it as theirs, or where none does, those that read from it. */
export function served(source: Source, readers: readonly System[]): readonly System[] {
  const own = readers.filter((system) => system.source.id === source.id);
  return own.length > 0 ? own : readers;
}

/**
 * The people of a source. Its severity is read as the one system that it serves writes it: another priority, another
 * channel. A source of several systems has the organization's.
 *
 * @param readers systems with an alert that is evaluated on it
 */
export function peopleOf(source: Source, readers: readonly System[]): PeopleOfSource {
  const { owner, onCall, severity } = source;
  const [system, ...others] = served(source, readers);
  const own = others.length === 0 ? system?.severities.find(({ id }) => id === severity.id) : undefined;
  return { owner, onCall, severity: own ?? severity };
}
