import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, expect, test } from "vitest";
import { copyCatalog, type Entry, turned } from "../products/copy.ts";
import { soundCatalog } from "../prometheus/catalog.ts";
import { plannedOf } from "./planned.ts";

/** Nothing that is planned depends on where a key stands in its file. */
const dir = mkdtempSync(join(tmpdir(), "slostack-order-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const [asWritten, theOtherWay] = [copyCatalog(dir, "as-written"), copyCatalog(dir, "turned", turned)];

function plannedIn(folder: string, environment: string): readonly string[] {
  const catalog = soundCatalog(folder);
  return plannedOf(catalog, environment).map((object) => JSON.stringify(object));
}

test.each(["prod", "staging"])(
  "the products with their keys in the opposite order are planned the same to the byte, in %s",
  (environment) => {
    const planned = plannedIn(asWritten, environment);
    expect(plannedIn(theOtherWay, environment)).toEqual(planned);
    expect(planned.length).toBeGreaterThan(150);
  },
);

test("and the order is the opposite one", () => {
  const [one = [], other = []] = [asWritten, theOtherWay].map((folder) =>
    Object.keys(load(readFileSync(join(folder, "systems", "hastecrm.yaml"), "utf8")) as Entry),
  );
  expect(other).toEqual(one.toReversed());
  expect(one.length).toBeGreaterThan(5);
});
