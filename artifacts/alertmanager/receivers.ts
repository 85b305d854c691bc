import type { Channel, OnCall } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";
import { colourOf } from "../../monitors/routing.ts";
import type { SignOfLife } from "../prometheus/self-evaluated.ts";
import { Unsayable } from "../target.ts";
import type { EmailConfig, OpsgenieConfig, PagerDutyConfig, Receiver, SlackConfig, TeamsConfig, WebhookConfig } from "./config-file.ts";
import { routeName, secretFile } from "./names.ts";
import type { Alertmanager } from "./section.ts";
import { type Texts, textsOf } from "./texts.ts";

/** Where the files with keys are: `<folder>/<name>`. Absolute, because Alertmanager reads most of them from its working directory. */
const secret = ({ secrets }: Alertmanager, name: string): string => `${secrets}/${name}`;

/**
 * The recipients of a route: a page notifies the on-call service and posts to the channel; a post only posts to the channel.
 *
 * @param linked whether some alert of the route has links
 */
export function receiverOf(route: Route, alertmanager: Alertmanager, linked = false): Receiver {
  const texts = textsOf(linked);
  const posts = channelConfigs([route.channel], alertmanager, route.kind, texts);
  const name = routeName(route);
  return route.kind === "post" ? { name, ...posts } : { name, ...pageConfigs(route.onCall, alertmanager, texts), ...posts };
}

/** Channels without their webhooks, which may page people: for alerts without a route and for non-paging environments. */
export function quietReceiver(name: string, channels: readonly Channel[], alertmanager: Alertmanager): Receiver {
  const quiet = channels.map(({ webhook: _gateway, ...channel }) => channel);
  return { name, ...channelConfigs(quiet, alertmanager, "post", textsOf(false)) };
}

/** The receiver of a Prometheus' heartbeats. It gets the heartbeat, never its resolution. */
export function signReceiver({ name, source }: SignOfLife, alertmanager: Alertmanager): Receiver {
  return { name, webhook_configs: [{ send_resolved: false, url_file: secret(alertmanager, secretFile.signOfLife(source.id)) }] };
}

/** One pager, regardless of standbys: no one is paged twice. */
function pageConfigs(onCall: OnCall, alertmanager: Alertmanager, texts: Texts): Partial<Receiver> {
  return pagedBy[onCall.pager](secret(alertmanager, secretFile.page(onCall)), texts);
}

const pagedBy: Readonly<Record<OnCall["pager"], (key: string, texts: Texts) => Partial<Receiver>>> = {
  pagerduty: (key, texts) => ({ pagerduty_configs: [pagerDutyConfig(key, texts)] }),
  opsgenie: (key, texts) => ({ opsgenie_configs: [opsgenieConfig(key, texts)] }),
};

/**
 * Alertmanager adds the whole of each alert as JSON under `firing` and `resolved`, unless they are given. It reads that as YAML and each
 * text in it as a template, so that two braces in a title or a label would keep the page from being sent at all.
 */
const detailsOf = ({ values, condition, links }: Texts) => ({
  firing: values,
  resolved: "",
  environment: "{{ .CommonLabels.environment }}",
  ...(links !== undefined && { links }),
  owner: "{{ .CommonLabels.owner }}",
  priority: "{{ .CommonLabels.priority }}",
  runbook: "{{ .CommonAnnotations.runbook_url }}",
  summary: condition,
});

function pagerDutyConfig(routing_key_file: string, texts: Texts): PagerDutyConfig {
  return {
    send_resolved: true,
    routing_key_file,
    description: texts.summary,
    // Whatever pages is urgent at all hours; the on-call service knows no other urgency.
    severity: "critical",
    source: "{{ .CommonLabels.alertname }}",
    component: "{{ .CommonLabels.service }}",
    group: "{{ .CommonLabels.system }}",
    class: "{{ .CommonAnnotations.title }}",
    details: detailsOf(texts),
    links: [{ href: "{{ .CommonAnnotations.runbook_url }}", text: "Runbook" }],
  };
}

function opsgenieConfig(api_key_file: string, texts: Texts): OpsgenieConfig {
  return {
    send_resolved: true,
    api_key_file,
    message: texts.summary,
    description: texts.mail,
    source: "{{ .CommonLabels.alertname }}",
    entity: "{{ .CommonLabels.service }}",
    priority: texts.opsgeniePriority,
    details: detailsOf(texts),
  };
}

function channelConfigs(channels: readonly Channel[], alertmanager: Alertmanager, kind: Route["kind"], texts: Texts): Partial<Receiver> {
  const slacks = channels.flatMap(({ slack }) => (slack === undefined ? [] : [slackConfig(slack, alertmanager, kind, texts)]));
  const teams = channels.flatMap((channel) => (channel.teams === undefined ? [] : [teamsConfig(channel.teams, alertmanager, texts)]));
  const emails = channels.flatMap((channel) =>
    channel.email === undefined ? [] : [emailConfig(channel.email, channel, alertmanager, texts)],
  );
  const webhooks = channels.flatMap(({ webhook }) => (webhook === undefined ? [] : [webhookConfig(webhook, alertmanager)]));
  return {
    ...(slacks.length > 0 && { slack_configs: slacks }),
    ...(teams.length > 0 && { msteamsv2_configs: teams }),
    ...(emails.length > 0 && { email_configs: emails }),
    ...(webhooks.length > 0 && { webhook_configs: webhooks }),
  };
}

function slackConfig(channel: string, alertmanager: Alertmanager, kind: Route["kind"], texts: Texts): SlackConfig {
  return {
    send_resolved: true,
    channel,
    http_config: { authorization: { credentials_file: secret(alertmanager, secretFile.slack) } },
    title: texts.title,
    title_link: "{{ .CommonAnnotations.runbook_url }}",
    text: texts.text,
    fallback: texts.title,
    color: colourOf({ kind }),
  };
}

/** A card has no links of its own, so that it gets the text of a mail, in which they are written out. */
function teamsConfig(workflow: string, alertmanager: Alertmanager, texts: Texts): TeamsConfig {
  return {
    send_resolved: true,
    webhook_url_file: secret(alertmanager, secretFile.teams(workflow)),
    title: texts.summary,
    text: texts.mail,
  };
}

/** @throws Unsayable if nothing says how mail is sent */
function emailConfig(to: string, { id }: Channel, { mail }: Alertmanager, texts: Texts): EmailConfig {
  if (!mail) throw new Unsayable(`channels/${id}`, "an e-mail address, and alertmanager has no mail");
  return { send_resolved: true, to, headers: { Subject: texts.summary }, text: texts.mail, html: "" };
}

/** The gateway gets Alertmanager's own JSON. */
function webhookConfig(gateway: string, alertmanager: Alertmanager): WebhookConfig {
  return { send_resolved: true, url_file: secret(alertmanager, secretFile.webhook(gateway)) };
}
