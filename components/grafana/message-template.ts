import type * as grafana from "@pulumiverse/grafana";
import type { Environment } from "../../model/resolved.ts";
import { nameIn } from "./names.ts";

/** The texts that contact points ask for, by what they are for. */
export interface Texts {
  /** one line for Slack */
  readonly title: string;
  /** each alert with its value and links, for Slack */
  readonly text: string;
  /** one line for a pager and for the subject of a mail, in plain text */
  readonly summary: string;
  /** each alert with its links, in plain text */
  readonly mail: string;
}

/** Calls of the templates, as the fields of a contact point take them. */
export function textsOf(environment: Environment): Texts {
  const call = (part: string) => `{{ template "${part}" . }}`;
  const named = partsOf(environment);
  return { title: call(named.title), text: call(named.text), summary: call(named.summary), mail: call(named.mail) };
}

/** Names of definitions share one namespace in Grafana, so that they carry the environment. */
function partsOf(environment: Environment) {
  const part = (name: string) => `slostack.${environment.id}.${name}`;
  return {
    summary: part("summary"),
    title: part("title"),
    text: part("text"),
    firing: part("firing"),
    resolved: part("resolved"),
    plain: part("plain"),
    mail: part("mail"),
  };
}

/**
 * What people read. It holds no text of the catalog: labels and annotations come in as data when an alert is sent, and
 * data is not read as a template again. What goes to Slack passes through `plain`, which takes the meaning from the
 * three characters that Slack would read as a mention or a link.
 *
 * @param grouped whether some alert fires for each group of a signal: its messages say which
 * @param linked whether some alert has links
 */
export function messageTemplateArgs(
  environment: Environment,
  { grouped = false, linked = false } = {},
): grafana.alerting.MessageTemplateArgs {
  const part = partsOf(environment);
  const series = (text: string) => (grouped ? `{{ with .CommonAnnotations.series }}: ${text}{{ end }}` : "");
  const [plainSeries, slackSeries] = [series("{{ . }}"), series(`{{ template "${part.plain}" (print .) }}`)];
  const links = (text: string) => (linked ? `\n{{- with .Annotations.links }}\n${text}\n{{- end }}` : "");
  const template = `
{{ define "${part.plain}" }}{{ reReplaceAll ">" "&gt;" (reReplaceAll "<" "&lt;" (reReplaceAll "&" "&amp;" .)) }}{{ end }}

{{ define "${part.summary}" -}}
[{{ if eq .Status "firing" }}{{ .CommonLabels.priority }}{{ else }}RESOLVED{{ end }}] {{ .CommonLabels.alertname }}${plainSeries} ({{ .CommonLabels.environment }})
{{- end }}

{{ define "${part.title}" -}}
[{{ if eq .Status "firing" }}{{ template "${part.plain}" (print .CommonLabels.priority) }}{{ else }}RESOLVED{{ end }}] {{ template "${part.plain}" (print .CommonLabels.alertname) }}${slackSeries} ({{ .CommonLabels.environment }})
{{- end }}

{{ define "${part.firing}" -}}
*{{ .Labels.severity }}*, owner {{ .Labels.owner }}, since {{ .StartsAt.Format "2006-01-02 15:04 MST" }}
{{ template "${part.plain}" (print .Annotations.summary) }}
{{- with .Annotations.description }}
{{ template "${part.plain}" (print .) }}
{{- end }}
{{- with .Annotations.runbook_url }}
<{{ template "${part.plain}" (print .) }}|Runbook>
{{- end }}
{{- with .PanelURL }} | <{{ template "${part.plain}" (print .) }}|Dashboard>{{ end }}
{{- with .SilenceURL }} | <{{ template "${part.plain}" (print .) }}|Silence>{{ end }}${links(`{{ template "${part.plain}" (print .) }}`)}
{{- end }}

{{ define "${part.resolved}" -}}
Resolved at {{ .EndsAt.Format "2006-01-02 15:04 MST" }}: {{ template "${part.plain}" (print .Annotations.summary) }}
{{- end }}

{{ define "${part.text}" -}}
{{- range .Alerts.Firing }}
{{ template "${part.firing}" . }}
{{ end }}
{{- range .Alerts.Resolved }}
{{ template "${part.resolved}" . }}
{{ end }}
{{- end }}

{{ define "${part.mail}" -}}
{{- range .Alerts }}
{{ if eq .Status "firing" }}{{ .Labels.severity }}, owner {{ .Labels.owner }}{{ else }}Resolved{{ end }}: {{ .Annotations.summary }}
{{- with .Annotations.runbook_url }}
Runbook: {{ . }}
{{- end }}
{{- with .PanelURL }}
Dashboard: {{ . }}
{{- end }}${links("{{ . }}")}
{{ end }}
{{- end }}
`;
  return { name: nameIn(environment, "slostack"), template: template.trim() };
}
