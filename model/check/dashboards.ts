import { keysAt, type Path } from "../document.ts";
import { nearest } from "../nearest.ts";
import type { Part } from "../part.ts";
import type { Unit } from "../quantity.ts";
import type { MetricEntry } from "../schema/metric.ts";
import type { ShowEntry, SystemFile } from "../schema/system.ts";
import { kindOf } from "../vocabulary.ts";
import { checkMembers, type Member } from "./budgets.ts";
import { checkLabels } from "./labels.ts";
import { type Check, own, type Report, stands } from "./report.ts";
import { type CheckedService, type MetricKind, measuredMetric, metricKind, servicesOf, sourceOf, valueIn } from "./service.ts";

/** Every panel shows something that exists, in the way that its kind can be shown. */
export const checkDashboards: Check = (checked, report) => {
  const scopes = new Map(servicesOf(checked).map((scope) => [`${scope.part.document.file}\0${scope.path[1]}`, scope]));
  for (const part of checked.systems)
    for (const [id, { panels }] of Object.entries(part.value.dashboards)) {
      const sources = new Set<string>();
      for (const [name, { show, threshold }] of Object.entries(panels)) {
        const path = ["dashboards", id, "panels", name];
        const at = [...path, "show"];
        const shown = checkShow(part, show, at, (service) => scopes.get(`${part.document.file}\0${service}`), report);
        if (!shown) continue;
        if (threshold !== undefined) valueIn(shown.unit, threshold, part, [...path, "threshold"], report);
        const by = (show.by ?? []).map((label, index) => ({ label, path: [...at, "by", index], part: "value" as const }));
        checkLabels(shown.scope, shown.metric, by, report);
        const source = sourceOf(shown.scope, shown.metric);
        if (!source) continue;
        const from = shown.metric.from ?? part.value.source;
        if (!kindOf(checked.vocabulary, source).traits.shown)
          report(part, at, "panel-not-shown", `no dashboard can show data of ${JSON.stringify(from)}`, { part: "key" });
        else sources.add(from);
        if (sources.size > 1 && sources.has(from))
          report(
            part,
            at,
            "dashboard-across-sources",
            `the panels above use the source ${JSON.stringify([...sources][0])}, this one uses ${JSON.stringify(from)}`,
            { part: "key" },
          );
      }
    }
};

const entryOf = { metrics: "metric", signals: "signal", slos: "slo" } as const;

interface Shown {
  readonly scope: CheckedService;
  readonly metric: MetricEntry;
  readonly unit: Unit | undefined;
}

function checkShow(
  part: Part<SystemFile>,
  show: ShowEntry,
  at: Path,
  scopeOf: (service: string) => CheckedService | undefined,
  report: Report,
): Shown | undefined {
  const find = (key: Path[number] | Path, written: string, within: keyof typeof entryOf) => {
    const writtenAt = [...at, ...(typeof key === "object" ? key : [key])];
    const [service = "", id = ""] = written.split("/");
    const path = ["services", service];
    const code = !stands(part, path)
      ? "unknown-service"
      : !stands(part, [...path, within, id])
        ? (`unknown-${entryOf[within]}` as const)
        : undefined;
    if (code === "unknown-service")
      report(part, writtenAt, code, `there is no service ${JSON.stringify(service)}`, {
        nearest: nearest(service, keysAt(part.document, ["services"])),
      });
    else if (code)
      report(part, writtenAt, code, `the service has no ${within.slice(0, -1)} ${JSON.stringify(id)}`, {
        nearest: nearest(id, keysAt(part.document, [...path, within])),
      });
    const scope = code ? undefined : scopeOf(service);
    return scope && { scope, id };
  };
  const findMetric = (key: "rate" | "count" | "age" | "of", written: string, needed: readonly MetricKind[]) => {
    const found = find(key, written, "metrics");
    const metric = found && own(found.scope.service.metrics, found.id);
    if (!metric) return undefined;
    if (needed.includes(metricKind(metric))) return { scope: found.scope, metric, unit: metric.unit };
    const what = `${JSON.stringify(found.id)} is a ${metricKind(metric)}; a ${needed.join(" or ")} is needed`;
    report(part, [...at, key], "wrong-metric-kind", what);
    return undefined;
  };
  const checkAge = (written: string): Shown | undefined => {
    const found = findMetric("age", written, ["gauge"]);
    if (!found || found.unit === "timestamp" || found.unit === "timestamp-ms") return found && { ...found, unit: "s" };
    report(part, [...at, "age"], "wrong-metric-kind", `${JSON.stringify(written)} is no timestamp`, {
      way: "name a gauge with unit: timestamp, or show its value",
    });
    return undefined;
  };
  const countedBy = (key: "rate" | "count", written: string) => {
    const found = findMetric(key, written, ["counter"]);
    return found && { ...found, unit: undefined };
  };
  if (show.rate !== undefined) return countedBy("rate", show.rate);
  if (show.count !== undefined) return countedBy("count", show.count);
  if (show.quantile !== undefined) return findMetric("of", show.of, ["histogram", "distribution"]);
  if (show.value !== undefined) return findMetric("of", show.of, ["gauge"]);
  if (show.age !== undefined) return checkAge(show.age);
  if (show.budget) {
    const names: readonly (readonly [string, Path])[] = show.budget.weighted
      ? show.budget.weighted.map(({ slo }, index) => [slo, ["budget", "weighted", index, "slo"]] as const)
      : show.budget["worst-of"].map((slo, index) => [slo, ["budget", "worst-of", index]] as const);
    const members = names.flatMap(([written, path]): Member[] => {
      const found = find(path, written, "slos");
      const slo = found && own(found.scope.service.slos, found.id);
      return slo ? [{ scope: found.scope, id: written, slo, path: [...at, ...path] }] : [];
    });
    const metric = checkMembers(members, report);
    return metric && members[0] && { scope: members[0].scope, metric, unit: "ratio" };
  }
  show satisfies { readonly share: string };
  const found = find("share", show.share, "signals");
  const signal = found && own(found.scope.service.signals, found.id);
  if (!signal) return undefined;
  const metric = measuredMetric(found.scope.service, signal);
  if (!signal.events && !signal.slices?.bad && signal.slices?.aggregation !== "each")
    report(part, [...at, "share"], "wrong-signal-kind", `${JSON.stringify(found.id)} has no share of events`);
  return metric && { scope: found.scope, metric, unit: "ratio" };
}
