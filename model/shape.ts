import { z } from "zod";
import { type Document, member, nodeAt, type Path, removeAt, valueAt } from "./document.ts";
import { nearest } from "./nearest.ts";
import { type Detail, type Problem, problemAt } from "./problem.ts";
import type { Code } from "./problems.ts";
import { pattern } from "./quantity.ts";
import { idPattern } from "./schema/text.ts";
import { below, enclosingEntry, isSchema, type JsonSchema, propertiesAt, schemasAt } from "./shape/json-schema.ts";
import { choices, distance, nearer, otherKind } from "./shape/nearness.ts";
import { kindOf, kindsIn, words } from "./shape/words.ts";

type Issue = z.core.$ZodIssue;

interface Fault {
  readonly code: Code;
  readonly path: Path;
  readonly what: string;
  readonly detail?: Detail;
}

/** A schema with its JSON form, which says what keys stand where. Made once for each kind of file. */
export interface Shape<T> {
  readonly schema: z.ZodType<T>;
  readonly json: JsonSchema;
}

export function shape<T>(schema: z.ZodType<T>): Shape<T> {
  let json: JsonSchema | undefined;
  return {
    schema,
    // Only faults ask for it, and making it takes longer than checking a sound catalog.
    get json() {
      json ??= z.toJSONSchema(schema, { io: "input" });
      return json;
    },
  };
}

/**
 * The value of a document in its declared shape. Faulty entries are told and left out, so that the rest is still
 * checked; where the fault is in the file's own keys, nothing is left.
 */
export function validate<T>(
  shape: Shape<T>,
  document: Document,
  prefix: string,
): { readonly value?: T; readonly problems: readonly Problem[] } {
  const first = shape.schema.safeParse(document.value);
  if (first.success) return { value: first.data, problems: [] };
  const { problems, cuts } = faultsIn(shape, document, prefix, first.error.issues);
  for (const cut of cuts) if (cut) removeAt(document.value, cut);
  const second = shape.schema.safeParse(document.value);
  return second.success ? { value: second.data, problems } : { problems };
}

/**
 * The faults of a document whose value is not complete yet, and what is to be left out for them.
 *
 * @param isOpen whether what stands at a path is not known yet: it has no fault
 */
export function faultsOfPart(shape: Shape<unknown>, document: Document, prefix: string, isOpen: (path: Path) => boolean): ShapeFaults {
  const { error } = shape.schema.safeParse(document.value);
  return faultsIn(shape, document, prefix, error?.issues ?? [], isOpen);
}

export interface ShapeFaults {
  readonly problems: readonly Problem[];
  /** the faulty key or the entry around each fault; undefined where the file's own keys have it */
  readonly cuts: readonly (Path | undefined)[];
}

function faultsIn(
  { json }: Shape<unknown>,
  document: Document,
  prefix: string,
  issues: readonly Issue[],
  isOpen: (path: Path) => boolean = () => false,
): ShapeFaults {
  const faults = issues.flatMap((issue) => faultsOf(issue, [], json, document)).filter(({ path }) => !isOpen(path));
  return {
    problems: withoutEchoes(faults).map(({ path, code, what, detail }) => problemAt(document, prefix, path, code, what, detail)),
    cuts: faults.map(({ code, path }) => (code === "unknown-key" ? path : enclosingEntry(json, path))),
  };
}

/** A misspelt key is one fault: the key that is missing for its sake is not told as well. */
function withoutEchoes(faults: readonly Fault[]): readonly Fault[] {
  const key = (path: Path) => path.join("\0");
  const meant = new Set(
    faults.flatMap(({ code, path, detail }) =>
      code === "unknown-key" && detail?.nearest ? [key([...path.slice(0, -1), detail.nearest])] : [],
    ),
  );
  // Where the entry was written in a form that does not exist, the remediation says the form; its missing keys are no news.
  const formless = new Set(
    faults.flatMap(({ code, path, detail }) => (code === "unknown-key" && detail?.way ? [key(path.slice(0, -1))] : [])),
  );
  return faults.filter(({ code, path }) => code !== "missing-key" || !(meant.has(key(path)) || formless.has(key(path.slice(0, -1)))));
}

/** What is at a path, as a person calls it: a key by its name, an item of a list by its place. */
function nameOf(path: Path): string {
  const last = path.at(-1) ?? "the file";
  return typeof last === "number" ? `item ${last + 1} of ${JSON.stringify(String(path.at(-2) ?? "the file"))}` : JSON.stringify(last);
}

function faultsOf(issue: Issue, base: Path, json: JsonSchema, document: Document): Fault[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
  const name = nameOf(path);
  switch (issue.code) {
    case "unrecognized_keys":
      return (
        severalKinds(path, json, document) ?? issue.keys.map((key) => unknownKey([...path, key], propertiesAt(json, path), wayIn(issue)))
      );
    case "invalid_type":
      return [wrongType(issue.expected, path, json, document)];
    case "invalid_value":
      return [unknownValue(issue.values.map(String), path, document)];
    case "invalid_format":
      return [formFault(issue, path, "value")];
    case "invalid_key": {
      const [inner] = issue.issues;
      const form = inner?.code === "invalid_format" ? formFault(inner, path, "key") : undefined;
      return [form ?? { code: "invalid-form", path, what: `${name} is not a valid key`, detail: { part: "key" } }];
    }
    case "invalid_union":
      return unionFaults(issue, path, json, document);
    case "too_small":
    case "too_big":
    case "custom":
      return [{ code: "out-of-range", path, what: `${name}: ${lowerFirst(issue.message)}` }];
    default:
      return [{ code: "invalid-form", path, what: `${name}: ${lowerFirst(issue.message)}` }];
  }
}

/** What the schema itself says of keys that it does not know, where it says more than that. */
const wayIn = ({ message }: Issue): string | undefined => (message.startsWith("Unrecognized key") ? undefined : message);

function unknownKey(path: Path, known: readonly string[], way?: string): Fault {
  const key = String(path.at(-1));
  if (known.includes(key))
    return {
      code: "unknown-key",
      path,
      what: `the key ${JSON.stringify(key)} cannot be combined with the others here`,
      detail: { part: "key" },
    };
  return {
    code: "unknown-key",
    path,
    what: `unknown key ${JSON.stringify(key)}`,
    detail: { part: "key", nearest: nearest(key, known), ...(way !== undefined && { way }) },
  };
}

const quantities: ReadonlySet<string> = new Set(Object.values(pattern).map((form) => form.source));

function wrongType(expected: string, path: Path, json: JsonSchema, document: Document): Fault {
  const name = nameOf(path);
  if (!nodeAt(document, path)) return { code: "missing-key", path, what: `${name} is missing`, detail: { part: "key" } };
  const value = valueAt(document.value, path);
  const unit = withoutUnit(path, json, document);
  if (unit) return unit;
  const code = Array.isArray(value) && (expected === "object" || expected === "record") ? "list-for-map" : "wrong-type";
  return { code, path, what: `${name} is ${kindOf(value)}, but must be ${words[expected] ?? expected}` };
}

function withoutUnit(path: Path, json: JsonSchema, document: Document): Fault | undefined {
  const value = valueAt(document.value, path);
  const isQuantity = schemasAt(json, path).some((one) => one.pattern !== undefined && quantities.has(one.pattern));
  return typeof value === "number" && isQuantity
    ? { code: "missing-unit", path, what: `${nameOf(path)}: ${value} has no unit` }
    : undefined;
}

function unknownValue(values: readonly string[], path: Path, document: Document): Fault {
  const code = path.at(-1) === "unit" ? "unknown-unit" : "unknown-value";
  const written = valueAt(document.value, path);
  if (!nodeAt(document, path)) return { code: "missing-key", path, what: `${nameOf(path)} is missing`, detail: { part: "key" } };
  return {
    code,
    path,
    what: `${JSON.stringify(written)} is not one of ${values.join(", ")}`,
    detail: { nearest: nearest(String(written), values) },
  };
}

function formFault(issue: Extract<Issue, { code: "invalid_format" }>, path: Path, part: "key" | "value"): Fault {
  const code = issue.pattern === String(idPattern) ? "invalid-id" : "invalid-form";
  const said = issue.format === "regex" ? issue.message : "prefix" in issue ? `text that starts with ${issue.prefix}` : forms[issue.format];
  const what = `${nameOf(path)} ${part === "key" ? "is not a valid name" : "has an invalid format"}`;
  return { code, path, what, detail: code === "invalid-id" || said === undefined ? { part } : { part, way: `write ${said}` } };
}

/** Forms that the schema library names and a person does not. */
const forms: Readonly<Record<string, string>> = {
  email: "an e-mail address such as ada@example.com",
  url: "an address such as https://shop.example.com",
};

/**
 * The one sensible fault of a union: those of the alternative that the value comes nearest to. Where its keys are as near
 * to several, none was chosen, and what is missing is the choice.
 */
function unionFaults(issue: Extract<Issue, { code: "invalid_union" }>, path: Path, json: JsonSchema, document: Document): Fault[] {
  if (!nodeAt(document, path)) return [{ code: "missing-key", path, what: `${nameOf(path)} is missing`, detail: { part: "key" } }];
  const several = severalKinds(path, json, document);
  if (several) return several;
  const options = issue.errors.map((issues) => ({ issues, ...distance(issues, path, document) }));
  const [nearestOne, ...others] = options.sort(nearer);
  if (!nearestOne) return [unknownValue(wordsFor(path, json), path, document)];
  const name = nameOf(path);
  if (nearestOne.keys === otherKind) {
    const unit = withoutUnit(path, json, document);
    if (unit) return [unit];
    const kinds = issue.errors.flat().flatMap(kindsIn);
    const due = [...new Set(kinds)].join(" or ");
    return [{ code: "wrong-type", path, what: `${name} is ${kindOf(valueAt(document.value, path))}, but must be ${due}` }];
  }
  const asNear = others.filter((other) => (nearestOne.keys === 0 ? nearer(nearestOne, other) === 0 : other.keys === nearestOne.keys));
  if (asNear.length === 0) return nearestOne.issues.flatMap((inner) => faultsOf(inner, path, json, document));
  return exactlyOne(
    path,
    choices(
      [nearestOne, ...asNear].map(({ issues }) => issues),
      path,
      document,
    ),
  );
}

/** The words by which the alternatives of a union are distinguished, at the path of the key that holds one. */
function wordsFor(path: Path, json: JsonSchema): string[] {
  const options = schemasAt(json, path.slice(0, -1)).flatMap(({ oneOf = [] }) => oneOf.filter(isSchema));
  return options.flatMap((option) => below(option, path.at(-1) ?? "")).flatMap((one) => (one.const === undefined ? [] : String(one.const)));
}

function exactlyOne(path: Path, keys: readonly string[]): Fault[] {
  const what = `${nameOf(path)} needs exactly one of ${[...new Set(keys)].sort().join(", ")}`;
  return [{ code: "exactly-one", path, what, detail: { part: "key" } }];
}

/** The fault of an entry that is several kinds at once: it has all keys that one demands and another does not know, of both. */
function severalKinds(path: Path, json: JsonSchema, document: Document): Fault[] | undefined {
  const written = valueAt(document.value, path);
  const complete = schemasAt(json, path).filter(
    ({ properties, required = [] }) => properties && required.every((key) => member(written, key) !== undefined),
  );
  const demanded = complete.map(({ required = [] }, index) =>
    required.filter((key) => complete.every(({ properties = {} }, other) => other === index || !Object.hasOwn(properties, key))),
  );
  const kinds = demanded.filter((keys) => keys.length > 0);
  return kinds.length > 1 ? exactlyOne(path, kinds.flat()) : undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
