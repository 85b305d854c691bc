import type { VendorObject } from "../../components/paging.ts";
import { placeholderOf, placeholderOfLookUp, plannedObjects } from "../../components/print.ts";
import type { Vendor } from "../../components/vendor.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/**
 * What a pager is to hold for one environment, from its plan; placeholders stand for the ids that it makes. Every
 * evaluator of an alert counts as switched on, and the account as owned: people and schedules are the same for all stacks.
 */
export function declaredObjects(pager: Vendor, resolved: Resolved, alerts: readonly Alert[]): VendorObject[] {
  const evaluators = [...alerts.map(({ evaluator }) => evaluator), ...resolved.systems.flatMap(({ logs }) => logs ?? [])];
  const senders = [...new Set(evaluators.map(({ evaluator }) => evaluator))];
  const owner = { ...resolved, environment: { ...resolved.environment, ownsAccount: true } };
  const stack = { senders, setting: () => undefined, required: (key: string) => key };
  const monitoring = { resolved: owner, alerts, dashboards: [], protect: false };
  const idOf = placeholderOf(pager.name);
  const found = placeholderOfLookUp(pager.name);
  const { lookedUp = [] } = pager.plan(monitoring, stack);
  return [
    ...lookedUp.map((one) => ({ kind: one.kind, id: found(one), fields: one.fields })),
    ...[...plannedObjects([pager], monitoring, stack)].map(({ type, kind, name, args }) => ({
      kind: kindOf(type),
      id: idOf({ kind, name }),
      fields: args,
    })),
  ];
}

/** `pagerduty:index/userContactMethod:UserContactMethod` -> `userContactMethod` */
function kindOf(type: string): string {
  const last = type.split(":").at(-1) ?? type;
  return last.charAt(0).toLowerCase() + last.slice(1);
}
