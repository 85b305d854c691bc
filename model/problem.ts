import { type Document, type Path, type Place, placeAt } from "./document.ts";
import { type Code, codes } from "./problems.ts";

/**
 * One problem of a catalog. `code` is stable and listed in `problems.ts`; `at` is the path in the catalog
 * (`hastecrm/api/slos/availability/target`); `way` says what to do, `nearest` the nearest valid name if there is one.
 */
export interface Problem {
  readonly code: Code;
  readonly severity: "error" | "warning";
  readonly place: Place;
  readonly at: string;
  readonly what: string;
  readonly way: string;
  readonly nearest?: string;
}

/** What a check says beside code and sentence. */
export interface Detail {
  /** the key rather than the value is at fault */
  readonly part?: "key" | "value";
  readonly nearest?: string | undefined;
  /** a remediation that fits better than the one of the code */
  readonly way?: string;
}

export function problem(code: Code, place: Place, at: string, what: string, detail: Detail = {}): Problem {
  const { severity, way } = codes[code];
  return { code, severity, place, at, what, way: detail.way ?? way, ...(detail.nearest === undefined ? {} : { nearest: detail.nearest }) };
}

/** A problem at a path of a file. */
export function problemAt(document: Document, prefix: string, path: Path, code: Code, what: string, detail: Detail = {}): Problem {
  return problem(code, placeAt(document, path, detail.part ?? "value"), catalogPath(prefix, path), what, detail);
}

/** Path in the catalog: the file's own id first, and no word that says nothing (`services`). */
export function catalogPath(prefix: string, path: Path): string {
  const rest = path[0] === "services" ? path.slice(1) : path;
  return [prefix, ...rest].join("/");
}

/**
 * Problems of the same line are one: a line of a profile is in every service that uses it, a value of a parameter in every line. What each of them depends on is kept
 * (`place.related`), and the rest is that of the first.
 */
export function together(problems: readonly Problem[]): Problem[] {
  const groups = Map.groupBy(problems, (one) => (one.place.related ? keyOf(one) : one));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? [];
    const related = [first, ...others].flatMap(({ place }) => place.related ?? []);
    const each = new Map(related.map((one) => [JSON.stringify(one), one]));
    return { ...first, place: { ...first.place, related: [...each.values()] } };
  });
}

const keyOf = ({ code, place: { file, line, column } }: Problem): string => JSON.stringify([code, file, line, column]);
