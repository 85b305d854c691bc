import type { Input } from "@pulumi/pulumi";
import { type Names, namesOf } from "../../dashboards/name.ts";
import type { Analytics, Environment, Identified, Resolved, System } from "../../model/resolved.ts";

declare module "../../model/vendors.ts" {
  interface VendorRoles {
    posthog: "analytics";
  }
}

/** What the users of a system do. */
export interface SystemAnalytics {
  readonly system: System;
  readonly analytics: Analytics;
}

/** A project of PostHog for each environment: traffic of staging is not from users, and a flag has one rollout per project. */
export interface Project {
  readonly projectId: Input<string>;
  readonly environment: Environment;
}

export function analyticsOf({ systems }: Resolved): SystemAnalytics[] {
  return systems.flatMap((system) => (system.analytics ? [{ system, analytics: system.analytics }] : []));
}

export const dashboardNames = (system: System): Names => namesOf([system], "analytics");
export const entryNames = (system: System, entry: Identified): Names => namesOf([system, entry]);

/** Paths of entries. */
export const eventPath = (system: System, { id }: Identified): string => `${system.id}/analytics/events/${id}`;
export const flagPath = (system: System, { id }: Identified): string => `${system.id}/analytics/flags/${id}`;
