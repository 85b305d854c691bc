import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commitOf, repositoryOf } from "../../../cli/review/repository.ts";
import { revisionOf } from "../../../cli/review/revision.ts";
import { loadCatalog } from "../../../language.ts";
import type { Problem } from "../../../model/problem.ts";
import type { Edit } from "../../model/edited.ts";
import { emptyGitFolder, type GitFolder, gitFolder, temporaryFolder } from "./git-folder.ts";

async function at(folder: GitFolder, name?: string, catalog = folder.catalog) {
  const repository = await repositoryOf(catalog);
  return revisionOf(repository, name === undefined ? undefined : await commitOf(repository, name, "--base"));
}

const targetAt = async (...args: Parameters<typeof at>) =>
  (await at(...args)).catalog?.systems[0]?.services?.api?.slos?.availability?.target;

const loosened = { file: "systems/shop.yaml", replace: "target: 99.9%", with: "target: 99.8%" };
const second = (text: string) => ({ file: "systems/second.yaml", write: text });

describe("a revision", () => {
  test("is read from git while the work tree says something else, and nothing there changes", async () => {
    const folder = gitFolder();
    folder.commit();
    folder.commit(loosened);
    folder.edit({ file: "systems/shop.yaml", replace: "target: 99.8%", with: "target: 99.7%" });
    const before = readFileSync(join(folder.catalog, "systems/shop.yaml"), "utf8");
    const status = folder.git("status", "--porcelain");
    expect(await targetAt(folder, "HEAD~1")).toBe("99.9%");
    expect(await targetAt(folder, "HEAD")).toBe("99.8%");
    expect(await targetAt(folder)).toBe("99.7%");
    expect(readFileSync(join(folder.catalog, "systems/shop.yaml"), "utf8")).toBe(before);
    expect(folder.git("status", "--porcelain")).toBe(status);
  });

  test("leaves nothing behind", async () => {
    const folder = gitFolder();
    folder.commit();
    const ours = () => readdirSync(tmpdir()).filter((name) => name.startsWith("slostack-review-"));
    const before = ours();
    await at(folder, "HEAD");
    await at(folder);
    expect(ours().filter((name) => !before.includes(name))).toEqual([]);
  });

  test("has its runbooks too: those of the revision, not of the work tree", async () => {
    const folder = gitFolder();
    folder.commit();
    rmSync(join(folder.root, "docs/runbooks/fix.md"));
    expect((await at(folder, "HEAD")).problems).toEqual([]);
    expect((await at(folder)).problems.map(({ code }) => code)).toContain("missing-runbook");
  });

  test("of a catalog that is the repository, or lies deep in one, is read as well", async () => {
    const deep = emptyGitFolder();
    const shop = gitFolder();
    const inner = join(deep.root, "teams/shop");
    copy(shop.root, inner);
    deep.commit();
    expect(await targetAt(deep, "HEAD", join(inner, "catalog"))).toBe("99.9%");
    const top = emptyGitFolder();
    copy(shop.catalog, top.root);
    copy(join(shop.root, "docs"), join(top.root, "docs"));
    top.commit();
    expect(await targetAt(top, "HEAD", top.root)).toBe("99.9%");
    expect(await targetAt(top, undefined, top.root)).toBe("99.9%");
  });

  test("without a catalog is absent, which is no problem", async () => {
    const folder = emptyGitFolder();
    writeFileSync(join(folder.root, "README.md"), "hello");
    folder.commit();
    expect(await at(folder, "HEAD")).toMatchObject({ absent: true, problems: [] });
    expect(await at(folder)).toMatchObject({ absent: true });
  });
});

describe("a faulty revision", () => {
  test("says its problems by line and column of its own files", async () => {
    const folder = gitFolder();
    folder.commit({ file: "organization.yaml", replace: "channel: alerts", with: "channel: alarm" });
    const { catalog, problems } = await at(folder, "HEAD");
    expect(catalog).toBeUndefined();
    expect(problems.map(({ code, place }) => `${place.file}:${place.line} ${code}`)).toContain(
      "catalog/organization.yaml:29 unknown-channel",
    );
  });

  test("of one system is read without that system, and says which", async () => {
    const folder = gitFolder();
    folder.commit(second("system: second\nname: [\n"));
    const { catalog, leftOut, problems } = await at(folder, "HEAD");
    expect(catalog?.systems.map(({ system }) => system)).toEqual(["shop"]);
    expect(leftOut).toEqual([{ system: "second", file: "catalog/systems/second.yaml" }]);
    expect(problems[0]?.place.file).toBe("catalog/systems/second.yaml");
  });

  test("of its only system has nothing to compare", async () => {
    const folder = gitFolder();
    folder.commit({ file: "systems/shop.yaml", replace: "target: 99.9%", with: "target: lots" });
    const { catalog, leftOut } = await at(folder, "HEAD");
    expect(catalog).toBeUndefined();
    expect(leftOut).toEqual([{ system: "shop", file: "catalog/systems/shop.yaml" }]);
  });

  test("with a huge file is refused by its size, and the file is not read", async () => {
    const folder = gitFolder();
    folder.commit({ file: "systems/huge.yaml", size: 20_000_000 });
    const { problems, catalog } = await at(folder, "HEAD");
    expect(problems.map(({ code }) => code)).toContain("file-too-large");
    expect(problems[0]?.what).toContain("20000000");
    expect(catalog?.systems.map(({ system }) => system)).toEqual(["shop"]);
  });
});

describe("a revision that is no catalog any more", () => {
  /** Many files that are one object: quickly made, and as large as they say. */
  function many(folder: GitFolder, number: number, text: string): void {
    writeFileSync(join(folder.root, "blob"), text);
    const hash = folder.git("hash-object", "-w", "blob");
    const list = Array.from({ length: number }, (_, index) => `100644 ${hash}\tcatalog/systems/s${index}.yaml\n`).join("");
    execFileSync("git", ["update-index", "--index-info"], { cwd: folder.root, input: list });
    folder.git("commit", "--quiet", "--message", "many");
  }

  test.each([
    ["files", 20_001, "x"],
    ["bytes", 70, "x".repeat(999_999)],
  ])("is refused by its %s before they are read", async (_, number, text) => {
    const folder = gitFolder();
    many(folder, number, text);
    await expect(at(folder, "HEAD")).rejects.toThrow(/a review reads at most 20000 with 64000000: is --catalog the right folder\?/);
  });
});

describe("links and submodules", () => {
  test("are not followed, in a commit or in the work tree, and are named", async () => {
    const folder = gitFolder();
    const secret = join(temporaryFolder(), "secret.yaml");
    writeFileSync(secret, "system: secret\nname: hunter2\n");
    symlinkSync(secret, join(folder.catalog, "systems/link.yaml"));
    folder.commit();
    for (const name of ["HEAD", undefined]) {
      const revision = await at(folder, name);
      expect(revision.left).toEqual([{ path: "catalog/systems/link.yaml", what: "a symbolic link" }]);
      expect(JSON.stringify(revision)).not.toContain("hunter2");
      expect(revision.catalog?.systems).toHaveLength(1);
    }
  });

  test("in place of a folder hide what is behind them", async () => {
    const folder = gitFolder();
    const elsewhere = temporaryFolder();
    copy(join(folder.catalog, "systems"), elsewhere);
    rmSync(join(folder.catalog, "systems"), { recursive: true });
    symlinkSync(elsewhere, join(folder.catalog, "systems"));
    folder.commit();
    for (const name of ["HEAD", undefined])
      expect(await at(folder, name)).toMatchObject({
        left: [{ path: "catalog/systems", what: "a symbolic link" }],
        leftOut: [{ system: "systems", file: "catalog/systems" }],
      });
    expect((await at(folder)).catalog).toBeUndefined();
  });

  test("on the way to the catalog are refused: the folder that they lead to may be another one at the head", async () => {
    const folder = gitFolder();
    symlinkSync("catalog", join(folder.root, "current"));
    folder.commit();
    await expect(repositoryOf(join(folder.root, "current"))).rejects.toThrow(/current is a symbolic link, .*: name its target folder/);
    await expect(repositoryOf(join(folder.root, "current", "gone"))).rejects.toThrow(/current is a symbolic link/);
  });

  test("a submodule in place of the systems is named", async () => {
    const folder = gitFolder();
    const first = folder.commit();
    folder.git("rm", "-r", "--quiet", "catalog/systems");
    folder.git("update-index", "--add", "--cacheinfo", `160000,${first},catalog/systems`);
    folder.git("commit", "--quiet", "--message", "module");
    expect((await at(folder, "HEAD")).left).toEqual([{ path: "catalog/systems", what: "a submodule" }]);
  });
});

describe("a revision has the problems that a checkout of it has", () => {
  test.each<readonly [string, Edit]>([
    ["a link", { file: "systems/pay.yaml", link: "../../elsewhere.yaml" }],
    ["a link to a folder of systems", { file: "systems/team", link: "../.." }],
    ["a file of another ending", { file: "systems/pay.json", write: "{}" }],
    ["a system beside systems/", { file: "pay.yml", write: "system: pay\n" }],
    ["a faulty system in a subfolder", { file: "systems/team/pay.YAML", write: "system: pay\n" }],
  ])("%s", async (_, edit) => {
    const folder = gitFolder();
    folder.commit(edit);
    const codes = (problems: readonly Problem[]) => problems.map(({ code, at: path }) => `${code} ${path}`);
    const inPlace = codes(loadCatalog(folder.catalog).problems);
    expect(inPlace).not.toEqual([]);
    expect(codes((await at(folder, "HEAD")).problems)).toEqual(inPlace);
    expect(codes((await at(folder)).problems)).toEqual(inPlace);
  });

  test("of a catalog that is the top of its repository too", async () => {
    const top = emptyGitFolder();
    copy(gitFolder().catalog, top.root);
    writeFileSync(join(top.root, "pay.yml"), "system: pay\n");
    writeFileSync(join(top.root, "Pulumi.yaml"), "name: shop\n");
    top.commit();
    const repository = await repositoryOf(top.root);
    const { problems } = await revisionOf(repository, await commitOf(repository, "HEAD", "--base"));
    expect(problems.filter(({ code }) => code === "unread-file").map(({ place }) => place.file)).toEqual(["pay.yml"]);
  });
});

function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !path.split("/").includes(".git") });
}
