import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Refusal } from "../../../cli/review/refusal.ts";
import { baseOf, commitOf, repositoryOf } from "../../../cli/review/repository.ts";
import { gitFolder, temporaryFolder } from "./git-folder.ts";

async function refusal(run: Promise<unknown>): Promise<string> {
  try {
    await run;
  } catch (fault) {
    if (fault instanceof Refusal) return fault.message;
    throw fault;
  }
  throw new Error("nothing was refused");
}

describe("the repository of a catalog", () => {
  test("is found from its folder, also by a link to it, and where the folder itself is gone", async () => {
    const { root, catalog } = gitFolder();
    expect(await repositoryOf(catalog)).toMatchObject({ catalog: "catalog" });
    expect(await repositoryOf(join(root, "no", "such"))).toMatchObject({ catalog: "no/such" });
    expect(await repositoryOf(root)).toMatchObject({ catalog: "" });
    const link = join(temporaryFolder(), "link");
    symlinkSync(catalog, link);
    expect(await repositoryOf(link)).toEqual(await repositoryOf(catalog));
  });

  test("is missed with a way out", async () => {
    const folder = temporaryFolder();
    expect(await refusal(repositoryOf(folder))).toMatch(/is in no git repository .*not a git repository.*git init/);
  });

  test("git itself is missed by name", async () => {
    const { PATH } = process.env;
    process.env.PATH = temporaryFolder();
    try {
      expect(await refusal(repositoryOf(temporaryFolder()))).toMatch(/git is not on PATH/);
    } finally {
      process.env.PATH = PATH;
    }
  });
});

describe("a revision that is not there", () => {
  test("is told with the nearest name and the command that lists them", async () => {
    const folder = gitFolder();
    folder.commit();
    folder.git("tag", "released");
    const told = await refusal(commitOf(await repositoryOf(folder.catalog), "relased", "--base"));
    expect(told).toContain('no revision "relased" (--base)');
    expect(told).toContain('did you mean "released"?');
    expect(told).toContain("git branch --all");
  });

  test("of a remote that is known is fetched by the command that is named", async () => {
    const folder = gitFolder();
    folder.commit();
    folder.git("remote", "add", "origin", "https://example.com/x.git");
    expect(await refusal(commitOf(await repositoryOf(folder.catalog), "origin/release/2", "--base"))).toContain(
      "git fetch origin release/2 brings it",
    );
  });

  test("may be an option in disguise, and is still only a name", async () => {
    const folder = gitFolder();
    folder.commit();
    expect(await refusal(commitOf(await repositoryOf(folder.catalog), "--all", "--base"))).toContain('no revision "--all"');
  });

  test("in a repository without any commit is told so", async () => {
    const folder = gitFolder();
    expect(await refusal(commitOf(await repositoryOf(folder.catalog), "main", "--base"))).toContain("nothing is committed here yet");
  });
});

describe("what a change is compared with", () => {
  test("is where it departed, not what others have merged since", async () => {
    const folder = gitFolder();
    const departed = folder.commit();
    folder.git("switch", "--quiet", "--create", "change");
    const head = folder.commit({ file: "systems/shop.yaml", replace: "target: 99.9%", with: "target: 99.5%" });
    folder.git("switch", "--quiet", "main");
    const tip = folder.commit({ file: "systems/shop.yaml", replace: "target: 95%", with: "target: 90%" });
    const repository = await repositoryOf(folder.catalog);
    const base = await baseOf(repository, { name: "main", hash: tip }, { name: "change", hash: head });
    expect(base).toEqual({ from: { name: "main", hash: departed }, tip: { name: "main", hash: tip } });
  });

  test("of histories that have nothing in common is the tip, and that is said", async () => {
    const folder = gitFolder();
    const tip = folder.commit();
    folder.git("switch", "--quiet", "--orphan", "other");
    mkdirSync(folder.catalog, { recursive: true });
    const head = folder.commit({ file: "organization.yaml", write: "organization: acme\n" });
    const base = await baseOf(await repositoryOf(folder.root), { name: "main", hash: tip }, { name: "other", hash: head });
    expect(base.from.hash).toBe(tip);
    expect(base.note).toContain("no common history");
  });

  test("in a shallow clone asks for the history", async () => {
    const folder = gitFolder();
    folder.commit();
    folder.git("switch", "--quiet", "--create", "change");
    folder.commit({ file: "systems/shop.yaml", replace: "target: 99.9%", with: "target: 99.5%" });
    folder.git("switch", "--quiet", "main");
    folder.commit({ file: "systems/shop.yaml", replace: "target: 95%", with: "target: 90%" });
    const clone = join(temporaryFolder(), "clone");
    execFileSync("git", ["clone", "--quiet", "--depth=1", "--no-single-branch", `file://${folder.root}`, clone]);
    const repository = await repositoryOf(join(clone, "catalog"));
    const tip = await commitOf(repository, "origin/main", "--base");
    const head = await commitOf(repository, "origin/change", "--head");
    expect(await refusal(baseOf(repository, tip, head))).toMatch(/shallow .*git fetch --unshallow/);
    expect(await refusal(commitOf(repository, "origin/main~1", "--base"))).toMatch(/this clone is shallow: git fetch --unshallow/);
  });
});
