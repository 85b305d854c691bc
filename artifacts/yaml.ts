import { dump } from "js-yaml";

/**
 * A configuration as one YAML document, with a line that says where it comes from.
 *
 * @param more further lines of comment
 */
export function yamlDocument(value: unknown, more = ""): string {
  // Quoted as in JSON wherever a reader of YAML 1.1 might see something else than text.
  return `${heading}${more}${dump(value, { lineWidth: -1, noRefs: true, quoteStyle: "double" })}`;
}

export const heading = "# Rendered by slostack from the catalog: a change here is undone by the next rendering.\n";
