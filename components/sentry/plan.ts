import { oldestId } from "../../model/ids.ts";
import { nameIn } from "../names.ts";
import { empty, type Plan, type Refs, type Spec, type Stack } from "../plan.ts";
import { entriesOf, standsFor } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import { actionsOf, type Recipients } from "./action.ts";
import { alertArgs } from "./alert.ts";
import type { Sentry } from "./kinds.ts";
import { metricMonitorArgs } from "./monitor.ts";
import { callName } from "./names.ts";
import { type Call, callsOf, type SentryAlert, sentryAlerts } from "./select.ts";
import { installed } from "./settings.ts";

type Planned = Spec<Sentry>;

/** Everything of one environment at Sentry: metric monitors, alerts, and the on-call services that these call. */
export function planOf(monitoring: Monitoring, stack: Stack): Plan<Sentry> {
  const alerts = sentryAlerts(monitoring.alerts);
  if (alerts.length === 0) return empty;
  const { environment } = monitoring.resolved;
  const serviceName = ({ onCall }: Pick<Call, "onCall">) => nameIn(environment, onCall.name);
  return {
    groups: [
      {
        type: "slostack:sentry:Monitoring",
        name: "monitoring",
        objects: [
          ...callsOf(alerts).map((call) => integrationOf(call, serviceName(call), stack)),
          ...alerts.flatMap((alert) => detecting(alert, (refs) => recipientsOf(alert, serviceName, stack, refs))),
        ],
        outputs: (refs) => ({ alerts: Object.fromEntries(alerts.map(({ name }) => [name, refs.ref("alert", name, "name")])) }),
      },
    ],
  };
}

/** The entry by which Sentry calls an on-call service, with the key that the pager made for Sentry. */
function integrationOf({ organization, onCall }: Call, service: string, stack: Stack): Planned {
  const named = (id: string) => callName(organization, id);
  return {
    kind: "pagerdutyIntegration",
    ...standsFor("on-call", onCall, named),
    protect: true,
    args: (refs) => ({ organization, integrationId: pagerdutyOf(organization, stack, refs), service, integrationKey: refs.key(onCall) }),
  };
}

function detecting(alert: SentryAlert, recipients: (refs: Refs<Sentry>) => Recipients): Planned[] {
  const { name, formerNames: formerly, evaluator, owner, route, when } = alert;
  const { sentryOrganization: organization, project } = evaluator;
  const base = { name, formerly, from: entriesOf(alert), protect: route.kind === "page" };
  const acting: Planned = {
    ...base,
    kind: "alert",
    args: (refs) => {
      const monitor = when.kind === "occurs" ? refs.lookUp("errorMonitor", { organization, project }) : refs.ref("monitor", name);
      return alertArgs(alert, monitor, actionsOf(alert, recipients(refs)));
    },
  };
  if (when.kind === "occurs") return [acting];
  const slug = oldestId(owner);
  return [{ ...base, kind: "monitor", args: (refs) => metricMonitorArgs(alert, refs.lookUp("team", { organization, slug })) }, acting];
}

function recipientsOf(
  { evaluator: { sentryOrganization: organization } }: SentryAlert,
  serviceName: (call: Pick<Call, "onCall">) => string,
  stack: Stack,
  refs: Refs<Sentry>,
): Recipients {
  return {
    slack: () => refs.lookUp("integration", { organization, providerKey: "slack", name: stack.required(installed.slack.key) }),
    pagerduty: () => pagerdutyOf(organization, stack, refs),
    call: ({ onCall }) => ({ id: refs.ref("pagerdutyIntegration", callName(organization, onCall.id)), name: serviceName({ onCall }) }),
    user: (email) => refs.lookUp("user", { organization, email }),
  };
}

function pagerdutyOf(organization: string, stack: Stack, refs: Refs<Sentry>) {
  return refs.lookUp("integration", { organization, providerKey: "pagerduty", name: stack.required(installed.pagerduty.key) });
}
