import Fraction from "fraction.js";
import type { Resolved } from "../../../model/resolved.ts";

/** A place in a resolved model that holds one value, and the way to it. */
export interface Slot {
  readonly path: string;
  readonly of: Record<string, unknown>;
  readonly key: string;
}

/** Words that are one of a few; another of them is as good a catalog. */
const others: Readonly<Record<string, string>> = {
  above: "below",
  below: "above",
  min: "max",
  max: "min",
  avg: "max",
  sum: "avg",
  page: "post",
  post: "page",
  shadow: "ticket",
  ticket: "shadow",
  fire: "quiet",
  absence: "quiet",
  quiet: "absence",
  month: "quarter",
  quarter: "month",
  worst: "weighted",
  weighted: "worst",
  pagerduty: "opsgenie",
  opsgenie: "pagerduty",
  s: "ms",
  ms: "s",
  bytes: "ratio",
  percent: "bytes",
  ratio: "bytes",
  bool: "bytes",
};

/**
 * What is derived from other values, or tells one kind of entry from another: an edit of the catalog moves it only
 * together with these.
 */
function isDerived(path: string): boolean {
  // A trait is of the kind of source, and stands in its vendor's folder.
  if (/\.traits\./.test(path)) return true;
  if (/\.(id|kind|formerly\.\d+|evaluator)$/.test(path)) return true;
  if (/\.services\.\d+(\.(slos|alerts|signals|probes|composites)\.\d+)?\.path$/.test(path)) return true;
  if (/\.(signals|composites)\.\d+\.(system|service|environment)$/.test(path)) return true;
  return /\.(signal|show)\.(system|service|environment|path)$/.test(path);
}

/** It means nothing beside a raw query. */
const isIdle = (value: object, key: string): boolean => "raw" in value && value.raw !== undefined && key === "across";

/** What a kind of source can do is the same for every catalog. */
const isOfKind = (path: string): boolean => /\.traits$/.test(path);

/** Every place of a model that an edit could change, each object once however many refer to it. */
export function slotsOf(resolved: Resolved): Slot[] {
  const seen = new Set<object>();
  const slots: Slot[] = [];
  const walk = (value: object, path: string) => {
    if (seen.has(value)) return;
    seen.add(value);
    for (const [key, one] of Object.entries(value)) {
      const at = `${path}.${key}`;
      if (isOfKind(at)) continue;
      if (typeof one === "object" && one !== null && !(one instanceof Fraction)) walk(one, at);
      else if (one !== undefined && !isDerived(at) && !isIdle(value, key))
        slots.push({ path: at, of: value as Record<string, unknown>, key });
    }
  };
  walk(resolved, "");
  return slots;
}

/**
 * Every place that refers to an entry which stands in a list, with another entry of that list; and every list, without
 * its last member.
 */
export function referencesOf(resolved: Resolved): (Slot & { readonly other: unknown })[] {
  const lists = new Map<object, readonly unknown[]>();
  const places: Slot[] = [];
  const seen = new Set<object>();
  const walk = (value: object, path: string) => {
    if (seen.has(value) || value instanceof Fraction) return;
    seen.add(value);
    for (const [key, one] of Object.entries(value)) {
      const at = `${path}.${key}`;
      if (typeof one !== "object" || one === null || isOfKind(at)) continue;
      if (Array.isArray(one))
        for (const member of one)
          if (typeof member === "object" && member !== null && "id" in member && !lists.has(member)) lists.set(member, one);
      places.push({ path: at, of: value as Record<string, unknown>, key });
      walk(one, at);
    }
  };
  walk(resolved, "");
  return places.flatMap((place) => {
    const { of, key, path } = place;
    const value = of[key];
    if (Array.isArray(value))
      return value.length > 0 && !isDerivedList(path) ? [{ ...place, path: `${path} without its last`, other: value.slice(0, -1) }] : [];
    const list = Array.isArray(of) || isDerivedReference(path) ? [] : (lists.get(value as object) ?? []);
    const other = list.find((one) => one !== value && sameKind(one, value));
    return other === undefined ? [] : [{ ...place, other }];
  });
}

const kindOf = (value: unknown): unknown => (typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined);
const sameKind = (one: unknown, other: unknown): boolean => kindOf(one) === kindOf(other);

/** Former ids alone; a system has every severity of the organization, in its own words or not. */
const isDerivedList = (path: string): boolean => /\.formerly$|\.systems\.\d+\.severities$/.test(path);
/** The source of a signal is that of its metric, or of its members. */
const isDerivedReference = (path: string): boolean => /\.((?:signals|composites)\.\d+|signal|show\.signal)\.from$/.test(path);

/** Writes another value of the same kind. */
export function edit({ of, key }: Slot): void {
  of[key] = otherThan(of[key]);
}

function otherThan(value: unknown): unknown {
  if (value instanceof Fraction) return value.mul(new Fraction(1, 2)).add(new Fraction(1, 1000));
  if (typeof value === "number") return value + 60;
  if (typeof value === "boolean") return !value;
  const text = String(value);
  return others[text] ?? forms.find(({ form }) => form.test(text))?.other(text) ?? `${text}7`;
}

/** Texts of a form that the checks ask for; another of them is as good a catalog. */
const forms: readonly { readonly form: RegExp; readonly other: (text: string) => string }[] = [
  { form: /^[A-Z][A-Za-z]+\/[A-Z][A-Za-z_/]+$/, other: (text) => (text === "Asia/Tokyo" ? "Europe/Paris" : "Asia/Tokyo") },
  // A first handoff, or a time at which someone takes over: two days later, at an hour of its own.
  { form: /^\d{4}-\d\d-\d\dT/, other: (text) => `${new Date(Date.parse(`${text}Z`) + 176_460_000).toISOString().slice(0, text.length)}` },
  { form: /^\d\d:\d\d$/, other: (text) => (text === "10:30" ? "11:30" : "10:30") },
];
