import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import type { AlertmanagerConfig, Receiver } from "../../artifacts/alertmanager/config-file.ts";
import { alertmanager } from "../../artifacts/alertmanager/target.ts";
import { isSelfEvaluated } from "../../artifacts/prometheus/self-evaluated.ts";
import { prometheus } from "../../artifacts/prometheus/target.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { receiversOf, unpacked } from "./amtool.ts";

/** Where amtool routes an alert by the rendered configuration, and where the catalog sends it. */
export interface RouteVerdict {
  readonly alert: string;
  /** recipients by amtool: key files of pagers and gateways, channels, addresses */
  readonly reaches: readonly string[];
  /** recipients by the catalog */
  readonly meant: readonly string[];
}

/** What amtool says of the route of each alert that a Prometheus evaluates itself, in the order of the catalog. */
export async function routesOf(resolved: Resolved, only: (alert: Alert) => boolean = () => true): Promise<RouteVerdict[]> {
  const alerts = alertsOf(resolved);
  const own = alerts.filter((alert) => isSelfEvaluated(alert) && only(alert));
  const files = own.length === 0 ? [] : alertmanager.files(resolved, alerts);
  const [first] = files;
  if (!first) return [];
  const config = load(first.text) as AlertmanagerConfig;
  const sent = labelsSent(resolved);
  const here = unpacked(files);
  try {
    const verdicts: RouteVerdict[] = [];
    for (const alert of own) {
      const names = await receiversOf(join(here.folder, first.path), sent.get(alert.name) ?? { alertname: alert.name });
      const receivers = config.receivers.filter(({ name }) => names.includes(name));
      const secrets = resolved.organization.alertmanager?.secrets ?? "";
      verdicts.push({ alert: alert.name, reaches: receivers.flatMap(recipientsOf).sort(), meant: meant(alert.route, secrets) });
    }
    return verdicts;
  } finally {
    here.remove();
  }
}

/** What is wrong with a route, as one sentence; absent if it reaches the intended recipients. */
export function faultOf({ reaches, meant }: RouteVerdict): string | undefined {
  if (JSON.stringify(reaches) === JSON.stringify(meant)) return undefined;
  return `Alertmanager notifies ${reaches.join(", ") || "no one"}; the catalog means ${meant.join(", ") || "no one"}`;
}

const texts = z.record(z.string(), z.string());
const rulesFile = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string().optional(), labels: texts })) })),
});
const scrapeFile = z.object({ global: z.object({ external_labels: texts }) });

/** Labels of every alert as it leaves a Prometheus: those of its rule, and those of the environment. */
export function labelsSent(resolved: Resolved): Map<string, Record<string, string>> {
  const files = new Map(prometheus.files(resolved, alertsOf(resolved)).map(({ path, text }) => [path, text]));
  const sent = new Map<string, Record<string, string>>();
  for (const [path, text] of files) {
    const [, folder] = /^(.*)\/rules\/[^/]+$/.exec(path) ?? [];
    if (folder === undefined) continue;
    const { global } = scrapeFile.parse(load(files.get(`${folder}/prometheus.yml`) ?? ""));
    for (const { rules } of rulesFile.parse(load(text)).groups)
      for (const { alert, labels } of rules)
        if (alert !== undefined) sent.set(alert, { ...global.external_labels, ...labels, alertname: alert });
  }
  return sent;
}

/** All recipients of a receiver. */
export function recipientsOf({ pagerduty_configs, opsgenie_configs, slack_configs, email_configs, webhook_configs }: Receiver): string[] {
  return [
    ...(pagerduty_configs ?? []).map(({ routing_key_file }) => routing_key_file),
    ...(opsgenie_configs ?? []).map(({ api_key_file }) => api_key_file),
    ...(slack_configs ?? []).map(({ channel }) => channel),
    ...(email_configs ?? []).map(({ to }) => to),
    ...(webhook_configs ?? []).map(({ url_file }) => url_file),
  ].sort();
}

/** All recipients that a route should have, derived without the renderer's code. */
function meant(route: Route, secrets: string): string[] {
  const { slack, email, webhook } = route.channel;
  const page = route.kind === "page" ? [`${secrets}/${route.onCall.pager}-${route.onCall.formerly[0] ?? route.onCall.id}`] : [];
  return [
    ...page,
    ...[slack, email].filter((place) => place !== undefined),
    ...(webhook === undefined ? [] : [`${secrets}/webhook-${webhook}`]),
  ].sort();
}
