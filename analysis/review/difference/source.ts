import { formatDuration } from "../../../model/quantity.ts";
import type { Source } from "../../../model/resolved.ts";
import type { Context } from "./context.ts";
import { mostSevere } from "./direction.ts";
import type { Both, Draft, EntryDiffer, Field } from "./draft.ts";
import { said } from "./general.ts";
import { seenDraft } from "./measured.ts";
import { toldThere } from "./moved.ts";
import { plain, same } from "./plain.ts";
import { lines, scraping } from "./scraped.ts";
import { becomes, matchersInWords } from "./words.ts";

/** Where a source's figures are kept: the same names there need not be the same series. */
const elsewhere: Field<string | undefined> = {
  direction: "looser",
  pages: true,
  means: () => ["its figures are read somewhere else: whether they are the same there, no catalog knows"],
};

/** Fields that decide what its alerts see, and how they are said. */
const seen = {
  kind: (source) => source.kind,
  evaluator: (source) => source.evaluator,
  scrape: (source) => formatDuration(source.scrape),
  evaluate: (source) => formatDuration(source.evaluate),
  environment: (source) => matchersInWords(source.environment),
  prefix: (source) => ("prefix" in source && source.prefix) || "none",
  longTiers: (source) => said("longTiers" in source && source.longTiers),
  application: (source) => ("application" in source && source.application) || "none",
  tag: (source) => ("tag" in source ? source.tag : "none"),
  group: (source) => ("group" in source ? source.group : "none"),
} satisfies Readonly<Record<string, (source: Source) => string>>;

const word: Readonly<Record<string, string>> = {
  scrape: "a point every",
  evaluate: "evaluated every",
  environment: "this environment is",
  longTiers: "long tiers",
};

/** Where numbers live, how often they are read, and who asks. */
export const sourceDiffer: EntryDiffer<"source"> = {
  about: "other",
  name: ({ kind, evaluator }) => `source of the kind ${kind}, evaluated by ${evaluator}`,
  takes: [
    "kind",
    "evaluator",
    "scrape",
    "evaluate",
    "environment",
    "prefix",
    "longTiers",
    "application",
    "tag",
    "group",
    "jobs",
    "format",
    "agent",
    "owner",
    "onCall",
    "severity",
    // facts of the kind, which is said
    "traits",
  ],
  changes: (both, context) => [
    ...reading(both, context),
    ...scraping(both, context),
    ...lines(both, context),
    ...toldThere(both, context, ["owner", "onCall", "severity"]),
  ],
  fields: {
    datasource: elsewhere,
    sentryOrganization: elsewhere,
    project: elsewhere,
    runbook: { about: "text" },
    retentionDays: { word: "retention", show: (days) => `${days}d` },
  },
};

function reading(both: Both<"source">, context: Context): Draft[] {
  const { paired, before, after } = both;
  const value = (source: Source, key: string): unknown => (source as unknown as Readonly<Record<string, unknown>>)[key];
  return Object.entries(seen).flatMap(([key, say]) => {
    const [old, now] = [plain(value(before, key), context.entries.before), plain(value(after, key), context.entries.after)];
    if (same(old, now)) return [];
    const draft = seenDraft(`${word[key] ?? key} ${becomes(say(before), say(after))}`, context.affected(paired.key), context);
    // Whether another vendor can ask and tell as the one before it, no catalog knows.
    return [key === "kind" || key === "evaluator" ? { ...draft, direction: mostSevere([draft.direction, "looser"]) } : draft];
  });
}
