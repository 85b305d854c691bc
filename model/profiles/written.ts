import { isMap, type Key, type Node, type Origin, type Path } from "../document.ts";
import { parameterPattern } from "../schema/parameter.ts";

/** A value with the places of its parts. */
export interface Written {
  readonly value: unknown;
  readonly node: Node;
}

/** The parameter that a whole value is; nothing for any other value. */
export const parameterIn = (value: unknown): string | undefined =>
  typeof value === "string" && parameterPattern.test(value) ? value.slice(1) : undefined;

export interface Reference {
  readonly parameter: string;
  readonly path: Path;
  readonly part: "key" | "value";
}

/** Every parameter below a value, as a value or as a key. */
export function referencesIn(value: unknown, path: Path): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, [...path, index]));
  if (isMap(value))
    return Object.entries(value).flatMap(([key, held]) => {
      const parameter = parameterIn(key);
      const at = [...path, key];
      return [...(parameter === undefined ? [] : [{ parameter, path: at, part: "key" as const }]), ...referencesIn(held, at)];
    });
  const parameter = parameterIn(value);
  return parameter === undefined ? [] : [{ parameter, path, part: "value" }];
}

/** What a parameter stands for, and where that is written; nothing leaves it as it is. */
export type ValueOf = (parameter: string) => (Written & { readonly origin: Origin }) | undefined;

/**
 * A copy whose parameters are replaced by their values, and which remembers where each part is written.
 *
 * @param originOf where what stands at a path is written
 */
export function copied({ value, node }: Written, path: Path, originOf: (path: Path) => Origin, valueFor: ValueOf): Written {
  const origin = originOf(path);
  const parameter = parameterIn(value);
  const meant = parameter === undefined ? undefined : valueFor(parameter);
  if (meant) return moved(meant, meant.origin);
  if (node.items) {
    const items = node.items.map((item, index) =>
      copied({ value: itemOf(value, index), node: item }, [...path, index], originOf, valueFor),
    );
    return {
      value: Array.isArray(value) ? items.map((item) => item.value) : value,
      node: { ...node, items: items.map((item) => item.node), origin },
    };
  }
  if (!node.keys) return { value, node: { ...node, origin } };
  const made: Record<string, unknown> = {};
  const keys = new Map<string, Key>();
  for (const [name, key] of node.keys) {
    const at = [...path, name];
    const inner = copied({ value: isMap(value) ? value[name] : undefined, node: key.value }, at, originOf, valueFor);
    const stands = parameterIn(name);
    const as = stands === undefined ? undefined : valueFor(stands)?.value;
    const called = typeof as === "string" ? as : name;
    keys.set(called, { ...key, value: inner.node, origin: originOf(at) });
    // A key that was left out for its fault keeps its place, and has no value.
    if (isMap(value) && Object.hasOwn(value, name)) made[called] = inner.value;
  }
  return { value: isMap(value) ? made : value, node: { ...node, keys, origin } };
}

const itemOf = (value: unknown, index: number): unknown => (Array.isArray(value) ? value[index] : undefined);

/** The same, written in another file. */
function moved({ value, node }: Written, origin: Origin): Written {
  return copied(
    { value, node },
    [],
    () => origin,
    () => undefined,
  );
}

/** What a service says of an entry, laid over what its profile says: maps key by key, everything else whole. */
export function laidOver(base: Written, over: Written, originOf: (path: Path) => Origin, path: Path = []): Written {
  const own: Node = { ...over.node, origin: originOf(path) };
  if (!isMap(base.value) || !isMap(over.value) || !base.node.keys || !over.node.keys) return { value: over.value, node: own };
  const value: Record<string, unknown> = { ...base.value };
  const keys = new Map(base.node.keys);
  for (const [name, key] of over.node.keys) {
    const at = [...path, name];
    const before = base.node.keys.get(name);
    const held = { value: over.value[name], node: key.value };
    const both =
      before && Object.hasOwn(base.value, name) ? laidOver({ value: base.value[name], node: before.value }, held, originOf, at) : held;
    keys.set(name, { ...key, value: both.node, origin: originOf(at) });
    if (Object.hasOwn(over.value, name)) value[name] = both.value;
  }
  return { value, node: { ...own, keys } };
}
