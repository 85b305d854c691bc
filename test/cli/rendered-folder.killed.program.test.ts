import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { writeFolder } from "../../cli/rendered-folder.ts";
import { root } from "../docs/markdown.ts";

const parent = mkdtempSync(join(tmpdir(), "slostack-killed-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const names = Array.from({ length: 12 }, (_, index) => `d${index % 3}/f${index}.yml`);
const texts = ["old\n".repeat(200), "new\n".repeat(300)];
const files = (text = "") => names.map((path) => ({ path, text }));

/** A process that renders two states in turn, for ever; answers once it has begun. */
async function renderer(folder: string) {
  const child = spawn(
    process.execPath,
    [
      "--input-type=module-typescript",
      "-e",
      `import { writeFolder } from ${JSON.stringify(join(root, "cli/rendered-folder.ts"))};
       const states = ${JSON.stringify(texts.map(files))};
       for (let turn = 0; ; turn += 1) { writeFolder(${JSON.stringify(folder)}, "prod", states[turn % 2]); if (turn === 1) console.log("begun"); }`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(child.stdout, "data");
  return child;
}

test("a rendering that is killed at any moment leaves every file whole, and the next one sweeps what it left", async () => {
  const folder = join(parent, "out");
  let left = 0;
  for (let kill = 0; kill < 15; kill += 1) {
    const child = await renderer(folder);
    await sleep(kill * 2.3);
    child.kill("SIGKILL");
    await once(child, "close");
    for (const name of names) {
      expect(existsSync(join(folder, name)), `${name} after kill ${kill}`).toBe(true);
      expect(texts).toContain(readFileSync(join(folder, name), "utf8"));
    }
    left += readdirSync(folder).filter((name) => name.startsWith(".slostack-")).length;
    writeFolder(folder, "prod", files(texts[0]));
    expect(readdirSync(folder).sort()).toEqual([".slostack.json", "d0", "d1", "d2"]);
  }
  // Otherwise nothing was proved.
  expect(left).toBeGreaterThan(0);
});

test("a folder aside of a run that is still there is left alone; one of an earlier release is swept", () => {
  const folder = join(parent, "shared");
  for (const name of [`.slostack-${process.pid}-abcdef`, ".slostack-Ab12Cd"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, ".slostack-notes"), "no folder of ours");
  writeFolder(folder, "prod", files("text\n"));
  expect(
    readdirSync(folder)
      .filter((name) => name.startsWith(".slostack-"))
      .sort(),
  ).toEqual([`.slostack-${process.pid}-abcdef`, ".slostack-notes"]);
});
