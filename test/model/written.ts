import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import type { Catalog } from "../../language.ts";
import { root } from "../docs/markdown.ts";

/** A catalog of files as the object that its user would write. @param directory from the root of the repository */
export function written(directory: string): Catalog {
  const read = (file: string) => load(readFileSync(join(root, directory, file), "utf8")) as never;
  const all = (folder: string) => readdirSync(join(root, directory, folder)).map((name) => read(`${folder}/${name}`));
  return {
    organization: read("organization.yaml"),
    systems: all("systems"),
    ...(existsSync(join(root, directory, "profiles")) && { profiles: all("profiles") }),
  };
}
