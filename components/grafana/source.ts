import { z } from "zod";
import { type Prober, proberKind, proberSchema } from "../../model/prober-kind.ts";
import type { SourceKind } from "../../model/source-kind.ts";

const schema = proberSchema("grafana-synthetics").extend({
  datasource: z.string().min(1).max(40).describe("uid of the Grafana data source that stores the probes' metrics"),
});
type Entry = z.output<typeof schema>;

export interface SyntheticsSource extends Prober<"grafana-synthetics", "grafana"> {
  /** uid of the Grafana data source that stores the probes' metrics */
  readonly datasource: string;
}

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    "grafana-synthetics": { readonly entry: Entry; readonly source: SyntheticsSource };
  }
}

const { as, ...asking } = proberKind("Grafana synthetic monitoring", "grafana");
export const grafanaSynthetics: SourceKind<Entry> = {
  ...asking,
  kind: "grafana-synthetics",
  schema,
  resolve: ({ kind, datasource }, base) => ({ ...as(kind, base), datasource }),
};
