import { nodeAt, type Path } from "../document.ts";
import type { Part } from "../part.ts";
import type { Detail } from "../problem.ts";
import type { Code } from "../problems.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import type { SystemFile } from "../schema/system.ts";
import type { Vocabulary } from "../vocabulary.ts";

/** Everything that the checks of meaning look at. */
export interface Checked {
  readonly organization: Part<OrganizationFile>;
  readonly systems: readonly Part<SystemFile>[];
  /** ids of the runbooks that exist; undefined: the catalog is an object, whose runbooks lie nowhere that is known */
  readonly runbooks: ReadonlySet<string> | undefined;
  /** the folder in which a new one is due */
  readonly runbookFolder?: string | undefined;
  /** the instant at which the catalog is to hold, in milliseconds since 1970 in UTC */
  readonly now: number;
  /** no file and no entry was left out for a fault of its own */
  readonly complete: boolean;
  /** what the catalog can say of vendors */
  readonly vocabulary: Vocabulary;
}

/** Tells one problem at a path of a file. */
export type Report = (part: Part<unknown>, path: Path, code: Code, what: string, detail?: Detail) => void;
export type Check = (checked: Checked, report: Report) => void;

/** An entry of a record of the catalog; nothing where it is absent, or left out for a fault of its own. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, id: string | undefined): T | undefined {
  return record && id !== undefined && Object.hasOwn(record, id) ? record[id] : undefined;
}

/** Whether every entry in the file is valid: otherwise a missing one may only be invalid. */
export function isComplete(part: Part<unknown>, path: Path, record: Readonly<Record<string, unknown>>): boolean {
  return (nodeAt(part.document, path)?.keys?.size ?? 0) === Object.keys(record).length;
}

/** Whether a name is in the file, valid or not. */
export function stands(part: Part<unknown>, path: Path): boolean {
  return nodeAt(part.document, path) !== undefined;
}
