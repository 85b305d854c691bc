import type { VendorModel } from "./model.ts";
import { fields, text, type Value } from "./value.ts";

/**
 * The bridge's parameter names a provider and its version: `{"remote": {"url": …, "version": …}}`. A stand-in knows one
 * version of one provider.
 *
 * @throws Error where the parameter names another, or the vendor has a plugin of its own
 */
export function parameterized(vendor: VendorModel, parameter: string): void {
  if (vendor.bridged === undefined) throw new Error(`${vendor.package} has a plugin of its own and takes no parameter`);
  const { url, version } = fields(fields(JSON.parse(parameter) as Value).remote);
  const asked = `${text(url)} ${text(version)}`;
  const known = `${vendor.bridged.address} ${vendor.version}`;
  if (asked !== known) throw new Error(`the stand-in for ${vendor.package} is one of ${known}, not of ${asked}`);
}
