import { expect, it } from "vitest";
import { chance as chanceOf } from "../../cli/history/example/chance.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { resolvedCatalog } from "./catalog.ts";
import { firings, type Point, type Scene } from "./firings.ts";
import { recordedOf, replayed } from "./replayed.ts";

/*
 * What compares with the time is replayed as Prometheus' rule engine evaluates it: changes over two days with gaps and
 * restarts in both of them, and ages of a moment that is lost and comes back.
 */

const alerts = alertsOf(resolvedCatalog("test/catalog"));
const named = (name: string) => alerts.filter((alert) => alert.name === name);
const labels = { env: "prod", cluster: "one" };
const day = 1440;

/** A counter scraped by the minute: busy at noon, some days more and some less; with scrapes that are missed, and restarts. */
function calls(minutes: number, seed: number): Point[] {
  const chance = chanceOf(seed);
  let value = 1000;
  let missed = 0;
  const points: Point[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const usual = 6 + 5 * Math.sin((2 * Math.PI * minute) / day);
    const times = minute % 400 < 60 ? 4 : 1;
    value += Math.round(usual * (minute >= day ? times : 1) * (0.5 + chance()));
    if (chance() < 0.004) value = 0;
    if (missed === 0 && chance() < 0.004) missed = 3 + Math.floor(chance() * 25);
    if (missed > 0) missed--;
    else points.push({ at: minute * 60, value });
  }
  return points;
}

/** A moment in milliseconds that is set now and then, is 0 after a restart, and whose series is gone for a while. */
function written(minutes: number, seed: number): Point[] {
  const chance = chanceOf(seed);
  let latest = 0;
  const points: Point[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    if (chance() < 0.03) latest = minute * 60_000;
    if (chance() < 0.004) latest = 0;
    const gone = minute % 500 > 440;
    if (!gone) points.push({ at: minute * 60, value: latest });
    else if (minute % 500 === 441) points.push({ at: minute * 60, value: "stale" });
  }
  return points;
}

const scenes: Scene[] = [1, 2, 3].flatMap((seed): Scene[] => [
  {
    name: `changes (seed ${seed})`,
    alerts: named("tides--docks--more"),
    minutes: 2 * day,
    apart: "lock",
    series: [{ name: "calls_total", labels: { ...labels, lock: "one" }, points: calls(2 * day, seed) }],
  },
  {
    name: `ages (seed ${seed})`,
    alerts: named("tides--jobs--forecast"),
    minutes: day,
    series: [{ name: "forecast_written_ms", labels: { ...labels, station: "one" }, points: written(day, seed) }],
  },
]);

it("changes and ages fire in the very intervals of Prometheus' rule engine", async () => {
  const real = await firings(scenes);
  for (const scene of scenes) {
    const fires = Object.fromEntries(real.get(scene)?.fires ?? []);
    expect([scene.name, Object.keys(fires)]).toEqual([scene.name, scene.alerts.map(({ name }) => (scene.apart ? `${name} one` : name))]);
    expect([scene.name, replayed(scene, recordedOf(scene))]).toEqual([scene.name, fires]);
  }
}, 300_000);
