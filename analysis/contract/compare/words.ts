import type { Matcher } from "../../../model/resolved.ts";
import { matcherInWords as matcherInPlainWords } from "../../../monitors/words.ts";

/** At most some of many values. */
export function list(values: readonly string[]): string {
  if (values.length === 0) return "nothing";
  const texts = values.slice(0, shown).map((value) => JSON.stringify(value));
  return `${texts.join(", ")}${values.length > shown ? ` and ${values.length - shown} more` : ""}`;
}
const shown = 8;

export function matchersInWords(matchers: readonly (readonly [string, Matcher])[]): string {
  return matchers.map(([label, matcher]) => matcherInWords(label, matcher)).join(" and ");
}

function matcherInWords(label: string, matcher: Matcher): string {
  if ("is" in matcher) return `${label} ${JSON.stringify(matcher.is)}`;
  if ("anyOf" in matcher) return `${label} ${matcher.anyOf.map((value) => JSON.stringify(value)).join(" or ")}`;
  if ("startsWith" in matcher) return `a ${label} that begins with ${JSON.stringify(matcher.startsWith)}`;
  return `a ${label} that ${matcherInPlainWords(matcher)}`;
}
