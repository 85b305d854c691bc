import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../programs/cache.ts";
import { withLock } from "../../programs/lock.ts";

/**
 * The oldest Node on which the package is to run, from npm's package of its binary. It is no dependency: two packages with a
 * command `node` in one `node_modules` would take turns to be the one that npm runs.
 *
 * @param version exact, as `22.18.0`
 * @returns the binary, kept beside the other programs
 * @throws Error with what npm says where it cannot be had
 */
export function oldestNode(version: string): Promise<string> {
  const { platform, arch } = process;
  const name = `${platform === "darwin" && arch === "arm64" ? "node-bin" : "node"}-${platform}-${arch}`;
  const folder = join(cacheFolder(process.env), `node-${version}-${platform}-${arch}`);
  const binary = join("node_modules", name, "bin/node");
  return withLock(
    `${folder}.lock`,
    () => {},
    async () => {
      if (existsSync(join(folder, binary))) return join(folder, binary);
      mkdirSync(dirname(folder), { recursive: true });
      const draft = mkdtempSync(`${folder}-`);
      try {
        execFileSync("npm", ["install", "--prefix", draft, "--no-save", "--ignore-scripts", `${name}@${version}`], { stdio: "pipe" });
        rmSync(folder, { recursive: true, force: true });
        renameSync(draft, folder);
      } finally {
        rmSync(draft, { recursive: true, force: true });
      }
      return join(folder, binary);
    },
  );
}
