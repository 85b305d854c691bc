import type { PagerWords } from "../../model/vocabulary.ts";

declare module "../../model/vendors.ts" {
  interface VendorRoles {
    pagerduty: "pager";
  }
}

/** Domains: https://support.pagerduty.com/main/docs/email-integration-guide (also of the European region). */
export const pagerdutyPager: PagerWords = { kind: "pagerduty", mail: ["pagerduty.com"] };
