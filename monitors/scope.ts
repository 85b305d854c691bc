import { logicalName } from "../model/ids.ts";
import type {
  Carried,
  Channel,
  Environment,
  Identified,
  Provenance,
  Resolved,
  Runbook,
  Service,
  Severity,
  Stage,
  System,
} from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { type Carrying, carriedBy } from "./carried.ts";
import { routeOf } from "./routing.ts";

/** The place of a service's alert. */
export interface Scope {
  readonly environment: Environment;
  readonly system: System;
  readonly service: Service;
  /** where alerts on trial post */
  readonly shadow?: Channel | undefined;
}

/** The places of all services. */
export const scopesOf = ({ environment, systems, organization: { shadow } }: Resolved): Scope[] =>
  systems.flatMap((system) => system.services.map((service) => ({ environment, system, service, shadow })));

type Routed = Carried &
  Pick<Alert, "environment" | "system" | "service" | "evaluator" | "severity" | "route" | "owner" | "runbook" | "stage">;

/** What decides whom an alert notifies, besides its place, and what it carries of its own. */
interface Routing extends Carrying {
  readonly severity: Severity;
  readonly runbook: Runbook;
  readonly channel?: Channel | undefined;
  readonly stage?: Stage | undefined;
}

/** What every alert of a service has in common: whom it notifies and who evaluates it. */
export function routed(scope: Scope, evaluator: Alert["evaluator"], { severity, runbook, channel, stage, ...entry }: Routing): Routed {
  const { environment, system, service, shadow } = scope;
  const own = system.severities.find(({ id }) => id === severity.id) ?? severity;
  const route = routeOf({ severity: own, environment, owner: service.owner, onCall: service.onCall, channel, stage, shadow });
  return {
    environment,
    system,
    service,
    evaluator,
    severity: own,
    route,
    owner: service.owner,
    runbook,
    ...(stage && { stage }),
    ...carriedBy(service, entry),
  };
}

/** The logical name of an entry of a service, and all that it had while any of its three ids was another. */
export function namesOf(scope: Scope, entry: Identified, ...suffixes: readonly string[]): { name: string; formerNames: string[] } {
  const name = (system: string, service: string, id: string) => logicalName(system, service, id, ...suffixes);
  const present = name(scope.system.id, scope.service.id, entry.id);
  const every = ids(scope.system).flatMap((system) =>
    ids(scope.service).flatMap((service) => ids(entry).map((id) => name(system, service, id))),
  );
  return { name: present, formerNames: [...new Set(every)].filter((former) => former !== present) };
}

const ids = (entry: Identified): string[] => [...entry.formerly, entry.id];

/** What is concerned, for a person who is on call for several products, for example `hasteCRM API`. */
export function subjectOf({ system, service }: Pick<Scope, "system" | "service">): string {
  return `${system.name} ${service.name}`;
}

/** Source ids and reasons of an entry, without what else it holds. */
export function provenanceOf(entry: Provenance): Provenance {
  return {
    source: entry.source,
    ...(entry.correction !== undefined && { correction: entry.correction }),
    ...(entry.decision !== undefined && { decision: entry.decision }),
  };
}
