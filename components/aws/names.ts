import type { Names } from "../../dashboards/name.ts";
import { everyName, logicalName, oldestId, shorten } from "../../model/ids.ts";
import type { Environment, Runbook, Service, Severity, System, Team } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";
import { linkLines } from "../../monitors/carried.ts";
import { partsOf } from "../names.ts";
import { longestDescription, longestName } from "./limits.ts";

/**
 * Name of an object at AWS, where one account and region may hold several environments. None of these can be renamed
 * there: another name is another object, so a renamed entry keeps its oldest one.
 */
export function physicalName({ name, formerNames }: Names, environment: Environment): string {
  return shorten(logicalName(formerNames[0] ?? name, environment.id), longestName);
}

/** Namespace of the metrics that are made of log lines. */
export function namespaceOf(environment: Environment): string {
  return `slostack/${environment.id}`;
}

/** Logical names of what a route is made of: alerts with equal routes share them. */
export function routeNames(route: Route): Names {
  const [name = "", ...formerNames] = everyName(partsOf(route));
  return { name, formerNames };
}

/** What an object can be found and billed by. Ids, of renamed entries the oldest, and labels: free text may hold what AWS refuses in a tag. */
export function tagsOf(entry: {
  readonly environment: Environment;
  readonly owner?: Team;
  readonly system?: System;
  readonly service?: Service;
  readonly severity?: Severity;
  readonly labels?: Readonly<Record<string, string>>;
}): Record<string, string> {
  const { environment, labels, ...rest } = entry;
  const ids = Object.entries(rest).map(([key, value]) => [key, "formerly" in value ? oldestId(value) : value.id]);
  return { ...labels, ...Object.fromEntries(ids), environment: environment.id, project: "slostack" };
}

/** What a person reads in the message: the rule in words, and what to do. */
export function descriptionOf({
  title,
  summary,
  runbook,
  notes,
  links = {},
}: {
  readonly title: string;
  readonly summary: string;
  readonly runbook: Runbook;
  readonly notes: readonly string[];
  readonly links?: Readonly<Record<string, string>>;
}): string {
  const needed = `${title}\n${summary}\nRunbook: ${runbook.url}`;
  const linked = [needed, ...linkLines({ links })].join("\n");
  const full = [linked, ...notes.map((note) => `Note: ${note}.`)].join("\n");
  // Notes say how a number came about; the catalog's explanation has them too. The runbook has the links.
  return [full, linked].find(({ length }) => length <= longestDescription) ?? needed;
}
