import type { Bridged } from "../bridged.ts";

/** There is no SDK of the current API on npm: the README says more. */
export const bridged: Bridged = { address: "registry.opentofu.org/jianyuan/sentry", name: "sentry", version: "0.15.4" };
