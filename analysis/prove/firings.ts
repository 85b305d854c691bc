import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Rule, RuleFile } from "../../artifacts/prometheus/rule-file.ts";
import { parseDuration } from "../../model/quantity.ts";
import { promtool, rarelyCollecting } from "./promtool.ts";
import type { InputSeries } from "./series.ts";

/** Rules of anybody, what was scraped, and how long they look on. */
export interface Watch {
  readonly rules: RuleFile;
  /** seconds between two evaluations; a group that states whole minutes of its own is evaluated at those */
  readonly step: number;
  /** milliseconds between two samples of `series` */
  readonly tick: number;
  readonly series: readonly InputSeries[];
  /** whole minutes that are evaluated: from 0 to before this */
  readonly minutes: number;
  /** a label by which firings are told apart: then the name of an alert is followed by its value */
  readonly apart?: string;
  /** other queries, at a minute each */
  readonly questions?: readonly { readonly expr: string; readonly minute: number }[];
}

/** When an alert fires, in seconds: from the first evaluation to the first in which it does not. */
export type Interval = readonly [from: number, to: number];

/** What Prometheus made of a watch. */
export interface Watched {
  /** by name of the alert; one that never fires is not there */
  readonly fires: ReadonlyMap<string, Interval[]>;
  /** in the order of the questions: the series that promtool prints, empty for none */
  readonly answers: readonly string[];
}

/**
 * The firing intervals of every alert, in the rule engine of Prometheus; nothing is expected of it.
 *
 * @returns in the order of `watches`
 * @throws Error with what promtool says where it cannot evaluate one of them
 */
export async function firings(watches: readonly Watch[]): Promise<Watched[]> {
  const directory = mkdtempSync(join(tmpdir(), "slostack-firings-"));
  try {
    const files = watches.map((one, index) => testFile(directory, index, one));
    const output = await said(await promtool(), ["test", "rules", ...files]);
    const told = output.match(/^\s+(?:SUCCESS|FAILED:)$/gm) ?? [];
    // Every failure is an answer to one of the questions.
    if (told.length < watches.length || / err: /.test(output))
      throw new Error(`promtool said\n${output.replace(/\n\s*\n/g, "\n").slice(0, 4000)}`);
    return watches.map((one, index) => ({ fires: intervalsOf(one, index, output), answers: answersOf(one, index, output) }));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function testFile(directory: string, index: number, watch: Watch): string {
  writeFileSync(join(directory, `${index}.rules.yaml`), JSON.stringify(paced(watch.rules, watch.step)));
  const test = {
    rule_files: [`${index}.rules.yaml`],
    evaluation_interval: `${watch.step}s`,
    group_eval_order: watch.rules.groups.map(({ name }) => name),
    tests: [
      {
        interval: `${watch.tick}ms`,
        input_series: watch.series,
        promql_expr_test: [...firingQuestions(watch, index), ...otherQuestions(watch, index)],
      },
    ],
  };
  const file = join(directory, `${index}.test.yaml`);
  writeFileSync(file, JSON.stringify(test));
  return file;
}

/**
 * promtool evaluates all groups at one pace. What a group counts by the minute returns nothing in between: a marker of staleness
 * is written there, which no window counts. What is made of such minutes is the same in between.
 */
function paced({ groups }: RuleFile, step: number): RuleFile {
  const gated = (rule: Rule, interval: number): Rule =>
    "record" in rule && rule.record.endsWith(":increase1m")
      ? { ...rule, expr: `(${rule.expr})\nand on() (vector(time() % ${interval}) == 0)` }
      : rule;
  return {
    groups: groups.map((group) => {
      // Rules of other tools may state none.
      const interval = "interval" in group ? parseDuration(group.interval) : step;
      return interval === step ? group : { ...group, rules: group.rules.map((rule) => gated(rule, interval)) };
    }),
  };
}

/** Evaluations that one number tells of: a bit each, exact in a float. */
const bits = 48;

/** Which evaluations fire, as bits of one number for each alert. Nothing is expected, so that promtool tells what there is. */
function firingQuestions({ minutes, apart, step }: Watch, index: number) {
  const length = (minutes * 60) / step;
  return Array.from({ length: Math.ceil(length / bits) }, (_, chunk) => {
    const [first, last] = [chunk * bits, Math.min(length, (chunk + 1) * bits) - 1];
    const fires = `max by (alertname${apart === undefined ? "" : `, ${apart}`}) (ALERTS{alertstate="firing"})`;
    const bit = `vector(2 ^ ((time() - ${first * step}) / ${step}))`;
    const range = `${(last - first + 1) * step}s:${step}s`;
    return {
      expr: `sum_over_time((${fires} * on() group_left() ${bit})[${range}]) # ${index}/${first}/`,
      eval_time: `${last * step}s`,
      exp_samples: [],
    };
  });
}

const otherQuestions = ({ questions = [] }: Watch, index: number) =>
  questions.map(({ expr, minute }, number) => ({
    expr: `${expr} # question ${index}/${number}/`,
    eval_time: `${minute}m`,
    exp_samples: [],
  }));

function answersOf({ questions = [] }: Watch, index: number, output: string): string[] {
  const found = output.matchAll(new RegExp(`# question ${index}/(\\d+)/", time: .*\\n.*exp:.*\\n\\s*got: (.*)`, "g"));
  const answers = new Map([...found].map(([, number = "", got = ""]) => [Number(number), got]));
  // Of a question without an answer nothing is printed: nothing was expected.
  return questions.map((_, number) => answers.get(number) ?? "");
}

function intervalsOf({ minutes, step }: Watch, index: number, output: string): Map<string, Interval[]> {
  const length = (minutes * 60) / step;
  const fires = new Map<string, Uint8Array>();
  for (const [, first = "", got = ""] of output.matchAll(new RegExp(`# ${index}/(\\d+)/", time: .*\\n.*exp:.*\\n\\s*got: (.*)`, "g"))) {
    for (const [, alertname = "", of, value = ""] of got.matchAll(/\{alertname="([^"]+)"(?:, \w+="([^"]+)")?\} ([\d.E+]+)/g)) {
      const name = of === undefined ? alertname : `${alertname} ${of}`;
      const states = fires.get(name) ?? new Uint8Array(length);
      fires.set(name, states);
      for (let rest = BigInt(Number(value)), at = Number(first); rest > 0n; rest >>= 1n, at++) states[at] = Number(rest & 1n);
    }
  }
  return new Map([...fires].map(([name, states]) => [name, stretches(states, step)]));
}

function stretches(states: Uint8Array, step: number): Interval[] {
  const intervals: Interval[] = [];
  let since = -1;
  for (let at = 0; at <= states.length; at++) {
    const isFiring = states[at] === 1;
    if (isFiring && since < 0) since = at;
    if (isFiring || since < 0) continue;
    intervals.push([since * step, at * step]);
    since = -1;
  }
  return intervals;
}

/** What promtool prints; it fails, because nothing was expected of it. */
async function said(program: string, args: readonly string[]): Promise<string> {
  const ran = promisify(execFile)(program, args, { env: rarelyCollecting, maxBuffer: 1 << 28 });
  const { stdout, stderr } = await ran.catch((error: { stdout: string; stderr: string }) => error);
  return `${stdout}\n${stderr}`;
}
