import type { Input } from "@pulumi/pulumi";
import { logicalName, shorten } from "../../model/ids.ts";
import type { Environment } from "../../model/resolved.ts";
import type { Recording } from "../../queries/promql.ts";
import { longestUid } from "./names.ts";
import { instantQuery, type Rule } from "./rule.ts";
import { literalText } from "./template-text.ts";

/**
 * A recording as a rule that Grafana manages and writes into the data source that it reads. Grafana refuses states,
 * durations and a condition on such a rule.
 */
export function recordingRule(recording: Recording, environment: Environment, datasource: Input<string>): Rule {
  const { name, labels, expr } = recording;
  return {
    uid: shorten(logicalName(recordingName(recording), environment.id), longestUid),
    name: `${name} ${[labels.system, labels.service, labels.sli].join("/")}`,
    datas: [instantQuery(expr, datasource)],
    record: { metric: name, from: "A", targetDatasourceUid: datasource },
    labels: Object.fromEntries(Object.entries(labels).map(([label, text]) => [label, literalText(text)])),
  };
}

/** Its logical name: what its series are called, which a rename does not change. */
export function recordingName({ name, labels }: Recording): string {
  const series = [labels.system, labels.service, labels.sli, name.replaceAll(":", "-")].filter((part) => part !== undefined);
  return logicalName(...series).replaceAll("_", "-");
}
