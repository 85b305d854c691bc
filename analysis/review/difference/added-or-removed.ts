import { formatCount } from "../../../model/quantity.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { Pair } from "../change.ts";
import type { Context, Written } from "./context.ts";
import { gapsInWords } from "./coverage-gaps.ts";
import { mostSevere } from "./direction.ts";
import type { Draft, EntryDiffer } from "./draft.ts";
import { consequences } from "./example.ts";
import type { Kind, Paired } from "./kinds.ts";
import { nameOf } from "./recipients.ts";
import { listed } from "./words.ts";

/** An entry that alerts watch was added or removed, with every alert that is added or removed with it. */
export function watchedEntry<K extends Kind>(paired: Paired<K>, context: Context, { name, about }: EntryDiffer<K>): Draft | undefined {
  const { before, after } = paired.sides;
  const value = after ?? before;
  if (!value) return undefined;
  const alerts = context.affected(paired.key).filter((pair) => !pair.before || !pair.after);
  const all = [...alerts, ...absences(alerts, context)];
  const is = after ? "added" : stands(paired.entry, context.written) ? `muted in ${context.head.environment.id}` : "removed";
  return {
    what: `${is}: ${name(value, context)}`,
    direction: mostSevere(all.map((pair) => context.verdictByStage(pair).direction)),
    about,
    means: [...consequences(all, context), ...gapsInWords(all, context, context.verdictByStage), ...names(all)],
    alerts: all,
  };
}

/** What comes with an entry may take the place of what goes. */
export function names(pairs: readonly Pair[]): string[] {
  const [added, gone] = [pairs.filter(({ before }) => !before), pairs.filter(({ after }) => !after)];
  return [
    ...(added.length > 0 ? [`${formatCount(added.length, "alert")} added: ${listed(added.map(nameOf))}`] : []),
    ...(gone.length > 0 ? [`${formatCount(gone.length, "alert")} gone: ${listed(gone.map(nameOf))}`] : []),
  ];
}

/** Alerts on the absence of a metric that are added or removed because what reads the metric is. */
export function absences(pairs: readonly Pair[], context: Context): Pair[] {
  const read = new Set(pairs.flatMap(({ before, after }) => [before, after].flatMap(metricsOf)));
  return context.pairs.filter((pair) => {
    const alert = pair.after ?? pair.before;
    const moved = !pair.before || !pair.after;
    return moved && alert?.kind === "absence" && metricsOf(alert).some((one) => read.has(one)) && !pairs.includes(pair);
  });
}

function metricsOf(alert: Alert | undefined): string[] {
  const { slo, service, entry, kind } = alert ?? {};
  if (!service) return [];
  const rule = kind === "threshold" ? service.alerts.find(({ path }) => path === entry) : undefined;
  const own = kind === "absence" ? [entry?.split("/").at(-1)] : [];
  const signals = [slo?.signal, slo?.floor?.signal, rule?.when.signal];
  return [...own, ...signals.map((signal) => (signal && "metric" in signal ? signal.metric.id : undefined))].flatMap((id) =>
    id === undefined ? [] : [`${service.path}/${id}`],
  );
}

/** It is in the catalog and is not there in this environment. */
function stands(entry: string, written: Written | undefined): boolean {
  const [system, service = "", id = ""] = entry.split("/");
  const file = written?.head.systems.find((one) => one.system === system);
  const own = file && Object.hasOwn(file.services, service) ? file.services[service] : undefined;
  return own !== undefined && (Object.hasOwn(own.slos, id) || Object.hasOwn(own.alerts, id));
}
