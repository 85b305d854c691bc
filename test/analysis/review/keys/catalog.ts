import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { type Loaded, loadCatalog, type MadeParts } from "../../../../language.ts";

type Value = Readonly<Record<string, unknown>>;

/** The written files of a catalog, by name; the organization's is `organization`, a profile's begins with `profiles/`. */
export type Files = Readonly<Record<string, unknown>>;

const directory = "test/catalog";
const runbooks = "test/docs/runbooks";
/** A Wednesday. */
export const now = Date.parse("2026-06-03T12:00:00Z");

const read = (file: string): Value => load(readFileSync(file, "utf8")) as Value;
const isMap = (value: unknown): value is Value => typeof value === "object" && value !== null && !Array.isArray(value);

function joined(one: unknown, other: unknown): unknown {
  if (!isMap(one) || !isMap(other)) return other ?? one;
  return Object.fromEntries([...new Set([...Object.keys(one), ...Object.keys(other)])].map((key) => [key, joined(one[key], other[key])]));
}

export const isProfile = (name: string): boolean => name.startsWith("profiles/");

const patterns = (place: string, end = "") => [{ "starts-with": `${place}/${end}` }, { matches: `${place}[0-9]+-${end}.+` }];

/** A filter in which a matcher stands in each of its forms. */
function everyForm(place: string): Value {
  const [start, expression] = patterns(place);
  const [narrow, narrower] = patterns(place, "x");
  return {
    a: start,
    b: expression,
    c: { not: "c" },
    d: { not: start },
    e: { not: expression },
    f: { not: ["f", ...patterns(place)] },
    g: [
      "g",
      ...patterns(place),
      { not: `${place}/g` },
      { not: narrow },
      { not: narrower },
      { not: [`${place}/h`, ...patterns(place, "y")] },
    ],
  };
}

const labels = (place: string, from: Value): Value =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [`${place}_${key}`, value]));

/** A filter at each place that has one; no label is matched twice. */
function filters(): Value {
  const filter = (place: string) => labels(place, everyForm(place));
  const first = (place: string) => labels(place, { a: everyForm(place).a });
  const names = (...places: string[]) => places.flatMap((place) => Object.keys(filter(place)));
  const alert = { for: "0s", missing: "quiet", why: "nothing is well", severity: "warning", runbook: "trucks" };
  return {
    system: "forms",
    name: "Forms",
    owner: "fleet",
    "on-call": "fleet",
    source: "port-prom",
    policy: "standard",
    services: {
      forms: {
        name: "Forms",
        where: filter("own"),
        metrics: {
          calls: { counter: "form_calls_total", labels: names("own", "events", "bad", "fine", "failed", "count") },
          asked: { counter: "form_asked_total", labels: names("own", "both", "asked") },
          "asked-again": { counter: "form_asked_again_total", labels: names("own", "both", "asked") },
          served: { counter: "form_served_total", labels: names("own", "both", "served") },
          "served-again": { counter: "form_served_again_total", labels: names("own", "both", "served") },
          lost: { counter: "form_lost_total", labels: names("own", "lost") },
          "lost-again": { counter: "form_lost_again_total", labels: names("own", "lost") },
          stamp: { gauge: "form_last_seconds", unit: "timestamp", labels: names("own", "age") },
          "load-again": { gauge: "form_load_again", unit: "percent", labels: names("own", "value") },
          load: { gauge: "form_load", unit: "percent", labels: names("own", "slices", "value") },
          "limit-again": { gauge: "form_limit_again", unit: "percent", labels: names("own", "limit", "whole") },
          limit: { gauge: "form_limit", unit: "percent", labels: names("own", "limit", "whole") },
        },
        signals: {
          good: { events: { of: "calls", where: filter("events"), bad: filter("bad") }, "minimum-traffic": "600/h" },
          fine: { events: { of: "calls", good: filter("fine") }, "minimum-traffic": "600/h" },
          served: {
            events: {
              good: { metric: "served", where: filter("served") },
              total: { metric: "asked", where: filter("asked") },
              where: filter("both"),
              why: "two programs count them",
            },
            "minimum-traffic": "600/h",
          },
          lost: {
            events: { bad: { metric: "lost", where: filter("lost") }, total: "asked", why: "two programs count them" },
            "minimum-traffic": "600/h",
          },
          "served-again": {
            events: {
              good: { metric: "served-again", where: first("served") },
              total: { metric: "asked-again", where: first("asked") },
              why: "two programs count them",
            },
            "minimum-traffic": "600/h",
          },
          "lost-again": {
            events: { bad: { metric: "lost-again", where: first("lost") }, total: "asked", why: "two programs count them" },
            "minimum-traffic": "600/h",
          },
          tight: { slices: { of: "load", where: filter("slices"), aggregation: "max", good: { under: "90%" } } },
          failing: { slices: { of: "calls", bad: filter("failed"), good: { under: "1%" } } },
          old: { age: { of: "stamp", where: filter("age") } },
          full: { value: { of: "load", where: filter("value"), aggregation: "max" } },
          "full-again": { value: { of: "load-again", aggregation: "max" } },
          used: { value: { of: "load", "out-of": { metric: "limit-again", where: filter("limit") }, aggregation: "sum" } },
          taken: {
            slices: { of: "load", "out-of": { metric: "limit", where: filter("whole") }, aggregation: "sum", good: { under: "90%" } },
          },
          many: { count: { of: "calls", where: filter("count") } },
          each: { count: { of: "calls", by: ["count_a"] }, "at-most": 20 },
          "each-again": { count: { of: "calls", by: ["count_b"] }, "at-most": 30 },
          bad: { slices: { of: "calls", bad: first("failed"), good: { under: "1%" }, by: ["failed_b"] }, "at-most": 20 },
          "bad-again": { slices: { of: "calls", bad: first("failed"), good: { under: "2%" }, by: ["failed_c"] }, "at-most": 30 },
        },
        slos: {
          good: { signal: "good", target: "99%", runbook: "trucks" },
          fine: { signal: "fine", target: "99%", runbook: "trucks" },
          served: { signal: "served", target: "99%", runbook: "trucks" },
          lost: { signal: "lost", target: "99%", runbook: "trucks" },
          tight: { signal: "tight", target: "99%", runbook: "trucks" },
          failing: { signal: "failing", target: "99%", runbook: "trucks" },
          taken: { signal: "taken", target: "99%", runbook: "trucks" },
        },
        alerts: {
          full: { ...alert, signal: "full", when: { above: "95%" } },
          used: { ...alert, signal: "used", when: { above: "95%" } },
          old: { ...alert, signal: "old", when: { "older-than": "1d" } },
          "full-again": { ...alert, signal: "full-again", when: { above: "95%" } },
          many: { ...alert, signal: "many", when: { count: { above: 10, over: "10m" } } },
          each: { ...alert, signal: "each", when: { count: { above: 10, over: "10m" } } },
          bad: { ...alert, signal: "bad", when: { "bad-share": { above: "10%", over: "10m" } } },
        },
      },
    },
    stores: {
      lines: { kind: "axiom", dataset: "forms", retention: "30d", queries: { all: { title: "All", last: "1h", where: filter("store") } } },
    },
  };
}

/** The artificial catalog, and what it has not. */
export function everyKey(): Files {
  const more = read(join(import.meta.dirname, "more.yaml"));
  const below = (folder: string) =>
    readdirSync(join(directory, folder)).map((name) => ({ name: name.replace(/\.yaml$/, ""), value: read(join(directory, folder, name)) }));
  return {
    organization: joined(read(join(directory, "organization.yaml")), more.organization),
    ...Object.fromEntries(below("profiles").map(({ name, value }) => [`profiles/${name}`, value])),
    ...Object.fromEntries(below("systems").map(({ name, value }) => [name, value])),
    forms: filters(),
    port: more.system,
  };
}

/** A folder of {@link checked}: what stands in it by the path, and what was read of it. */
interface Folder {
  readonly path: string;
  readonly written: Map<string, string>;
  readonly parts: MadeParts;
}

/** By the names of the files, so that going from one part of the catalog to another writes nothing. */
const folders = new Map<string, Folder>();

function folderOf(files: Files): Folder {
  const name = Object.keys(files).join(" ");
  const known = folders.get(name);
  if (known) return known;
  const made: Folder = { path: mkdtempSync(join(tmpdir(), "keys-")), written: new Map(), parts: new Map() };
  for (const below of ["systems", "profiles"]) mkdirSync(join(made.path, below));
  folders.set(name, made);
  return made;
}

/** Checks written files; JSON is YAML. Only what differs from the call before with files of these names is written and read. */
export function checked(files: Files): Loaded {
  const { path: folder, written, parts } = folderOf(files);
  for (const [name, value] of Object.entries(files)) {
    const path = join(folder, `${name === "organization" || isProfile(name) ? name : join("systems", name)}.yaml`);
    const text = textOf(value);
    if (written.get(path) === text) continue;
    written.set(path, text);
    writeFileSync(path, text);
    parts.delete(path);
  }
  return loadCatalog(folder, runbooks, now, parts);
}

const texts = new WeakMap<object, string>();

/** Files are copied where they are edited, so that one that is the same has the same text. */
function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const text = texts.get(value) ?? JSON.stringify(value);
  texts.set(value, text);
  return text;
}

/** Removes the folders of {@link checked}. */
export function removeChecked(): void {
  for (const { path } of folders.values()) rmSync(path, { recursive: true });
  folders.clear();
}
