import { formatDuration, parseDuration } from "../quantity.ts";
import type { AlertEntry } from "../schema/system.ts";
import type { SourceKind } from "../source-kind.ts";
import { kindOf } from "../vocabulary.ts";
import { type Check, own, type Report } from "./report.ts";
import { type CheckedService, servicesOf } from "./service.ts";

/** Every probe has a prober, and probes often enough for its alerts and over a protocol that it supports. */
export const checkProbes: Check = (checked, report) => {
  const { organization, vocabulary } = checked;
  const { sources, "dead-man": deadMan } = organization.value;
  const receiver = own(sources, deadMan?.receiver);
  if (receiver && !kindOf(vocabulary, receiver).receiver)
    report(organization, ["dead-man", "receiver"], "not-a-receiver", `a source of kind ${receiver.kind} cannot receive heartbeats`, {
      way: nameOne(vocabulary.sources.filter((kind) => kind.receiver)),
    });
  for (const scope of servicesOf(checked)) {
    for (const [id, { probe }] of Object.entries(scope.service.signals)) {
      if (!probe) continue;
      const path = [...scope.path, "signals", id, "probe"];
      const by = own(sources, probe.by);
      if (by && !kindOf(vocabulary, by).traits.prober)
        report(scope.part, [...path, "by"], "not-a-prober", `a source of kind ${by.kind} cannot probe endpoints`, {
          way: nameOne(vocabulary.sources.filter((kind) => kind.traits.prober)),
        });
      if (parseDuration(probe.timeout) > parseDuration(probe.every))
        report(
          scope.part,
          [...path, "timeout"],
          "probe-too-slow",
          `the timeout of ${probe.timeout} is longer than the interval of ${probe.every}`,
        );
    }
    for (const [id, alert] of Object.entries(scope.service.alerts)) checkAlert(scope, id, alert, report);
  }
};

function nameOne(kinds: readonly SourceKind[]): string {
  const names = kinds.map(({ kind }) => kind);
  return `name a source of kind ${[names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" or ")}`;
}

/** Longest life of a certificate that browsers accept (s): 398 days (CA/Browser Forum, Baseline Requirements 6.3.2). */
const longestCertificate = 398 * 86_400;

function checkAlert(scope: CheckedService, id: string, alert: AlertEntry, report: Report): void {
  const probe = own(scope.service.signals, alert.signal)?.probe;
  if (!probe) return;
  const path = [...scope.path, "alerts", id];
  if (alert.missing !== "fire")
    report(scope.part, [...path, "missing"], "probe-without-answer", `for a probe, a missing answer is a failure, not ${alert.missing}`);
  for (const [at, when, held] of [
    [path, alert.when, alert.for] as const,
    ...Object.entries(alert.environments ?? {}).map(
      ([environment, { when, for: own }]) => [[...path, "environments", environment], when ?? alert.when, own ?? alert.for] as const,
    ),
  ]) {
    const least = parseDuration(probe.every);
    if (when.fails && parseDuration(held) > 0 && parseDuration(held) < least)
      report(scope.part, [...at, "for"], "probe-too-slow", `a probe every ${formatDuration(least)} cannot detect a failure of ${held}`);
    if (when.certificate && parseDuration(when.certificate["expires-in"]) > longestCertificate)
      report(
        scope.part,
        [...at, "when", "certificate", "expires-in"],
        "always-fires",
        `public certificates are valid for at most ${formatDuration(longestCertificate)}, so they always expire within ${when.certificate["expires-in"]}`,
        { way: "choose a time in which it can be renewed, such as 30d" },
      );
    if (when.certificate)
      for (const [environment, address] of Object.entries(scope.system.addresses))
        if (!address.startsWith("https:"))
          report(
            scope.part,
            ["addresses", environment],
            "no-certificate",
            `${address} has no certificate, but ${JSON.stringify(id)} checks its expiry`,
          );
  }
}
