import type { z } from "zod";
import type { Path } from "../document.ts";
import { valueFor } from "../matcher.ts";
import { matcherOf } from "../resolve/matchers.ts";
import type { Matcher } from "../resolved.ts";
import type { filter } from "../schema/signal.ts";
import { isMatcher, kept } from "./matchers.ts";
import type { Report } from "./report.ts";
import type { CheckedService } from "./service.ts";

type Filter = z.output<typeof filter>;

/** A part of the events is neither none nor all of them. */
export function checkPart(scope: CheckedService, where: Filter, part: Filter, key: "bad" | "good", at: Path, report: Report): void {
  const both = Object.entries(part).map(([label, matcher]) => {
    const selected = Object.hasOwn(where, label) && where[label] !== undefined ? [where[label]] : [];
    return { label, matchers: [matcher, ...selected] };
  });
  // What is no matcher by itself is reported by `checkMatchers`.
  if (both.some(({ matchers }) => !matchers.every(isMatcher))) return;
  const found = both.map(({ label, matchers }) => ({ label, all: matchers.map(matcherOf) }));
  for (const { label, all } of found)
    if (all.length > 1 && insideOf(all) === "none")
      report(
        scope.part,
        [...at, label],
        "selects-nothing",
        `no value of ${JSON.stringify(label)} fits both this and the \`where\` of the signal`,
      );
  if (found.every(({ all }) => outsideOf(all) === "none")) report(scope.part, at, "empty-filter", `every event would be ${key}`);
}

/** A value that a part has, and one that it has not, among those that are selected: of the matcher of the part, then that of the selection if there is one. */
const insideOf = kept((matchers: readonly Matcher[]) => valueFor(matchers, (taken) => taken.every(Boolean)));
const outsideOf = kept((matchers: readonly Matcher[]) =>
  valueFor(matchers, ([isPart, ...selected]) => isPart === false && selected.every(Boolean)),
);
