import { load } from "js-yaml";
import { targets } from "../../artifacts/registry.ts";
import { render } from "../../artifacts/render.ts";
import type { TargetFile } from "../../artifacts/target.ts";
import type { PlannedObject } from "../../components/print.ts";
import { sentenceOf } from "../../model/refusal.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { entryOf } from "../../monitors/entry.ts";

/** What identifies a planned object, and what it holds: of a vendor's, or of a program that is configured by files. */
export type Comparable = Pick<PlannedObject, "vendor" | "type" | "noun" | "name" | "formerly" | "from" | "args">;

/** What a program has for one environment from its rendered files: the files, and the alerts that it evaluates by itself. */
export interface ProgramObject extends Comparable {
  readonly noun: "file" | "alert";
}

/** All of them, sorted by file, the alerts of a file after it; or why there are none. */
export function heldInFiles(resolved: Resolved): { readonly objects: readonly ProgramObject[] } | { readonly errors: readonly string[] } {
  const alerts = alertsOf(resolved);
  const rendered = render(targets, resolved, alerts);
  if ("objections" in rendered) return { errors: rendered.objections.map(sentenceOf) };
  const byName = new Map(alerts.map((alert) => [alert.name, alert]));
  return { objects: rendered.files.flatMap((file) => objectsOf(file, byName)) };
}

function objectsOf({ path, text, from }: TargetFile, alerts: ReadonlyMap<string, Alert>): ProgramObject[] {
  const [program = ""] = path.split("/");
  const { rest, rules } = apart(documentOf(path, text));
  const about = { vendor: program, formerly: [] };
  const own = rules.flatMap((rule): ProgramObject[] => {
    const alert = alerts.get(rule.alert);
    const [was, entry] = alert ? [alert.formerNames, [entryOf(alert)]] : [[], from];
    return [{ ...about, type: `${program}:alert`, noun: "alert", name: rule.alert, formerly: was, from: entry, args: rule }];
  });
  return [{ ...about, type: `${program}:file`, noun: "file", name: path, from, args: rest }, ...own];
}

/** What a file says: of YAML and JSON their content, of any other its text. */
function documentOf(path: string, text: string): unknown {
  return /\.(?:ya?ml|json)$/.test(path) ? load(text, { filename: path }) : { text };
}

interface AlertingRule {
  readonly alert: string;
}
interface Group {
  readonly rules?: readonly unknown[];
}

/** The alerting rules of a document that has groups of rules, at its top or in the `spec` of an object, and the document without them. */
function apart(document: unknown): { readonly rest: unknown; readonly rules: readonly AlertingRule[] } {
  const { spec, ...top } = document as { readonly spec?: object };
  if (spec && "groups" in spec) {
    const { rest, rules } = apart(spec);
    return { rest: { ...top, spec: rest }, rules };
  }
  const { groups } = document as { readonly groups?: readonly Group[] };
  if (!Array.isArray(groups)) return { rest: document, rules: [] };
  const isAlert = (rule: unknown): rule is AlertingRule => typeof rule === "object" && rule !== null && "alert" in rule;
  return {
    rest: {
      ...(document as object),
      groups: groups.map((group: Group) => ({ ...group, rules: group.rules?.filter((rule) => !isAlert(rule)) })),
    },
    rules: groups.flatMap((group: Group) => group.rules?.filter(isAlert) ?? []),
  };
}
