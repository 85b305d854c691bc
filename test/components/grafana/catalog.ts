import { nameIn, oldestRouteName } from "../../../components/grafana/names.ts";
import type { References, Rule } from "../../../components/grafana/rule.ts";
import { type GroupSpec, groupsOf, rulesOf } from "../../../components/grafana/rule-group.ts";
import { forGrafana, type GrafanaMonitoring } from "../../../components/grafana/select.ts";
import type { Monitoring } from "../../../components/vendor.ts";
import { dashboardsOf } from "../../../dashboards/dashboards.ts";
import { panelOfAlert } from "../../../dashboards/panel-of-alert.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { hastecrm } from "../../dashboards/hastecrm.ts";

/** The catalog of the products as Grafana gets it. @param edit changes a copy of it before it is resolved */
export function monitoringOf(environment: string, edit?: (catalog: CheckedCatalog) => void): GrafanaMonitoring {
  const resolved = hastecrm(environment, edit);
  const alerts = alertsOf(resolved);
  return forGrafana({ resolved, alerts, dashboards: dashboardsOf(resolved, alerts), protect: false });
}

/** What rules refer to, by the names that the objects have. */
export function referencesIn({ resolved, dashboards }: Monitoring): References {
  return {
    datasource: "crm-prometheus",
    contactPoint: (route) => nameIn(resolved.environment, oldestRouteName(route)),
    spot: (alert) => panelOfAlert(alert, dashboards),
  };
}

export interface RuleIn {
  readonly group: GroupSpec;
  readonly rule: Rule;
}

export function rulesIn(monitoring: Monitoring): RuleIn[] {
  const refs = referencesIn(monitoring);
  return groupsOf(monitoring.resolved, monitoring.alerts).flatMap((group) => rulesOf(group, refs).map((rule) => ({ group, rule })));
}

/** The expression of a rule's query A, or the text of its expression C. */
export function expressionOf(rule: Rule, refId: "A" | "C"): string {
  const data = (rule.datas as { refId: string; model: string }[]).find((one) => one.refId === refId);
  if (!data) throw new Error(`${String(rule.name)} has no ${refId}`);
  const model = JSON.parse(data.model) as { expr?: string; expression?: string };
  return model.expr ?? model.expression ?? "";
}
