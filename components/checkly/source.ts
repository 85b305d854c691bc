import type { z } from "zod";
import { type Prober, proberKind, proberSchema } from "../../model/prober-kind.ts";
import type { SourceKind } from "../../model/source-kind.ts";

const schema = proberSchema("checkly");
type Entry = z.output<typeof schema>;

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    checkly: { readonly entry: Entry; readonly source: Prober<"checkly", "checkly"> };
  }
}

const { as, ...asking } = proberKind("Checkly", "checkly");
export const checklySource: SourceKind<Entry> = { ...asking, kind: "checkly", schema, resolve: ({ kind }, base) => as(kind, base) };
