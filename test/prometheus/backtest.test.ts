import { beforeAll, describe, expect, it } from "vitest";
import type { Recorded } from "../../analysis/review/backtest/recorder.ts";
import { signalsOf } from "../../model/condition.ts";
import { oldestId } from "../../model/ids.ts";
import { type Counted, countedMinutes, firings, type Ran, type Scene } from "./firings.ts";
import { recordedOf, replayed } from "./replayed.ts";
import { composedScenes, longScenes, namedScenes, randomScenes } from "./scenes.ts";

/** Minutes on two idle cores, several times that beside other work (ms). */
const mostTime = 900_000;
/** The same in every run, so that a failure is one of the change; other histories by `SLOSTACK_SEED`. */
const seed = Number(process.env.SLOSTACK_SEED ?? 20_260_601);

/** What the project's own evaluator counted where Prometheus counted something, and where it did not. */
function counted({ alerts }: Scene, recorded: Recorded, minutes: readonly number[]): Counted[] {
  const signals = new Map(alerts.flatMap(({ when }) => signalsOf(when)).map((signal) => [signal.path, signal]));
  const recording = [...signals.values()].filter((signal) => signal.kind !== "value");
  return recording.flatMap((signal) => {
    const { total, bad } = recorded.increments(signal);
    const columns = [["total", total] as const, ...(bad ? [["bad", bad] as const] : [])];
    const name = `${signal.system}/${signal.service}/${oldestId(signal)}`;
    return minutes.flatMap((minute) =>
      columns.flatMap(([of, column]) =>
        lengths.flatMap(([what, length]): Counted[] => {
          const [low, high] = [Math.max(0, minute + 1 - length), minute + 1];
          return column.has(low, high) ? [{ minute, what, of, signal: name, value: column.value(low, high) }] : [];
        }),
      ),
    );
  });
}
const lengths = [["minute", 1] as const, ["hour", 60] as const, ["sum", 180] as const];

/** One line each, in one order. */
const lines = (counts: readonly Counted[]) =>
  counts.map(({ signal, of, what, minute, value }) => `${signal} ${of} ${what} ${minute}: ${value}`).sort();

const named = namedScenes();
const long = longScenes();
const composed = composedScenes();
const byChance = randomScenes(seed, 12);
const all = [...named, ...long, ...composed, ...byChance];
let real = new Map<Scene, Ran>();

beforeAll(async () => {
  // By turns, so that both processes have as much to do.
  const parts = await Promise.all([0, 1].map((turn) => firings(all.filter((_, index) => index % 2 === turn))));
  real = new Map(parts.flatMap((part) => [...part]));
}, mostTime);

const each = (scenes: readonly Scene[]) =>
  it.each(scenes.map((scene) => [scene.name, scene] as const))("%s", (_name, scene) => {
    const ran = real.get(scene);
    if (!ran) throw new Error("promtool did not run it");
    const recorded = recordedOf(scene);
    expect(replayed(scene, recorded)).toEqual(Object.fromEntries(ran.fires));
    expect(lines(counted(scene, recorded, countedMinutes(scene)))).toEqual(lines(ran.counts));
  });

describe("replayed alerts fire in the very intervals of Prometheus' rule engine, on the very same counts", () => {
  it("on fifty histories and more, each by its own name, in which most alerts fire", () => {
    expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
    expect(named.length).toBeGreaterThanOrEqual(50);
    const fired = new Set(all.flatMap((scene) => [...(real.get(scene)?.fires.keys() ?? [])]));
    const watching = new Set(all.flatMap(({ alerts }) => alerts.map(({ name }) => name)));
    expect(fired.size / watching.size).toBeGreaterThan(0.6);
  });
  each(named);
});

describe("and over days", () => {
  it.each(long.map((scene) => [scene.name, scene] as const))("%s: something fires", (_name, scene) => {
    expect(real.get(scene)?.fires.size).toBeGreaterThan(0);
  });
  each(long);
});

describe("and where members of a composite live apart", () => {
  it("each of its alerts fires somewhere", () => {
    const fired = new Set(composed.flatMap((scene) => [...(real.get(scene)?.fires.keys() ?? [])]));
    expect([...fired].sort()).toEqual(composed[0]?.alerts.map(({ name }) => name).sort());
  });
  each(composed);
});

describe(`and on histories made by chance (seed ${seed})`, () => {
  each(byChance);
});
