import { isMap, keysAt, type Path } from "../document.ts";
import { nearest } from "../nearest.ts";
import type { Part } from "../part.ts";
import type { Code } from "../problems.ts";
import { type Check, type Report, stands } from "./report.ts";

/** Where the entries that a reference names are written, and what it is when they are not. */
const kinds = {
  team: { code: "unknown-team", at: "teams" },
  channel: { code: "unknown-channel", at: "channels" },
  calendar: { code: "unknown-calendar", at: "calendars" },
  person: { code: "unknown-person", at: "people" },
  severity: { code: "unknown-severity", at: "severities" },
  source: { code: "unknown-source", at: "sources" },
  policy: { code: "unknown-policy", at: "policies" },
  "on-call service": { code: "unknown-on-call", at: "on-call" },
  schedule: { code: "unknown-schedule", at: "schedules" },
  escalation: { code: "unknown-escalation", at: "escalations" },
  environment: { code: "unknown-environment", at: "environments" },
} as const satisfies Record<string, { code: Code; at: string }>;

const local = {
  metric: { code: "unknown-metric", at: "metrics" },
  signal: { code: "unknown-signal", at: "signals" },
  endpoint: { code: "unknown-endpoint", at: "endpoints" },
} as const satisfies Record<string, { code: Code; at: string }>;

type Row<K> = readonly [pattern: string, kind: K];

/** Patterns: `*` is any entry or item, `@` the name of an entry itself. */
const ofOrganization: readonly Row<keyof typeof kinds | "runbook">[] = [
  ["account-owner", "environment"],
  ["environments/*/post", "channel"],
  ["sources/*/owner", "team"],
  ["sources/*/on-call", "on-call service"],
  ["sources/*/severity", "severity"],
  ["sources/*/runbook", "runbook"],
  ["severities/*/during", "calendar"],
  ["teams/*/members/*", "person"],
  ["teams/*/channel", "channel"],
  ["schedules/*/layers/*/rotation/*", "person"],
  ["escalations/*/team", "team"],
  ["escalations/*/levels/*/schedule", "schedule"],
  ["escalations/*/levels/*/person", "person"],
  ["escalations/*/next", "escalation"],
  ["on-call/*/escalation", "escalation"],
  ["dead-man/receiver", "source"],
  ["dead-man/owner", "team"],
  ["dead-man/on-call", "on-call service"],
  ["dead-man/severity", "severity"],
  ["dead-man/runbook", "runbook"],
  ["policies/*/page-severity", "severity"],
  ["policies/*/ticket-severity", "severity"],
  ["shadow", "channel"],
  ["review/approvers/*/*", "person"],
];
const ofSystem: readonly Row<keyof typeof kinds | "runbook">[] = [
  ["owner", "team"],
  ["on-call", "on-call service"],
  ["source", "source"],
  ["policy", "policy"],
  ["addresses/@", "environment"],
  ["severities/@", "severity"],
  ["severities/*/channel", "channel"],
  ["analytics/flags/*/rollout/@", "environment"],
  ["services/*/signals/*/probe/by", "source"],
  ["services/*/alerts/*/channel", "channel"],
  ["services/*/on-call", "on-call service"],
  ["services/*/metrics/*/from", "source"],
  ["services/*/slos/*/policy", "policy"],
  ["services/*/slos/*/runbook", "runbook"],
  ["services/*/slos/*/environments/@", "environment"],
  ["services/*/slos/*/environments/*/policy", "policy"],
  ["services/*/alerts/*/severity", "severity"],
  ["services/*/alerts/*/runbook", "runbook"],
  ["services/*/alerts/*/environments/@", "environment"],
  ["services/*/alerts/*/environments/*/severity", "severity"],
  ["logs/pipelines/*/detect/severity", "severity"],
];
const ofService: readonly Row<keyof typeof local>[] = [
  ["signals/*/events/of", "metric"],
  ["signals/*/events/bad", "metric"],
  ["signals/*/events/total", "metric"],
  ["signals/*/slices/of", "metric"],
  ["signals/*/value/of", "metric"],
  ["signals/*/count/of", "metric"],
  ["signals/*/probe/endpoint", "endpoint"],
  ["slos/*/signal", "signal"],
  ["slos/*/floor/signal", "signal"],
  ["slos/*/environments/*/floor/signal", "signal"],
  ["alerts/*/signal", "signal"],
];

/** Whatever is named exists. */
export const checkReferences: Check = ({ organization, systems, runbooks, vocabulary }, report) => {
  const follow = (part: Part<unknown>, rows: typeof ofSystem) => {
    for (const [pattern, kind] of rows)
      for (const { path, name } of references(part.value, pattern)) {
        if (kind !== "runbook") tell(part, path, name, organization, [kinds[kind].at], kinds[kind].code, kind, report);
        else if (!runbooks.has(name))
          report(part, path, "missing-runbook", `there is no runbook ${JSON.stringify(name)}`, {
            nearest: nearest(name, runbooks),
            way: `write docs/runbooks/${name}.md, or name one that exists`,
          });
      }
  };
  const ofSections = vocabulary.sections.flatMap(({ key, environments }) =>
    environments.map((path) => [`${key}/${path}`, "environment"] as const),
  );
  follow(organization, [...ofOrganization, ...ofSections]);
  for (const part of systems) {
    follow(part, ofSystem);
    for (const [id, service] of Object.entries(part.value.services))
      for (const [pattern, kind] of ofService)
        for (const { path, name } of references(service, pattern))
          tell(part, ["services", id, ...path], name, part, ["services", id, local[kind].at], local[kind].code, kind, report);
  }
};

function tell(
  part: Part<unknown>,
  path: Path,
  name: string,
  within: Part<unknown>,
  at: Path,
  code: Code,
  noun: string,
  report: Report,
): void {
  if (stands(within, [...at, name])) return;
  const key = path.at(-1) === name ? { part: "key" as const } : {};
  report(part, path, code, `there is no ${noun} ${JSON.stringify(name)}`, { ...key, nearest: nearest(name, keysAt(within.document, at)) });
}

/** Texts at a pattern below a value. */
export function references(value: unknown, pattern: string): { path: Path; name: string }[] {
  const found: { path: Path; name: string }[] = [];
  const walk = (here: unknown, steps: readonly string[], path: Path): void => {
    const [step, ...rest] = steps;
    if (step === undefined) {
      if (typeof here === "string") found.push({ path, name: here });
    } else if (Array.isArray(here)) {
      if (step === "*") for (const [index, item] of here.entries()) walk(item, rest, [...path, index]);
    } else if (isMap(here)) {
      if (step === "@") for (const name of Object.keys(here)) found.push({ path: [...path, name], name });
      else if (step === "*") for (const [name, item] of Object.entries(here)) walk(item, rest, [...path, name]);
      else if (Object.hasOwn(here, step)) walk(here[step], rest, [...path, step]);
    }
  };
  walk(value, pattern.split("/"), []);
  return found;
}
