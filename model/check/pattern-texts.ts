import { patternText } from "../pattern-text.ts";
import { references } from "./references.ts";
import type { Check } from "./report.ts";

/** Where values of labels are written; a value of each is a text, a list, or a map with one text. */
const ofSystem: readonly string[] = [
  "services/*/where",
  "services/*/signals/*/events/where",
  "services/*/signals/*/events/bad",
  "services/*/signals/*/slices/where",
  "services/*/signals/*/value/where",
  "services/*/signals/*/count/where",
  "stores/*/queries/*/where",
].flatMap((filter) => [`${filter}/*`, `${filter}/*/*`]);

const ofOrganization: readonly string[] = ["environments/*/is/*/*"];

/** Values that look like a pattern: they are compared as they are written, so that no series would ever have them. */
export const warnOfPatternTexts: Check = ({ organization, systems }, report) => {
  const parts = [{ part: organization, patterns: ofOrganization }, ...systems.map((part) => ({ part, patterns: ofSystem }))];
  for (const { part, patterns } of parts)
    for (const { path, name } of patterns.flatMap((pattern) => references(part.value, pattern))) {
      const found = patternText(name);
      if (found)
        report(part, path, "reads-like-pattern", `${JSON.stringify(name)} is matched literally, not as a pattern`, {
          way: found.way,
        });
    }
};
