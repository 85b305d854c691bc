import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

/**
 * Runs with a copy of the catalog of the products in whose organization one text, which stands there once, is another.
 *
 * @throws Error if it does not stand there, or more than once
 */
export function withCatalog<T>(text: string, other: string, run: (directory: string) => T): T {
  const copy = mkdtempSync(join(tmpdir(), "slostack-moved-"));
  try {
    cpSync(join(root, "test", "products", "catalog"), join(copy, "catalog"), { recursive: true });
    cpSync(join(root, "test", "products", "docs", "runbooks"), join(copy, "docs", "runbooks"), { recursive: true });
    const file = join(copy, "catalog", "organization.yaml");
    const before = readFileSync(file, "utf8");
    if (before.split(text).length !== 2) throw new Error(`${text} does not stand exactly once in ${file}`);
    writeFileSync(file, before.replace(text, other));
    return run(join(copy, "catalog"));
  } finally {
    rmSync(copy, { recursive: true });
  }
}
