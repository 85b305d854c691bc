import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Asked, FailureAlert, OutsideAlert, Probe } from "../probes.ts";
import { teamsRefusals } from "../teams.ts";
import { escalationOf, heldTimes } from "./escalation.ts";
import { day, frequencies, longestAnswer, notice } from "./limits.ts";
import { forCheckly } from "./select.ts";

/** What Checkly cannot express of a catalog, each with its path; empty when all is well. */
export function refusals(asked: Asked): Refusal[] {
  const { alerts, probes } = forCheckly(asked);
  return [
    ...probes.flatMap(probeRefusals),
    ...alerts.flatMap(alertRefusals),
    ...teamsRefusals(alerts, "Checkly", ["slack", "email", "webhook"]),
  ];
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
            why: `a probe interval of ${formatDuration(every)} is not supported; choose ${written(nearest(every, frequencies))}`,
          },
        ]),
    ...(timeout > longestAnswer ? [{ entry: path, why: `the longest timeout is ${longestAnswer}s, not ${formatDuration(timeout)}` }] : []),
    ...failures
      .filter((alert) => alert.for !== first?.for)
      .map((alert) => ({
        entry: alert.entry,
        why: `${first?.entry} allows ${path} to fail for ${formatDuration(first?.for ?? 0)}, but a check notifies everyone at once; add a separate probe for this alert`,
      })),
    ...(frequencies.includes(every) ? failures.flatMap((alert) => heldRefusals(alert, every)) : []),
    ...(url.startsWith("https:") ? [] : certificates.map(({ entry }) => ({ entry, why: `${url} has no certificate` }))),
  ];
}

function heldRefusals({ entry, for: held }: FailureAlert, every: number): Refusal[] {
  if (escalationOf(held, every)) return [];
  const asked = `with a probe every ${formatDuration(every)}`;
  return [
    {
      entry,
      why: `a pending period of ${formatDuration(held)} is not supported ${asked}; choose ${written(nearest(held, heldTimes(every)))}`,
    },
  ];
}

function alertRefusals({ entry, when, for: held, route }: OutsideAlert): Refusal[] {
  return [
    ...(route.kind === "page" && route.onCall.pager !== "pagerduty"
      ? [{ entry, why: `it pages through ${route.onCall.pager}, but Checkly supports only PagerDuty; choose another prober or pager` }]
      : []),
    ...(when.kind === "certificate" && held > 0
      ? [{ entry, why: `an expiry date has no pending period (${formatDuration(held)}); write for: 0s and an earlier expires-in` }]
      : []),
    ...(when.kind === "certificate" && !isDays(when.within)
      ? [
          {
            entry,
            why: `a certificate notice is ${notice.least} to ${notice.most} whole days before expiry, not ${formatDuration(when.within)}`,
          },
        ]
      : []),
    ...(when.kind === "probe-fails" || when.kind === "certificate" ? [] : [{ entry, why: `it supports only probes, not ${when.kind}` }]),
  ];
}

const isDays = (seconds: number): boolean =>
  Number.isInteger(seconds / day) && seconds / day >= notice.least && seconds / day <= notice.most;

/** The largest that is below, and the smallest above, as far as there are some. */
function nearest(wanted: number, known: readonly number[]): number[] {
  return [known.findLast((value) => value < wanted), known.find((value) => value > wanted)].filter((value) => value !== undefined);
}

const written = (seconds: readonly number[]): string => seconds.map(formatDuration).join(" or ");
