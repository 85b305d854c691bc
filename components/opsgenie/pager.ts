import type { PagerWords } from "../../model/vocabulary.ts";

declare module "../../model/vendors.ts" {
  interface VendorRoles {
    opsgenie: "pager";
  }
}

/**
 * Addresses are at opsgenie.net: https://support.atlassian.com/opsgenie/docs/create-a-default-api-integration/. Its end:
 * https://www.atlassian.com/blog/announcements/evolution-of-it-operations (support and API until 5 April 2027).
 */
export const opsgeniePager: PagerWords = { kind: "opsgenie", mail: ["opsgenie.net"], ends: "5 April 2027" };
