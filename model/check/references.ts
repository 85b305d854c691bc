import { join } from "node:path";
import { keysAt, type Path } from "../document.ts";
import { nearest } from "../nearest.ts";
import type { Part } from "../part.ts";
import type { Code } from "../problems.ts";
import type { Found } from "../schema/meaning.ts";
import { type Check, stands } from "./report.ts";

/** Where the entries that a reference names are written, and what it is when they are not. */
const kinds: Readonly<Partial<Record<Found["means"], { readonly code: Code; readonly at: string }>>> = {
  team: { code: "unknown-team", at: "teams" },
  channel: { code: "unknown-channel", at: "channels" },
  calendar: { code: "unknown-calendar", at: "calendars" },
  holidays: { code: "unknown-holidays", at: "holidays" },
  person: { code: "unknown-person", at: "people" },
  severity: { code: "unknown-severity", at: "severities" },
  source: { code: "unknown-source", at: "sources" },
  policy: { code: "unknown-policy", at: "policies" },
  "on-call service": { code: "unknown-on-call", at: "on-call" },
  schedule: { code: "unknown-schedule", at: "schedules" },
  escalation: { code: "unknown-escalation", at: "escalations" },
  environment: { code: "unknown-environment", at: "environments" },
};
/** Of the same service. */
const local: typeof kinds = {
  metric: { code: "unknown-metric", at: "metrics" },
  signal: { code: "unknown-signal", at: "signals" },
  endpoint: { code: "unknown-endpoint", at: "endpoints" },
};

/** Whatever is named exists. */
export const checkReferences: Check = ({ organization, systems, runbooks, runbookFolder = "docs/runbooks" }, report) => {
  for (const part of [organization, ...systems])
    for (const { path, means, value: name } of part.meanings) {
      if (typeof name !== "string") continue;
      if (means === "runbook" && runbooks && !runbooks.has(name))
        report(part, path, "missing-runbook", `there is no runbook ${JSON.stringify(name)}`, {
          nearest: nearest(name, runbooks),
          way: `write ${join(runbookFolder, `${name}.md`)}, or name one that exists`,
        });
      const [kind, within, above]: [(typeof kinds)[Found["means"]], Part<unknown>, Path] = local[means]
        ? [local[means], part, path.slice(0, 2)]
        : [kinds[means], organization, []];
      if (!kind || stands(within, [...above, kind.at, name])) continue;
      report(part, path, kind.code, `there is no ${means} ${JSON.stringify(name)}`, {
        ...(path.at(-1) === name && { part: "key" }),
        nearest: nearest(name, keysAt(within.document, [...above, kind.at])),
      });
    }
};
