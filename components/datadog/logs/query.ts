import type { Pipeline } from "../../../model/resolved.ts";

/** A value of a log search: plain words as they are, everything else in quotes, and so are the words of the search itself. */
export function searchValue(text: string): string {
  return /^(?!(?:AND|OR|NOT)$)[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function anyOf(key: string, values: readonly string[]): string[] {
  const [only, ...more] = values.map(searchValue);
  if (only === undefined) return [];
  return [more.length === 0 ? `${key}:${only}` : `${key}:(${[only, ...more].join(" OR ")})`];
}

type Taking = Pick<Pipeline, "services" | "technologies">;

/** The logs that a pipeline is written for. */
function taken({ services, technologies }: Taking): string {
  const parts = [...anyOf("service", services), ...anyOf("source", technologies)];
  return parts.length === 0 ? "*" : parts.join(" ");
}

/**
 * The filter of each pipeline. At Datadog a line goes through every pipeline that takes it; in the catalog the first that
 * takes it has it, so that a later one leaves out what an earlier one may have taken.
 */
export function pipelineQuery(pipeline: Taking, earlier: readonly Taking[]): string {
  const excluded = earlier.filter((other) => !apart(pipeline, other)).map((other) => `-(${taken(other)})`);
  return [taken(pipeline), ...excluded].join(" ");
}

/** Both ask for services, or both for technologies, and never for the same. */
function apart(one: Taking, other: Taking): boolean {
  const disjoint = (a: readonly string[], b: readonly string[]) => a.length > 0 && b.length > 0 && !a.some((value) => b.includes(value));
  return disjoint(one.services, other.services) || disjoint(one.technologies, other.technologies);
}
