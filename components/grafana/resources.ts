import * as grafana from "@pulumiverse/grafana";
import type { Resources } from "../vendor.ts";
import type { Grafana } from "./kinds.ts";
import { listers } from "./listing.ts";
import { locationIds } from "./probe.ts";

export const resources: Resources<Grafana> = {
  classes: {
    messageTemplate: grafana.alerting.MessageTemplate,
    contactPoint: grafana.alerting.ContactPoint,
    folder: grafana.oss.Folder,
    check: grafana.syntheticmonitoring.Check,
    ruleGroup: grafana.alerting.RuleGroup,
    alertRule: grafana.alerting.v0alpha1.AlertRule,
    recordingRule: grafana.alerting.v0alpha1.RecordingRule,
    notificationsInhibitionRule: grafana.alerting.v1beta1.NotificationsInhibitionRule,
    dashboard: grafana.oss.Dashboard,
  },
  lookUps: {
    dataSource: ({ uid }, options) => grafana.oss.getDataSourceOutput({ uid }, options).uid,
    locations: (_, options) => grafana.syntheticmonitoring.getProbesOutput({}, options).apply(({ probes }) => locationIds(probes)),
  },
  listers,
};
