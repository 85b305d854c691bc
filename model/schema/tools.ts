import { z } from "zod";
import type { Role, VendorOf } from "../vendors.ts";
import { filter } from "./signal.ts";
import { duration, formerly, id, mapBy, provenance, sentence, share, signalPath, webAddress } from "./text.ts";
import type { Words } from "./words.ts";

/** What surrounds alerts: what customers see, what people search, and how traces are kept. Nothing here alerts. */

/** The name of a vendor that can take a part. */
export function vendor<R extends Exclude<Role, "pager">>({ roles }: Words, role: R): z.ZodLiteral<VendorOf<R>> {
  return z.literal([...roles[role]] as VendorOf<R>[]);
}

/** A row of a status page. */
export const component = z.strictObject({
  title: sentence,
  signal: signalPath.optional().describe("service/signal of the probe that sets its state; without one the state is set by hand"),
  formerly,
  ...provenance,
});
export const statusPage = (words: Words) =>
  z.strictObject({
    by: vendor(words, "status-page"),
    title: sentence,
    domain: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "a host name such as status.example.com")
      .describe("its host name in the environment that owns the account; other environments have no page"),
    website: webAddress.describe("link of the logo"),
    support: webAddress.optional().describe("support page for customers"),
    formerly,
    ...provenance,
    components: z.record(id, component),
  });

/** A question that people ask again and again of a store of log lines. */
export const savedQuery = z.strictObject({
  title: sentence,
  last: duration,
  where: filter.default({}),
  contains: z.record(z.string(), z.string().min(1)).default({}).describe("field: a substring of its value"),
  above: z.record(z.string(), z.number()).default({}).describe("field: a number that its value exceeds"),
  show: z.array(z.string()).min(1).optional().describe("fields to show of each line"),
  summarize: z
    .strictObject({
      by: z.array(z.string()).min(1),
      average: z.string().optional(),
      max: z.string().optional(),
      count: z.literal(true).optional(),
    })
    .optional()
    .describe("instead of lines: one row per group, highest count first"),
  formerly,
  ...provenance,
});
export const datasetStore = (words: Words) =>
  z.strictObject({
    kind: vendor(words, "datasets"),
    dataset: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,128}$/)
      .describe("name in the environment that owns the account; other environments append theirs"),
    retention: duration.describe("in whole days"),
    formerly,
    ...provenance,
    queries: z.record(id, savedQuery).default({}),
  });
export const stream = z.strictObject({
  keep: duration.describe("in whole days, after which lines are deleted"),
  level: z.array(z.string()).optional().describe("only lines of these levels"),
  ...provenance,
});
export const streamStore = (words: Words) =>
  z.strictObject({
    kind: vendor(words, "streams"),
    fields: z.array(z.string()).default([]).describe("fields of every line"),
    ...provenance,
    streams: z.record(id, stream),
  });
export const store = (words: Words) => z.discriminatedUnion("kind", [datasetStore(words), streamStore(words)]);

export const flag = z.strictObject({
  title: sentence,
  rollout: mapBy("environment", share).describe("per environment: share of users who see it; an environment not listed has none"),
  formerly,
  ...provenance,
});
/** What users do, counted by event. */
export const analytics = (words: Words) =>
  z.strictObject({
    kind: vendor(words, "analytics"),
    ...provenance,
    events: z.record(
      id,
      z.strictObject({ event: z.string().min(1), title: sentence, properties: z.array(z.string()).default([]), formerly, ...provenance }),
    ),
    flags: z.record(id, flag).default({}),
  });

/** A value of an ini file, which is never quoted: nothing in it ends it, begins a comment or is taken for a variable. */
const iniValue = z.string().regex(/^[\w./:@-]+$/, "letters, digits and _ . / : @ -, which an ini file has as they are");

/** What a database itself tells about its queries. */
export const databaseInsights = (words: Words) =>
  z.strictObject({
    kind: vendor(words, "database-insights"),
    host: iniValue,
    port: z.int().default(5432),
    database: iniValue,
    user: iniValue,
    region: iniValue.optional().describe("cloud region"),
    instance: iniValue.optional().describe("instance of the cloud's database service"),
    ...provenance,
  });

/** A way through the product. */
export const journey = z.strictObject({
  title: sentence,
  routes: z
    .array(z.string().startsWith("/"))
    .min(1)
    .describe("paths, including everything below them, matched against http.target or url.path of a span"),
  steps: z.record(id, sentence).describe("spans that the application must make"),
  ...provenance,
});

/** Which traces are kept whole. */
export const tracing = z.strictObject({
  tracer: sentence.describe("name of the tracer in the application"),
  sample: share.describe("share of ordinary traces to keep"),
  "slower-than": duration.optional().describe("keep traces of at least this duration"),
  attributes: z.array(z.string()).default([]).describe("attributes that the application sets on the span of a request"),
  ...provenance,
  journeys: z.record(id, journey).describe("journeys whose traces are all kept"),
});
