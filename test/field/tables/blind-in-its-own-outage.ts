import { expect } from "vitest";
import { loadCatalog } from "../../../language.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

const shop = (replace: string, text: string): Edit => ({ file: "systems/shop.yaml", replace, with: text });
const warnings = (...edits: Edit[]): string[] =>
  withCatalog(edits, (folder) => loadCatalog(folder).problems.map(({ code, at }) => `${code} ${at}`));

/** A worker that counts by itself how often it reaches its database, and pages on it. */
const worker = (...alerts: string[]): Edit =>
  shop(
    "\ndashboards:",
    `
  worker:
    name: Worker
    where: { service: worker }
    metrics:
      refused: { counter: connections_refused_total }
      target: { gauge: up, range: [0, 1] }
    signals:
      refused: { count: { of: refused } }
      alive: { value: { of: target, aggregation: min } }
    alerts:
      connections: { signal: refused, when: { count: { above: 10, over: 2m } }, for: 0s, missing: absence, severity: critical, runbook: fix }
${alerts.map((alert) => `      ${alert}\n`).join("")}
dashboards:`,
  );

export const table: FieldTable = {
  title: "An alert that is blind in the outage that it is for",
  story:
    "Whoever counts its own failures counts none once it is gone, and the absence of its numbers is a ticket: the page that was meant for the outage never comes.",
  cases: [
    {
      reports: [],
      input: "A critical alert counts the refused connections of a worker by what the worker itself counts, and nothing else pages for it.",
      answer: "The check warns that its numbers stop with the service and nobody is paged when they do.",
      proof: () => expect(warnings(worker())).toContain("outage-unseen shop/worker"),
    },
    {
      reports: [],
      input: "Beside such an alert, the absence of its target only posts.",
      answer: "The warning stays, because a post pages no one.",
      proof: () =>
        expect(
          warnings(worker("gone: { signal: alive, when: { below: 1 }, for: 5m, missing: fire, severity: warning, runbook: fix }")),
        ).toContain("outage-unseen shop/worker"),
    },
    {
      reports: [],
      input: "Beside such an alert another pages when the target does not answer or is gone.",
      answer: "There is no warning.",
      proof: () =>
        expect(
          warnings(worker("gone: { signal: alive, when: { below: 1 }, for: 5m, missing: fire, severity: critical, runbook: fix }")),
        ).not.toContain("outage-unseen shop/worker"),
    },
  ],
};
