import type { Clustered, Guard, Unclustered } from "../../analysis/tune/clusters.ts";
import { formatCount, formatDuration } from "../../model/quantity.ts";
import { table } from "../table.ts";
import { type Source, sourceJson, sourceText } from "../tune/inputs.ts";

/** What a run has found. */
export interface Found extends Source {
  readonly measured: readonly (Clustered | Unclustered)[];
}

export function asText({ measured, ...from }: Found): string {
  const [all, without] = [measured.filter((one) => "designEffect" in one), measured.filter((one) => "why" in one)];
  const rows = without.map(({ slo, why }) => [slo.path, why]);
  const proposed = all.filter(isOther).length;
  return [
    ...sourceText(from),
    ...all.map((one) => `\n${objectiveText(one)}`),
    ...(rows.length > 0 ? [`\nnot measured: ${formatCount(rows.length, "objective")}\n${table(rows)}`] : []),
    `\n${from.environment}: ${formatCount(all.length, "objective")} measured, ${proposed} with another guard; nothing was changed\n`,
  ].join("");
}

function objectiveText(one: Clustered): string {
  const { slo, failures, minutes, incidents, window, designEffect, proposed } = one;
  const outside = incidents === 0 ? "" : `, outside of ${formatCount(incidents, "incident")}`;
  const { ofFailures, ofMinutes } = designEffect;
  const lines = [
    `${slo.path}: ${formatCount(failures, "failure")} in ${formatCount(minutes, "minute")}${outside}`,
    `  design effect over ${formatDuration(window)}: ${ofFailures.toFixed(1)} of failures, ${ofMinutes.toFixed(1)} of minutes with one (1 is independent)`,
    isOther(one)
      ? `  proposed: ${guardText(proposed)} (present: ${guardText(presentOf(one))})`
      : `  keep the present guard: ${guardText(proposed)}`,
    ...(proposed.leastBadMinutes === undefined
      ? ["  without least-bad-minutes a page waits for all of the failures (docs/catalog.md#pages-at-low-traffic)"]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

const presentOf = ({ slo: { policy } }: Clustered): Guard => ({
  leastBadEvents: policy.leastBadEvents,
  leastBadMinutes: policy.leastBadMinutes,
});

function isOther(one: Clustered): boolean {
  const present = presentOf(one);
  return one.proposed.leastBadEvents !== present.leastBadEvents || one.proposed.leastBadMinutes !== present.leastBadMinutes;
}

const guardText = ({ leastBadEvents, leastBadMinutes }: Guard): string =>
  [`least-bad-events: ${leastBadEvents}`, ...(leastBadMinutes === undefined ? [] : [`least-bad-minutes: ${leastBadMinutes}`])].join(", ");

export function asJson({ measured, ...from }: Found) {
  return {
    ...sourceJson(from),
    objectives: measured.flatMap((one) =>
      "why" in one
        ? []
        : [
            {
              slo: one.slo.path,
              failures: one.failures,
              minutes: one.minutes,
              incidents: one.incidents,
              window: one.window,
              designEffect: one.designEffect,
              present: presentOf(one),
              proposed: one.proposed,
            },
          ],
    ),
    notMeasured: measured.flatMap((one) => ("why" in one ? [{ slo: one.slo.path, why: one.why }] : [])),
  };
}
