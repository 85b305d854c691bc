import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { read, root } from "./markdown.ts";

/** Rooms that know no vendor: what they need of one is a fact that its folder states. */
const rooms = ["model", "monitors", "dashboards", "contract"] as const;

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

describe.each(rooms)("%s/ names no vendor", (room) => {
  const files = readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  test.each(files)("%s", (file) => {
    const text = read(`${room}/${file}`).replaceAll(codes, "");
    expect(patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? [])).toEqual([]);
  });
});
