import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { site } from "../../cli/site.ts";
import { withCatalog } from "../model/edited.ts";

const artificial = join(import.meta.dirname, "..", "catalog");
const parent = mkdtempSync(join(tmpdir(), "site-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

async function run(out: string, asked: Partial<Parameters<typeof site>[0]> = {}): Promise<{ code: number; output: string }> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  return {
    code: await site({
      catalogDir: artificial,
      environment: "prod",
      at: "2026-01-12T03:00:00Z",
      out: join(parent, out),
      draw: false,
      write,
      ...asked,
    }),
    output,
  };
}

const textsIn = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );

describe("the folder", () => {
  let files: Map<string, string>;
  let said: { code: number; output: string };
  beforeAll(async () => {
    said = await run("prod");
    files = textsIn(join(parent, "prod"));
  });
  const pages = () => [...files].filter(([path]) => path.endsWith(".html"));
  const idsIn = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id);

  test("is told with the page to open", () => {
    expect(said).toEqual({
      code: 0,
      output: `${join(parent, "prod", "index.html")}: ${pages().length} pages of prod, to be opened in a browser\n`,
    });
  });

  test("has a page for the organization, each system and each service", () => {
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(["index.html", "systems/shop.html", "services/shop/web.html", "style.css", "search.js"]),
    );
  });

  test("shows nothing that the catalog leaves out", () => {
    const shown = pages().map(([path, html]): [string, string] => [path, html.replaceAll(/<pre[\s\S]*?<\/pre>/g, "")]);
    expect(
      shown.flatMap(([path, html]) =>
        (html.match(/.{0,60}\b(?:undefined|NaN|null|\[object)\b.{0,20}/g) ?? []).map((at) => `${path}: ${at}`),
      ),
    ).toEqual([]);
  });

  test("has no link that leads nowhere, and no anchor twice", () => {
    let followed = 0;
    for (const [path, html] of pages()) {
      const ids = idsIn(html);
      expect(ids).toEqual([...new Set(ids)]);
      for (const [, , to = ""] of html.matchAll(/ (href|src)="([^"]*)"/g)) {
        if (/^https:/.test(to)) continue;
        followed += 1;
        const [file = "", anchor] = to.split("#");
        const target = file === "" ? path : posix.normalize(posix.join(posix.dirname(path), file));
        expect([...files.keys()], `${path}: ${to}`).toContain(target);
        if (anchor !== undefined) expect(idsIn(files.get(target) ?? ""), `${path}: ${to}`).toContain(anchor);
      }
    }
    expect(followed).toBeGreaterThan(1000);
  });

  test("leads on from where a service was", () => {
    expect(files.get("services/store/front.html")).toContain('href="../shop/web.html"');
  });

  test("shows the rule that the evaluator runs", () => {
    expect(files.get("services/shop/web.html")).toContain("sli:bad_events:increase1m{cluster=&quot;one&quot;");
  });

  test("is the same, byte for byte, when it is written again", async () => {
    await run("again");
    expect(textsIn(join(parent, "again"))).toEqual(files);
  });
});

/** A small one: what follows is the same of any. */
const small = { catalogDir: join(import.meta.dirname, "..", "model", "base", "catalog") };

test("a page that is no longer there is removed, and a file of others stays", async () => {
  const folder = join(parent, "shared");
  await withCatalog([{ file: "systems/shop.yaml", replace: "system: shop\n", with: "system: store\n" }], (catalogDir) =>
    run("shared", { catalogDir }),
  );
  writeFileSync(join(folder, "own.txt"), "mine");
  expect(existsSync(join(folder, "systems", "store.html"))).toBe(true);
  expect((await run("shared", small)).code).toBe(0);
  expect(readdirSync(join(folder, "systems"))).toEqual(["shop.html"]);
  expect(readFileSync(join(folder, "own.txt"), "utf8")).toBe("mine");
});

test("a page that others wrote is not written over", async () => {
  const folder = mkdtempSync(join(parent, "foreign-"));
  writeFileSync(join(folder, "index.html"), "mine");
  const { code, output } = await run("", { ...small, out: folder });
  expect(code).toBe(1);
  expect(output).toContain("index.html exists and was not written by this command");
  expect(readFileSync(join(folder, "index.html"), "utf8")).toBe("mine");
});

test("a folder has one environment", async () => {
  await run("one", small);
  expect(await run("one", { ...small, environment: "staging" })).toMatchObject({
    code: 1,
    output: expect.stringContaining("holds the files of prod, not of staging"),
  });
});

test.each([
  ["an environment that there is not", { environment: "prdo" }, 'did you mean "prod"?'],
  ["a history that is not there", { history: "no.csv" }, "--history no.csv cannot be read"],
  ["a time without a zone", { at: "2026-01-12T03:00:00" }, "--at 2026-01-12T03:00:00: "],
])("%s is no question", async (_, asked, said) => {
  expect(await run("none", { ...small, ...asked })).toMatchObject({ code: 2, output: expect.stringContaining(said) });
});

test("prints JSON for programs", async () => {
  const { output } = await run("json", { ...small, format: "json" });
  expect(JSON.parse(output)).toMatchObject({
    environment: "prod",
    folder: join(parent, "json"),
    first: join(parent, "json", "index.html"),
  });
});
