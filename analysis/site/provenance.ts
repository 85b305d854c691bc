import type { Provenance } from "../../model/resolved.ts";
import type { Text } from "./page.ts";

/** The requirements that an entry answers, and what it corrects or decides. */
export const provenanceFacts = ({ source, correction, decision }: Provenance): (readonly [string, Text])[] => [
  ...(source.length > 0 ? [["requirements", source.join(", ")] as const] : []),
  ...(correction === undefined ? [] : [["correction", correction] as const]),
  ...(decision === undefined ? [] : [["decision", decision] as const]),
];
