import type { SystemFile } from "../schema/system.ts";
import type { KnownEntries } from "./organization.ts";

/** What the entries of one system refer to. */
export interface SystemScope {
  readonly file: SystemFile;
  /** severities as this system has them */
  readonly known: KnownEntries;
  readonly environment: string;
  /** where its endpoints are in this environment */
  readonly address: string | undefined;
}
