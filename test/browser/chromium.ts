import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import packageJson from "../../package.json" with { type: "json" };
import { cacheFolder } from "../../programs/cache.ts";

/** A browser that can be started, with what it needs beside it. */
interface Installed {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

const version = packageJson.devDependencies["@sparticuz/chromium"];

/**
 * A real Chromium without a window. `CHROMIUM` names one that is to be used instead of the packed one, which exists for
 * Linux on x86-64 alone.
 *
 * @throws Error if none can be started: a test of the page never passes without one
 */
export async function startChromium(): Promise<Browser> {
  const { executable, env } = process.env.CHROMIUM ? { executable: process.env.CHROMIUM, env: {} } : await unpacked();
  return chromium.launch({
    executablePath: executable,
    // Root in a container has no sandbox; the page under test is our own, and may fetch and run nothing.
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

/** The browser of the npm package, unpacked once and kept beside the other programs. */
async function unpacked(): Promise<Installed> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error(`@sparticuz/chromium packs no browser for ${process.platform} on ${process.arch}: set CHROMIUM to the path of one`);
  const folder = join(cacheFolder(process.env), `chromium-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(folder)) await unpack(folder);
  return {
    executable: join(folder, "chromium"),
    // Its own libraries and font first: no package of the system is needed, and a picture looks the same everywhere.
    env: { LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_FILE: join(folder, "fonts.conf") },
  };
}

async function unpack(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const aside = mkdtempSync(`${folder}-`);
  try {
    const packed = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..", "bin");
    await inflate(join(packed, "chromium.br"), join(aside, "chromium"));
    for (const name of ["al2023.tar", "fonts.tar"]) {
      await inflate(join(packed, `${name}.br`), join(aside, name));
      execFileSync("tar", ["--extract", "--file", join(aside, name), "--directory", aside]);
      rmSync(join(aside, name));
    }
    writeFileSync(
      join(aside, "fonts.conf"),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "font-cache")}</cachedir></fontconfig>
`,
    );
    renameSync(aside, folder);
  } catch (fault) {
    // Another process was there first: its folder is as good.
    if (!existsSync(folder)) throw fault;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function inflate(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode: 0o755 }));
}
