import { matches, partsOf } from "../../../model/matcher.ts";
import { patternText } from "../../../model/pattern-text.ts";
import type { Matcher } from "../../../model/resolved.ts";
import type { Demand, Use } from "../demand.ts";
import { alike, isVariant, sameForm } from "./alike.ts";
import type { Difference, Effect } from "./finding.ts";
import type { Inquiry, Sighting } from "./sighting.ts";
import { list, matchersInWords } from "./words.ts";

/** Labels that are on none of the series, or not on all; a warning if nothing reads them. */
export function labelDifferences({ metric, uses }: Demand, { labels: demanded }: Inquiry, { labels, lacking }: Sighting): Difference[] {
  const free = labels.filter((label) => !demanded.includes(label) && label !== "le");
  return [...lacking].map(([label, on]) => {
    const read = uses.some((use) => effectOf(use, label, on) !== "none");
    return {
      code: "missing-label",
      ...(!read && { severity: "warning" as const }),
      ...(on === "all" && { nearest: alike(label, free) }),
      what: on === "all" ? `its series have no label ${label}` : `some of its series have no label ${label}`,
      way: `set ${label} on every series of ${metric.name}`,
      effect: (use) => effectOf(use, label, on),
    };
  });
}

/** Without a label nothing is selected by it; what is split by it is one. */
function effectOf({ selects, mayFind, by }: Use, label: string, on: "all" | "some"): Effect {
  if (label in selects || label in mayFind) return on === "all" ? "gone" : "wrong";
  return by.includes(label) ? "wrong" : "none";
}

/** Selections that find nothing: what must always be there, and what never can be there. */
export function valueDifferences(demand: Demand, inquiry: Inquiry, sighting: Sighting): Difference[] {
  const { values, lacking, empty } = sighting;
  const present = (label: string) => !lacking.has(label);
  const selected = inquiry.selections
    .filter((where) => empty.has(where) && Object.keys(where).every(present))
    .map((where): Difference => {
      const own = Object.entries(where).filter(([label]) => !(label in inquiry.where));
      const unmatched = own.filter(([label, matcher]) => !(values.get(label) ?? []).some((value) => matches(matcher, value)));
      return {
        code: "no-match",
        what: `no series has ${matchersInWords(own)}${there(unmatched.length > 0 ? unmatched : own, values)}`,
        way: "fix the label in the application, or the matcher in the catalog",
        effect: (use) => (own.every(([label, matcher]) => same(use.selects[label], matcher)) ? "gone" : "none"),
      };
    });
  return [...selected, ...rarelySelected(demand, inquiry, sighting)];
}

/**
 * What counts as a failure may have no series while nothing fails. It is reported if no value could ever match: a pattern, of
 * another form, or the same word written in another way.
 */
function rarelySelected({ uses }: Demand, { labels }: Inquiry, { values, lacking }: Sighting): Difference[] {
  const matchers = new Map<string, [string, Matcher]>();
  for (const { mayFind } of uses)
    for (const [label, matcher] of Object.entries(mayFind)) matchers.set(JSON.stringify([label, matcher]), [label, matcher]);
  return [...matchers.values()].flatMap(([label, matcher]): Difference[] => {
    const seen = values.get(label) ?? [];
    if (!labels.includes(label) || lacking.has(label) || seen.length === 0 || seen.some((value) => matches(matcher, value))) return [];
    // A regular expression, or what is not to be, names no value that could be written in another way.
    const wanted = partsOf(matcher).some.flatMap((one) => ("is" in one ? [one.is] : "startsWith" in one ? [one.startsWith] : []));
    if (wanted.length === 0) return [];
    const [pattern] = wanted.flatMap((one) => patternText(one) ?? []).filter(({ fits }) => seen.some(fits));
    if (pattern)
      return [
        {
          code: "no-match",
          severity: "warning",
          nearest: seen.find(pattern.fits),
          what: `no series has ${matchersInWords([[label, matcher]])}, which is compared as it is written${there([[label, matcher]], values)}`,
          way: pattern.way,
          effect: (use) => (same(use.mayFind[label], matcher) ? "gone" : "none"),
        },
      ];
    const otherForm = seen.every((value) => wanted.every((one) => !sameForm(value, one)));
    const variant = seen.find((value) => wanted.some((one) => isVariant(one, value)));
    if (!otherForm && variant === undefined) return [];
    return [
      {
        code: "no-match",
        ...(!otherForm && { severity: "warning" as const }),
        nearest: variant,
        what: `no series has ${matchersInWords([[label, matcher]])}${there([[label, matcher]], values)}`,
        way: "fix the values in the application, or the matcher in the catalog: otherwise nothing ever counts",
        effect: (use) => (same(use.mayFind[label], matcher) ? "gone" : "none"),
      },
    ];
  });
}

function there(matchers: readonly [string, Matcher][], values: ReadonlyMap<string, readonly string[]>): string {
  return `; ${matchers.map(([label]) => `${label} is ${list(values.get(label) ?? [])}`).join("; ")}`;
}

function same(one: Matcher | undefined, other: Matcher): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
