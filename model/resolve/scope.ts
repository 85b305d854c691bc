import type { Severity } from "../resolved.ts";
import type { SystemFile } from "../schema/system.ts";
import type { ResolvedOrganization } from "./organization.ts";

/** What the entries of one system refer to. */
export interface SystemScope {
  readonly file: SystemFile;
  readonly organization: ResolvedOrganization;
  readonly environment: string;
  /** as this system has them */
  readonly severities: ReadonlyMap<string, Severity>;
  /** where its endpoints are in this environment */
  readonly address: string | undefined;
}
