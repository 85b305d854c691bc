import type { Change } from "../../analysis/review/change.ts";
import { differenceOf } from "../../analysis/review/difference.ts";
import { type CheckedCatalog, loadCatalog, resolve } from "../../language.ts";
import type { Resolved } from "../../model/resolved.ts";
import { type Edit, withCatalog } from "../model/edited.ts";

/** The instant at which the small catalogs of the tables are judged: a Wednesday. */
export const now = Date.parse("2026-06-03T12:00:00Z");

/** What `check` says of the base catalog with edits: `code: sentence; way out`, a line each. */
export function saidOf(edits: readonly Edit[]): string[] {
  return withCatalog(edits, (catalog) =>
    loadCatalog(catalog, undefined, now).problems.map(({ code, what, way }) => `${code}: ${what}; ${way}`),
  );
}

/** What the review says of edits of the base catalog, which `before` has made ready. */
export function reviewed(
  edits: readonly Edit[],
  { before = [], environment = "prod" }: { before?: readonly Edit[]; environment?: string } = {},
): Change[] {
  const [base, head] = [written(before), written([...before, ...edits])];
  return differenceOf(resolve(base, environment), resolve(head, environment), { base, head }, now);
}

/** The base catalog with edits, resolved. */
export const resolvedOf = (edits: readonly Edit[], environment = "prod"): Resolved => resolve(written(edits), environment);

/** Read by a check of later years: what it refuses today may be reviewed. */
export function written(edits: readonly Edit[]): CheckedCatalog {
  const { catalog, problems } = withCatalog(edits, (directory) => loadCatalog(directory, undefined, Date.parse("2100-01-01T00:00:00Z")));
  if (!catalog) throw new Error(problems.map(({ code, what }) => `${code}: ${what}`).join("\n"));
  return catalog;
}

/** An edit of organization.yaml. */
export const organization = (replace: string, by: string): Edit => ({ file: "organization.yaml", replace, with: by });
