import type { Duration, Filter } from "./arguments.ts";

/** What every alert on counted events says. */
interface CountedBase {
  /** for people, such as `Payments fail`; default: its id */
  readonly title?: string;
  /** which events are counted; default: all */
  readonly where?: Filter;
  /** `critical` pages, `warning` (default) files a ticket */
  readonly severity?: "critical" | "warning";
  /** address of the page that says what to do: the alert links to it */
  readonly runbook: string;
}

/** More events than a number within a time, or fewer: none at all is fewer than one. */
export type CountedWhen = { readonly above: number; readonly over: Duration } | { readonly below: number; readonly over: Duration };

/** An alert on the number of events. */
export type CountedAlert = CountedBase & CountedWhen;

/** An alert on an issue that is new, or that comes back after it was resolved. */
export type IssueAlert = CountedBase & { readonly issue: "new" };

/** What a component with alerts on counted events says. */
export interface CountedArgs {
  /** id of the service, such as `checkout`: a label of every alert, and part of its title */
  readonly service: string;
  /** id of the team that owns the alerts, such as `payments` */
  readonly owner: string;
  /** id of the environment, such as `prod`; default: the name of the Pulumi stack */
  readonly environment?: string;
}
