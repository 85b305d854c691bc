import type { Names } from "../../dashboards/name.ts";
import { namesOf } from "../../dashboards/name.ts";
import { serviceOf } from "../../model/ids.ts";
import type { Environment, Resolved, System } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { readersElsewhere } from "../../monitors/composed.ts";
import { type Recording, recordingInterval, recordingsOf } from "../../queries/promql.ts";
import { entriesOf } from "../provenance.ts";
import { recordingRule } from "./recording-rule.ts";
import { alertRule, type References, type Rule } from "./rule.ts";
import { type GrafanaSource, isGrafanaAlert } from "./select.ts";

/** Rules that are evaluated together. A group is small and stable: a change resets the state of all rules in it. */
export interface GroupSpec extends Names {
  /** undefined: of the organization, not of a system */
  readonly system?: System;
  readonly source: GrafanaSource;
  readonly environment: Environment;
  /** seconds */
  readonly interval: number;
  readonly recordings: readonly Recording[];
  readonly alerts: readonly Alert[];
  /** alerts that read its recordings, those of other services as well */
  readonly readers: readonly Alert[];
  /** entries of the catalog that it evaluates or records for */
  readonly entries: readonly string[];
}

/**
 * Two groups a service, recordings by the minute and alerts as often as the source says, and one a data source. Where a
 * service has alerts on several sources, each has its own; the system's source is left out of the name.
 */
export function groupsOf({ environment, systems }: Resolved, alerts: readonly Alert[]): GroupSpec[] {
  const evaluated = alerts.filter(isGrafanaAlert);
  const byService = Map.groupBy(evaluated, ({ service }) => service?.path);
  const readers = readersElsewhere(evaluated);
  const ofServices = systems.flatMap((system) =>
    system.services.flatMap((service) => {
      const reading = [...(byService.get(service.path) ?? []), ...(readers.get(service.path) ?? [])];
      const bySource = Map.groupBy(reading, ({ evaluator }) => evaluator.id);
      return [...bySource.values()].flatMap((readers): GroupSpec[] => {
        const source = readers[0]?.evaluator;
        if (!source) return [];
        const own = readers.filter((alert) => alert.service?.path === service.path);
        const recordings = recordingsOf(readers).filter(({ signal }) => serviceOf(signal.path) === service.path);
        const named = (what: string) => namesOf([system, service], what, ...(source.id === system.source.id ? [] : [source.id]));
        const base = { system, source, environment };
        const recording = readers.filter((alert) => recordingsOf([alert]).some(({ signal }) => serviceOf(signal.path) === service.path));
        return [
          {
            ...base,
            ...named("recordings"),
            interval: recordingInterval,
            recordings,
            alerts: [],
            readers: recording,
            entries: entriesOfAll(recording),
          },
          { ...base, ...named("alerts"), interval: source.evaluate, recordings: [], alerts: own, readers: [], entries: entriesOfAll(own) },
        ];
      });
    }),
  );
  const onSources = alerts.filter(isGrafanaAlert).filter((alert) => alert.kind === "source");
  const ofSources = [...Map.groupBy(onSources, ({ evaluator }) => evaluator.id).values()].flatMap((own): GroupSpec[] => {
    const [alert] = own;
    if (!alert) return [];
    const { name, formerNames, evaluator: source } = alert;
    return [
      {
        name,
        formerNames,
        source,
        environment,
        interval: source.evaluate,
        recordings: [],
        alerts: own,
        readers: [],
        entries: entriesOf(alert),
      },
    ];
  });
  return [...ofServices, ...ofSources].filter((group) => group.recordings.length + group.alerts.length > 0);
}

export const entriesOfAll = (alerts: readonly Alert[]): string[] => [...new Set(alerts.flatMap(entriesOf))];

/** The rules of a group, in their order; Grafana keeps it. */
export function rulesOf(group: GroupSpec, refs: References): Rule[] {
  return [
    ...group.recordings.map((recording) => recordingRule(recording, group.environment, refs.datasource)),
    ...group.alerts.map((alert) => alertRule(alert, refs)),
  ];
}

/** A group is found by its name in its folder, and cannot be renamed: it keeps the oldest. */
export function groupName({ name, formerNames }: Names): string {
  return formerNames[0] ?? name;
}
