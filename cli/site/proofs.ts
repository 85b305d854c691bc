import { z } from "zod";
import type { PanelVerdict } from "../../analysis/prove/panel-proofs.ts";
import type { Verdict } from "../../analysis/prove/prove.ts";
import { faultOf, type RouteVerdict } from "../../analysis/prove/routes.ts";
import type { Audit, Finding } from "../../analysis/site/audit.ts";
import { formatCount } from "../../model/quantity.ts";
import { answerIn, checkEnvironmentOf } from "./answer.ts";

const shape = z.looseObject({
  environment: z.string(),
  at: z.iso.datetime(),
  simulations: z.number(),
  alerts: z.array(
    z.looseObject({ alert: z.string(), proved: z.boolean(), faults: z.array(z.object({ simulation: z.string(), what: z.string() })) }),
  ),
  routes: z.array(z.looseObject({ alert: z.string(), proved: z.boolean(), reaches: z.array(z.string()), meant: z.array(z.string()) })),
  panels: z.array(
    z.looseObject({ dashboard: z.string(), panel: z.string(), title: z.string(), proved: z.boolean(), faults: z.array(z.string()) }),
  ),
  notRun: z.array(z.looseObject({ why: z.string() })),
});

interface Answer {
  readonly environment: string;
  readonly at: string;
  readonly simulations: number;
  readonly alerts: readonly (Verdict & { readonly proved: boolean })[];
  readonly routes: readonly RouteVerdict[];
  readonly panels: readonly PanelVerdict[];
  readonly notRun: readonly object[];
}

/**
 * What `slostack prove --format json` wrote, as an audit.
 *
 * @throws Refusal for a file that cannot be read, that is something else, or of another environment
 */
export function proofsIn(file: string, environment: string): Audit {
  const given = { file, verb: "prove" } as const;
  const answer = answerIn(given, shape) as Answer;
  checkEnvironmentOf(given, "environment", answer.environment, environment);
  const { alerts, routes, panels, notRun, simulations } = answer;
  const proved = alerts.filter((one) => one.proved).length;
  return {
    title: "Proofs",
    at: answer.at,
    result: [
      `${formatCount(proved, "alert")} proved, ${alerts.length - proved} not proved, ${notRun.filter((one) => "alert" in one).length} not run; ${formatCount(simulations, "simulation")}`,
      ...(panels.length === 0
        ? []
        : [`${panels.filter(({ faults }) => faults.length === 0).length} of ${formatCount(panels.length, "panel")} show what they should`]),
    ].join("; "),
    findings: [...alerts.flatMap(unproved), ...routes.flatMap(misrouted), ...panels.flatMap(notShown)],
  };
}

const unproved = ({ alert, faults }: Verdict): Finding[] =>
  faults.map(({ simulation, what }) => ({
    touches: [{ name: alert, how: "not proved" }],
    what: `${simulation}: ${what.trim().split("\n", 1).join()}`,
  }));

function misrouted(route: RouteVerdict): Finding[] {
  const what = faultOf(route);
  return what === undefined ? [] : [{ touches: [{ name: route.alert, how: "not routed as meant" }], what }];
}

const notShown = ({ dashboard, panel, faults }: PanelVerdict): Finding[] =>
  faults.map((what) => ({ touches: [{ name: `${dashboard}/${panel}`, how: "not shown as it should be" }], what }));
