import type { OwnAlert } from "./plan.ts";

/** What stands first in the timeline of an incident, in Markdown: the condition in words and the way on. */
export function instructions(alert: OwnAlert): string {
  const { severity, summary, notes, runbook, name, formerNames } = alert;
  const all = notes.map((note) => `Note: ${note}.`);
  return [`**${severity.id}**: ${summary}`, ...all, `[Runbook](${runbook.url})`, `Made from the catalog: ${formerNames[0] ?? name}.`].join(
    "\n\n",
  );
}
