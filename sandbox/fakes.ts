import { globSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { VendorModel } from "./stand-in/model.ts";

const vendors = join(import.meta.dirname, "..", "components");
const files = globSync(`*/fake/index${extname(import.meta.filename)}`, { cwd: vendors }).sort();

/**
 * The fake provider of each vendor that has one, by the name of its folder: `components/<vendor>/fake/`. They are found
 * by their path, because nothing here may know a vendor.
 */
export const fakes: ReadonlyMap<string, VendorModel> = new Map(
  await Promise.all(
    files.map(async (file): Promise<[string, VendorModel]> => {
      const { fake }: { readonly fake: VendorModel } = await import(pathToFileURL(join(vendors, file)).href);
      return [dirname(dirname(file)), fake];
    }),
  ),
);
