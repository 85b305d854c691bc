import * as pulumi from "@pulumi/pulumi";
import type { Names } from "../../dashboards/name.ts";
import { flagArgs } from "./flag.ts";
import { dashboardArgs, insightArgs } from "./insight.ts";
import { Dashboard, FeatureFlag, Insight } from "./resources.ts";
import { dashboardNames, entryNames, type Project, type SystemAnalytics } from "./select.ts";

export interface AnalyticsArgs extends Project {
  readonly systems: readonly SystemAnalytics[];
}

/** What the users of one environment do, and which features they see. */
export class Analytics extends pulumi.ComponentResource {
  /** ids of the dashboards, and of the flags, by logical name */
  readonly dashboards: Readonly<Record<string, pulumi.Output<string>>>;
  readonly flags: Readonly<Record<string, pulumi.Output<string>>>;
  private readonly project: Project;

  constructor(name: string, { systems, ...project }: AnalyticsArgs, options: pulumi.ComponentResourceOptions) {
    super("slostack:posthog:Analytics", name, {}, options);
    this.project = project;
    this.dashboards = Object.fromEntries(systems.filter(({ analytics }) => analytics.events.length > 0).map((own) => this.dashboard(own)));
    this.flags = Object.fromEntries(systems.flatMap((own) => this.flagsOf(own)));
    this.registerOutputs({ dashboards: this.dashboards, flags: this.flags });
  }

  private dashboard({ system, analytics }: SystemAnalytics): [string, pulumi.Output<string>] {
    const names = dashboardNames(system);
    const { id, dashboardId } = new Dashboard(names.name, dashboardArgs(system, this.project), this.child(names));
    for (const event of analytics.events) {
      const own = entryNames(system, event);
      new Insight(own.name, insightArgs(event, this.project, dashboardId), this.child(own));
    }
    return [names.name, id];
  }

  private flagsOf({ system, analytics }: SystemAnalytics): [string, pulumi.Output<string>][] {
    return analytics.flags.map((flag) => {
      const names = entryNames(system, flag);
      return [names.name, new FeatureFlag(names.name, flagArgs(flag, this.project), this.child(names)).id];
    });
  }

  private child({ formerNames }: Names): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerNames.map((name) => ({ name })) };
  }
}
