import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import description from "../../package.json" with { type: "json" };
import { read, root } from "./markdown.ts";

/** The page quotes programs that run on the real engine in `test/by-itself/`. */
const page = read("docs/components.md");
const quoted = new Map([...page.matchAll(/^<!-- (\S+) -->\n```\w+\n([\s\S]*?)^```$/gm)].map(([, file = "", text = ""]) => [file, text]));
const folder = "test/by-itself/examples";
const examples = readdirSync(join(root, folder)).map((file) => `${folder}/${file}`);

/** What the import of a user's program is in the work tree, where nothing is packed. */
const doors = Object.entries(description.exports).map(([door, file]) => [
  file.replace("./dist/", "../../../").replace(/\.js$/, ".ts"),
  door.replace(/^\./, "slostack"),
]);

test("every program of the page is one that a test runs, and each of those is in the page", () => {
  expect([...quoted.keys()].sort()).toEqual(examples.sort());
});

test.each(examples)("%s is quoted as it runs", (file) => {
  const asWritten = doors.reduce((text, [path = "", door = ""]) => text.replaceAll(`"${path}"`, `"${door}"`), read(file));
  expect(quoted.get(file)).toBe(asWritten);
  expect(asWritten).toMatch(/from "slostack/);
});

test.each(examples)("%s is run by a test", (file) => {
  const tests = readdirSync(join(root, "test/by-itself")).filter((name) => name.endsWith(".test.ts"));
  const short = file.replace("test/by-itself/", "");
  expect(tests.filter((name) => read(`test/by-itself/${name}`).includes(short))).not.toEqual([]);
});
