import { matches } from "../../../model/matcher.ts";
import type { Matchers } from "../../../model/resolved.ts";

/** Whether matchers select a series of these labels. A label that is not there has the empty value. */
export function selects(where: Matchers, labels: ReadonlyMap<string, string>): boolean {
  return Object.entries(where).every(([label, matcher]) => matches(matcher, labels.get(label) ?? ""));
}
