import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/** What a verb needs of `Pulumi.<stack>.yaml`. */
export interface StackSettings {
  /** from the folder of the project */
  readonly catalog?: string;
  readonly vendors?: readonly string[];
}

/** The settings of a stack in `project`; none where it has no file. */
export function stackSettings(project: string, stack: string): StackSettings {
  const file = join(project, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) return {};
  const { config = {} } = (load(readFileSync(file, "utf8")) ?? {}) as { readonly config?: Readonly<Record<string, unknown>> };
  const catalog = config["slostack:catalog"];
  const vendors = config["slostack:vendors"];
  return {
    ...(typeof catalog === "string" && { catalog }),
    ...(Array.isArray(vendors) && { vendors: vendors.map(String) }),
  };
}
