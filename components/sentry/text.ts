import type { Alert } from "../../monitors/alert.ts";
import { labelLines } from "../../monitors/carried.ts";
import { literalMarkdown, markdownLink } from "../markdown.ts";

/** What an issue of a metric monitor says, in Markdown: the condition in words, what was adjusted, the way on. */
export function descriptionOf(alert: Alert): string {
  const { summary, notes, runbook, links = {}, name, formerNames } = alert;
  const all = notes.map((note) => `Note: ${literalMarkdown(note)}.`);
  const pages = [["Runbook", runbook.url] as const, ...Object.entries(links)].map(([title, url]) => markdownLink(title, url));
  const labels = labelLines(alert).map(literalMarkdown);
  return [literalMarkdown(summary), ...all, ...pages, ...labels, `Made from the catalog: ${formerNames[0] ?? name}.`].join("\n\n");
}

/** Text next to a message in Slack, where three characters would begin a mention or a link. */
export function slackNotes(alert: Alert): string {
  const { severity, summary, runbook, links = {} } = alert;
  const pages = [["Runbook", runbook.url] as const, ...Object.entries(links)].map(
    ([title, url]) => `<${slackText(url)}|${slackText(title)}>`,
  );
  return `*${slackText(severity.id)}*: ${slackText(summary)} ${pages.join(" ")}`;
}

function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
