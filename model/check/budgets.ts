import type { Path } from "../document.ts";
import type { MetricEntry } from "../schema/metric.ts";
import type { SloEntry } from "../schema/system.ts";
import { own, type Report } from "./report.ts";
import { type CheckedService, measuredMetric } from "./service.ts";

/** An SLO whose error budget is shown with others, and where its name is written. */
export interface Member {
  readonly scope: CheckedService;
  readonly id: string;
  readonly slo: SloEntry;
  readonly path: Path;
}

/** One figure of several budgets: over one window, in one source, and one number of each. Returns a metric that it reads. */
export function checkMembers(members: readonly Member[], report: Report): MetricEntry | undefined {
  const [first] = members;
  for (const [index, member] of members.entries()) {
    const fault = faultOf(member, members.slice(0, index));
    if (fault) report(member.scope.part, member.path, "budget-apart", ...fault);
  }
  return first && metricOf(first);
}

type Fault = readonly [what: string, detail: { readonly way: string }];

function faultOf(member: Member, earlier: readonly Member[]): Fault | undefined {
  const { scope, id, slo } = member;
  const signal = own(scope.service.signals, slo.signal);
  const name = JSON.stringify(id);
  const [first] = earlier;
  if (earlier.some((one) => one.scope.path[1] === scope.path[1] && one.slo.signal === slo.signal))
    return [
      `the signal of ${name} is that of another one in this list`,
      { way: "name one of them: the stricter one spends its budget first" },
    ];
  if (signal && "at-most" in signal && signal["at-most"] !== undefined)
    return [`${name} has a budget for each group`, { way: "name an SLO on a signal without `by`" }];
  if (signal?.composite)
    return [
      `${name} is an objective of several signals already`,
      { way: "name SLOs of single signals; its own budget is on the dashboard of its service" },
    ];
  const off = Object.entries(slo.environments ?? {}).find(([, override]) => override.off);
  if (off) return [`${name} is off in ${off[0]}, where the budget would lack it`, { way: "name an SLO that is on in every environment" }];
  if (!first) return undefined;
  const [from, ofFirst] = [member, first].map((one) => metricOf(one)?.from ?? one.scope.system.source);
  if (from !== ofFirst)
    return [
      `${name} is measured in ${JSON.stringify(from)}, those above in ${JSON.stringify(ofFirst)}`,
      { way: "name SLOs of one source" },
    ];
  for (const environment of [undefined, ...Object.keys({ ...first.slo.environments, ...slo.environments })]) {
    const [window, other] = [member, first].map((one) => windowOf(one, environment));
    if (window !== undefined && other !== undefined && window !== other)
      return [
        `${environment === undefined ? "" : `in ${environment}, `}the window of ${name} is ${window}, that of those above ${other}`,
        { way: "name SLOs of one window" },
      ];
  }
  return undefined;
}

function metricOf({ scope, slo }: Member): MetricEntry | undefined {
  const signal = own(scope.service.signals, slo.signal);
  return signal && measuredMetric(scope.service, signal);
}

function windowOf({ scope, slo }: Member, environment: string | undefined): string | undefined {
  const override = environment === undefined ? undefined : own(slo.environments ?? {}, environment);
  const policy = own(scope.organization.policies, override?.policy ?? slo.policy ?? scope.system.policy);
  return override?.window ?? slo.window ?? policy?.window;
}
