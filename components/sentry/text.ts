import type { Alert } from "../../monitors/alert.ts";
import { literalMarkdown, markdownLink } from "../markdown.ts";

/** What an issue of a metric monitor says, in Markdown: the condition in words, what was adjusted, the way on. */
export function descriptionOf(alert: Alert): string {
  const { summary, notes, runbook, name, formerNames } = alert;
  const all = notes.map((note) => `Note: ${literalMarkdown(note)}.`);
  return [literalMarkdown(summary), ...all, markdownLink("Runbook", runbook.url), `Made from the catalog: ${formerNames[0] ?? name}.`].join(
    "\n\n",
  );
}

/** Text next to a message in Slack, where three characters would begin a mention or a link. */
export function slackNotes(alert: Alert): string {
  const { severity, summary, runbook } = alert;
  return `*${slackText(severity.id)}*: ${slackText(summary)} <${slackText(runbook.url)}|Runbook>`;
}

function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
