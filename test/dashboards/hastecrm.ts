import { join } from "node:path";
import type { CheckedCatalog } from "../../language.ts";
import type { Resolved } from "../../model/resolved.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const products = join(import.meta.dirname, "..", "products", "catalog");

/** The catalog of the products for one environment. @param edit changes a copy of it before it is resolved */
export const hastecrm = (environment: string, edit?: (catalog: CheckedCatalog) => void): Resolved =>
  resolvedCatalog(products, edit, environment);
