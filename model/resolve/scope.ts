import type { SystemFile } from "../schema/system.ts";
import type { ResolvedOrganization } from "./organization.ts";

/** What the entries of one system refer to. */
export interface SystemScope {
  readonly file: SystemFile;
  readonly organization: ResolvedOrganization;
  readonly environment: string;
}
