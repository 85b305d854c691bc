import * as pulumi from "@pulumi/pulumi";
import { formerNames, oldestId } from "../../model/ids.ts";
import type { Environment } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";
import type { PageKeys } from "../vendor.ts";
import { actionsOf, type Recipients } from "./action.ts";
import { alertArgs } from "./alert.ts";
import { errorMonitorId, integrationId, teamId, userId } from "./lookups.ts";
import { metricMonitorArgs } from "./monitor.ts";
import { callName } from "./names.ts";
import { Alert, IntegrationPagerduty, MetricMonitor } from "./resources.ts";
import { type Call, callsOf, type SentryAlert } from "./select.ts";

export interface MonitoringArgs {
  readonly environment: Environment;
  readonly alerts: readonly SentryAlert[];
  readonly pages: PageKeys;
  /** name under which pagers know Sentry as a sender */
  readonly sender: string;
  /** what Sentry lists the installed integrations under; throws where the stack settings do not say */
  slackWorkspace(): string;
  pagerdutyAccount(): string;
  /** true: what pages cannot be deleted */
  readonly protect: boolean;
}

type Id = pulumi.Output<string>;
interface Entry {
  readonly id: Id;
  readonly name: string;
}

/** Everything of one environment at Sentry: metric monitors, alerts, and the on-call services that these call. */
export class Monitoring extends pulumi.ComponentResource {
  /** names of the alerts by logical name */
  readonly alerts: Readonly<Record<string, Id>>;
  private readonly args: MonitoringArgs;
  /** every look-up is made once */
  private readonly found = new Map<string, Id>();

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions) {
    super("slostack:sentry:Monitoring", name, {}, options);
    this.args = args;
    const calls = new Map(callsOf(args.alerts).map((call) => [nameOf(call), this.call(call)]));
    this.alerts = Object.fromEntries(args.alerts.map((alert) => [alert.name, this.alert(alert, calls)]));
    this.registerOutputs({ alerts: this.alerts });
  }

  /** The entry by which Sentry calls an on-call service, with the key that the pager made for Sentry. */
  private call(call: Call): Entry {
    const { organization, onCall } = call;
    const service = nameIn(this.args.environment, onCall.name);
    const args = {
      organization,
      integrationId: this.pagerduty(organization),
      service,
      integrationKey: this.args.pages.key(onCall, this.args.sender),
    };
    const aliases = formerNames(onCall, (id) => callName(organization, id));
    return { id: new IntegrationPagerduty(nameOf(call), args, this.child(aliases, this.args.protect)).id, name: service };
  }

  private alert(alert: SentryAlert, calls: ReadonlyMap<string, Entry>): Id {
    const options = this.child(alert.formerNames, this.args.protect && alert.route.kind === "page");
    const monitor = alert.when.kind === "occurs" ? this.errorMonitor(alert) : this.monitor(alert, options);
    const args = alertArgs(alert, monitor, actionsOf(alert, this.recipients(alert, calls)));
    return new Alert(alert.name, args, options).name;
  }

  private monitor(alert: SentryAlert, options: pulumi.CustomResourceOptions): Id {
    const { sentryOrganization: organization } = alert.evaluator;
    const owner = this.once(`team ${organization} ${alert.owner.id}`, () =>
      teamId({ organization, slug: oldestId(alert.owner) }, this.lookUp()),
    );
    return new MetricMonitor(alert.name, metricMonitorArgs(alert, owner), options).id;
  }

  private errorMonitor({ evaluator: { sentryOrganization: organization, project } }: SentryAlert): Id {
    return this.once(`errors ${organization} ${project}`, () => errorMonitorId({ organization, project }, this.lookUp()));
  }

  private recipients({ evaluator: { sentryOrganization: organization } }: SentryAlert, calls: ReadonlyMap<string, Entry>): Recipients {
    return {
      slack: () =>
        this.once(`slack ${organization}`, () =>
          integrationId({ organization, providerKey: "slack", name: this.args.slackWorkspace() }, this.lookUp()),
        ),
      pagerduty: () => this.pagerduty(organization),
      call: ({ onCall }) => {
        const entry = calls.get(nameOf({ organization, onCall }));
        if (!entry) throw new Error(`Sentry has no entry for on-call ${onCall.id}`);
        return entry;
      },
      user: (email) => this.once(`user ${organization} ${email}`, () => userId({ organization, email }, this.lookUp())),
    };
  }

  private pagerduty(organization: string): Id {
    return this.once(`pagerduty ${organization}`, () =>
      integrationId({ organization, providerKey: "pagerduty", name: this.args.pagerdutyAccount() }, this.lookUp()),
    );
  }

  private once(key: string, find: () => Id): Id {
    const known = this.found.get(key) ?? find();
    this.found.set(key, known);
    return known;
  }

  private lookUp(): pulumi.InvokeOutputOptions {
    return { parent: this };
  }

  private child(formerly: readonly string[], protect: boolean): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerly.map((name) => ({ name })), protect };
  }
}

function nameOf({ organization, onCall }: Call): string {
  return callName(organization, onCall.id);
}
