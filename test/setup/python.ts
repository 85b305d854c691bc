import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../programs/cache.ts";
import { withLock } from "../../programs/lock.ts";
import { onPath } from "../../programs/path.ts";

const requirements = join(import.meta.dirname, "python-requirements.txt");

const pipInstall = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];

/** A Python, and the folder of the packages that Pulumi programs need. */
export interface Python {
  readonly path: string;
  /** for `PYTHONPATH` */
  readonly packages: string;
}

/**
 * The Python of the machine, with Pulumi's SDK at the pinned version in the cache of outside programs. A machine without Python does not
 * skip a test: it fails.
 *
 * @throws Error that says what to install, or what pip says
 */
export function pythonWithPulumi(): Promise<Python> {
  const [path] = onPath("python3", process.env);
  if (path === undefined)
    throw new Error("no python3 on PATH: Pulumi programs in Python are tested with the machine's (3.10 or newer, with pip)");
  const version = execFileSync(path, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"], { encoding: "utf8" }).trim();
  // Compiled packages are for one version of Python.
  const key = createHash("sha256").update(readFileSync(requirements)).update(version).digest("hex").slice(0, 12);
  const packages = join(cacheFolder(process.env), `python-${version}-pulumi-${key}-${process.platform}-${process.arch}`);
  return withLock(
    `${packages}.lock`,
    () => {},
    async () => {
      if (existsSync(packages)) return { path, packages };
      mkdirSync(dirname(packages), { recursive: true });
      const draft = mkdtempSync(`${packages}-`);
      try {
        execFileSync(path, [...pipInstall, "--requirement", requirements, "--target", draft], { stdio: "pipe" });
        renameSync(draft, packages);
      } finally {
        rmSync(draft, { recursive: true, force: true });
      }
      return { path, packages };
    },
  );
}

/** Installs a generated SDK without a network, as `pulumi package add` does with one. @param target for `PYTHONPATH` */
export function installSdk({ path, packages }: Python, sdk: string, target: string): void {
  const env = { ...process.env, PYTHONPATH: packages };
  execFileSync(path, [...pipInstall, "--no-index", "--no-build-isolation", "--target", target, sdk], { env, stdio: "pipe" });
}
