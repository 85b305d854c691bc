import { alertGroups } from "../../model/groups.ts";
import { oldestId } from "../../model/ids.ts";
import { formatDuration, formatShare } from "../../model/quantity.ts";
import { linkLines } from "../../monitors/carried.ts";
import type { Composition } from "./composition.ts";
import type { DatadogAlert } from "./select.ts";

/** An invisible joint: it takes from the character before it what a message reads into it. */
const joint = "\u2060";

/**
 * Text of the catalog inside a message, or the name of a monitor, which is a template as well: `{{` would begin a variable and `@` would notify someone. Both are kept apart
 * from what follows them by a character that is not seen.
 */
export function literalText(text: string): string {
  return text.replace(/(@|\{(?=\{)|\}(?=\}))/g, `$1${joint}`);
}

/**
 * What people read, one block a state: a handle outside of any block would call people for recoveries and warnings
 * too. Each block names its handles, so that a pager also hears that it is over.
 *
 * @param called handles of the recipients, with spaces between
 */
export function messageOf(alert: DatadogAlert, plan: Composition, called: string): string {
  const blocks = [
    block("is_alert", [`${groupText(alert.when)}${literalText(alert.summary)}`, ...valueLines(alert, plan), ...aboutLines(alert), called]),
    block("is_recovery", [`Resolved: ${groupText(alert.when)}${literalText(alert.title)}.`, called]),
  ];
  if (plan.kind === "single" && plan.missing === "alerts") {
    blocks.splice(1, 0, block("is_no_data", [noDataLine(alert), ...aboutLines(alert), called]));
  }
  return blocks.join("\n");
}

/** `tenant acme: `, as Datadog fills it in for each group. */
export function groupText(when: DatadogAlert["when"]): string {
  const groups = alertGroups(when);
  return groups ? `${groups.by.map((key) => `${key} {{${key}.name}}`).join(", ")}: ` : "";
}

function block(state: string, lines: readonly string[]): string {
  return [`{{#${state}}}`, ...lines, `{{/${state}}}`].join("\n");
}

/** Of a composite there is no value: each member has its own. */
function valueLines({ when }: DatadogAlert, plan: Composition): string[] {
  if (plan.kind === "composite") return ["The values are those of the monitors that this one reads."];
  const groups = when.kind === "value" ? when.signal.by.map((key) => `, ${key} {{${key}.name}}`).join("") : "";
  return [`Value: {{value}} (threshold {{threshold}})${groups}.`];
}

/** Of an absence the summary itself says it; a condition that also fires without data says which of both it is. */
function noDataLine({ kind, summary }: DatadogAlert): string {
  return kind === "absence" || kind === "source" ? literalText(summary) : `There is no data. ${literalText(summary)}`;
}

function aboutLines({ links, notes, owner, runbook, severity, slo }: DatadogAlert): string[] {
  const objective = slo && `Objective: ${slo.title}, ${formatShare(slo.target)} over ${formatDuration(slo.window)}.`;
  return [
    ...(objective === undefined ? [] : [literalText(objective)]),
    ...notes.map((note) => literalText(`Note: ${note}.`)),
    `Priority ${literalText(severity.priority)} (${severity.id}), owner ${oldestId(owner)}.`,
    `Runbook: ${literalText(runbook.url)}`,
    ...(links ? linkLines({ links }).map(literalText) : []),
  ];
}
