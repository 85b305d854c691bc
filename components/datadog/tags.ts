import { oldestId } from "../../model/ids.ts";
import type { Environment, Service, Source, System } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { tag } from "../../queries/datadog.ts";
import { hoursTag } from "./names.ts";

/** Tags in the form and order in which Datadog gives them back: lower case, sorted, each once. */
export function sortedTags(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort();
}

/** What everything of an environment can be found by, among what was made by hand. */
export function commonTags(environment: Environment, source?: Pick<Source, "environment">): string[] {
  const own = Object.entries(source?.environment ?? {}).flatMap(([key, matcher]) => ("is" in matcher ? [tag(key, matcher.is)] : []));
  return [tag("environment", environment.id), tag("managed_by", "slostack"), ...own];
}

/** @param labels of an alert or objective; else those of the service */
export function placeTags(system: System | undefined, service: Service | undefined, labels = service?.labels): string[] {
  return [
    ...(system ? [tag("system", oldestId(system)), tag("owner", oldestId((service ?? system).owner))] : []),
    ...(service ? [tag("service", oldestId(service))] : []),
    ...Object.entries(labels ?? {}).map(([key, value]) => tag(key, value)),
  ];
}

/** Tags of an alert that notifies. Never a threshold: a tag is for finding, and must outlive an edit. Renamed entries keep the oldest id. */
export function alertTags(alert: Alert): string[] {
  const { environment, evaluator, formerNames, labels, name, owner, route, service, severity, system } = alert;
  const hours = route.kind === "post" && route.during ? [hoursTag(route.during)] : [];
  return sortedTags([
    ...commonTags(environment, evaluator),
    ...placeTags(system, service, labels),
    ...hours,
    tag("alert", formerNames[0] ?? name),
    tag("owner", oldestId(owner)),
    tag("priority", severity.priority),
    tag("severity", severity.id),
  ]);
}
