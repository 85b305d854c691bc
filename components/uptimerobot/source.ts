import type { z } from "zod";
import { type Prober, proberKind, proberSchema } from "../../model/prober-kind.ts";
import type { SourceKind } from "../../model/source-kind.ts";

const schema = proberSchema("uptimerobot");
type Entry = z.output<typeof schema>;

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    uptimerobot: { readonly entry: Entry; readonly source: Prober<"uptimerobot", "uptimerobot"> };
  }
}

const { as, ...asking } = proberKind("UptimeRobot", "uptimerobot");
export const uptimeRobotSource: SourceKind<Entry> = { ...asking, kind: "uptimerobot", schema, resolve: ({ kind }, base) => as(kind, base) };
