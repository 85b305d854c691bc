import { globSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";

const vendors = join(import.meta.dirname, "..", "components");
const extension = extname(import.meta.filename);

/** The names of all vendors: those of their folders. */
export const vendorNames: readonly string[] = globSync(`*/index${extension}`, { cwd: vendors }).map((file) => dirname(file));

/**
 * Loads the module of one name from the folder of every vendor that has it, by the vendor's name. They are found by their
 * path, so that only the registry lists vendors.
 *
 * @param name for example `fake/index`
 */
export async function fromFolders<T>(name: string): Promise<ReadonlyMap<string, T>> {
  const folders = globSync(`*/${name}${extension}`, { cwd: vendors }).map((file) => file.slice(0, -`/${name}${extension}`.length));
  const load = async (vendor: string): Promise<[string, T]> => [
    vendor,
    await import(pathToFileURL(join(vendors, vendor, `${name}${extension}`)).href),
  ];
  return new Map(await Promise.all(folders.sort().map(load)));
}
