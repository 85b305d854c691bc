import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { vocabulary } from "../../language.ts";
import { read, root } from "./markdown.ts";

/** Rooms that know no vendor: what they need of one is a fact that its folder states. */
const rooms = ["model", "monitors", "dashboards", "analysis/contract"] as const;
/** Rooms that may speak of a vendor, for example of the one whose files they read, and decide nothing by its name. */
const speaking = ["analysis/review", "analysis/on-call", "analysis/prove", "analysis/coverage", "analysis/site", "cli"] as const;

/** Vendors by their folders, and what people call them and their products. */
const folders = ["components", "artifacts"].flatMap((room) =>
  readdirSync(join(root, room), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
);
const products = ["better stack", "new relic", "cloudwatch", "dogstatsd", "nrql", "promql", "victorops", "splunk", "amazon"];
/** Words of the field as well as folders; and codes of problems, which are catalog users' and stay. */
const shared = new Set(["otel-collector"]);
const codes = /"alertmanager-missing"/g;
const names = [...folders.filter((name) => !shared.has(name)), ...products].flatMap((name) => [name, name.replaceAll(/[- ]/g, "")]);
/** In identifiers, too; two of the names are parts of other words (`isEntry`, `draws`). */
const whole: Readonly<Record<string, RegExp>> = { sentry: /Sentry|(?<![A-Za-z])sentry/, aws: /AWS|Aws|(?<![A-Za-z])aws(?![a-z])/ };
const patterns = [...new Set(names)].map((name) => whole[name] ?? new RegExp(name, "i"));

const filesOf = (room: string) =>
  readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

describe.each(rooms)("%s/ names no vendor", (room) => {
  test.each(filesOf(room))("%s", (file) => {
    const text = read(`${room}/${file}`).replaceAll(codes, "");
    expect(patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? [])).toEqual([]);
  });
});

/** Names by which code could tell vendors and their sources apart; a section of `organization.yaml` is an entry like any other. */
const sections: readonly string[] = vocabulary.sections.map(({ key }) => key);
const deciding = [...folders, ...vocabulary.sources.map(({ kind }) => kind)].filter((name) => !sections.includes(name));
const literal = new RegExp(`(["'\`])(?:${[...new Set(deciding)].join("|")})\\1`, "g");

/** Files that all vendors, or all targets, share; the registries are the lists of them. */
const sharedFiles = ["index.ts", "language.ts"].concat(
  ["components", "artifacts"].flatMap((room) =>
    readdirSync(join(root, room), { withFileTypes: true }).flatMap(({ name }) =>
      name.endsWith(".ts") && name !== "registry.ts" ? [`${room}/${name}`] : [],
    ),
  ),
);

test.each(sharedFiles)("%s decides by no vendor's name", (file) => {
  expect([...read(file).matchAll(literal)].map(([found]) => found)).toEqual([]);
});

describe.each(speaking)("%s/ decides by no vendor's name", (room) => {
  test.each(filesOf(room))("%s", (file) => {
    expect([...read(`${room}/${file}`).matchAll(literal)].map(([found]) => found)).toEqual([]);
  });
});
