/** Where the templates are, beside the configuration. */
export const templateFileName = "slostack.tmpl";

const call = (part: string): string => `{{ template "slostack.${part}" . }}`;

/** Calls of the templates, by what they are for. */
const texts = {
  /** one line for a pager and for the subject of a mail, in plain text */
  summary: call("summary"),
  /** each alert with its links, in plain text */
  mail: call("mail"),
  /** one line for Slack */
  title: call("title"),
  /** each alert with its links, for Slack */
  text: call("text"),
  /** the value of each series that fires, in plain text */
  values: call("values"),
  /** the condition in words */
  condition: '{{ template "slostack.detail" (print .CommonAnnotations.summary) }}',
  /** Opsgenie has P1 to P5 and refuses any other word; without one it takes P3 */
  opsgeniePriority: call("opsgenie-priority"),
} as const;
export type Texts = { readonly [Name in keyof typeof texts]: string } & {
  /** titles and addresses, a line each, among the details of a page */
  readonly links?: string;
};

/** @param linked whether some alert has links: the alerts of a notification are of one rule, or of one service, and what they have in common is in it */
export function textsOf(linked: boolean): Texts {
  if (!linked) return texts;
  return {
    ...texts,
    mail: `${texts.mail}${call("links")}`,
    text: `${texts.text}${call("slack-links")}`,
    links: '{{ with .CommonAnnotations.links }}{{ template "slostack.detail" . }}{{ end }}',
  };
}

/**
 * What people read. It holds no text of the catalog: labels and annotations come in as data when an alert is sent, and
 * data is not read as a template again. What goes to Slack passes through `plain`, which takes the meaning from the
 * three characters that Slack would read as a mention or a link. Details of PagerDuty are read as YAML once more, and what is a map
 * there as templates (prometheus/alertmanager, template.DeepCopyWithTemplate); `detail` leaves text that is nothing but text.
 */
const templateText = `{{ define "slostack.plain" }}{{ reReplaceAll ">" "&gt;" (reReplaceAll "<" "&lt;" (reReplaceAll "&" "&amp;" .)) }}{{ end }}

{{ define "slostack.state" }}{{ if eq .Status "firing" }}{{ .CommonLabels.priority }}{{ else }}RESOLVED{{ end }}{{ end }}

{{ define "slostack.series" }}{{ if not .CommonLabels.alertname }} and {{ len (slice .Alerts 1) }} more{{ else }}{{ with .CommonAnnotations.series }}: {{ . }}{{ else }}{{ if gt (len .Alerts) 1 }}: {{ len .Alerts }} series{{ end }}{{ end }}{{ end }}{{ end }}

{{ define "slostack.name" }}{{ or .CommonAnnotations.title .CommonLabels.alertname (index .Alerts 0).Annotations.title }}{{ template "slostack.series" . }} ({{ .CommonLabels.environment }}){{ end }}

{{ define "slostack.summary" }}[{{ template "slostack.state" . }}] {{ template "slostack.name" . }}{{ end }}

{{ define "slostack.title" -}}
[{{ template "slostack.state" . }}] {{ template "slostack.plain" (print (or .CommonAnnotations.title .CommonLabels.alertname (index .Alerts 0).Annotations.title)) }}{{ with .CommonAnnotations.series }}: {{ template "slostack.plain" (print .) }}{{ else }}{{ template "slostack.series" . }}{{ end }} ({{ .CommonLabels.environment }})
{{- end }}

{{ define "slostack.firing" -}}
*{{ .Labels.severity }}*, owner {{ .Labels.owner }}, since {{ .StartsAt.Format "2006-01-02 15:04 MST" }}
{{ template "slostack.plain" (print .Annotations.summary) }}
{{- with .Annotations.value }}
{{ template "slostack.plain" (print .) }}
{{- end }}
{{- with .Annotations.description }}
{{ template "slostack.plain" (print .) }}
{{- end }}
{{- with .Annotations.runbook_url }}
<{{ template "slostack.plain" (print .) }}|Runbook>
{{- end }}
{{- end }}

{{ define "slostack.text" -}}
{{- range .Alerts.Firing }}
{{ template "slostack.firing" . }}
{{ end }}
{{- range .Alerts.Resolved }}
Resolved at {{ .EndsAt.Format "2006-01-02 15:04 MST" }}: {{ template "slostack.plain" (print .Annotations.summary) }}{{ with .Annotations.series }} ({{ template "slostack.plain" (print .) }}){{ end }}
{{ end }}
{{- end }}

{{ define "slostack.mail" -}}
{{- range .Alerts }}
{{ if eq .Status "firing" }}{{ .Labels.severity }}, owner {{ .Labels.owner }}{{ else }}Resolved{{ end }}: {{ .Annotations.summary }}
{{- if eq .Status "firing" }}{{ with .Annotations.value }}
{{ . }}{{ end }}{{ else }}{{ with .Annotations.series }} ({{ . }}){{ end }}{{ end }}
{{- with .Annotations.runbook_url }}
Runbook: {{ . }}
{{- end }}
{{ end }}
{{- end }}

{{ define "slostack.values" }}{{ range $index, $alert := .Alerts.Firing }}{{ if $index }}
{{ end }}{{ template "slostack.detail" (print $alert.Annotations.value) }}{{ end }}{{ end }}

{{ define "slostack.detail" }}{{ print "\\u2060" (reReplaceAll ":(\\\\s|$)" ":\\u2060$1" .) }}{{ end }}

{{ define "slostack.opsgenie-priority" }}{{ if match "^P[1-5]$" (print .CommonLabels.priority) }}{{ .CommonLabels.priority }}{{ end }}{{ end }}
`;

const linkTemplates = `
{{ define "slostack.links" }}{{ with .CommonAnnotations.links }}{{ . }}
{{ end }}{{ end }}

{{ define "slostack.slack-links" }}{{ with .CommonAnnotations.links }}{{ template "slostack.plain" (print .) }}
{{ end }}{{ end }}
`;

/** The file of templates. */
export const templatesOf = (linked: boolean): string => (linked ? templateText + linkTemplates : templateText);

/** Each template with those that it calls, by name. */
const blocks = new Map(
  templatesOf(true)
    .trim()
    .split(/\n\n(?=\{\{ define )/)
    .map((block) => [/^\{\{ define "([^"]+)"/.exec(block)?.[1] ?? "", block]),
);

/** Names of the templates that a text calls, and that those call, each once. */
function called(text: string, found: Set<string> = new Set()): Set<string> {
  for (const [, name = ""] of text.matchAll(/\{\{-? template "([^"]+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    called(blocks.get(name) ?? "", found);
  }
  return found;
}

/** A text with the templates that it calls, for where no file of templates can be. It reads the same when it is sent. */
export function withTemplates(text: string): string {
  return [...called(text)].map((name) => blocks.get(name) ?? "").join("") + text;
}
