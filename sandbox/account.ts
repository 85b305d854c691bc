import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Fields, Value } from "./fake-provider/value.ts";

/** One object of a vendor's account as its file holds it. */
export interface AccountObject {
  readonly kind: string;
  readonly id: string;
  readonly fields: Fields;
}

/**
 * What exists at one vendor: `<folder>/<kind>/<id>.json`, one readable file an object. The files are the truth:
 * nothing is held in memory, so a file edited or removed by hand is a change made by hand at the vendor.
 */
export class Account {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get(kind: string, id: string): Fields | undefined {
    const file = this.file(kind, id);
    return existsSync(file) ? readObject(file) : undefined;
  }

  all(kind: string): AccountObject[] {
    const folder = join(this.folder, kind);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => ({ kind, id: decodeURIComponent(name.slice(0, -5)), fields: readObject(join(folder, name)) }));
  }

  kinds(): string[] {
    if (!existsSync(this.folder)) return [];
    const entries = readdirSync(this.folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  }

  put(kind: string, id: string, value: Fields): void {
    const file = this.file(kind, id);
    mkdirSync(dirname(file), { recursive: true });
    // A crash in the middle leaves the old object or the new one, never half of one.
    const draft = `${file}.${process.pid}.draft`;
    writeFileSync(draft, `${JSON.stringify(sortKeys(value), undefined, 2)}\n`);
    renameSync(draft, file);
  }

  remove(kind: string, id: string): void {
    rmSync(this.file(kind, id), { force: true });
  }

  private file(kind: string, id: string): string {
    // Only characters that a file name cannot have are escaped: people look for objects by name.
    const name = id.replaceAll(/[%/\\]/g, (sign) => encodeURIComponent(sign));
    return join(this.folder, kind, `${name}.json`);
  }
}

/** Every object of every vendor below `<folder>/<package>/`, by package, for reports. */
export function readAccounts(folder: string): Record<string, AccountObject[]> {
  const accounts: Record<string, AccountObject[]> = {};
  if (!existsSync(folder)) return accounts;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const account = new Account(join(folder, entry.name));
    accounts[entry.name] = account.kinds().flatMap((kind) => account.all(kind));
  }
  return accounts;
}

function readObject(file: string): Fields {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Fields;
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** The same value with its keys in alphabetical order, so that files differ only where objects differ. */
export function sortKeys(value: Value): Value {
  if (Array.isArray(value)) return value.map((item: Value) => sortKeys(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item as Value)]),
  );
}
