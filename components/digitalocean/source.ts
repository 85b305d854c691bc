import { z } from "zod";
import type { Metric, Sent, SourceBase } from "../../model/resolved.ts";
import { ownership } from "../../model/schema/source.ts";
import type { SourceKind } from "../../model/source-kind.ts";

const schema = z.strictObject({
  kind: z.literal("digitalocean"),
  evaluator: z.literal("digitalocean"),
  ...ownership,
});
type Entry = z.output<typeof schema>;
const words = z.strictObject({ tag: z.string().regex(/^[a-zA-Z0-9_:-]{1,255}$/, "a tag such as env:production") });

export interface DigitalOceanSource extends SourceBase {
  readonly kind: "digitalocean";
  readonly evaluator: "digitalocean";
  /** of every host of the environment; DigitalOcean takes any of several tags and not all, so there is one */
  readonly tag: string;
}

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    digitalocean: { readonly entry: Entry; readonly source: DigitalOceanSource };
  }
  interface EnvironmentWords {
    digitalocean: z.output<typeof words>;
  }
}

const names = ["cpu", "memory_utilization_percent", "disk_utilization_percent", "load_1", "load_5", "load_15"];

export const digitalOceanSource: SourceKind<Entry> = {
  kind: "digitalocean",
  schema,
  environment: { key: "digitalocean", schema: words, labels: false },
  senders: ["digitalocean"],
  metrics: { gauge: { form: /^[a-z0-9_]+$/, example: "cpu", names } },
  label: { form: /^[a-zA-Z_][a-zA-Z0-9_]*$/, example: "letters, digits and _, such as service_name" },
  // An alert looks back on 5, 10, 30 or 60 minutes.
  traits: {
    limits: { name: "DigitalOcean", longestWindow: 3600, held: [300, 600, 1800, 3600], sloWindows: [] },
    sent: sentAs,
  },
  pace: () => ({ scrape: 60, evaluate: 60, points: "points" }),
  resolve: ({ kind, evaluator }, base, is) => {
    if (!is.digitalocean) throw new Error("the hosts of the environment have no tag");
    return { ...base, kind, evaluator, tag: is.digitalocean.tag };
  },
};

function sentAs({ from, kind, name }: Metric): Sent {
  if (from.kind !== "digitalocean") throw new Error(`${from.id} has no hosts`);
  return { sort: "host-metric", name, type: `${kind}, from the agent on hosts with the tag ${from.tag}` };
}
