import { createHash } from "node:crypto";
import type { ResourceModel } from "./model.ts";
import { type Fields, fields, hasUnknown, mapAt, text, unknown, type Value, valueAt } from "./value.ts";

/** What the vendor keeps of these inputs: normalised, and of a write-only secret only a hash. */
export function stored(model: ResourceModel, inputs: Fields): Fields {
  return fields(mapAt(normalised(model, inputs), model.writeOnly ?? [], hashed));
}

/** The inputs as the vendor gives them back. Undetermined while they contain unknowns. */
export function normalised(model: ResourceModel, inputs: Fields): Fields {
  return hasUnknown(inputs) ? inputs : (model.normalise?.(inputs) ?? inputs);
}

/** What is kept, with the write-only values put back from where they are still known (inputs or earlier state). */
export function withWriteOnly(model: ResourceModel, kept: Fields, known: Fields): Fields {
  return fields(mapAt(kept, model.writeOnly ?? [], (_, path) => valueAt(known, path) ?? null));
}

/** Outputs at preview: what the program says, and "unknown" for what only the vendor can say. */
export function planned(model: ResourceModel, inputs: Fields, before: Fields = {}): Fields {
  const computed = (model.computes ?? []).map((name) => [name, before[name] ?? unknown] as const);
  return { ...Object.fromEntries(computed), ...normalised(model, inputs) };
}

/**
 * The inputs that would lead to what the vendor holds. An input that the vendor merely spells in another way
 * stays as the program wrote it; otherwise a refresh would show drift where there is none.
 */
export function inputsFrom(model: ResourceModel, outputs: Fields, before: Fields): Fields {
  const same = normalised(model, before);
  const computes = new Set(model.computes);
  const entries = Object.entries(outputs)
    .filter(([name]) => name in before || !computes.has(name))
    .map(([name, value]) => [name, sameValue(same[name], value) ? (before[name] ?? value) : value] as const);
  return Object.fromEntries(entries);
}

function sameValue(a: Value | undefined, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function hashed(value: Value): Value {
  return fingerprint(text(value));
}

/** Hash that replaces a write-only secret in an account's file: enough to compare two. */
export function fingerprint(secret: string): string {
  return `sha256:${createHash("sha256").update(secret).digest("hex").slice(0, 16)}`;
}
