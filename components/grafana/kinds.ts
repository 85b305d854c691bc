import type * as grafana from "@pulumiverse/grafana";
import { calling } from "../names.ts";
import type { Kind, KindOf, Shape } from "../plan.ts";

/** What Grafana's objects and look-ups take and answer. */
export interface Grafana extends Shape {
  readonly objects: {
    readonly messageTemplate: grafana.alerting.MessageTemplateArgs;
    readonly contactPoint: grafana.alerting.ContactPointArgs;
    readonly folder: grafana.oss.FolderArgs;
    readonly check: grafana.syntheticmonitoring.CheckArgs;
    readonly ruleGroup: grafana.alerting.RuleGroupArgs;
    readonly alertRule: grafana.alerting.v0alpha1.AlertRuleArgs;
    readonly recordingRule: grafana.alerting.v0alpha1.RecordingRuleArgs;
    readonly notificationsInhibitionRule: grafana.alerting.v1beta1.NotificationsInhibitionRuleArgs;
    readonly dashboard: grafana.oss.DashboardArgs;
  };
  readonly lookUps: {
    /** the uid of a data source; one that is not there fails the preview */
    readonly dataSource: readonly [by: { readonly uid: string }, uid: string];
    /** ids of the locations that endpoints are probed from */
    readonly locations: readonly [by: object, ids: number[]];
  };
}

const importId = "its uid, as in the address of the rule (`/alerting/grafana/<uid>/view`)";

export const kinds: { readonly [K in KindOf<Grafana>]: Kind } = {
  messageTemplate: { type: "grafana:alerting/messageTemplate:MessageTemplate", noun: "message template", effect: "other", shared: true },
  contactPoint: { type: "grafana:alerting/contactPoint:ContactPoint", noun: "contact point", effect: "other", calling, shared: true },
  folder: { type: "grafana:oss/folder:Folder", noun: "folder", effect: "other" },
  check: { type: "grafana:syntheticMonitoring/check:Check", noun: "check of an endpoint", effect: "alerts" },
  ruleGroup: { type: "grafana:alerting/ruleGroup:RuleGroup", noun: "group of rules", effect: "alerts" },
  alertRule: { type: "grafana:alerting/v0alpha1/alertRule:AlertRule", noun: "alert rule", effect: "alerts", importId },
  recordingRule: { type: "grafana:alerting/v0alpha1/recordingRule:RecordingRule", noun: "recording rule", effect: "alerts", importId },
  notificationsInhibitionRule: {
    type: "grafana:alerting/v1beta1/notificationsInhibitionRule:NotificationsInhibitionRule",
    noun: "inhibition rule",
    effect: "other",
    importId: "its name (`GET /apis/notifications.alerting.grafana.app/v1beta1/namespaces/<namespace>/inhibitionrules`)",
  },
  dashboard: { type: "grafana:oss/dashboard:Dashboard", noun: "dashboard", effect: "shows" },
};
