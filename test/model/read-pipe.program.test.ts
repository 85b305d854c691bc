import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFile } from "../../model/read.ts";

test("a pipe that calls itself YAML is refused, and nobody waits for what it would hold", () => {
  const directory = mkdtempSync(join(tmpdir(), "read-"));
  try {
    const pipe = join(directory, "pipe.yaml");
    execFileSync("mkfifo", [pipe]);
    expect(readFile(pipe, "x").problems.map(({ code }) => code)).toEqual(["unreadable-file"]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
