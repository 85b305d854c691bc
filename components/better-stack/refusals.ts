import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { OutsideAlert, Probe } from "../probes.ts";
import { teamsRefusals } from "../teams.ts";
import type { Monitoring } from "../vendor.ts";
import { expiryDays, fastest, nearestLegal, shortestPeriod, timeouts } from "./limits.ts";
import { hostOf } from "./names.ts";
import { type BetterStackMonitoring, forBetterStack, type Page } from "./select.ts";

/**
 * What Better Stack cannot express of a catalog, each with its path; empty when all is well. Nothing is
 * rounded or left out silently.
 */
export function refusals(monitoring: Pick<Monitoring, "resolved" | "alerts">): Refusal[] {
  const plan = forBetterStack(monitoring);
  const found = [
    ...plan.probes.flatMap(probeRefusals),
    ...plan.alerts.flatMap(alertRefusals),
    ...teamsRefusals(plan.alerts, "Better Stack", ["slack", "email", "webhook"]),
    ...silenceRefusals(plan),
    ...plan.pages.flatMap(pageRefusals),
    ...sharedDomains(plan.pages),
  ];
  return found;
}

function probeRefusals({ signal, failures, certificates }: Probe): Refusal[] {
  const { path, every, timeout } = signal;
  return [
    ...(timeouts.includes(timeout)
      ? []
      : [
          {
            entry: path,
            why: `a timeout of ${formatDuration(timeout)} is not supported; choose ${choices(timeout, timeouts, formatDuration)}`,
          },
        ]),
    ...(every < fastest ? [{ entry: path, why: `the shortest probe interval is ${fastest}s, not ${formatDuration(every)}` }] : []),
    ...[failures, certificates].flatMap(([, ...more]) =>
      more.map(({ entry }) => ({
        entry,
        why: `${path} has another alert on the same condition, but a monitor supports only one; add a separate probe for this alert`,
      })),
    ),
  ];
}

function alertRefusals({ entry, when, for: held, route }: OutsideAlert): Refusal[] {
  return [
    ...(route.kind === "page" && route.onCall.pager !== "pagerduty"
      ? [{ entry, why: `it pages through ${route.onCall.pager}, but Better Stack supports only PagerDuty; choose another prober or pager` }]
      : []),
    ...(when.kind === "certificate" && held > 0
      ? [{ entry, why: `an expiry date has no pending period (${formatDuration(held)}); write for: 0s and an earlier expires-in` }]
      : []),
    ...(when.kind === "certificate" && !expiryDays.includes(when.within / day)
      ? [
          {
            entry,
            why: `a notice ${days(when.within / day)} before expiry is not supported; choose ${choices(when.within / day, expiryDays, days)}`,
          },
        ]
      : []),
    ...(seen.includes(when.kind) ? [] : [{ entry, why: `it supports only probes and heartbeats, not ${when.kind}` }]),
  ];
}

const seen: readonly OutsideAlert["when"]["kind"][] = ["probe-fails", "certificate", "no-sign-of-life"];

function silenceRefusals({ silences }: BetterStackMonitoring): Refusal[] {
  return silences
    .filter(({ when }) => when.every < shortestPeriod)
    .map(({ entry, when }) => ({
      entry,
      why: `a heartbeat interval is at least ${shortestPeriod}s, not ${when.every}s`,
    }));
}

function pageRefusals({ system, components }: Page): Refusal[] {
  return components.flatMap(({ component: { id, signal } }) =>
    signal === undefined || signal.from.kind === "better-stack"
      ? []
      : [
          {
            entry: `${system.id}/status-page/${id}`,
            why: `${signal.path} is probed by ${signal.from.id}, but a status page shows only probes of Better Stack; probe it by better-stack, or leave out the signal and set the state by hand`,
          },
        ],
  );
}

function sharedDomains(pages: readonly Page[]): Refusal[] {
  const first = new Map<string, string>();
  return pages.flatMap(({ system, page }) => {
    const { subdomain } = hostOf(page.domain);
    const other = first.get(subdomain);
    if (other === undefined) first.set(subdomain, system.id);
    return other === undefined ? [] : [{ entry: `${system.id}/status-page`, why: `${page.domain} is already the status page of ${other}` }];
  });
}

const day = 86_400;
const days = (count: number): string => `${count}d`;

function choices(wanted: number, legal: readonly number[], written: (value: number) => string): string {
  return nearestLegal(wanted, legal).map(written).join(" or ");
}
