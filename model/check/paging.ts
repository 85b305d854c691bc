import { type Check, own } from "./report.ts";
import { servicesOf } from "./service.ts";

/** What pages calls somebody: an on-call service is known wherever a severity with `route: page` is used. */
export const checkPaging: Check = (checked, report) => {
  const { organization } = checked;
  const { sources, severities, policies, "dead-man": deadMan } = organization.value;
  const pages = (severity: string | undefined) => own(severities, severity)?.route === "page";
  for (const [id, source] of Object.entries(sources))
    if (pages(source.severity) && source["on-call"] === undefined)
      report(
        organization,
        ["sources", id, "severity"],
        "page-without-pager",
        `${JSON.stringify(source.severity)} pages, and the source names no on-call service`,
      );
  if (deadMan && pages(deadMan.severity) && deadMan["on-call"] === undefined)
    report(
      organization,
      ["dead-man", "severity"],
      "page-without-pager",
      `${JSON.stringify(deadMan.severity)} pages, and the dead man's switch names no on-call service`,
    );
  for (const { part, path, service, system } of servicesOf(checked)) {
    if ((service["on-call"] ?? system["on-call"]) !== undefined) continue;
    for (const [id, slo] of Object.entries(service.slos)) {
      const severity = own(policies, slo.policy ?? system.policy)?.["page-severity"];
      if (pages(severity))
        report(
          part,
          [...path, "slos", id],
          "page-without-pager",
          `the policy pages as ${JSON.stringify(severity)}, and neither service nor system names an on-call service`,
          { part: "key" },
        );
    }
    for (const [id, alert] of Object.entries(service.alerts)) {
      const at = [...path, "alerts", id];
      const what = (severity: string) => `${JSON.stringify(severity)} pages, and neither service nor system names an on-call service`;
      if (pages(alert.severity)) report(part, [...at, "severity"], "page-without-pager", what(alert.severity));
      else
        for (const [environment, { severity }] of Object.entries(alert.environments ?? {}))
          if (severity !== undefined && pages(severity))
            report(part, [...at, "environments", environment, "severity"], "page-without-pager", what(severity));
    }
  }
};
