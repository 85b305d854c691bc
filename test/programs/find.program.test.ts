import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { buildFolder, installFolder } from "../../programs/cache.ts";
import { type FindOptions, findProgram, ProgramNotFound } from "../../programs/find.ts";
import { programs } from "../../programs/table.ts";

let folder: string;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slostack-programs-"));
  mkdirSync(join(folder, "path"));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function environment(): NodeJS.ProcessEnv {
  return { PATH: `${join(folder, "path")}:/usr/bin:/bin`, SLOSTACK_CACHE: join(folder, "cache"), HOME: folder };
}

function find(name: "pulumi" | "promtool" | "sloth", options: Partial<FindOptions> = {}) {
  return findProgram(name, { env: environment(), report: (line) => lines.push(line), ...options });
}

/** Puts a shell script on PATH, or anywhere. */
function script(path: string, ...body: string[]): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, ["#!/bin/sh", ...body, ""].join("\n"));
  chmodSync(path, 0o755);
  return path;
}
const onPath = (name: string, ...body: string[]) => script(join(folder, "path", name), ...body);

/** A Go that notes how it was called and "builds" a script after a moment. */
function fakeGo(seconds = 0): void {
  onPath(
    "go",
    `echo "$GOFLAGS|$CGO_ENABLED|$GOWORK|$*" >> ${folder}/calls`,
    `sleep ${seconds}`,
    'while [ "$1" != "-o" ]; do shift; done',
    'printf "#!/bin/sh\\necho built\\n" > "$2"; chmod +x "$2"',
  );
}
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

describe("finding a program", () => {
  test("takes one on PATH that is recent enough, and says so", async () => {
    const path = onPath("promtool", 'echo "promtool, version 3.20.1 (branch: HEAD)"');
    expect(await find("promtool")).toEqual({ path, version: "3.20.1", how: "found on PATH" });
    expect(lines).toEqual([`promtool 3.20.1: found on PATH, ${path}`]);
  });

  test("reads a version that is printed to standard error", async () => {
    onPath("promtool", 'echo "promtool, version 3.20.1" >&2');
    expect(await find("promtool")).toMatchObject({ version: "3.20.1" });
  });

  test("passes over one on PATH that is too old, and takes a later one that is not", async () => {
    onPath("promtool", 'echo "promtool, version 2.42.0"');
    const path = script(join(folder, "later", "promtool"), 'echo "promtool, version 3.1.0"');
    const env = { ...environment(), PATH: `${join(folder, "path")}:${join(folder, "later")}:/usr/bin:/bin` };
    expect(await find("promtool", { env })).toMatchObject({ path });
  });

  test("takes one built before, whatever is on PATH that is too old", async () => {
    onPath("promtool", 'echo "promtool, version 2.42.0"');
    const path = script(join(buildFolder(programs.promtool, environment()), "promtool"), "true");
    expect(await find("promtool")).toEqual({ path, version: "3.13.0", how: "built before from its Go module" });
  });

  test("takes what its vendor's installer put into the cache", async () => {
    const installed = join(installFolder(programs.pulumi, environment()), "bin", "pulumi");
    const installer = async () => ({ path: script(installed, "echo v3.270.0"), version: "3.270.0" });
    expect(await find("pulumi", { installer })).toEqual({
      path: installed,
      version: "3.270.0",
      how: "downloaded by its vendor's installer",
    });
    expect(await find("pulumi")).toEqual({ path: installed, version: "3.270.0", how: "downloaded before" });
  });

  test("builds it from its module, with checksums on, and from then on takes the build", async () => {
    fakeGo();
    const found = await find("sloth");
    expect(found).toMatchObject({ version: "0.16.0", how: "built from its Go module" });
    expect(execFileSync(found.path, { encoding: "utf8" })).toBe("built\n");
    expect(calls()).toHaveLength(1);
    expect(calls()[0]).toMatch(
      /^-mod=readonly -buildvcs=false\|0\|off\|-C \S+\/programs\/sloth build -trimpath .* github\.com\/slok\/sloth\/cmd\/sloth$/,
    );
    expect(await find("sloth")).toMatchObject({ path: found.path, how: "built before from its Go module" });
    expect(calls()).toHaveLength(1);
  });

  test("says how far a build is, and how a person avoids it", async () => {
    vi.useFakeTimers({ toFake: ["setInterval"] });
    const reported = (end: string): boolean => {
      vi.advanceTimersByTime(10_000);
      return lines.some((line) => line.endsWith(end));
    };
    try {
      onPath(
        "go",
        `for module in a b; do echo "go: downloading example.com/$module v1.0.0" >&2; done`,
        `echo ready > ${folder}/downloading; while [ ! -e ${folder}/seen ]; do sleep 0.05; done`,
        `for package in internal/goarch example.com/a; do echo $package >&2; done`,
        `echo ready > ${folder}/compiling; while [ ! -e ${folder}/end ]; do sleep 0.05; done`,
        'while [ "$1" != "-o" ]; do shift; done; printf "#!/bin/sh\n" > "$2"; chmod +x "$2"',
      );
      const found = find("sloth");
      await vi.waitUntil(() => existsSync(join(folder, "downloading")), { timeout: 10_000 });
      await vi.waitUntil(() => reported("2 modules downloaded"));
      writeFileSync(join(folder, "seen"), "");
      await vi.waitUntil(() => existsSync(join(folder, "compiling")), { timeout: 10_000 });
      await vi.waitUntil(() => reported(`about 2 of ${programs.sloth.packages} packages`));
      writeFileSync(join(folder, "end"), "");
      await found;
    } finally {
      vi.useRealTimers();
    }
    expect(lines[0]).toMatch(/^sloth 0\.16\.0: building it .*; to avoid it, put sloth 0\.16\.0 or newer on PATH: https:/);
  });

  test("builds once where several ask at once", async () => {
    fakeGo(1);
    const found = await Promise.all([find("sloth"), find("sloth"), find("sloth")]);
    expect(new Set(found.map(({ path }) => path)).size).toBe(1);
    expect(calls()).toHaveLength(1);
    expect(lines).toContain(`sloth 0.16.0: process ${process.pid} is building it, waiting`);
  });

  test("takes over the lock of a process that is gone", async () => {
    fakeGo();
    const lock = `${buildFolder(programs.sloth, environment())}.lock`;
    mkdirSync(lock, { recursive: true });
    // The largest number that a process can have is below this one.
    writeFileSync(join(lock, "pid"), "99999999");
    expect(await find("sloth")).toMatchObject({ how: "built from its Go module" });
  });

  test("leaves neither a binary nor a lock behind when the build fails", async () => {
    onPath(
      "go",
      'echo "go: downloading example.com v1" >&2; echo example.com/built >&2; echo "verifying module: checksum mismatch" >&2; exit 1',
    );
    await expect(find("sloth")).rejects.toThrow(/checksum mismatch/);
    expect(readdirSync(join(folder, "cache"), { recursive: true }).filter((name) => /lock|sloth$|sloth\.\d/.test(String(name)))).toEqual(
      [],
    );
  });

  test("lists every attempt and the way out if there is none, and asks the vendor only once", async () => {
    const old = onPath("pulumi", 'echo "v3.100.0"');
    let asked = 0;
    const installer = () => {
      asked++;
      return Promise.reject(new Error("the network is unreachable"));
    };
    const env = { ...environment(), PATH: join(folder, "path") };
    for (let i = 0; i < 2; i++) {
      const error = await find("pulumi", { env, installer }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ProgramNotFound);
      expect((error as ProgramNotFound).attempts).toEqual([
        `on PATH: ${old} is 3.100.0`,
        "downloaded or built before: none",
        "its vendor's installer: the network is unreachable",
        "built from its Go module: no Go on PATH (https://go.dev/dl)",
      ]);
      expect(String(error)).toContain("Fix:");
    }
    expect(asked).toBe(1);
    expect(lines).toEqual(["pulumi: its vendor's installer did not get it (the network is unreachable)"]);
  });
});
