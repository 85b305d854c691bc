import type { Input } from "@pulumi/pulumi";

/*
 * Inputs of the resources that are used, spelled by hand after the provider's schema (0.21.10). The provider drops a key
 * that it does not know without a word. Values keep the spelling of the API (`expected_status_code`), keys are in camel
 * case. What can be left out and is not is written so that a change by hand is seen: the provider takes whatever is at the
 * vendor for what the program leaves out.
 */

/** Better Stack's own paging channels: all off, because a pager does that. */
export interface Silent {
  readonly call: false;
  readonly sms: false;
  readonly email: false;
  readonly push: false;
  readonly criticalAlert: false;
}

export type Region = "us" | "eu" | "as" | "au";

export interface MonitorArgs extends Silent {
  readonly pronounceableName: string;
  readonly url: string;
  readonly monitorType: "expected_status_code";
  readonly expectedStatusCodes: readonly number[];
  readonly httpMethod: "GET";
  readonly followRedirects: boolean;
  readonly verifySsl: boolean;
  /** seconds */
  readonly checkFrequency: number;
  readonly requestTimeout: number;
  readonly confirmationPeriod: number;
  readonly recoveryPeriod: number;
  readonly regions: readonly Region[];
  /** days; -1: not looked at */
  readonly sslExpiration: number;
  readonly domainExpiration: -1;
  readonly policyId: Input<string>;
  /** of what expires */
  readonly expirationPolicyId?: Input<number>;
  readonly paused: false;
}

export interface HeartbeatArgs extends Silent {
  readonly name: string;
  /** seconds */
  readonly period: number;
  readonly grace: number;
  readonly policyId: Input<string>;
  readonly paused: false;
}

export type StepMember =
  | { readonly type: "pagerduty_integration" | "slack_integration" | "webhook"; readonly id: Input<number> }
  /** a member of the team */
  | { readonly type: "user"; readonly email: Input<string> };

export type PolicyStep =
  | { readonly type: "instructions"; readonly waitBefore: 0; readonly comment: string; readonly reminderEnabled: false }
  | {
      readonly type: "escalation";
      readonly waitBefore: 0;
      readonly stepMembers: readonly StepMember[];
      /** the severity, which determines how users are notified */
      readonly urgencyId?: Input<number>;
    };

export interface PolicyArgs {
  readonly name: string;
  readonly repeatCount: 0;
  /** none: incidents are kept, and no one is notified */
  readonly steps: readonly PolicyStep[];
}

export interface SeverityArgs extends Omit<Silent, "email"> {
  readonly name: string;
  readonly email: true;
}

export interface PagerdutyIntegrationArgs {
  readonly name: string;
  /** secret */
  readonly key: Input<string>;
  readonly severity: "critical";
  /** false: called by policies alone */
  readonly notifyAlongsidePrimaryResponder: false;
}

export interface OutgoingWebhookArgs {
  readonly name: string;
  /** secret */
  readonly url: Input<string>;
  readonly triggerType: "incident_change";
  readonly onIncidentStarted: boolean;
  readonly onIncidentAcknowledged: boolean;
  readonly onIncidentResolved: boolean;
  readonly notifyAlongsidePrimaryResponder: false;
}

export interface StatusPageArgs {
  readonly companyName: string;
  readonly companyUrl: string;
  readonly contactUrl?: string;
  readonly subdomain: string;
  readonly customDomain: string;
  readonly timezone: string;
  /** days */
  readonly history: number;
  readonly published: true;
}

export interface StatusPageSectionArgs {
  readonly statusPageId: Input<string>;
  readonly name: string;
  readonly position: number;
}

interface StatusPageResourceBase {
  readonly statusPageId: Input<string>;
  readonly statusPageSectionId: Input<number>;
  readonly publicName: string;
  readonly position: number;
  readonly widgetType: "history";
}
export type StatusPageResourceArgs = StatusPageResourceBase &
  (
    | { readonly resourceType: "Monitor"; readonly resourceId: Input<number> }
    /** its state is what people report */
    | { readonly resourceType: "ManuallyTrackedItem" }
  );
