import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Monitoring } from "../vendor.ts";
import { escalationOf, heldTimes } from "./escalation.ts";
import { day, frequencies, longestAnswer, notice } from "./limits.ts";
import { type ChecklyAlert, checklyAlerts, type FailureAlert, type Probe, probesOf } from "./select.ts";

/** What Checkly cannot express of a catalog, each with its path; empty when all is well. */
export function refusals({ alerts }: Pick<Monitoring, "alerts">): Refusal[] {
  const selected = checklyAlerts(alerts);
  return [...probesOf(selected).flatMap(probeRefusals), ...selected.flatMap(alertRefusals)];
}

function probeRefusals({ signal, failures, certificates }: Probe): Refusal[] {
  const { path, every, timeout, url } = signal;
  const [first] = failures;
  return [
    ...(frequencies.includes(every)
      ? []
      : [
          {
            entry: path,
            why: `an endpoint cannot be asked every ${formatDuration(every)}, but every ${written(nearest(every, frequencies))}`,
          },
        ]),
    ...(timeout > longestAnswer
      ? [{ entry: path, why: `an answer is waited for ${longestAnswer}s at most, not ${formatDuration(timeout)}` }]
      : []),
    ...failures
      .filter((alert) => alert.for !== first?.for)
      .map((alert) => ({
        entry: alert.entry,
        why: `${first?.entry} lets ${path} fail for ${formatDuration(first?.for ?? 0)}, and a check notifies all at once; give this one a probe of its own`,
      })),
    ...(frequencies.includes(every) ? failures.flatMap((alert) => heldRefusals(alert, every)) : []),
    ...(url.startsWith("https:") ? [] : certificates.map(({ entry }) => ({ entry, why: `${url} has no certificate` }))),
  ];
}

function heldRefusals({ entry, for: held }: FailureAlert, every: number): Refusal[] {
  if (escalationOf(held, every)) return [];
  const asked = `where it is asked every ${formatDuration(every)}`;
  return [{ entry, why: `a check cannot fail for ${formatDuration(held)} ${asked}, but for ${written(nearest(held, heldTimes(every)))}` }];
}

function alertRefusals({ entry, when, for: held, route }: ChecklyAlert): Refusal[] {
  return [
    ...(route.kind === "page" && route.onCall.pager !== "pagerduty"
      ? [{ entry, why: `it pages through ${route.onCall.pager}, and only PagerDuty is called from here; name another prober or pager` }]
      : []),
    ...(when.kind === "certificate" && held > 0
      ? [{ entry, why: `a date does not hold for ${formatDuration(held)}; say for: 0s and an earlier expires-in` }]
      : []),
    ...(when.kind === "certificate" && !isDays(when.within)
      ? [
          {
            entry,
            why: `a certificate is notified of ${notice.least} to ${notice.most} whole days before its end, not ${formatDuration(when.within)}`,
          },
        ]
      : []),
    ...(when.kind === "probe-fails" || when.kind === "certificate"
      ? []
      : [{ entry, why: `it asks endpoints, and knows nothing of ${when.kind}` }]),
  ];
}

const isDays = (seconds: number): boolean =>
  Number.isInteger(seconds / day) && seconds / day >= notice.least && seconds / day <= notice.most;

/** The largest that is below, and the smallest above, as far as there are some. */
function nearest(wanted: number, known: readonly number[]): number[] {
  return [known.findLast((value) => value < wanted), known.find((value) => value > wanted)].filter((value) => value !== undefined);
}

const written = (seconds: readonly number[]): string => seconds.map(formatDuration).join(" or ");
