import { beforeAll, expect, it } from "vitest";
import { firings, type Ran, type Scene } from "./firings.ts";
import { recordedOf, replayed } from "./replayed.ts";
import { goodNowAndThen, type Spoiled, spoiledScene } from "./spoiled.ts";

/** Minutes on two idle cores, several times that beside other work (ms). */
const mostTime = 900_000;

/** At the full minutes at which rules are evaluated, and in between. */
const every: Spoiled = (_, index) => index % 52 === 0;
const between: Spoiled = (_, index) => index % 50 === 49;
const once: Spoiled = (_, index) => index === 300;
const long: Spoiled = (_, index) => index >= 500 && index < 620;
const ofOne: Spoiled = ({ labels }, index) => labels.instance === "i1" && index % 28 === 4;
const always: Spoiled = ({ labels }) => labels.instance === "i1";

const scenes = [
  spoiledScene("now and then, where rules are evaluated", "shop--web", 1, every),
  spoiledScene("now and then, and never there", "shop--web", 1, between),
  spoiledScene("a single sample", "shop--web", 1, once),
  spoiledScene("half an hour in the outage", "shop--web", 1, long),
  spoiledScene("now and then, of what did not fail", "shop--web", 1, goodNowAndThen),
  spoiledScene("now and then, of one instance of two", "fleet--trucks", 2, ofOne),
  spoiledScene("always, of one instance of two", "shop--web", 2, always),
];
let real = new Map<Scene, Ran>();
beforeAll(async () => {
  real = await firings(scenes);
}, mostTime);

it.each(scenes.map((scene) => [scene.name, scene] as const))(
  "samples that are no number, %s: replayed as Prometheus has it",
  (_, scene) => {
    expect(replayed(scene, recordedOf(scene))).toEqual(Object.fromEntries(real.get(scene)?.fires ?? []));
  },
);

it("one sample that is no number keeps alerts from firing that would otherwise", () => {
  const firing = scenes.map((scene) => real.get(scene)?.fires.size ?? 0);
  expect(firing[1]).toBeGreaterThan(firing[0] ?? 0);
  expect(firing[0]).toBeGreaterThan(0);
});
