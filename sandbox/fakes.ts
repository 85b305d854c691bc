import type { VendorModel } from "./fake-provider/model.ts";
import { fromFolders } from "./vendor-folders.ts";

const found = await fromFolders<{ readonly fake: VendorModel }>("fake/index");

/** The fake provider of each vendor that has one, by the name of its folder: `components/<vendor>/fake/`. */
export const fakes: ReadonlyMap<string, VendorModel> = new Map([...found].map(([vendor, { fake }]) => [vendor, fake]));
