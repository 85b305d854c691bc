import { keysAt, type Path } from "../document.ts";
import { nearest } from "../nearest.ts";
import type { Part } from "../part.ts";
import type { Unit } from "../quantity.ts";
import type { MetricEntry } from "../schema/metric.ts";
import type { SystemFile } from "../schema/system.ts";
import { kindOf } from "../vocabulary.ts";
import { checkLabels } from "./labels.ts";
import { type Check, own, type Report, stands } from "./report.ts";
import { type CheckedService, exactlyOne, type MetricKind, measuredMetric, metricKind, servicesOf, sourceOf, valueIn } from "./service.ts";

type Show = SystemFile["dashboards"][string]["panels"][string]["show"];

/** Every panel shows something that exists, in the way that its kind can be shown. */
export const checkDashboards: Check = (checked, report) => {
  const scopes = new Map(servicesOf(checked).map((scope) => [`${scope.part.document.file}\0${scope.path[1]}`, scope]));
  for (const part of checked.systems)
    for (const [id, { panels }] of Object.entries(part.value.dashboards)) {
      const sources = new Set<string>();
      for (const [name, { show, threshold }] of Object.entries(panels)) {
        const path = ["dashboards", id, "panels", name];
        const at = [...path, "show"];
        if (!exactlyOne(show, ["rate", "count", "share", "quantile", "value"], part, at, report)) continue;
        const shown = checkShow(part, show, at, (service) => scopes.get(`${part.document.file}\0${service}`), report);
        if (!shown) continue;
        if (threshold !== undefined) valueIn(shown.unit, threshold, part, [...path, "threshold"], report);
        const by = (show.by ?? []).map((label, index) => ({ label, path: [...at, "by", index], part: "value" as const }));
        checkLabels(shown.scope, shown.metric, by, report);
        const source = sourceOf(shown.scope, shown.metric);
        if (!source) continue;
        const from = shown.metric.from ?? part.value.source;
        if (!kindOf(checked.vocabulary, source).traits.shown)
          report(part, at, "panel-not-shown", `no dashboard shows what is in ${JSON.stringify(from)}`, { part: "key" });
        else sources.add(from);
        if (sources.size > 1 && sources.has(from))
          report(
            part,
            at,
            "dashboard-across-sources",
            `the panels above show ${JSON.stringify([...sources][0])}, this one ${JSON.stringify(from)}`,
            { part: "key" },
          );
      }
    }
};

interface Shown {
  readonly scope: CheckedService;
  readonly metric: MetricEntry;
  readonly unit: Unit | undefined;
}

function checkShow(
  part: Part<SystemFile>,
  show: Show,
  at: Path,
  scopeOf: (service: string) => CheckedService | undefined,
  report: Report,
): Shown | undefined {
  const find = (key: "rate" | "count" | "share" | "of", within: "metrics" | "signals") => {
    const written = show[key];
    if (written === undefined) {
      report(part, at, "missing-key", `"${key}" is missing: what is shown`, { part: "key" });
      return undefined;
    }
    const [service = "", id = ""] = written.split("/");
    const path = ["services", service];
    const code = !stands(part, path)
      ? "unknown-service"
      : !stands(part, [...path, within, id])
        ? within === "metrics"
          ? "unknown-metric"
          : "unknown-signal"
        : undefined;
    if (code === "unknown-service")
      report(part, [...at, key], code, `there is no service ${JSON.stringify(service)}`, {
        nearest: nearest(service, keysAt(part.document, ["services"])),
      });
    else if (code)
      report(part, [...at, key], code, `the service has no ${within.slice(0, -1)} ${JSON.stringify(id)}`, {
        nearest: nearest(id, keysAt(part.document, [...path, within])),
      });
    const scope = code ? undefined : scopeOf(service);
    return scope && { scope, id };
  };
  if (show.share !== undefined) {
    const found = find("share", "signals");
    const signal = found && own(found.scope.service.signals, found.id);
    if (!signal) return undefined;
    const metric = measuredMetric(found.scope.service, signal);
    if (!signal.events) report(part, [...at, "share"], "wrong-signal-kind", `${JSON.stringify(found.id)} has no share of events`);
    return metric && { scope: found.scope, metric, unit: "ratio" };
  }
  const counted = show.rate !== undefined || show.count !== undefined;
  const key = show.rate !== undefined ? "rate" : show.count !== undefined ? "count" : "of";
  if ((show.count === undefined) !== (show.over === undefined)) {
    const missing = show.over === undefined ? "over" : "count";
    report(part, at, "missing-key", `"${missing}" is missing: a count is of the events over a time`, { part: "key" });
    return undefined;
  }
  const found = find(key, "metrics");
  const metric = found && own(found.scope.service.metrics, found.id);
  if (!metric) return undefined;
  const needed: readonly MetricKind[] = counted ? ["counter"] : show.quantile !== undefined ? ["histogram", "distribution"] : ["gauge"];
  if (!needed.includes(metricKind(metric))) {
    report(
      part,
      [...at, key],
      "wrong-metric-kind",
      `${JSON.stringify(found.id)} is a ${metricKind(metric)}; a ${needed.join(" or ")} is needed`,
    );
    return undefined;
  }
  return { scope: found.scope, metric, unit: counted ? undefined : metric.unit };
}
