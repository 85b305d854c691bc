import type { Input } from "@pulumi/pulumi";

/*
 * Inputs of the resources that are used, spelled by hand after the provider's schema (uptimerobot/uptimerobot 1.10.0).
 * What could be left out and is written is what the provider would otherwise leave as it was set by hand.
 */

/** State changes that UptimeRobot notifies: both, or neither (then only certificates). */
export const tellsOf = { failures: 1, certificates: 4 } as const;

export interface AssignedContact {
  readonly alertContactId: Input<string>;
  /** minutes of failure before the contact is notified */
  readonly threshold: number;
  /** minutes until it is notified again; 0: never */
  readonly recurrence: 0;
}

export interface MonitorArgs {
  readonly name: string;
  readonly type: "HTTP";
  readonly url: string;
  readonly httpMethodType: "GET";
  readonly followRedirections: boolean;
  readonly successHttpResponseCodes: readonly string[];
  /** seconds */
  readonly interval: number;
  readonly timeout: number;
  readonly checkSslErrors: boolean;
  readonly sslExpirationReminder: boolean;
  readonly domainExpirationReminder: false;
  readonly config: { readonly sslExpirationPeriodDays: readonly number[] };
  readonly assignedAlertContacts: readonly AssignedContact[];
  readonly customFields: Readonly<Record<string, string>>;
  readonly isPaused: false;
}

export interface AlertContactArgs {
  readonly type: "email";
  readonly name: string;
  /** address; the vendor counts it among the secrets */
  readonly value: string;
  readonly notificationEvents: "upAndDown" | "none";
  readonly sslExpirationReminder: boolean;
  readonly isActive: true;
}

interface IntegrationBase {
  readonly name: string;
  readonly value: Input<string>;
  readonly enableNotificationsFor: 1 | 4;
  readonly sslExpirationReminder: boolean;
}
export type IntegrationArgs =
  | (IntegrationBase & { readonly type: "pagerduty"; readonly autoResolve: true; readonly location: "us" | "eu" })
  | (IntegrationBase & { readonly type: "slack"; readonly customValue: string })
  | (IntegrationBase & {
      readonly type: "webhook";
      readonly postValue: string;
      readonly sendAsJson: true;
      readonly sendAsQueryString: false;
      readonly sendAsPostParameters: false;
    });
