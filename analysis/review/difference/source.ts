import { formatDuration } from "../../../model/quantity.ts";
import type { EntryDiffer, Field } from "./draft.ts";
import { toldThere } from "./moved.ts";
import { lines, scraping } from "./scraped.ts";
import { matchersInWords } from "./words.ts";

/** Where a source's figures are kept: the same names there need not be the same series. */
const elsewhere: Field<string | undefined> = {
  direction: "looser",
  pages: true,
  means: () => ["its figures are read somewhere else: whether they are the same there, no catalog knows"],
};

/** Where numbers live, how often they are read, and who asks. */
export const sourceDiffer: EntryDiffer<"source"> = {
  about: "other",
  name: ({ kind, evaluator }) => `source of the kind ${kind}, evaluated by ${evaluator}`,
  takes: ["jobs", "format", "agent", "owner", "onCall", "severity", "traits"],
  changes: (both, context) => [
    ...scraping(both, context),
    ...lines(both, context),
    ...toldThere(both, context, ["owner", "onCall", "severity"]),
  ],
  fields: {
    // Whether another vendor can ask and notify as the one before it, no catalog knows.
    kind: { direction: "seen elsewhere" },
    evaluator: { direction: "seen elsewhere" },
    scrape: { word: "a point every", show: formatDuration, direction: "seen" },
    evaluate: { word: "evaluated every", show: formatDuration, direction: "seen" },
    environment: { word: "this environment is", show: matchersInWords, direction: "seen" },
    prefix: { show: (prefix) => prefix || "none", direction: "seen" },
    longTiers: { direction: "seen" },
    application: { direction: "seen" },
    tag: { direction: "seen" },
    group: { direction: "seen" },
    datasource: elsewhere,
    server: elsewhere,
    // Whether the server can answer it, no catalog knows.
    counts: {
      direction: (_, after) => (after === "anchored" ? "looser" : "neutral"),
      pages: true,
      means: (_, after) =>
        after === "anchored"
          ? ["a server without the feature flag reads none of its rules; enable it there first, which `contract` names"]
          : ["the same events are counted, between their samples by extrapolation"],
    },
    sentryOrganization: elsewhere,
    project: elsewhere,
    retentionDays: { word: "retention", show: (days) => `${days}d` },
  },
};
