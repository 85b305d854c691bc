import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Monitoring } from "../vendor.ts";
import { expiryDays, fastest, nearestLegal, shortestPeriod, timeouts } from "./limits.ts";
import { hostOf } from "./names.ts";
import { type BetterStackAlert, type BetterStackMonitoring, forBetterStack, type Page, type Probe } from "./select.ts";

/**
 * What Better Stack cannot express of a catalog, each with its path; empty when all is well. Nothing is
 * rounded or left out silently.
 */
export function refusals(monitoring: Pick<Monitoring, "resolved" | "alerts">): Refusal[] {
  const plan = forBetterStack(monitoring);
  const found = [
    ...plan.probes.flatMap(probeRefusals),
    ...plan.alerts.flatMap(alertRefusals),
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
      : [{ entry: path, why: `a timeout of ${formatDuration(timeout)} cannot be set, but ${choices(timeout, timeouts, formatDuration)}` }]),
    ...(every < fastest
      ? [{ entry: path, why: `an endpoint is asked every ${fastest}s at most, not every ${formatDuration(every)}` }]
      : []),
    ...[failures, certificates].flatMap(([, ...more]) =>
      more.map(({ entry }) => ({
        entry,
        why: `${path} has another alert on the same condition, and a monitor one; give this one a probe of its own`,
      })),
    ),
  ];
}

function alertRefusals({ entry, when, for: held, route }: BetterStackAlert): Refusal[] {
  return [
    ...(route.kind === "page" && route.onCall.pager !== "pagerduty"
      ? [{ entry, why: `it pages through ${route.onCall.pager}, and Better Stack calls PagerDuty alone; name another prober or pager` }]
      : []),
    ...(when.kind === "certificate" && held > 0
      ? [{ entry, why: `a date does not hold for ${formatDuration(held)}; say for: 0s and an earlier expires-in` }]
      : []),
    ...(when.kind === "certificate" && !expiryDays.includes(when.within / day)
      ? [{ entry, why: `${days(when.within / day)} before its end cannot be set, but ${choices(when.within / day, expiryDays, days)}` }]
      : []),
    ...(seen.includes(when.kind) ? [] : [{ entry, why: `it asks endpoints and misses signs of life, and knows nothing of ${when.kind}` }]),
  ];
}

const seen: readonly BetterStackAlert["when"]["kind"][] = ["probe-fails", "certificate", "no-sign-of-life"];

function silenceRefusals({ silences }: BetterStackMonitoring): Refusal[] {
  return silences
    .filter(({ when }) => when.every < shortestPeriod)
    .map(({ entry, when }) => ({
      entry,
      why: `a sign of life is missed after ${shortestPeriod}s at the earliest, not after ${when.every}s`,
    }));
}

function pageRefusals({ system, components }: Page): Refusal[] {
  return components.flatMap(({ component: { id, signal } }) =>
    signal === undefined || signal.from.kind === "better-stack"
      ? []
      : [
          {
            entry: `${system.id}/status-page/${id}`,
            why: `${signal.path} is asked by ${signal.from.id}, and a page shows what Better Stack asks; ask it by better-stack, or name no signal, so that a person sets it`,
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
    return other === undefined ? [] : [{ entry: `${system.id}/status-page`, why: `${page.domain} is where the page of ${other} is` }];
  });
}

const day = 86_400;
const days = (count: number): string => `${count}d`;

function choices(wanted: number, legal: readonly number[], written: (value: number) => string): string {
  return nearestLegal(wanted, legal).map(written).join(" or ");
}
