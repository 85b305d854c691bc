import { type Fields, fields, isFields, isList, type Value } from "./value.ts";

/** The properties that the provider knows: `true` for a value, a shape for an object, a list of one shape for a list. */
export type Shape = true | readonly [Shape] | { readonly [name: string]: Shape };

/** The inputs as the provider reads them: a key that it does not know is dropped, without a word and at any depth. */
export function known(value: Fields, shape: Shape): Fields {
  return fields(pruned(value, shape));
}

function pruned(value: Value, shape: Shape): Value {
  if (shape === true) return value;
  if (isShapes(shape)) return isList(value) ? value.map((item) => pruned(item, shape[0])) : value;
  if (!isFields(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Value][] => {
    const inner = shape[name];
    return inner === undefined ? [] : [[name, pruned(item, inner)]];
  });
  return Object.fromEntries(entries);
}

function isShapes(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
