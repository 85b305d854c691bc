import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { differences, refusals, writeFolder } from "../../cli/rendered-folder.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "slostack-rendered-")), "out");
});
afterEach(() => rmSync(dirname(folder), { recursive: true, force: true }));

const files = (texts: Record<string, string>) => Object.entries(texts).map(([path, text]) => ({ path, text }));
const write = (texts: Record<string, string>, environment = "prod") => writeFolder(folder, environment, files(texts));
/** Every file of the folder with its text, the manifest aside. */
const held = () =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== ".slostack.json")
      .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name), "utf8")] as const)
      .map(([path, text]) => [path.slice(folder.length + 1), text]),
  );
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

describe("writing", () => {
  test("makes the folder hold the files, and a second time changes nothing", () => {
    write({ "a/one.yml": "1\n", "b/c/two.yml": "2\n" });
    expect(held()).toEqual({ "a/one.yml": "1\n", "b/c/two.yml": "2\n" });
    expect(differences(folder, files({ "a/one.yml": "1\n", "b/c/two.yml": "2\n" }))).toEqual([]);
  });

  test("removes what is no longer rendered, with the folders that are empty then, and leaves the files of others", () => {
    write({ "a/one.yml": "1\n", "b/c/two.yml": "2\n" });
    put("a/mine.txt", "mine");
    write({});
    expect(held()).toEqual({ "a/mine.txt": "mine" });
    expect(existsSync(join(folder, "b"))).toBe(false);
  });

  test("mends what somebody changed or removed by hand", () => {
    write({ "a/one.yml": "1\n", "a/two.yml": "2\n" });
    put("a/one.yml", "edited");
    rmSync(join(folder, "a/two.yml"));
    write({ "a/one.yml": "1\n", "a/two.yml": "2\n" });
    expect(held()).toEqual({ "a/one.yml": "1\n", "a/two.yml": "2\n" });
  });

  test("puts everything back when a step fails, and leaves nothing of its own behind", () => {
    write({ "a/one.yml": "1\n", "b/gone.yml": "gone\n" });
    put("m", "a file where a folder is wanted");
    const before = readdirSync(folder).sort();
    expect(() => write({ "a/one.yml": "new\n", "c/new.yml": "3\n", "m/z.yml": "4\n" })).toThrow();
    expect(held()).toEqual({ "a/one.yml": "1\n", "b/gone.yml": "gone\n", m: "a file where a folder is wanted" });
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(differences(folder, files({ "a/one.yml": "1\n", "b/gone.yml": "gone\n" }))).toEqual([]);
  });

  test("a first time that fails leaves no file that claims to be complete", () => {
    put("m", "a file where a folder is wanted");
    expect(() => write({ "a/one.yml": "1\n", "m/z.yml": "4\n" })).toThrow();
    expect(readdirSync(folder)).toEqual(["m"]);
  });
});

describe("differences", () => {
  test("name each path and how it differs", () => {
    write({ "a/one.yml": "1\n", "a/two.yml": "2\n" });
    expect(differences(folder, files({ "a/one.yml": "new\n", "a/three.yml": "3\n" }))).toEqual([
      { path: "a/one.yml", is: "different" },
      { path: "a/three.yml", is: "missing" },
      { path: "a/two.yml", is: "no longer rendered" },
    ]);
  });

  test("are everything where there is no folder", () => {
    expect(differences(folder, files({ "a/one.yml": "1\n" }))).toEqual([{ path: "a/one.yml", is: "missing" }]);
  });
});

describe("refusals", () => {
  test("nothing speaks against a new folder, nor against one's own", () => {
    expect(refusals(folder, "prod", files({ "a/one.yml": "1\n" }))).toEqual([]);
    write({ "a/one.yml": "1\n" });
    put("a/one.yml", "edited");
    expect(refusals(folder, "prod", files({ "a/one.yml": "new\n" }))).toEqual([]);
  });

  test("a file that somebody else wrote is not overwritten, unless it already says the same", () => {
    put("a/one.yml", "mine");
    put("a/two.yml", "2\n");
    expect(refusals(folder, "prod", files({ "a/one.yml": "1\n", "a/two.yml": "2\n" }))).toEqual([
      `${join(folder, "a/one.yml")} exists and was not written by this command: move it away`,
    ]);
  });

  test("a link in the place of a file is not followed", () => {
    put("elsewhere", "1\n");
    mkdirSync(join(folder, "a"));
    symlinkSync("../elsewhere", join(folder, "a/one.yml"));
    expect(refusals(folder, "prod", files({ "a/one.yml": "1\n" }))).toHaveLength(1);
  });

  test("the folder of one environment does not become that of another", () => {
    write({ "a/one.yml": "1\n" });
    expect(refusals(folder, "staging", files({ "a/one.yml": "1\n" }))).toEqual([`${folder} holds the files of prod, not of staging`]);
  });
});
