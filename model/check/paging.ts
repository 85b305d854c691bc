import { goesAsFarAs, type Staged } from "../stage.ts";
import { type Check, own } from "./report.ts";
import { servicesOf } from "./service.ts";

/**
 * What pages calls someone: an on-call service is known wherever a severity with `route: page` is used, in an environment
 * that pages and a stage that lets it.
 */
export const checkPaging: Check = (checked, report) => {
  const { organization } = checked;
  const { environments, sources, severities, policies, "dead-man": deadMan } = organization.value;
  const pages = (severity: string | undefined) => own(severities, severity)?.route === "page";
  for (const [id, source] of Object.entries(sources))
    if (pages(source.severity) && source["on-call"] === undefined)
      report(
        organization,
        ["sources", id, "severity"],
        "page-without-pager",
        `${JSON.stringify(source.severity)} pages, but the source names no on-call service`,
      );
  if (deadMan && pages(deadMan.severity) && deadMan["on-call"] === undefined)
    report(
      organization,
      ["dead-man", "severity"],
      "page-without-pager",
      `${JSON.stringify(deadMan.severity)} pages, but the dead man's switch names no on-call service`,
    );
  const awake = Object.entries(environments).flatMap(([id, { page }]) => (page === "never" ? [] : [id]));
  for (const { part, path, service, system } of servicesOf(checked)) {
    if ((service["on-call"] ?? system["on-call"]) !== undefined) continue;
    for (const [id, slo] of Object.entries(service.slos)) {
      const called = awake
        .filter((environment) => callsIn(slo, environment))
        .map((environment) => own(policies, own(slo.environments, environment)?.policy ?? slo.policy ?? system.policy)?.["page-severity"]);
      const severity = called.find(pages);
      if (severity !== undefined)
        report(
          part,
          [...path, "slos", id],
          "page-without-pager",
          `the policy pages with ${JSON.stringify(severity)}, but neither the service nor the system names an on-call service`,
          { part: "key" },
        );
    }
    for (const [id, alert] of Object.entries(service.alerts)) {
      const at = [...path, "alerts", id];
      const what = (severity: string) =>
        `${JSON.stringify(severity)} pages, but neither the service nor the system names an on-call service`;
      const calling = awake.filter((environment) => callsIn(alert, environment));
      const ownSeverity = (environment: string) => own(alert.environments, environment)?.severity;
      if (pages(alert.severity) && calling.some((environment) => ownSeverity(environment) === undefined))
        report(part, [...at, "severity"], "page-without-pager", what(alert.severity));
      for (const environment of calling) {
        const severity = ownSeverity(environment);
        if (severity !== undefined && pages(severity))
          report(part, [...at, "environments", environment, "severity"], "page-without-pager", what(severity));
      }
    }
  }
};

type Environments = Readonly<Record<string, Staged & { readonly off?: true | undefined }>>;

/** Whether the entry may go as far as to call someone in an environment, if its severity pages. */
function callsIn({ stage, environments }: Staged & { readonly environments?: Environments | undefined }, environment: string): boolean {
  const override = own(environments, environment);
  return !override?.off && goesAsFarAs({ stage: override?.stage ?? stage }, {});
}
