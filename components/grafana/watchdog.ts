import type { Input } from "@pulumi/pulumi";
import type * as grafana from "@pulumiverse/grafana";
import type { Watchdog } from "../../monitors/watchdogs.ts";
import { goDuration } from "./duration.ts";
import { nameIn, uidOf } from "./names.ts";
import type { Rule } from "./rule.ts";

/** Seconds: how often the rule is evaluated, and how often the same group may be notified again. */
export const heartbeatInterval = 60;

/** Where Grafana sends heartbeats. The end of one would be no news: it never comes. @param address secret */
export function heartbeatContactArgs(watchdog: Watchdog, address: Input<string>): grafana.alerting.ContactPointArgs {
  return {
    name: nameIn(watchdog.environment, watchdog.name),
    webhooks: [{ url: address, httpMethod: "POST", disableResolveMessage: true }],
  };
}

/**
 * A rule that always fires, and notifies again and again. It asks no data source: a silent one has an alert of its own, and
 * would be taken for a silent Grafana here.
 */
export function heartbeatRule(watchdog: Watchdog, contactPoint: Input<string>): Rule {
  const { environment, when } = watchdog;
  return {
    uid: uidOf(watchdog, environment),
    name: "Sign of life",
    condition: "A",
    datas: [
      {
        refId: "A",
        datasourceUid: "__expr__",
        relativeTimeRange: { from: 600, to: 0 },
        model: JSON.stringify({ expression: "1", refId: "A", type: "math" }),
      },
    ],
    noDataState: "OK",
    execErrState: "OK",
    for: goDuration(0),
    labels: { alert: watchdog.name, environment: environment.id },
    annotations: { summary: "Always fires. It says that rules are evaluated and told; who misses it calls somebody." },
    notificationSettings: {
      contactPoint,
      groupBies: ["alertname", "grafana_folder"],
      groupWait: "0s",
      groupInterval: goDuration(heartbeatInterval),
      repeatInterval: goDuration(when.every),
    },
  };
}
