import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { vocabulary } from "../../language.ts";
import { formatText } from "../../model/format.ts";
import { readText } from "../../model/read.ts";
import { organizationSchema } from "../../model/schema/organization.ts";
import { systemSchema } from "../../model/schema/system.ts";
import { root } from "../docs/markdown.ts";

const schemas = { organization: organizationSchema(vocabulary), system: systemSchema(vocabulary) };

function formatted(text: string, kind: keyof typeof schemas): string | undefined {
  const { document, problems } = readText(text, "x.yaml", "x");
  expect(problems).toEqual([]);
  return document && formatText(text, document, schemas[kind]);
}
const system = (text: string) => formatted(text, "system");

describe("the keys of a file are put in the order of the schema", () => {
  test("with the comments above them and behind their values, and the blank lines", () => {
    expect(
      system(`# yaml-language-server: $schema=x
# about the file
policy: standard # two of them
name: Shop

# what is watched
services:
  # the shop
  web:
    # nothing else has this label
    where: { service: web }
    name: Web # as people call it
    # at the end of web
system: shop
# at the end of the file
`),
    ).toBe(`# yaml-language-server: $schema=x
# about the file
system: shop
name: Shop
policy: standard # two of them

# what is watched
services:
  # the shop
  web:
    name: Web # as people call it
    # at the end of web
    # nothing else has this label
    where: { service: web }
# at the end of the file
`);
  });

  test("in brackets, where the separators stay", () => {
    expect(
      system(`system: shop\nservices: { web: { where: { "b": x, a: [ 1 ] },  name: "Web" , slos: {up: {target: 9%, signal: s}} } }\n`),
    ).toBe(`system: shop\nservices: { web: { name: "Web",  where: { "b": x, a: [ 1 ] } , slos: {up: {signal: s, target: 9%}} } }\n`);
  });

  test("in brackets over several lines; not where a comment stands between them", () => {
    expect(system("services: {\n  web: { where: { a: b },\n    name: Web } }\nsystem: shop\n")).toBe(
      "system: shop\nservices: {\n  web: { name: Web,\n    where: { a: b } } }\n",
    );
    const text = "services: {\n  web: { where: { a: b }, # why\n    name: Web } }\n";
    expect(system(text)).toBe(text);
  });

  test("in items of a list; not where a comment would need a line above the dash", () => {
    const levels = (text: string) => formatted(`escalations:\n  shop:\n    levels:\n${text}`, "organization")?.split("levels:\n")[1];
    expect(levels("      - wait: 5m\n        schedule: one # first\n      - schedule: two\n        wait: 5m\n")).toBe(
      "      - schedule: one # first\n        wait: 5m\n      - schedule: two\n        wait: 5m\n",
    );
    const commented = "      - wait: 5m\n        # first\n        schedule: one\n";
    expect(levels(commented)).toBe(commented);
  });

  test("while ids keep theirs, and unknown keys come last", () => {
    expect(system("more: 1\nservices:\n  web: { name: Web }\n  api: { name: API }\nsystem: shop\n")).toBe(
      "system: shop\nservices:\n  web: { name: Web }\n  api: { name: API }\nmore: 1\n",
    );
  });

  test("beside texts of several lines, quotes and signs of comments in them", () => {
    expect(system(`name: "a # b\n  # c"\ndecision: |\n  # no comment\n\n  still\nsystem: 'shop'\n`)).toBe(
      `system: 'shop'\nname: "a # b\n  # c"\ndecision: |\n  # no comment\n\n  still\n`,
    );
  });

  test("with a line end after the last line, and with the line ends that the file has", () => {
    expect(system("name: Shop\nsystem: shop")).toBe("system: shop\nname: Shop\n");
    expect(system("name: Shop\r\nsystem: shop\r\n")).toBe("system: shop\r\nname: Shop\r\n");
  });

  test("but never so that the file means something else", () => {
    expect(system("name: |+\n  Shop\n\nsystem: shop\n")).toBeUndefined();
  });
});

/** Each file of the test catalogs, as it is written. */
const files = globSync("test/{catalog,products/catalog,model/base/catalog}/**/*.yaml", { cwd: root }).filter(
  (file) => !file.endsWith("incidents.yaml"),
);
const kindOf = (file: string) => (file.endsWith("organization.yaml") ? "organization" : "system");

describe("a file of a catalog", () => {
  test.each(files)("means the same, holds the same and is formatted after it was: %s", (file) => {
    const text = readFileSync(join(root, file), "utf8");
    const once = formatted(text, kindOf(file)) ?? "";
    expect(load(once)).toEqual(load(text));
    expect(charactersOf(once)).toEqual(charactersOf(text));
    expect(formatted(once, kindOf(file))).toBe(once);
  });

  test("is formatted alike whatever the order of its lines was", () => {
    const file = join(root, "test/products/catalog/systems/hastecrm.yaml");
    const text = readFileSync(file, "utf8");
    const [head = "", ...sections] = text.split(/(?<=\n)(?=[a-z])/);
    const expected = load(formatted(text, "system") ?? "") as object;
    fc.assert(
      fc.property(fc.shuffledSubarray(sections, { minLength: sections.length }), (shuffled) => {
        const once = formatted(head + shuffled.join(""), "system") ?? "";
        expect(Object.keys(load(once) as object)).toEqual(Object.keys(expected));
        expect(charactersOf(once)).toEqual(charactersOf(text));
        expect(formatted(once, "system")).toBe(once);
      }),
      { numRuns: 40 },
    );
  });
});

/** How often each line stands in a text, without its separators: nothing of it may get lost. */
function charactersOf(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const sign of text) counts[sign] = (counts[sign] ?? 0) + 1;
  return counts;
}
