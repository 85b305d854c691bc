import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { promtool, rarelyCollecting } from "../../analysis/prove/promtool.ts";
import type { Rule, RuleFile } from "../../artifacts/prometheus/rule-file.ts";
import { ruleFile } from "../../artifacts/prometheus/rules.ts";
import type { Alert } from "../../monitors/alert.ts";

/** One scraped value, or the marker that its series is gone; `at` in seconds after the begin, at most in thousandths. */
export interface Point {
  readonly at: number;
  readonly value: number | "stale";
}
export interface RawSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly Point[];
}

/** What was scraped, and who looks on. */
export interface Scene {
  readonly name: string;
  readonly alerts: readonly Alert[];
  /** whole minutes that are evaluated: from 0 to before this */
  readonly minutes: number;
  readonly series: readonly RawSeries[];
  /** a label by which firings are told apart: then the name of an alert is followed by its value */
  readonly apart?: string;
}

/** When an alert fires, in seconds: from the first evaluation to the first in which it does not. */
export type Interval = readonly [from: number, to: number];

/** One recorded count at a minute, or a sum over the last three hours of them. */
export interface Counted {
  readonly minute: number;
  readonly what: "minute" | "hour" | "sum";
  readonly of: "total" | "bad";
  /** system/service/oldest id of the signal */
  readonly signal: string;
  readonly value: number;
}

/** What Prometheus made of a scene. */
export interface Ran {
  /** by name of the alert; one that never fires is not there */
  readonly fires: ReadonlyMap<string, Interval[]>;
  /** of the {@link countedMinutes} */
  readonly counts: readonly Counted[];
}

/**
 * The firing intervals of every alert in the rule engine of Prometheus: the rules as the catalog renders them, each
 * group at its own interval. And what is recorded.
 */
export async function firings(scenes: readonly Scene[]): Promise<Map<Scene, Ran>> {
  const directory = mkdtempSync(join(tmpdir(), "slostack-backtest-"));
  try {
    const files = scenes.map((scene, index) => testFile(directory, index, scene));
    const output = await said(await promtool(), ["test", "rules", ...files]);
    const told = output.match(/^\s+(?:SUCCESS|FAILED:)$/gm) ?? [];
    // Every failure is an answer to one of the questions.
    if (told.length < scenes.length || / err: /.test(output))
      throw new Error(`promtool said\n${output.replace(/\n\s*\n/g, "\n").slice(0, 4000)}`);
    return new Map(scenes.map((scene, index) => [scene, { fires: intervalsOf(scene, index, output), counts: countsOf(index, output) }]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Seconds between two evaluations of the alerts of a scene. */
export function stepOf({ name, alerts }: Scene): number {
  const steps = new Set(alerts.map(({ evaluator }) => evaluator.evaluate));
  const [step] = steps;
  if (step === undefined || steps.size > 1) throw new Error(`${name}: alerts of one scene are evaluated at one pace`);
  return step;
}

function testFile(directory: string, index: number, scene: Scene): string {
  const step = stepOf(scene);
  const rules = paced(ruleFile(scene.alerts), step);
  writeFileSync(join(directory, `${index}.rules.yaml`), JSON.stringify(rules));
  const test = {
    rule_files: [`${index}.rules.yaml`],
    evaluation_interval: `${step}s`,
    group_eval_order: rules.groups.map(({ name }) => name),
    tests: [{ interval: "1ms", input_series: [], promql_expr_test: [] }],
  };
  const tick = tickOf(scene);
  const input_series = scene.series.map((one) => ({ series: selectorOf(one), values: notation(one.points, tick) }));
  test.tests = [
    { interval: `${tick}ms`, input_series, promql_expr_test: [...questions(scene, index, step), ...countQuestions(scene, index)] },
  ] as typeof test.tests;
  const file = join(directory, `${index}.test.yaml`);
  writeFileSync(file, JSON.stringify(test));
  return file;
}

/**
 * promtool evaluates all groups at one pace. Where that is not the recordings', these return nothing in between: a
 * marker of staleness is written there, which no window counts.
 */
function paced({ groups }: RuleFile, step: number): RuleFile {
  const gated = (rule: Rule): Rule =>
    "record" in rule && step !== 60 ? { ...rule, expr: `(${rule.expr})\nand on() (vector(time() % 60) == 0)` } : rule;
  return { groups: groups.map((group) => ({ ...group, rules: group.rules.map(gated) })) };
}

/** Evaluations that one number tells of: a bit each, exact in a float. */
const bits = 48;

/** Which evaluations fire, as bits of one number for each alert. Nothing is expected, so that promtool tells what there is. */
function questions({ minutes, apart }: Scene, index: number, step: number) {
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

/** Minutes at which counts are asked for: every seventh, and over days every 61st, which still meets each minute of an hour. */
export function countedMinutes({ minutes }: Scene): number[] {
  const every = minutes > 1440 ? 61 : 7;
  return Array.from({ length: Math.ceil(minutes / every) }, (_, number) => number * every);
}

function countQuestions(scene: Scene, index: number) {
  const asked = [
    ["recorded", `{__name__=~"sli:.*:increase1[mh]"}`],
    ["total", "sum_over_time(sli:events:increase1m[3h])"],
    ["bad", "sum_over_time(sli:bad_events:increase1m[3h])"],
  ];
  return countedMinutes(scene).flatMap((minute) =>
    asked.map(([what, expr]) => ({ expr: `${expr} # ${what} of ${index}/${minute}/`, eval_time: `${minute}m`, exp_samples: [] })),
  );
}

function countsOf(index: number, output: string): Counted[] {
  const answers = output.matchAll(new RegExp(`# (\\w+) of ${index}/(\\d+)/", time: .*\\n.*exp:.*\\n\\s*got: (.*)`, "g"));
  return [...answers].flatMap(([, asked = "", minute = "", got = ""]) =>
    [...got.matchAll(/\{([^}]*)\} ([-+\w.]+)/g)].map(([, labels = "", value = ""]): Counted => {
      const label = (wanted: string) => new RegExp(`\\b${wanted}="([^"]*)"`).exec(labels)?.[1] ?? "";
      const name = label("__name__");
      return {
        minute: Number(minute),
        what: asked !== "recorded" ? "sum" : name.endsWith("1h") ? "hour" : "minute",
        of: asked === "bad" || name.startsWith("sli:bad") ? "bad" : "total",
        signal: `${label("system")}/${label("service")}/${label("sli")}`,
        value: Number(value),
      };
    }),
  );
}

function intervalsOf(scene: Scene, index: number, output: string): Map<string, Interval[]> {
  const step = stepOf(scene);
  const length = (scene.minutes * 60) / step;
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

const selectorOf = ({ name, labels }: RawSeries): string =>
  `${name}{${Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`)}}`;

/** The longest time between two samples of promtool's notation (ms) that meets all points. */
function tickOf({ series }: Scene): number {
  let tick = 60_000;
  for (const { points } of series) for (const { at } of points) tick = divisor(tick, Math.round(at * 1000));
  return tick;
}
const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));

/** Points in promtool's notation: what comes again is said once, and only whole numbers are added up. */
function notation(points: readonly Point[], tick: number): string {
  const words: string[] = [];
  let next = 0;
  for (let index = 0; index < points.length; ) {
    const point = points[index];
    if (point === undefined) break;
    const place = Math.round((point.at * 1000) / tick);
    if (place > next) words.push(`_x${place - next}`);
    const end = endOfRun(points, index, tick);
    words.push(end - index > 1 ? `${point.value}+${stepAt(points, index)}x${end - index - 1}` : `${point.value}`);
    next = place + end - index;
    index = end;
  }
  return words.join(" ");
}

function stepAt(points: readonly Point[], index: number): number {
  const [one, other] = [points[index]?.value, points[index + 1]?.value];
  return typeof one === "number" && typeof other === "number" ? other - one : 0;
}

function endOfRun(points: readonly Point[], index: number, tick: number): number {
  const step = stepAt(points, index);
  let end = index + 1;
  for (; end < points.length; end++) {
    const [before, point] = [points[end - 1], points[end]];
    if (!before || !point || typeof before.value !== "number" || typeof point.value !== "number") break;
    if (Math.round((point.at - before.at) * 1000) !== tick || point.value - before.value !== step || step < 0) break;
    if (step !== 0 && !(Number.isInteger(step) && Number.isInteger(point.value))) break;
  }
  return end;
}

/** What promtool prints; it fails, because nothing was expected of it. */
async function said(program: string, args: readonly string[]): Promise<string> {
  const ran = promisify(execFile)(program, args, { env: rarelyCollecting, maxBuffer: 1 << 28 });
  const { stdout, stderr } = await ran.catch((error: { stdout: string; stderr: string }) => error);
  return `${stdout}\n${stderr}`;
}
