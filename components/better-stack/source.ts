import type { z } from "zod";
import { type Prober, proberKind, proberSchema } from "../../model/prober-kind.ts";
import type { SourceKind } from "../../model/source-kind.ts";

declare module "../../model/vendors.ts" {
  interface VendorRoles {
    "better-stack": "status-page";
  }
}

const schema = proberSchema("better-stack");
type Entry = z.output<typeof schema>;

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    "better-stack": { readonly entry: Entry; readonly source: Prober<"better-stack", "better-stack"> };
  }
}

const { as, ...asking } = proberKind("Better Stack", "better-stack");
export const betterStackSource: SourceKind<Entry> = {
  ...asking,
  kind: "better-stack",
  schema,
  receiver: true,
  resolve: ({ kind }, base) => as(kind, base),
};
