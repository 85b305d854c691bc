import { z } from "zod";
import type { Role, VendorOf } from "../vendors.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { filter } from "./signal.ts";
import { duration, entryPath, formerly, id, provenance, sentence, share, webAddress } from "./text.ts";

/** What surrounds alerts: what customers see, what people search, and how traces are kept. Nothing here alerts. */

/** The name of a vendor that can take a part. */
export function vendor<R extends Exclude<Role, "pager">>({ roles }: Vocabulary, role: R): z.ZodLiteral<VendorOf<R>> {
  return z.literal([...roles[role]] as VendorOf<R>[]);
}

/** A row of a status page. */
const component = z.strictObject({
  title: sentence,
  signal: entryPath.optional().describe("service/signal of a probe that tells its state; without one a person sets it"),
  formerly,
  ...provenance,
});
export const statusPage = (vocabulary: Vocabulary) =>
  z.strictObject({
    by: vendor(vocabulary, "status-page"),
    title: sentence,
    domain: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "a host name such as status.example.com")
      .describe("its address in the environment that owns the account; other environments have no page"),
    website: webAddress.describe("where its logo leads"),
    support: webAddress.optional().describe("where customers ask"),
    components: z.record(id, component),
    formerly,
    ...provenance,
  });

/** A question that people ask again and again of a store of log lines. */
const savedQuery = z.strictObject({
  title: sentence,
  last: duration,
  where: filter.default({}),
  contains: z.record(z.string(), z.string().min(1)).default({}).describe("field: part of its text"),
  above: z.record(z.string(), z.number()).default({}).describe("field: its value is more than this"),
  show: z.array(z.string()).min(1).optional().describe("these fields of each line"),
  summarize: z
    .strictObject({
      by: z.array(z.string()).min(1),
      average: z.string().optional(),
      max: z.string().optional(),
      count: z.literal(true).optional(),
    })
    .optional()
    .describe("instead of lines: one row for each group, highest count first"),
  formerly,
  ...provenance,
});
const datasetStore = (vocabulary: Vocabulary) =>
  z.strictObject({
    kind: vendor(vocabulary, "datasets"),
    dataset: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,128}$/)
      .describe("in the environment that owns the account; others add their name"),
    retention: duration.describe("whole days"),
    queries: z.record(id, savedQuery).default({}),
    formerly,
    ...provenance,
  });
const streamStore = (vocabulary: Vocabulary) =>
  z.strictObject({
    kind: vendor(vocabulary, "streams"),
    streams: z.record(
      id,
      z.strictObject({
        keep: duration.describe("whole days, after which lines are deleted"),
        level: z.array(z.string()).optional().describe("lines of these levels"),
        ...provenance,
      }),
    ),
    fields: z.array(z.string()).default([]).describe("what every line holds"),
    ...provenance,
  });
export const store = (vocabulary: Vocabulary) => z.discriminatedUnion("kind", [datasetStore(vocabulary), streamStore(vocabulary)]);

/** What users do, counted by event. */
export const analytics = (vocabulary: Vocabulary) =>
  z.strictObject({
    kind: vendor(vocabulary, "analytics"),
    events: z.record(
      id,
      z.strictObject({ event: z.string().min(1), title: sentence, properties: z.array(z.string()).default([]), formerly, ...provenance }),
    ),
    flags: z
      .record(
        id,
        z.strictObject({
          title: sentence,
          rollout: z.record(id, share).describe("by environment: the share of users who see it; none: nobody"),
          formerly,
          ...provenance,
        }),
      )
      .default({}),
    ...provenance,
  });

/** A value of an ini file, which is never quoted: nothing in it ends it, begins a comment or is taken for a variable. */
const iniValue = z.string().regex(/^[\w./:@-]+$/, "letters, digits and _ . / : @ -, which an ini file has as they are");

/** What a database itself tells about its queries. */
export const databaseInsights = (vocabulary: Vocabulary) =>
  z.strictObject({
    kind: vendor(vocabulary, "database-insights"),
    host: iniValue,
    port: z.int().default(5432),
    database: iniValue,
    user: iniValue,
    region: iniValue.optional().describe("of the cloud"),
    instance: iniValue.optional().describe("of the cloud's database service"),
    ...provenance,
  });

/** Which traces are kept whole. */
export const tracing = z.strictObject({
  tracer: sentence.describe("name of the tracer in the application"),
  sample: share.describe("share of ordinary traces that are kept"),
  "slower-than": duration.optional().describe("traces of at least this length are kept"),
  attributes: z.array(z.string()).default([]).describe("what the application sets on the span of a request"),
  journeys: z
    .record(
      id,
      z.strictObject({
        title: sentence,
        routes: z.array(z.string().startsWith("/")).min(1).describe("http.target or url.path of a span is one of these or below it"),
        steps: z.record(id, sentence).describe("spans that the application must make"),
        ...provenance,
      }),
    )
    .describe("traces of these are all kept"),
  ...provenance,
});
