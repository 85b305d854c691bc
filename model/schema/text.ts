import { z } from "zod";
import { isAtLeast, isAtMost, isWhole } from "../duration-limits.ts";
import { pattern } from "../quantity.ts";
import { type Meanings, type Meant, means } from "./meaning.ts";

/** Text forms that every kind of the catalog shares. Their patterns are also what editors check (JSON Schema). */

/** Ids are joined by `--` in logical names, so they hold no double hyphen. */
export const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const id = z.string().regex(idPattern, "ids are lower-case words joined by single hyphens").max(60);

const refs = new Map<string, z.ZodType>();
/** The id of an entry that exists. */
export function ref<M extends keyof Meanings>(to: M): z.ZodType<Meant<string, M>> {
  const schema = refs.get(to) ?? means(id, to);
  refs.set(to, schema);
  return schema as never;
}
/** A map whose keys are ids of entries that exist. */
export const mapBy = <T extends z.ZodType>(to: keyof Meanings, value: T) => z.record(ref(to) as unknown as typeof id, value);

/** `<service>/<entry>` inside one system. */
export const entryPath = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "written as service/entry, for example api/requests");
export const signalPath = means(entryPath, "signal path");

/** `<service>/<signal>` of the same system, or `<system>/<service>/<signal>` of any. */
export const memberPath = means(
  z
    .string()
    .regex(
      /^([a-z][a-z0-9]*(-[a-z0-9]+)*\/){1,2}[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      "written as service/signal, for example api/success, or as system/service/signal",
    ),
  "member path",
);

export const share = means(z.string().regex(pattern.share, "a share such as 99.9%"), "share");

/** By how much something grew: it may be more than the whole. */
export const growth = z.string().regex(pattern.growth, "a growth such as 50% or 200%");

/**
 * A duration between two others, in whole milliseconds: what is shorter would be cut off, and programs
 * that count in nanoseconds end at 2^63.
 */
const between = (form: RegExp, like: string, { least = "0s", most }: { readonly least?: string; readonly most: string }) =>
  z
    .string()
    .regex(form, like)
    .refine(isWhole, "no whole number of milliseconds")
    .refine(isAtLeast(least), `shorter than ${least}`)
    .refine(isAtMost(most), `longer than ${most}`);
const durationOf = (...bounds: Parameters<typeof between>) => means(between(...bounds), "duration");

const like = "a duration such as 30s, 5m, 6h or 30d";
/** How long something lasts, looks back or is kept. */
export const duration = durationOf(pattern.positiveDuration, like, { most: "3660d" });
/** A delay before someone is notified or responds; bounded, because a month later is useless. */
export const longestDelay = "30d";
export const delay = durationOf(pattern.positiveDuration, like, { most: longestDelay });
export const delayOrZero = durationOf(pattern.duration, "a duration such as 0s, 30s or 5m", { most: longestDelay });
/** How long incidents are one: a failure that begins meanwhile does not page separately. */
export const grouping = durationOf(pattern.positiveDuration, like, { least: "1m", most: "1h" });
/** A shift: neither pager hands over more often than by the hour. */
export const shift = durationOf(pattern.positiveDuration, like, { least: "1h", most: "366d" });
/** What a tier of a policy looks back on. */
export const lookback = durationOf(pattern.positiveDuration, like, { most: "366d" });
/** What an objective or a policy looks back on. */
export const window = means(
  between(pattern.window, "a duration such as 7d or 30d, or month or quarter of the calendar", { most: "366d" }),
  "window",
);
export const rate = means(z.string().regex(pattern.rate, "a rate such as 40/h"), "rate");
/** A threshold: text with a unit, or a bare number where the metric has no unit (checked against the metric). */
export const threshold = z.union([z.number(), z.string().min(1)]);
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "a time of day such as 09:00");
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day such as 2026-12-25");
export const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, "a local date and time such as 2026-12-24T09:00");
export const weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
export const timeZone = z.string().min(1).describe("IANA name, for example Europe/Berlin");
export const sentence = z.string().min(1);

/** An address that may appear in a message: a web URL without user and password. */
export const webAddress = z.url({ protocol: /^https?$/ }).regex(/^(?![^/?#]*\/\/[^/?#]*@)/, "an address without a name and password in it");

/** How many labels, or links, one entry has at most: what a service and its alert have together fits every vendor. */
const most = 8;
const few = <T extends z.ZodRecord>(record: T) => record.refine((value) => Object.keys(value).length <= most, `more than ${most} entries`);

/** The form that tags and labels of every vendor have in common, so that no vendor stores another text than the catalog's. */
const labelKey = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, "a label is called with lower-case letters, digits and _, such as cost_center");
const labelValue = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9_.:/-]{0,98}[A-Za-z0-9])?$/,
    "a value of letters, digits and _ . : / - such as CC-4711, at most 100 characters",
  );
/** Addresses stand in messages of every form: nothing in one may end a link or begin a template. */
const linkAddress = z
  .string()
  .max(400)
  .regex(
    /^https:\/\/[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5})?(?:[/?#][^\s<>()[\]{}|"'`\\]*)?$/,
    "an https address without a name and password, other signs written as %28",
  );
const linkTitle = z.string().regex(/^[^<>[\]{}|:\r\n\t]{1,60}$/, "a title of at most 60 characters, without < > [ ] { } | and :");

/** What alerts and objectives carry for people and other programs: they decide nothing. */
export const carried = {
  labels: few(z.record(labelKey, labelValue)).optional().describe("labels or tags at the vendors, such as a cost center"),
  links: few(z.record(linkTitle, linkAddress)).optional().describe("links in messages, runbooks and dashboards: https addresses by title"),
};

/** Where a value comes from and why it is as it is; allowed beside every value of weight. */
export const provenance = {
  source: z
    .array(z.string().regex(/^[A-Z]+-[A-Z]+\d+[a-z]?$/))
    .optional()
    .describe("ids of the requirements that this entry implements"),
  correction: sentence.optional().describe("what the source document got wrong, and what is done instead"),
  decision: sentence.optional().describe("what the source document leaves open, and the choice made"),
};

/** Former ids of a renamed entry: it stays the same object in the state and at the vendor. */
export const formerly = z.array(id).min(1).optional();

export type KeyOf<Alternatives> = Alternatives extends Alternatives ? keyof Alternatives : never;

/** Each alternative refuses the keys of the others: TypeScript alone would take an object that is several of them at once. */
type Apart<Alternative, Keys extends PropertyKey> = Alternative extends Alternative
  ? Alternative & { readonly [Key in Exclude<Keys, keyof Alternative>]?: never }
  : never;

/** Exactly one of several kinds of entry, which its own key tells from the others. */
export function oneOf<const Kinds extends readonly [z.ZodType, ...z.ZodType[]]>(
  kinds: Kinds,
): z.ZodType<Apart<z.output<Kinds[number]>, KeyOf<z.output<Kinds[number]>>>> {
  return z.union(kinds) as never;
}

/** Says of unknown keys how the entry is written, where their names alone would not help. */
export const written = (way: string) => ({
  error: ({ code }: { readonly code?: string }): string | undefined => (code === "unrecognized_keys" ? way : undefined),
});
