import { type Document, isMap, type Path, placeAt } from "../../model/document.ts";
import { catalogPath } from "../../model/problem.ts";

/** An entry of the catalog that names requirements. */
export interface Named {
  readonly ids: readonly string[];
  readonly file: string;
  /** of its `source:`, from 1 */
  readonly line: number;
  /** path in the catalog, for example hastecrm/api/alerts/errors */
  readonly entry: string;
  /** `organization`, or the id of the system */
  readonly prefix: string;
  /** path in the file */
  readonly path: readonly string[];
}

/** Every entry of a file whose `source:` is a list, in the order of the file. (A system's own `source` is a name.) */
export function namedIn(document: Document, prefix: string): Named[] {
  const found: Named[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, index]);
    if (!isMap(value)) return;
    const { source } = value;
    if (Array.isArray(source)) {
      const { file, line } = placeAt(document, [...path, "source"], "key");
      found.push({ ids: source.map(String), file, line, entry: catalogPath(prefix, path), prefix, path: path.map(String) });
    }
    for (const [key, inner] of Object.entries(value)) if (key !== "source") walk(inner, [...path, key]);
  };
  walk(document.value, []);
  return found;
}
