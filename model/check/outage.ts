import { isDeepStrictEqual } from "node:util";
import type { AlertEntry } from "../schema/system.ts";
import { goesAsFarAs, type Staged } from "../stage.ts";
import { type Check, isComplete, own } from "./report.ts";
import { type CheckedService, measuredOf, servicesOf } from "./service.ts";

/**
 * What calls a person by numbers that the failing part sends needs someone beside it who is called when they stop: the
 * numbers stop in the very outage that it is for, and their absence alone is a ticket.
 */
export const checkOutages: Check = (checked, report) => {
  const scopes = servicesOf(checked);
  const byPart = Map.groupBy(scopes, ({ part }) => part);
  for (const scope of scopes) {
    const beside = (of: CheckedService) =>
      (byPart.get(of.part) ?? []).filter((other) => other.service === of.service || isScrapedAlike(of, other));
    const told = (of: CheckedService, entry: Staged) => beside(of).some((other) => tellsSilence(other, entry));
    const blind = calling(scope).filter(([, entry]) => !measuredIn(scope, entry.signal).every((of) => told(of, entry)));
    if (blind.length === 0) continue;
    const names = blind.map(([id]) => JSON.stringify(id)).join(", ");
    const verb = blind.length === 1 ? "pages" : "page";
    report(
      scope.part,
      scope.path,
      "outage-unseen",
      `${names} ${verb} on metrics that stop when the service is down, and no alert pages on missing data`,
      {
        part: "key",
      },
    );
  }
};

/** The services whose numbers a signal reads: its own, or those of the members of a composite. */
function measuredIn(scope: CheckedService, signal: string): CheckedService[] {
  const all = new Map(measuredOf(scope, signal).map(({ scope: of }) => [of.service, of]));
  return all.size > 0 ? [...all.values()] : [scope];
}

/** Whether an alert calls a person where no numbers of a signal come, as loudly as the one that counts them. */
export const tellsSilenceOf = (scope: CheckedService, counting: Staged & { readonly signal: string }): boolean =>
  measuredIn(scope, counting.signal).every((of) => tellsSilence(of, counting));

/** What calls a person in a service, and is quiet without data. A `why` of missing data answers for itself. */
function calling({ service, organization, system }: CheckedService): (readonly [string, Staged & { readonly signal: string }])[] {
  const pages = (severity: string | undefined) => own(organization.severities, severity)?.route === "page";
  const slos = Object.entries(service.slos).filter(([, slo]) =>
    pages(own(organization.policies, slo.policy ?? system.policy)?.["page-severity"]),
  );
  const alerts = Object.entries(service.alerts).filter(([, { missing, severity, environments }]) => {
    const severities = [severity, ...Object.values(environments ?? {}).map((override) => override.severity)];
    return missing === "absence" && severities.some(pages);
  });
  return [...slos, ...alerts].filter(([, entry]) => goesAsFarAs(entry, {}));
}

/** Whether anything of a service calls a person. */
export const callsSomeone = ({ service, organization, system }: Pick<CheckedService, "service" | "organization" | "system">): boolean => {
  const pages = (severity: string | undefined) => own(organization.severities, severity)?.route === "page";
  const slos = Object.values(service.slos).filter((slo) =>
    pages(own(organization.policies, slo.policy ?? system.policy)?.["page-severity"]),
  );
  const alerts = Object.values(service.alerts).filter(({ severity }) => pages(severity));
  return [...slos, ...alerts].some((entry) => goesAsFarAs(entry, {}));
};

/** Whether what stops for one stops for the other: series of the same source that are selected alike. */
function isScrapedAlike(one: CheckedService, other: CheckedService): boolean {
  const from = sourcesOf(one);
  return isDeepStrictEqual(one.service.where, other.service.where) && sourcesOf(other).some((source) => from.includes(source));
}

const sourcesOf = ({ service, system }: CheckedService): string[] =>
  Object.values(service.metrics).map(({ from }) => from ?? system.source);

/** Whether an alert of the service calls a person where no numbers come, as loudly as one that counts them. */
function tellsSilence(scope: CheckedService, counting: Staged): boolean {
  const { part, path, service, organization } = scope;
  if (!isComplete(part, [...path, "alerts"], service.alerts)) return true;
  return Object.values(service.alerts).some(
    (alert) => seesSilence(alert) && own(organization.severities, alert.severity)?.route === "page" && goesAsFarAs(alert, counting),
  );
}

/** An endpoint whose certificate is watched may be gone for a month before that is told. */
const seesSilence = ({ missing, when }: AlertEntry): boolean => missing === "fire" && !when.certificate;
