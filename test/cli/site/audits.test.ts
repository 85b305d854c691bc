import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contract } from "../../../cli/contract.ts";
import { site } from "../../../cli/site.ts";
import { drift, proofs } from "./answers.ts";

const catalogDir = join(import.meta.dirname, "..", "..", "model", "base", "catalog");
const parent = mkdtempSync(join(tmpdir(), "audits-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

async function run(out: string, asked: Partial<Parameters<typeof site>[0]>): Promise<{ code: number; output: string }> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const code = await site({
    ...{ catalogDir, environment: "prod", at: "2026-01-12T03:00:00Z", out: join(parent, out), draw: false, write },
    ...asked,
  });
  return { code, output };
}
const pagesIn = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(join(parent, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".html"))
      .map((path) => [path, readFileSync(join(parent, folder, path), "utf8")]),
  );
const written = (name: string, value: unknown): string => {
  const file = join(parent, name);
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  return file;
};
/** What an element with an anchor says. */
const textOf = (html: string | undefined, id: string): string =>
  (html ?? "")
    .split(`<section id="${id}"`)[1]
    ?.split("</section>")[0]
    ?.replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ") ?? "";

/** What `slostack contract` says of an application that sends its load by another name. */
async function comparison(): Promise<string> {
  let text = "";
  const scrape = written("metrics.txt", '# TYPE cpu_load_percent gauge\ncpu_load_percent{core="0"} 3\n');
  await contract({
    ...{ catalogDir, environment: "prod", format: "json", scrape },
    write: (part) => {
      text += part;
    },
  });
  return text;
}

describe("audits", () => {
  let pages: Map<string, string>;
  beforeAll(async () => {
    const asked = {
      drift: written("drift.json", drift),
      contract: [written("contract.json", await comparison())],
      prove: written("proofs.json", proofs),
    };
    expect(await run("audited", asked)).toMatchObject({ code: 0 });
    pages = pagesIn("audited");
  });

  test("stand on the first page with their date and how they ended", () => {
    const said = textOf(pages.get("index.html"), "audits");
    expect(said).toContain("Drift of prod 2026-01-11 01:30 UTC Of 12 objects at the vendors: 1 changed by hand.");
    expect(said).toMatch(
      /Metrics of prom \d{4}-\d\d-\d\d \d\d:\d\d UTC 3 metrics of prom compared with \S+metrics\.txt: 3 errors, 0 warnings/,
    );
    expect(said).toContain(
      "Proofs 2026-01-12 02:00 UTC 1 alert proved, 1 not proved, 0 not run; 40 simulations; 0 of 1 panel show what they should",
    );
  });

  test("have a page, to which every page leads", () => {
    for (const [path, html] of pages)
      if (path !== "audits.html") expect(html, path).toContain(path.includes("/") ? "../audits.html" : "audits.html");
    expect(pages.get("audits.html")).toContain('<a href="drift.html">The whole answer</a>');
    expect(pages.get("drift.html")).toContain("&lt;1h&gt;");
  });

  test("are on the page of the service that they touch, each alert and SLO with a link", () => {
    const html = pages.get("services/shop/api.html");
    const said = textOf(html, "findings");
    expect(said).toContain("rules[0].for: 0s -&gt; &lt;1h&gt; Shop API: API down Drift of prod , 2026-01-11 01:30 UTC");
    expect(said).toMatch(/there is no gauge of this name;.* cannot fire: Shop API: API hot ;/);
    expect(said).toMatch(/not measured, or wrongly: API availability ;/);
    expect(said).toMatch(/hot for 15m: expected to fire not proved: Shop API: API hot Proofs/);
    expect(said).toMatch(/the catalog means shop not routed as meant: Shop API: API down/);
    const links = [
      ...((html ?? "")
        .split('<section id="findings"')[1]
        ?.split("</section>")[0]
        ?.matchAll(/href="([^"]+)"/g) ?? []),
    ];
    expect(links.map(([, to]) => to)).toEqual(
      expect.arrayContaining(["#alerts/shop--api--down", "#slos/availability", "../../audits.html#audit-3"]),
    );
  });

  test("name the panels that do not show what they should", () => {
    expect(textOf(pages.get("audits.html"), "audit-3")).toContain(
      'the line "status" is empty on simulated data not shown as it should be: panel Traffic of Overview'.replaceAll('"', "&quot;"),
    );
  });

  test("have no link that leads nowhere", () => {
    for (const path of ["index.html", "audits.html", "services/shop/api.html"])
      for (const [, to = ""] of (pages.get(path) ?? "").matchAll(/ href="([^"]*\.html[^"]*)"/g)) {
        const [file = "", anchor] = to.split("#");
        const target = pages.get(posix.join(posix.dirname(path), file));
        expect(target, `${path}: ${to}`).toBeDefined();
        if (anchor !== undefined) expect(target, `${path}: ${to}`).toContain(` id="${anchor}"`);
      }
  });

  test("are nowhere where none is given", async () => {
    await run("plain", {});
    for (const [path, html] of pagesIn("plain")) expect(html, path).not.toMatch(/audits\.html|id="audits"/);
  });
});

describe("an answer", () => {
  test.each<[string, "drift" | "prove", unknown, string]>([
    ["of another stack", "drift", { ...drift, stack: "staging" }, "is of the stack staging, and these are the pages of prod"],
    ["of another verb", "drift", { slos: [] }, "is no answer of slostack drift"],
    ["without its time", "drift", { ...drift, at: undefined }, "is no answer of slostack drift"],
    ["that has errors", "drift", { errors: ["no stack"] }, "is no answer of slostack drift"],
    ["that is no JSON", "drift", "{", "cannot be read"],
    ["of another environment", "prove", { ...proofs, environment: "staging" }, "is of the environment staging"],
    ["of drift in place of proofs", "prove", drift, "is no answer of slostack prove"],
  ])("%s is refused", async (name, verb, value, said) => {
    const folder = `refused-${name.replaceAll(" ", "-")}`;
    expect(await run(folder, { [verb]: written(`${folder}.json`, value) })).toMatchObject({
      code: 2,
      output: expect.stringContaining(said),
    });
    expect(existsSync(join(parent, folder))).toBe(false);
  });

  test("a list of a contract is no comparison", async () => {
    const list = written("list.json", { environment: "prod", systems: [] });
    expect(await run("list", { contract: [list] })).toMatchObject({
      code: 2,
      output: expect.stringContaining("is no answer of slostack contract"),
    });
  });
});
