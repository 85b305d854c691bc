import { beforeAll, describe, expect, it } from "vitest";
import { signalsOf } from "../../model/condition.ts";
import { replay } from "../../review/backtest/evaluate.ts";
import { recorderOf } from "../../review/backtest/recorder.ts";
import { firings, type Interval, type Scene } from "./firings.ts";
import { longScenes, namedScenes, randomScenes } from "./scenes.ts";

/** Minutes on two idle cores, several times that beside other work (ms). */
const mostTime = 900_000;
const seed = Math.floor(Math.random() * 2 ** 31);

/** When each alert fires by the project's own evaluator; who never does is not there. */
function replayed({ alerts, minutes, series }: Scene): Map<string, Interval[]> {
  const recorder = recorderOf(
    alerts.flatMap(({ when }) => signalsOf(when)),
    { from: 0, to: minutes * 60 },
  );
  for (const { name, labels, points } of series) {
    const sink = recorder.series(name, labels);
    for (const { at, value } of points) value === "stale" ? sink?.gone(at) : sink?.add(at, value);
  }
  const recorded = recorder.recorded();
  const found = alerts.map((alert): [string, Interval[]] => [alert.name, replay(alert, recorded).map(({ from, to }) => [from, to])]);
  return new Map(found.filter(([, intervals]) => intervals.length > 0));
}

const sorted = (found: Map<string, Interval[]> | undefined) => Object.fromEntries([...(found ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));

const named = namedScenes();
const long = longScenes();
const byChance = randomScenes(seed, 20);
const all = [...named, ...long, ...byChance];
let real = new Map<Scene, Map<string, Interval[]>>();

beforeAll(async () => {
  // By turns, so that both processes have as much to do.
  const parts = await Promise.all([0, 1].map((turn) => firings(all.filter((_, index) => index % 2 === turn))));
  real = new Map(parts.flatMap((part) => [...part]));
}, mostTime);

const each = (scenes: readonly Scene[]) =>
  it.each(scenes.map((scene) => [scene.name, scene] as const))("%s", (_name, scene) => {
    expect(sorted(replayed(scene))).toEqual(sorted(real.get(scene)));
  });

describe("replayed alerts fire in the very intervals of Prometheus' rule engine", () => {
  it("on fifty histories and more, each by its own name, in which most alerts fire", () => {
    expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
    expect(named.length).toBeGreaterThanOrEqual(50);
    const fired = new Set(all.flatMap((scene) => [...(real.get(scene)?.keys() ?? [])]));
    const watching = new Set(all.flatMap(({ alerts }) => alerts.map(({ name }) => name)));
    expect(fired.size / watching.size).toBeGreaterThan(0.6);
  });
  each(named);
});

describe("and over days", () => {
  it.each(long.map((scene) => [scene.name, scene] as const))("%s: something fires", (_name, scene) => {
    expect(real.get(scene)?.size).toBeGreaterThan(0);
  });
  each(long);
});

describe(`and on histories made by chance (seed ${seed})`, () => {
  each(byChance);
});
