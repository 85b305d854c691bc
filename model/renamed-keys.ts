import { type Document, isMap, type Key, type Node, nodeAt } from "./document.ts";
import { type Problem, problemAt } from "./problem.ts";

/** Keys of a system that have another name since the last version: they are read for one version more, with a notice. */
const renamed: readonly { readonly path: string; readonly now: string }[] = [
  { path: "services/*/signals/*/quiet-traffic", now: "minimum-traffic" },
  { path: "services/*/signals/*/value/across", now: "aggregation" },
  { path: "services/*/signals/*/slices/across", now: "aggregation" },
];

const presentNames = new Map(renamed.map(({ path, now }) => [path.slice(path.lastIndexOf("/") + 1), now]));

/** What a key is called now that another version called so; nothing for a key that has its name still. */
export const presentName = (old: string): string | undefined => presentNames.get(old);

/** Of a profile, what stands below a service. */
const inProfile = renamed.map(({ path, now }) => ({ path: path.replace("services/*/", ""), now }));

/**
 * Puts the keys of a document under their present names. A key whose present name is beside it is left: it is unknown.
 *
 * @returns a notice for each, where it is written
 */
export function renameKeys(document: Document, prefix: string, kind: "system" | "profile" = "system"): Problem[] {
  return (kind === "profile" ? inProfile : renamed).flatMap(({ path, now }) => {
    const [old = "", ...parents] = path.split("/").reverse();
    return standing(document.value, parents.reverse()).flatMap(({ at, map }) => {
      if (!Object.hasOwn(map, old) || Object.hasOwn(map, now)) return [];
      const notice = problemAt(document, prefix, [...at, old], "renamed-key", `${old} is now called ${now}`, {
        part: "key",
        way: `write ${now}, or run slostack migrate; the next version rejects ${old}`,
      });
      rename(map, nodeAt(document, at), old, now);
      return [notice];
    });
  });
}

type Writable = Record<string, unknown>;

/** The maps at a path in which `*` is any key. */
function standing(value: unknown, path: readonly string[], at: readonly string[] = []): { at: readonly string[]; map: Writable }[] {
  if (!isMap(value)) return [];
  const [step, ...rest] = path;
  if (step === undefined) return [{ at, map: value as Writable }];
  const keys = step === "*" ? Object.keys(value) : [step];
  return keys.flatMap((key) => standing(value[key], rest, [...at, key]));
}

function rename(map: Writable, node: Node | undefined, old: string, now: string): void {
  map[now] = map[old];
  delete map[old];
  const keys = node?.keys as Map<string, Key> | undefined;
  const key = keys?.get(old);
  if (key) keys?.set(now, key);
  keys?.delete(old);
}
