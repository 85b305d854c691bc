import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../docs/markdown.ts";
import { withCatalog } from "../model/edited.ts";

/** A verb as it is typed in a shell; `$check` is a check that prints far more than a pipe holds. */
function typed(script: string, edits: Parameters<typeof withCatalog>[0] = []): { status: number | null; stderr: string; stdout: string } {
  return withCatalog(edits, (catalog) => {
    const check = `'${process.execPath}' '${join(root, "cli/slostack.ts")}' check --explain --catalog '${catalog}'`;
    return spawnSync("bash", ["-o", "pipefail", "-c", script.replaceAll("$check", check)], { encoding: "utf8" });
  });
}

describe("a reader that has seen enough is no fault", () => {
  test.each(["head -1", "head -c 1", "true", "(sleep 0.3; head -1)"])("$check | %s", (reader) => {
    expect(typed(`$check | ${reader}`)).toMatchObject({ status: 0, stderr: "" });
  });
  test("and the exit code stays that of the check", () => {
    const lod = { file: "systems/shop.yaml", replace: "of: load", with: "of: lod" };
    expect(typed("$check | true", [lod])).toMatchObject({ status: 1, stderr: "" });
  });
});

test.runIf(existsSync("/dev/full"))("output that a full disk swallows is said in one sentence", () => {
  const { status, stderr } = typed("$check > /dev/full");
  expect(stderr).toBe("standard output could not be written (ENOSPC): its end is missing\n");
  expect(status).toBe(2);
});
