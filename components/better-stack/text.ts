import { literalMarkdown, markdownLink } from "../markdown.ts";
import type { BetterStackAlert } from "./select.ts";

/** What stands first in the timeline of an incident, in Markdown: the condition in words and the way on. */
export function instructions(alert: BetterStackAlert): string {
  const { severity, summary, notes, runbook, name, formerNames } = alert;
  const all = notes.map((note) => `Note: ${literalMarkdown(note)}.`);
  return [
    `**${severity.id}**: ${literalMarkdown(summary)}`,
    ...all,
    markdownLink("Runbook", runbook.url),
    `Made from the catalog: ${formerNames[0] ?? name}.`,
  ].join("\n\n");
}
