import { basename } from "node:path";
import type {
  AlertmanagerConfig,
  EmailConfig,
  OpsgenieConfig,
  PagerDutyConfig,
  Receiver,
  Route,
  SlackConfig,
  TeamsConfig,
  WebhookConfig,
} from "../alertmanager/config-file.ts";
import { routeLabel } from "../alertmanager/names.ts";
import { withTemplates } from "../alertmanager/texts.ts";
import type { SecretKey } from "./object.ts";
import type { Kubernetes } from "./section.ts";

/** Key of the Secret that holds the address of Slack's API, which an AlertmanagerConfig takes from a Secret alone. */
export const slackAddress = "slack-api-url";

/**
 * The configuration of an Alertmanager as the `spec` of an `AlertmanagerConfig` (v1alpha1). The operator puts its routes below those of
 * the Alertmanager, beside those of other teams; so the first one takes only alerts that have a route of slostack. Such an object has no
 * template files: every text brings the templates that it calls.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfigSpec
 */
export function alertmanagerConfigSpec({ global, route, inhibit_rules, receivers }: AlertmanagerConfig, { secret }: Kubernetes): object {
  const { receiver, routes, ...pace } = route;
  const key = (file: string): SecretKey => ({ name: secret, key: basename(file) });
  return {
    route: {
      ...routeSpec({ receiver, ...pace, matchers: [] }),
      matchers: [{ name: routeLabel, matchType: "=~", value: ".+" }],
      routes: routes.map(routeSpec),
    },
    inhibitRules: inhibit_rules.map(({ source_matchers, target_matchers, equal }) => ({
      sourceMatch: source_matchers.map(matcherSpec),
      targetMatch: target_matchers.map(matcherSpec),
      equal,
    })),
    receivers: receivers.map((one) => receiverSpec(one, global, key)),
  };
}

function routeSpec({ receiver, matchers, group_by, group_wait, group_interval, repeat_interval }: Route): object {
  return {
    receiver,
    ...(matchers.length > 0 && { matchers: matchers.map(matcherSpec) }),
    ...(group_by && { groupBy: group_by }),
    ...(group_wait && { groupWait: group_wait }),
    ...(group_interval && { groupInterval: group_interval }),
    ...(repeat_interval && { repeatInterval: repeat_interval }),
  };
}

/** @throws Error for a matcher that is not `label="value"`; slostack writes no other */
function matcherSpec(matcher: string): object {
  const [, name, value] = /^(\w+)="([^"\\]*)"$/.exec(matcher) ?? [];
  if (name === undefined) throw new Error(`${matcher} is no matcher of the form label="value"`);
  return { name, matchType: "=", value };
}

type KeyOf = (file: string) => SecretKey;

function receiverSpec(receiver: Receiver, global: AlertmanagerConfig["global"], key: KeyOf): object {
  const { name, pagerduty_configs, opsgenie_configs, slack_configs, msteamsv2_configs, email_configs, webhook_configs } = receiver;
  return {
    name,
    ...(pagerduty_configs && { pagerdutyConfigs: pagerduty_configs.map((config) => pagerDutySpec(config, key)) }),
    ...(opsgenie_configs && { opsgenieConfigs: opsgenie_configs.map((config) => opsgenieSpec(config, key)) }),
    ...(slack_configs && { slackConfigs: slack_configs.map((config) => slackSpec(config, key)) }),
    ...(msteamsv2_configs && { msteamsv2Configs: msteamsv2_configs.map((config) => teamsSpec(config, key)) }),
    ...(email_configs && { emailConfigs: email_configs.map((config) => emailSpec(config, global, key)) }),
    ...(webhook_configs && { webhookConfigs: webhook_configs.map((config) => webhookSpec(config, key)) }),
  };
}

function pagerDutySpec({ routing_key_file, details, links, ...config }: PagerDutyConfig, key: KeyOf): object {
  return {
    sendResolved: config.send_resolved,
    routingKey: key(routing_key_file),
    description: withTemplates(config.description),
    severity: config.severity,
    source: config.source,
    component: config.component,
    group: config.group,
    class: config.class,
    details: keyValues(details),
    pagerDutyLinkConfigs: links.map(({ href, text }) => ({ href, alt: text })),
  };
}

function opsgenieSpec({ api_key_file, details, ...config }: OpsgenieConfig, key: KeyOf): object {
  return {
    sendResolved: config.send_resolved,
    apiKey: key(api_key_file),
    message: withTemplates(config.message),
    description: withTemplates(config.description),
    source: config.source,
    entity: config.entity,
    priority: withTemplates(config.priority),
    details: keyValues(details),
  };
}

function slackSpec({ http_config, ...config }: SlackConfig, key: KeyOf): object {
  return {
    sendResolved: config.send_resolved,
    apiURL: key(slackAddress),
    channel: config.channel,
    httpConfig: { authorization: { credentials: key(http_config.authorization.credentials_file) } },
    title: withTemplates(config.title),
    titleLink: config.title_link,
    text: withTemplates(config.text),
    fallback: withTemplates(config.fallback),
    color: config.color,
  };
}

function teamsSpec({ send_resolved, webhook_url_file, title, text }: TeamsConfig, key: KeyOf): object {
  return { sendResolved: send_resolved, webhookURL: key(webhook_url_file), title: withTemplates(title), text: withTemplates(text) };
}

/** What the global part of a configuration says of mail is said by each receiver here. */
function emailSpec({ headers, ...config }: EmailConfig, global: AlertmanagerConfig["global"], key: KeyOf): object {
  const { smtp_smarthost, smtp_from, smtp_auth_username, smtp_auth_password_file } = global;
  return {
    sendResolved: config.send_resolved,
    to: config.to,
    smarthost: smtp_smarthost,
    from: smtp_from,
    ...(smtp_auth_username !== undefined && { authUsername: smtp_auth_username }),
    ...(smtp_auth_password_file !== undefined && { authPassword: key(smtp_auth_password_file) }),
    headers: keyValues(headers),
    text: withTemplates(config.text),
    html: config.html,
  };
}

function webhookSpec({ send_resolved, url_file }: WebhookConfig, key: KeyOf): object {
  return { sendResolved: send_resolved, urlSecret: key(url_file) };
}

const keyValues = (texts: Readonly<Record<string, string>>): object[] =>
  Object.entries(texts).map(([key, value]) => ({ key, value: withTemplates(value) }));
