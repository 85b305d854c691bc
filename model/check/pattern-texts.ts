import type { Path } from "../document.ts";
import type { Part } from "../part.ts";
import { patternText } from "../pattern-text.ts";
import { patternsIn } from "./matchers.ts";
import type { Check } from "./report.ts";

/** Values that look like a pattern: they are compared as they are written, so that no series would ever have them. */
export const warnOfPatternTexts: Check = ({ organization, systems }, report) => {
  const warn = (part: Part<unknown>, path: Path, value: unknown): void => {
    if (typeof value === "object")
      for (const [key, one] of Object.entries(value ?? {})) warn(part, [...path, Array.isArray(value) ? Number(key) : key], one);
    const found = typeof value === "string" ? patternText(value) : undefined;
    if (found)
      report(part, path, "reads-like-pattern", `${JSON.stringify(value)} is matched literally, not as a pattern`, { way: found.way });
  };
  for (const [id, { is }] of Object.entries(organization.value.environments)) warn(organization, ["environments", id, "is"], is);
  // A regular expression is one, and `checkMatchers` looks at it.
  for (const part of systems)
    for (const { path, means, value } of part.meanings)
      if (means === "filter") for (const one of patternsIn(value as never, path)) warn(part, one.path, one.is ?? one.startsWith);
};
