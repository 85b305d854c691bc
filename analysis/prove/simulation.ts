import { dump } from "js-yaml";
import type { Rule, RuleGroup } from "../../artifacts/prometheus/rule-file.ts";
import { ruleFile } from "../../artifacts/prometheus/rules.ts";
import { alertGroups, groupedSignalsOf } from "../../model/groups.ts";
import type { Alert } from "../../monitors/alert.ts";
import { groupLabels } from "./application.ts";
import type { InputSeries } from "./series.ts";

/** Minutes in which an alert fires: from the first to before the last. */
export type Firing = readonly (readonly [from: number, to: number])[];

/** One simulation: what is scraped, which alerts look on, and when each must fire. */
export interface Simulation {
  readonly name: string;
  readonly alerts: readonly Alert[];
  /** only the recordings are evaluated, and `values` ask for the alert: a month of rounds of an alert on a month takes minutes */
  readonly recordOnly?: true;
  /** names of recordings that are among the `series`: no rule makes them */
  readonly recorded?: ReadonlySet<string>;
  /** seconds between samples of `series` */
  readonly scrape: number;
  readonly series: readonly InputSeries[];
  readonly minutes: number;
  /** by alert name; what is not named must never fire */
  readonly fires: Readonly<Record<string, Firing>>;
  /** other queries with their one value at a minute, or nothing */
  readonly values?: readonly { readonly query: string; readonly at: number; readonly is: number | undefined }[];
}

/** When the simulated time begins: 2000, in seconds since 1970. */
export const beginning = 946_684_800;

/** vmalert-tool takes no file without a rule. */
const nothing: RuleGroup = { name: "nothing", interval: "1h", rules: [{ record: "nothing", expr: "vector(0)", labels: {} }] };

const groupsOf = ({ alerts, recordOnly, recorded }: Simulation): readonly RuleGroup[] => {
  const isRecording = ({ name }: RuleGroup) => name.endsWith("--recordings");
  const all = ruleFile(alerts).groups;
  const isMade = (rule: Rule) => ("record" in rule ? !recorded?.has(rule.record) : !recordOnly);
  // An alert may read recordings of another service, whose group is behind its own in the file.
  const ordered = [...all.filter(isRecording), ...all.filter((group) => !isRecording(group))];
  const groups = ordered.map((group) => ({ ...group, rules: group.rules.filter(isMade) }));
  const left = groups.filter(({ rules }) => rules.length > 0);
  return left.length > 0 ? left : [nothing];
};

/** The rendered rules of its alerts, as a file. */
export function rulesText(simulation: Simulation): string {
  return dump({ groups: groupsOf(simulation) }, { lineWidth: -1, noRefs: true });
}

/**
 * A simulation as a test of rules, which promtool and vmalert-tool read alike but for one word.
 *
 * @param rules name of the file of its rules, beside the test's
 * @param questions the key under which the tool reads queries
 */
export function unitTest(simulation: Simulation, rules: string, questions: "promql_expr_test" | "metricsql_expr_test") {
  const groups = groupsOf(simulation);
  return {
    rule_files: [rules],
    // Samples are there as of the last round: a month that is asked at whole hours needs no round a minute.
    evaluation_interval: simulation.recordOnly && groups.includes(nothing) ? nothing.interval : "1m",
    // Without it groups are evaluated in any order, and alerts would read recordings of the minute before.
    group_eval_order: groups.map(({ name }) => name),
    tests: [
      {
        name: simulation.name,
        interval: `${simulation.scrape}s`,
        // vmalert-tool begins then in any case, and has no key for it.
        ...(questions === "promql_expr_test" && { start_timestamp: beginning }),
        input_series: simulation.series,
        [questions]: questionsOf(simulation).map(({ expr, minute, is }) => ({
          expr,
          eval_time: `${minute}m`,
          exp_samples: is.map(sample),
        })),
      },
    ],
  };
}

const sample = ({ labels, value }: Question["is"][number]) => ({
  labels: `{${Object.entries(labels).map(([label, text]) => `${label}=${JSON.stringify(text)}`)}}`,
  value,
});

/** A query at a minute, and the series that it must return. */
export interface Question {
  readonly expr: string;
  readonly minute: number;
  readonly is: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
  /** it asks only which alerts fire */
  readonly firings?: true;
}

const firing = `ALERTS{alertstate="firing"}`;

/** How many minutes each alert fired in all, and who fires before and after each change: together, exactly when. And the rest. */
export function questionsOf({ alerts, fires, minutes, values = [] }: Simulation): Question[] {
  const known = Object.entries(fires);
  const length = (intervals: Firing) => intervals.reduce((sum, [from, to]) => sum + Math.min(to, minutes + 1) - from, 0);
  const edges = new Set(known.flatMap(([, intervals]) => intervals.flatMap(([from, to]) => [from - 1, from, to - 1, to])));
  const at = (minute: number) =>
    known.filter(([, intervals]) => intervals.some(([from, to]) => from <= minute && minute < to)).map(([name]) => name);
  return [
    {
      expr: `sum by (alertname) (count_over_time(${firing}[${minutes + 1}m]))`,
      minute: minutes,
      is: known
        .filter(([, intervals]) => length(intervals) > 0)
        .map(([alertname, intervals]) => ({ labels: { alertname }, value: length(intervals) })),
      firings: true,
    },
    ...alerts.flatMap((alert) => groupQuestion(alert, length(fires[alert.name] ?? []), minutes)),
    ...[...edges]
      .filter((minute) => minute >= 0 && minute <= minutes)
      .sort((a, b) => a - b)
      .map(
        (minute): Question => ({
          expr: `sum by (alertname) (${firing})`,
          minute,
          is: at(minute).map((alertname) => ({ labels: { alertname }, value: 1 })),
          firings: true,
        }),
      ),
    ...values.map(({ query, at: minute, is }) => ({ expr: query, minute, is: is === undefined ? [] : [{ labels: {}, value: is }] })),
  ];
}

/** Which of the groups fired, and for how many minutes: the first alone. What is absent has no group. */
function groupQuestion({ name, when }: Alert, length: number, minutes: number): Question[] {
  const [signal] = alertGroups(when) ? groupedSignalsOf(when) : [];
  if (!signal || when.kind === "or-absent") return [];
  return [
    {
      expr: `sum by (${signal.groups.by.join(", ")}) (count_over_time(ALERTS{alertname=${JSON.stringify(name)},alertstate="firing"}[${minutes + 1}m]))`,
      minute: minutes,
      is: length > 0 ? [{ labels: groupLabels(signal, 0), value: length }] : [],
    },
  ];
}
