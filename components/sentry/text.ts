import type { Alert } from "../../monitors/alert.ts";

/** What an issue of a metric monitor says, in Markdown: the condition in words, what was adjusted, the way on. */
export function descriptionOf(alert: Alert): string {
  const { summary, notes, runbook, name, formerNames } = alert;
  const all = [...notes, ...atAllHours(alert)].map((note) => `Note: ${note}.`);
  return [summary, ...all, `[Runbook](${runbook.url})`, `Made from the catalog: ${formerNames[0] ?? name}.`].join("\n\n");
}

/** Sentry has no calendar: what other vendors hold back until office hours it tells at once, and says so. */
function atAllHours({ route }: Alert): string[] {
  return route.kind === "post" && route.during ? [`posted at all hours, because Sentry has no calendar such as ${route.during.id}`] : [];
}

/** What stands beside a message in Slack, where three characters would begin a mention or a link. */
export function slackNotes(alert: Alert): string {
  const { severity, summary, runbook } = alert;
  const notes = atAllHours(alert).map((note) => ` (${slackText(note)})`);
  return `*${slackText(severity.id)}*: ${slackText(summary)}${notes.join("")} <${slackText(runbook.url)}|Runbook>`;
}

function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
