import { COLLECTION_STYLE, dump, type Node, visit } from "js-yaml";
import type { z } from "zod";
import { isMap, type Path } from "./document.ts";
import { inKeyOrder } from "./key-order.ts";
import { once } from "./once.ts";
import { catalogPath, type Problem, problem } from "./problem.ts";
import { organizationSchema } from "./schema/organization.ts";
import { writtenProfile } from "./schema/profile.ts";
import { writtenSystemSchema } from "./schema/system.ts";
import { idPattern } from "./schema/text.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A catalog as an object: what its files say, in their keys, defaults left out. Nothing is known of it before it is loaded. */
export interface WrittenCatalog {
  /** `organization.yaml` */
  readonly organization: object;
  /** one for each file below `systems/` */
  readonly systems: readonly object[];
  /** one for each file below `profiles/` */
  readonly profiles?: readonly object[];
}

/** A file that a catalog is written as. */
export interface CatalogFile {
  /** below the folder of the catalog, with `/` */
  readonly path: string;
  readonly text: string;
  /** what no YAML can hold; the text has `null` in its place */
  readonly problems: readonly Problem[];
}

/**
 * The files of a catalog that is an object, organization first, profiles last: keys in the order of the schema, ids in that of the
 * object. The same object always gives the same text, and loading the files is loading the object.
 */
export function catalogFiles(vocabulary: Vocabulary, { organization, ...written }: WrittenCatalog): CatalogFile[] {
  // Of who writes without types, anything may come.
  const [systems, profiles] = [written.systems, written.profiles].map((all): readonly unknown[] => (Array.isArray(all) ? all : []));
  const schemas = writtenSchemasOf(vocabulary);
  const below = (kind: "system" | "profile", all: readonly unknown[] = []) => {
    const names = namesOf(kind, all);
    const prefix = kind === "profile" ? "profiles/" : "";
    return all.map((one, index) =>
      fileOf(`${kind}s/${names[index]}.yaml`, `${prefix}${names[index]}`, kind === "system" ? 4 : 2, schemas[kind], one),
    );
  };
  return [
    fileOf("organization.yaml", "organization", 2, schemas.organization, organization),
    ...below("system", systems),
    ...below("profile", profiles),
  ];
}

/** The schemas of the kinds of file, as one writes them. */
interface WrittenSchemas {
  readonly organization: z.ZodType;
  readonly system: z.ZodType;
  readonly profile: z.ZodType;
}

/** The schemas of a vocabulary, which are made once. */
export const writtenSchemasOf = once(
  (vocabulary: Vocabulary): WrittenSchemas => ({
    organization: organizationSchema(vocabulary),
    system: writtenSystemSchema(vocabulary),
    profile: writtenProfile,
  }),
);

/** A system or profile is called by its id; by its place where it has none, or one that another has. */
function namesOf(kind: "system" | "profile", all: readonly unknown[]): string[] {
  const ids = all.map((one) => idOf(kind, one));
  return ids.map((id, index) => (id !== undefined && ids.indexOf(id) === index ? id : `${kind}-${index + 1}`));
}

function idOf(kind: "system" | "profile", one: unknown): string | undefined {
  const id = isMap(one) ? one[kind] : undefined;
  return typeof id === "string" && idPattern.test(id) ? id : undefined;
}

/** @param entries how deep entries lie (`people/ada`, `services/web/slos/availability`), each of which may take a single line */
function fileOf(path: string, prefix: string, entries: number, schema: z.ZodType, value: unknown): CatalogFile {
  const problems: Problem[] = [];
  const refuse = (at: Path, what: string) => {
    const way = "write texts, numbers, true, lists and plain objects, as a YAML file holds them";
    problems.push(problem("wrong-type", { file: path, line: 1, column: 1 }, catalogPath(prefix, at), what, { way }));
    return null;
  };
  return { path, text: textOf(inKeyOrder(schema, plain(value, [], [], refuse)), entries), problems };
}

/** What YAML can hold of a value; a key without a value is left out, as JSON does. */
function plain(value: unknown, at: Path, within: readonly unknown[], refuse: (at: Path, what: string) => null): unknown {
  const name = JSON.stringify(at.at(-1) ?? "the file");
  if (within.includes(value)) return refuse(at, `${name} contains itself`);
  const inner = (held: unknown, step: string | number) => plain(held, [...at, step], [...within, value], refuse);
  if (Array.isArray(value)) return value.map(inner);
  if (typeof value === "object" && value !== null) {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) return refuse(at, `${name} is a ${prototype.constructor?.name ?? "class"}`);
    const entries = Object.entries(value).filter(([, held]) => held !== undefined);
    return Object.fromEntries(entries.map(([key, held]) => [key, inner(held, key)]));
  }
  return ["function", "symbol", "bigint"].includes(typeof value) ? refuse(at, `${name} is a ${typeof value}`) : value;
}

/** Columns that an entry may take in one line. */
const width = 120;

function textOf(value: unknown, entries: number): string {
  return dump(value, {
    noRefs: true,
    lineWidth: -1,
    quoteStyle: "double",
    flowBracketPadding: true,
    transform: (documents) =>
      visit(documents, (node, { depth, isKey }) => {
        if (isKey || (node.kind !== "mapping" && node.kind !== "sequence")) return;
        if ((depth >= entries || node.kind === "sequence") && columnsOf(node) + 2 * depth <= width) node.style = COLLECTION_STYLE.FLOW;
      }),
  });
}

/** About how wide a node is in one line; no line at all for a text of several lines. */
function columnsOf(node: Node): number {
  switch (node.kind) {
    case "scalar":
      return node.value.includes("\n") ? Number.POSITIVE_INFINITY : node.value.length;
    case "sequence":
      return node.items.reduce((sum, item) => sum + columnsOf(item) + 2, 2);
    case "mapping":
      return node.items.reduce((sum, { key, value }) => sum + columnsOf(key) + columnsOf(value) + 4, 2);
    case "alias":
      return node.anchor.length;
  }
}
