/** A configuration of Alertmanager, as data; only what is written here. Fields as in Alertmanager 0.28 and newer. */
export interface AlertmanagerConfig {
  readonly global: {
    readonly slack_api_url?: string;
    readonly smtp_smarthost?: string;
    readonly smtp_from?: string;
    readonly smtp_auth_username?: string;
    readonly smtp_auth_password_file?: string;
  };
  /** relative to the folder of the configuration */
  readonly templates: readonly string[];
  readonly route: Omit<Route, "matchers"> & { readonly routes: readonly Route[] };
  readonly inhibit_rules: readonly {
    readonly source_matchers: readonly string[];
    readonly target_matchers: readonly string[];
    readonly equal: readonly string[];
  }[];
  readonly receivers: readonly Receiver[];
}

export interface Pace {
  readonly group_wait: string;
  readonly group_interval: string;
  readonly repeat_interval: string;
}
export interface Route extends Partial<Pace> {
  readonly receiver: string;
  readonly matchers: readonly string[];
  readonly group_by?: readonly string[];
}

export interface Receiver {
  readonly name: string;
  readonly pagerduty_configs?: readonly PagerDutyConfig[];
  readonly opsgenie_configs?: readonly OpsgenieConfig[];
  readonly slack_configs?: readonly SlackConfig[];
  readonly msteamsv2_configs?: readonly TeamsConfig[];
  readonly email_configs?: readonly EmailConfig[];
  readonly webhook_configs?: readonly WebhookConfig[];
}
interface Notifies {
  readonly send_resolved: boolean;
}
export interface PagerDutyConfig extends Notifies {
  readonly routing_key_file: string;
  readonly description: string;
  readonly severity: "critical";
  readonly source: string;
  readonly component: string;
  readonly group: string;
  readonly class: string;
  readonly details: Readonly<Record<string, string>>;
  readonly links: readonly { readonly href: string; readonly text: string }[];
}
export interface OpsgenieConfig extends Notifies {
  readonly api_key_file: string;
  readonly message: string;
  readonly description: string;
  readonly source: string;
  readonly entity: string;
  readonly priority: string;
  readonly details: Readonly<Record<string, string>>;
}
export interface SlackConfig extends Notifies {
  readonly channel: string;
  readonly http_config: { readonly authorization: { readonly credentials_file: string } };
  readonly title: string;
  readonly title_link: string;
  readonly text: string;
  readonly fallback: string;
  readonly color: string;
}
/** Since Alertmanager 0.28: an Adaptive Card to a workflow. */
export interface TeamsConfig extends Notifies {
  readonly webhook_url_file: string;
  readonly title: string;
  readonly text: string;
}
export interface EmailConfig extends Notifies {
  readonly to: string;
  readonly headers: { readonly Subject: string };
  readonly text: string;
  readonly html: "";
}
export interface WebhookConfig extends Notifies {
  readonly url_file: string;
}
