import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { review } from "../../../cli/review.ts";
import { type GitFolder, gitFolder } from "./git-folder.ts";

const policy = `review:
  approvers: { sre: [bob] }
  approvals: [{ change: [blind, looser], by: [owner, sre] }]

calendars:
`;
const settings = (catalog: string, more = "") =>
  `config:\n  slostack:catalog: ${catalog}\n  slostack:vendors: [pagerduty, grafana]\n  slostack:protect: true\n${more}`;

/** A project that deploys `acme`, a copy of the base catalog of the tests; a `catalog` lies beside it, and is not deployed. */
function newProject(): GitFolder {
  const folder = gitFolder();
  folder.edit({ file: "organization.yaml", replace: "calendars:\n", with: policy });
  write(folder, "Pulumi.yaml", "name: slostack\nruntime: nodejs\n");
  write(folder, "Pulumi.prod.yaml", settings("acme"));
  folder.commit();
  folder.git("mv", "catalog", "acme");
  folder.commit({ file: "organization.yaml", write: "organization: other\n" });
  return folder;
}
function write({ root }: GitFolder, name: string, text: string): void {
  writeFileSync(join(root, name), text);
}

/** Made once: each test has a copy, with what was committed. */
const made = newProject();
const project = (): GitFolder => gitFolder(made.root);

async function reviewed(folder: GitFolder, more: object = {}) {
  const text: string[] = [];
  const told: string[] = [];
  const options = {
    base: "main",
    environment: "prod",
    format: "json",
    check: true,
    approvedBy: [],
    project: folder.root,
    ...more,
  } as const;
  const code = await review({ ...options, write: (line) => void text.push(line), log: (line) => void told.push(line) });
  return { code, told: told.join(""), value: text.length > 0 ? JSON.parse(text.join("")) : undefined };
}
const changes = ({ value }: { value: { changes: { entry: string; direction: string; pages: boolean }[] } }) =>
  value.changes.map(({ entry, direction, pages }) => `${direction} ${entry}${pages ? " pages" : ""}`);

describe("a review of what a stack deploys", () => {
  test("compares the catalog that its settings name", async () => {
    const folder = project();
    folder.edit({ file: "../acme/systems/shop.yaml", replace: "above: 5%", with: "above: 10%" });
    const found = await reviewed(folder);
    expect(changes(found)).toEqual(["looser shop/api/errors pages"]);
    expect(found.code).toBe(1);
  });

  test.each([
    ["a pager taken off", "  slostack:vendors: [pagerduty, grafana]\n", "  slostack:vendors: [grafana]\n", "slostack:vendors"],
    ["protection off", "  slostack:protect: true\n", "", "slostack:protect"],
  ])("asks for approval of %s", async (_, replace, replacement, key) => {
    const folder = project();
    write(folder, "Pulumi.prod.yaml", settings("acme").replace(replace, replacement));
    const found = await reviewed(folder);
    expect(changes(found)).toEqual([`looser Pulumi.prod.yaml/${key} pages`]);
    expect(found.value.verdict.missing).toEqual(["owner (Shop)", "sre"]);
    expect((await reviewed(folder, { approvedBy: ["bob", "ada"] })).code).toBe(0);
  });

  test("compares the two catalogs where another one is named", async () => {
    const folder = project();
    folder.git("mv", "acme", "beta");
    write(folder, "Pulumi.prod.yaml", settings("beta"));
    folder.edit({ file: "../beta/systems/shop.yaml", replace: "above: 5%", with: "above: 10%" });
    expect(changes(await reviewed(folder))).toEqual(["neutral Pulumi.prod.yaml/slostack:catalog pages", "looser shop/api/errors pages"]);
  });

  test("compares the two environments where another one is named, and says that prod is gone", async () => {
    const folder = project();
    write(folder, "Pulumi.prod.yaml", settings("acme", "  slostack:environment: staging\n"));
    const found = await reviewed(folder);
    expect(found.code).toBe(1);
    expect(found.value.environment).toBe("staging");
    expect(changes(found)).toContain("looser Pulumi.prod.yaml/slostack:environment pages");
    expect(found.value.verdict.directions.blind + found.value.verdict.directions.looser).toBeGreaterThan(1);
  });

  test("asks for approval where another stack takes the place of one that pages", async () => {
    const folder = project();
    write(folder, "Pulumi.staging.yaml", settings("acme"));
    folder.commit();
    write(folder, "Pulumi.staging.yaml", settings("acme", "  slostack:environment: prod\n"));
    const found = await reviewed(folder);
    expect(found.value.changes).toEqual([]);
    expect(found.value.elsewhere).toContainEqual({
      environment: "prod",
      changes: [expect.objectContaining({ entry: "Pulumi.staging.yaml/slostack:environment", direction: "looser" })],
    });
    expect(found.value.verdict.missing).toEqual(["owner (Shop)", "sre"]);
  });

  test("says which other stack deploys another catalog", async () => {
    const folder = project();
    write(folder, "Pulumi.staging.yaml", settings("catalog"));
    folder.commit();
    expect((await reviewed(folder)).value.notes).toContain(
      "stack staging deploys catalog, which is not compared here: --stack staging does",
    );
  });
});

describe("settings of which nobody can say what they deploy end a review with 2", () => {
  test.each<readonly [string, (folder: GitFolder) => void, RegExp]>([
    ["no YAML", (folder) => write(folder, "Pulumi.prod.yaml", "config: {"), /the settings of stack prod at working tree cannot be read/],
    [
      "a secret in the place of the vendors",
      (folder) => write(folder, "Pulumi.prod.yaml", "config: { 'slostack:catalog': acme, 'slostack:vendors': { secure: v1 } }"),
      /slostack:vendors is a secret; it decides what is deployed/,
    ],
    [
      "a catalog that is not here",
      (folder) => write(folder, "Pulumi.prod.yaml", settings("gone")),
      /there is no catalog in gone at working tree/,
    ],
    ["a catalog outside", (folder) => write(folder, "Pulumi.prod.yaml", settings("../..")), /is not in the repository|no git repository/],
    [
      "a symbolic link",
      (folder) => {
        folder.git("rm", "--quiet", "Pulumi.prod.yaml");
        symlinkSync("elsewhere", join(folder.root, "Pulumi.prod.yaml"));
      },
      /Pulumi\.prod\.yaml is not a regular file/,
    ],
  ])("%s", async (_, edit, said) => {
    const folder = project();
    edit(folder);
    const inTree = await reviewed(folder);
    expect(inTree).toMatchObject({ code: 2, told: expect.stringMatching(said) });
    folder.git("switch", "--quiet", "--create", "change");
    folder.git("add", "--all");
    folder.git("commit", "--quiet", "--message", "change");
    expect((await reviewed(folder, { head: "change" })).code).toBe(2);
  });
});
