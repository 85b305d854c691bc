import { expect } from "vitest";
import { loadCatalog, resolve } from "../../../language.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { conditionQuery } from "../../../queries/promql.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

const organization = (replace: string, text: string): Edit => ({ file: "organization.yaml", replace, with: text });

/** A second team with people, a source and a product of its own beside the shop. */
const twoProducts: readonly Edit[] = [
  organization(
    "\nseverities:",
    `  bank: { kind: prometheus, datasource: bank, scrape: 15s, evaluator: prometheus, labels: [service, instance], owner: bank, on-call: bank, severity: critical, runbook: fix }
  outside: { kind: better-stack, owner: shop, severity: warning, runbook: fix }

alertmanager: { addresses: ["alertmanager:9093"] }
dead-man: { receiver: outside, every: 10m, grace: 5m, owner: shop, on-call: shop, severity: critical, runbook: fix }

severities:`,
  ),
  organization(
    "\nteams:",
    "  cleo: { name: Cleo, email: cleo@example.com, reach: [phone] }\n\nteams:\n  bank: { name: Bank, members: [cleo], channel: bank }",
  ),
  organization("  quiet: {", '  bank: { slack: "#bank" }\n  loud: { slack: "#bank-critical" }\n  quiet: {'),
  organization(
    "\non-call:",
    "  bank: { name: Bank, team: bank, levels: [{ person: cleo, wait: 15m }] }\n\non-call:\n  bank: { name: Bank, escalation: bank }",
  ),
  {
    file: "systems/bank.yaml",
    write: `system: bank
name: Bank
owner: bank
on-call: bank
source: bank
policy: standard
severities: { critical: { priority: P0, channel: loud } }
services:
  ledger:
    name: Ledger
    where: { service: ledger }
    metrics: { target: { gauge: up, range: [0, 1] } }
    signals: { alive: { value: { of: target, aggregation: min } } }
    alerts:
      down: { signal: alive, when: { below: 1 }, for: 1m, missing: fire, severity: critical, runbook: fix }
`,
  },
];

function alertNamed(name: string): Alert {
  return withCatalog(twoProducts, (folder) => {
    const { catalog, problems } = loadCatalog(folder);
    if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
    const found = alertsOf(resolve(catalog, "prod")).find((alert) => alert.name === name);
    if (!found) throw new Error(`there is no alert ${name}`);
    return found;
  });
}

export const table: FieldTable = {
  title: "Monitoring that stops notifies its own people",
  story:
    "An alert on a data source, or on who evaluates it, is only as good as the person that it wakes: somebody of another product can neither look at that Prometheus nor mend it.",
  cases: [
    {
      reports: [],
      input: "The Prometheus of one product stops, and the dead man's switch names the on-call service of another.",
      answer: "The watchdog pages the on-call service of the source that it watches, with the severity of that source.",
      proof: () => {
        expect(alertNamed("watchdog--bank")).toMatchObject({ owner: { id: "bank" }, route: { kind: "page", onCall: { id: "bank" } } });
        expect(alertNamed("watchdog--grafana")).toMatchObject({ route: { kind: "page", onCall: { id: "shop" } } });
      },
    },
    {
      reports: [],
      input: "A system calls its critical severity P0 and posts it to a channel of its own, and its data source is critical.",
      answer: "The alert on the source, and the watchdog of who evaluates it, have that priority and that channel.",
      proof: () => {
        for (const name of ["source--bank", "watchdog--bank"])
          expect(alertNamed(name)).toMatchObject({ severity: { priority: "P0" }, route: { channel: { slack: "#bank-critical" } } });
      },
    },
    {
      reports: [],
      input: "Prometheus answers Grafana, and all of its targets are gone.",
      answer: "The alert on the source fires: it asks whether any target answers, and does not only wait for an answer.",
      proof: () => expect(conditionQuery(alertNamed("source--prom").when)).toBe('sum(absent(up{env="prod"} == 1))\nor\nvector(0)'),
    },
    {
      reports: [],
      input: "One target of several no longer answers, so that the highest and the sum are those of the others.",
      answer: "A ticket of the system that the source serves names the target.",
      proof: () => {
        const lost = alertNamed("source--prom--target");
        expect(conditionQuery(lost.when)).toBe('min by (job, instance) (up{env="prod"}) < 1');
        expect(lost).toMatchObject({ owner: { id: "shop" }, severity: { id: "warning" }, route: { kind: "post" } });
      },
    },
  ],
};
