import { firings as ruleFirings } from "../../analysis/prove/firings.ts";
import type { Answer, Interval } from "../../analysis/prove/watch.ts";
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
  readonly fires: ReadonlyMap<string, readonly Interval[]>;
  /** of the {@link countedMinutes} */
  readonly counts: readonly Counted[];
}

/**
 * The firing intervals of every alert in the rule engine of Prometheus: the rules as the catalog renders them, each
 * group at its own interval. And what is recorded.
 */
export async function firings(scenes: readonly Scene[]): Promise<Map<Scene, Ran>> {
  const watched = await ruleFirings(scenes.map(watchOf));
  return new Map(
    watched.map(({ fires, answers }, index) => {
      const scene = scenes[index] as Scene;
      return [scene, { fires, counts: countsOf(scene, answers) }];
    }),
  );
}

function watchOf(scene: Scene) {
  const step = stepOf(scene);
  const tick = tickOf(scene);
  return {
    rules: ruleFile(scene.alerts),
    step,
    tick,
    series: scene.series.map((one) => ({ series: selectorOf(one), values: notation(one.points, tick) })),
    minutes: scene.minutes,
    ...(scene.apart !== undefined && { apart: scene.apart }),
    questions: countQuestions(scene),
  };
}

/** Seconds between two evaluations of the alerts of a scene. */
export function stepOf({ name, alerts }: Scene): number {
  const steps = new Set(alerts.map(({ evaluator }) => evaluator.evaluate));
  const [step] = steps;
  if (step === undefined || steps.size > 1) throw new Error(`${name}: alerts of one scene are evaluated at one pace`);
  return step;
}

/** Minutes at which counts are asked for: every seventh, and over days every 61st, which still meets each minute of an hour. */
export function countedMinutes({ minutes }: Scene): number[] {
  const every = minutes > 1440 ? 61 : 7;
  return Array.from({ length: Math.ceil(minutes / every) }, (_, number) => number * every);
}

const countQueries = {
  recorded: `{__name__=~"sli:(bad_)?events:increase1[mh]"}`,
  total: "sum_over_time(sli:events:increase1m[3h])",
  bad: "sum_over_time(sli:bad_events:increase1m[3h])",
};
type CountQuery = keyof typeof countQueries;
const countQueryNames = Object.keys(countQueries) as CountQuery[];

const countQuestions = (scene: Scene) =>
  countedMinutes(scene).flatMap((minute) => countQueryNames.map((what) => ({ expr: countQueries[what], minute })));

function countsOf(scene: Scene, answers: readonly Answer[]): Counted[] {
  const asked = countedMinutes(scene).flatMap((minute) => countQueryNames.map((what) => ({ minute, what })));
  return asked.flatMap(({ minute, what }, index) =>
    (answers[index]?.values ?? []).map(({ labels, value }): Counted => {
      const name = labels.__name__ ?? "";
      return {
        minute,
        what: what !== "recorded" ? "sum" : name.endsWith("1h") ? "hour" : "minute",
        of: what === "bad" || name.startsWith("sli:bad") ? "bad" : "total",
        signal: `${labels.system}/${labels.service}/${labels.sli}`,
        value: Number(value),
      };
    }),
  );
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
