import { readdirSync } from "node:fs";
import { join } from "node:path";
import { checkCatalog } from "./check/catalog.ts";
import { member, nodeAt, type Place, placeAt } from "./document.ts";
import type { Part } from "./part.ts";
import { runbooksOf } from "./places.ts";
import { catalogPath, type Problem, problem } from "./problem.ts";
import { readFile } from "./read.ts";
import { type OrganizationFile, organization } from "./schema/organization.ts";
import { type SystemFile, system } from "./schema/system.ts";
import { type Shape, shape, validate } from "./shape.ts";

/** A catalog without faults: what the files say, references not yet followed. */
export interface Catalog {
  readonly organization: OrganizationFile;
  /** in the order of their ids */
  readonly systems: readonly SystemFile[];
}

export interface Loaded {
  /** present only where no problem is an error */
  readonly catalog?: Catalog;
  /** in the order of files, lines and columns */
  readonly problems: readonly Problem[];
  /** the files that were read, organization first */
  readonly files: readonly string[];
  /** where the SLO or alert `system/service/entry` of a generated alert is written */
  readonly locate: (entry: string) => { readonly place: Place; readonly at: string } | undefined;
}

const organizationShape = shape(organization);
const systemShape = shape(system);

/**
 * Reads and checks a whole catalog: `organization.yaml` and `systems/*.yaml` below `directory`.
 *
 * All problems of all files are found at once. What depends on a faulty entry is left out rather than told again.
 *
 * @param runbooks the directory of `<id>.md` files
 */
export function loadCatalog(directory: string, runbooks: string = runbooksOf(directory)): Loaded {
  const organizationFile = join(directory, "organization.yaml");
  const systemFiles = namesIn(join(directory, "systems"), ".yaml").map((name) => join(directory, "systems", name));
  const problems: Problem[] = [];
  const first = loadPart(organizationFile, organizationShape, () => "organization", problems);
  const rest = systemFiles.flatMap((file) => loadPart(file, systemShape, systemId, problems) ?? []);
  if (systemFiles.length === 0)
    problems.push(problem("no-systems", { file: join(directory, "systems"), line: 1, column: 1 }, "systems", "there is no systems/*.yaml"));
  if (first) {
    const known = new Set(namesIn(runbooks, ".md").map((name) => name.slice(0, -".md".length)));
    problems.push(...checkCatalog({ organization: first, systems: rest, runbooks: known, complete: problems.length === 0 }));
  }
  const files = [organizationFile, ...systemFiles];
  const sorted = inOrder(problems, files);
  const locate = locator(rest);
  if (!first || sorted.some(({ severity }) => severity === "error")) return { problems: sorted, files, locate };
  const systems = rest.map(({ value }) => value).sort((one, other) => (one.system < other.system ? -1 : 1));
  return { catalog: { organization: first.value, systems }, problems: sorted, files, locate };
}

function loadPart<T>(
  file: string,
  shape: Shape<T>,
  prefixOf: (value: unknown, file: string) => string,
  problems: Problem[],
): Part<T> | undefined {
  const name = prefixOf(undefined, file);
  const read = readFile(file, name);
  problems.push(...read.problems);
  if (!read.document) return undefined;
  const prefix = prefixOf(read.document.value, file);
  const { value, problems: faults } = validate(shape, read.document, prefix);
  problems.push(...faults);
  return value === undefined ? undefined : { document: read.document, value, prefix };
}

function locator(systems: readonly Part<SystemFile>[]): Loaded["locate"] {
  const byId = new Map(systems.map((part) => [part.value.system, part]));
  return (entry) => {
    const [system = "", service = "", id = ""] = entry.split("/");
    const part = byId.get(system);
    const kind = (["slos", "alerts"] as const).find((one) => part && nodeAt(part.document, ["services", service, one, id]));
    if (!part || !kind) return undefined;
    const path = ["services", service, kind, id];
    return { place: placeAt(part.document, path, "key"), at: catalogPath(part.prefix, path) };
  };
}

/** A system is called by its id; by its file where it has none. */
function systemId(value: unknown, file: string): string {
  const id = member(value, "system");
  return typeof id === "string" ? id : file.replace(/^.*[\\/]/, "").replace(/\.yaml$/, "");
}

function namesIn(directory: string, ending: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith(ending))
      .sort();
  } catch {
    return [];
  }
}

function inOrder(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const of = ({ place }: Problem) => rank.get(place.file) ?? files.length;
  return [...problems].sort(
    (one, other) => of(one) - of(other) || one.place.line - other.place.line || one.place.column - other.place.column,
  );
}
