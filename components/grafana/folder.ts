import type { Input } from "@pulumi/pulumi";
import type * as grafana from "@pulumiverse/grafana";
import type { Names } from "../../dashboards/name.ts";
import type { Environment } from "../../model/resolved.ts";
import type { Refs } from "../plan.ts";
import type { Grafana } from "./kinds.ts";
import { uidOf } from "./names.ts";

/** A folder of one environment. */
export interface FolderSpec extends Names {
  readonly id: string;
  readonly title: string;
}

/** Folder of data source alerts, which belong to no system. No system id has two hyphens in a row. */
export const sourcesFolder: FolderSpec = { id: "data--sources", name: "data--sources", formerNames: [], title: "Data sources" };

/** Titles are unique in Grafana's root, so that they name the environment. */
export function folderArgs(spec: FolderSpec, environment: Environment): grafana.oss.FolderArgs {
  return { uid: uidOf(spec, environment), title: `${spec.title} (${environment.id})` };
}

export const folderOf = (refs: Refs<Grafana>, { name }: Pick<FolderSpec, "name">): Input<string> => refs.ref("folder", name, "uid");
