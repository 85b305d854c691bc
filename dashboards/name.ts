import { logicalName } from "../model/ids.ts";
import type { Identified } from "../model/resolved.ts";

/** A logical name, and all that it was while any of its parts had another id; oldest first. */
export interface Names {
  readonly name: string;
  readonly formerNames: readonly string[];
}

/** Names of something below renameable entries, for example the overview of a service of a system. */
export function namesOf(parts: readonly Identified[], ...suffix: readonly string[]): Names {
  const name = logicalName(...parts.map((part) => part.id), ...suffix);
  const every = parts
    .map((part) => [...part.formerly, part.id])
    .reduce<string[][]>((heads, ids) => heads.flatMap((head) => ids.map((id) => [...head, id])), [[]])
    .map((ids) => logicalName(...ids, ...suffix));
  return { name, formerNames: [...new Set(every)].filter((former) => former !== name) };
}
