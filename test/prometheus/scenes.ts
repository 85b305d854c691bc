import { watch } from "../../analysis/prove/watched.ts";
import { canReplay } from "../../analysis/review/backtest/evaluate.ts";
import { chance as chanceOf } from "../../cli/history/example/chance.ts";
import { signalsOf } from "../../model/condition.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import type { Alert } from "../../monitors/alert.ts";
import { resolvedCatalog } from "./catalog.ts";
import type { Scene } from "./firings.ts";
import { type Chance, historyOf, type Life, type Scraping, undisturbed } from "./histories.ts";

type LifeOf = (minutes: number, chance: Chance) => Life;
type DisturbanceOf = (minutes: number, chance: Chance) => Scraping;

const constant =
  (total: number, share: (minute: number) => number): Life =>
  (minute) => ({ total, share: share(minute) });
const between = (minute: number, from: number, to: number): boolean => from <= minute && minute < to;

/** What services live through, by name. */
export const lives: Readonly<Record<string, LifeOf>> = {
  "a total outage": (minutes) => constant(400, (minute) => Number(between(minute, minutes * 0.4, minutes * 0.6))),
  "a step": (minutes) => constant(600, (minute) => (minute > minutes * 0.5 ? 0.08 : 0.0005)),
  "a step, and back": (minutes) => constant(600, (minute) => (between(minute, minutes * 0.3, minutes * 0.7) ? 0.025 : 0.0005)),
  spikes: () => constant(500, (minute) => (minute % 97 < 2 ? 0.9 : 0)),
  "a spike of a minute": (minutes) => constant(3000, (minute) => (minute === Math.floor(minutes / 2) ? 1 : 0)),
  "a slow leak": (minutes) => constant(900, (minute) => (minute / minutes) * 0.06),
  "a leak that is mended": (minutes) => constant(900, (minute) => (minute < minutes * 0.75 ? (minute / minutes) * 0.2 : 0)),
  "flapping, short pauses": () => constant(400, (minute) => (minute > 60 && minute % 11 < 5 ? 0.3 : 0)),
  "flapping, long pauses": () => constant(400, (minute) => (minute > 60 && minute % 38 < 14 ? 0.4 : 0)),
  "a share exactly at the tiers": (minutes) =>
    constant(10_000, (minute) => (minute > minutes * 0.6 ? 0 : minute > minutes * 0.3 ? 0.0144 : 0.006)),
  "a share exactly at five per cent": (minutes) => constant(400, (minute) => (between(minute, minutes * 0.2, minutes * 0.8) ? 0.05 : 0)),
  "no traffic": () => constant(0, () => 0),
  "spells without traffic": () => (minute) => ({ total: minute % 120 < 45 ? 0 : 120, share: minute % 120 < 80 ? 0.4 : 0 }),
  "low traffic": () => (minute) => ({
    total: minute % 7 === 0 ? 2 : minute % 3 === 0 ? 1 : 0,
    share: minute > 120 && minute % 200 < 90 ? 0.5 : 0.02,
  }),
  "one request in ten minutes": () => (minute) => ({ total: minute % 10 === 0 ? 1 : 0, share: minute > 90 ? 1 : 0 }),
  "days and nights": () => (minute) => ({
    total: Math.round(260 - 250 * Math.cos((2 * Math.PI * minute) / 480)),
    share: minute % 480 < 40 ? 0.2 : 0.004,
  }),
  "a first failure late": (minutes) => constant(50, (minute) => (minute > minutes * 0.66 ? 0.1 : 0)),
  noise: (_minutes, chance) => () => ({ total: Math.floor(chance() * 300), share: chance() < 0.1 ? chance() * 0.6 : 0.001 }),
};

/** How their scraping is disturbed, by name; times are parts of the whole. */
export const disturbances: Readonly<Record<string, DisturbanceOf>> = {
  undisturbed: () => undisturbed,
  "several instances": () => ({ ...undisturbed, instances: 3, start: 0 }),
  "counter resets": (minutes) => ({
    ...undisturbed,
    instances: 2,
    restarts: [0.25, 0.45, 0.55, 0.56].map((part, index) => ({ instance: index % 2, at: minutes * part })),
  }),
  "a reset in the middle of a minute": (minutes) => ({ ...undisturbed, restarts: [{ instance: 0, at: Math.floor(minutes / 2) + 0.4 }] }),
  "missed scrapes": (minutes) => ({
    ...undisturbed,
    missed: [
      [0.2, 0.25],
      [0.4, 0.75],
      [0.5, 1.5],
      [0.62, 4],
      [0.7, 9],
    ]
      .map(([part = 0, long = 0]) => ({ instance: 0, from: Math.floor(minutes * part), to: Math.floor(minutes * part) + long }))
      // The last sample is exactly as old as a sample may no longer be, in an evaluation.
      .concat({ instance: 0, from: Math.floor(minutes * 0.85) + 0.25, to: Math.floor(minutes * 0.85) + 21 }),
  }),
  "a series that is gone and comes back": (minutes) => ({
    ...undisturbed,
    gone: [
      { instance: 0, from: Math.floor(minutes * 0.3), to: Math.floor(minutes * 0.3) + 12 },
      { instance: 0, from: Math.floor(minutes * 0.7) + 0.5, to: Math.floor(minutes * 0.7) + 30.5 },
    ],
  }),
  "one instance gone for good": (minutes) => ({
    ...undisturbed,
    instances: 2,
    gone: [{ instance: 1, from: Math.floor(minutes * 0.5), to: Number.POSITIVE_INFINITY }],
  }),
  "all gone for good": (minutes) => ({
    ...undisturbed,
    gone: [{ instance: 0, from: Math.floor(minutes * 0.5), to: Number.POSITIVE_INFINITY }],
  }),
  "failures born late": () => ({ ...undisturbed, lateBorn: true, start: 0 }),
  "scrapes at uneven times": () => ({ ...undisturbed, instances: 2, jitter: 6 }),
  anything: (minutes, chance) => {
    const instances = 1 + Math.floor(chance() * 3);
    const some = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(chance() * (most + 1)) }, make);
    const instance = () => Math.floor(chance() * instances);
    const stretch = (longest: number) => {
      const from = Math.floor(chance() * minutes * 4) / 4;
      return { instance: instance(), from, to: from + Math.ceil(chance() * longest * 4) / 4 };
    };
    return {
      instances,
      jitter: chance() < 0.3 ? chance() * 10 : 0,
      restarts: some(4, () => ({ instance: instance(), at: Math.floor(chance() * minutes * 4) / 4 })),
      missed: some(6, () => stretch(6)),
      gone: some(2, () => stretch(60)),
      lateBorn: chance() < 0.5,
      start: chance() < 0.5 ? 0 : Math.floor(chance() * 1e6),
    };
  },
};

/** The services whose alerts look on. */
const services = [
  "hastecrm--api",
  "hastecrm--jobs",
  "dreamlust--api",
  "resonant--app",
  "hastecrm--email",
  "dreamlust--queue",
  "hastecrm--database",
  "hastecrm--platform",
  "dreamlust--database",
  "hastecrm--web",
  "resonant--backend",
  "resonant--ai",
  "dreamlust--hosts",
];
const made = ["shop--web", "fleet--trucks"];

const ofCatalog = (directory: string, edit?: (catalog: CheckedCatalog) => void): Alert[] => [
  ...watch(resolvedCatalog(directory, edit)).alerts.filter((alert) => canReplay(alert) === true),
];
const alertsOf = (all: readonly Alert[], service: string): Alert[] => {
  const found = all.filter(({ name }) => name.startsWith(`${service}--`));
  if (found.length === 0) throw new Error(`${service} has no alerts`);
  return found;
};

function scene(
  name: string,
  alerts: readonly Alert[],
  minutes: number,
  life: LifeOf,
  disturbed: DisturbanceOf | undefined,
  seed: number,
): Scene {
  if (alerts.length === 0 || !disturbed) throw new Error(`${name}: nobody looks on, or nothing happens`);
  const chance = chanceOf(seed);
  return { name, alerts, minutes, series: historyOf(alerts, minutes, life(minutes, chance), disturbed(minutes, chance), chance) };
}

/** Alerts evaluated as often as they are recorded, instead of twice as often: half the work. */
function byTheMinute({ organization }: CheckedCatalog): void {
  for (const source of Object.values(organization.sources)) if (source.kind === "prometheus") Object.assign(source, { evaluate: "1m" });
}

/** Three disturbances of every life, each at another service; every sixth at the pace of the catalog. */
export function namedScenes(): Scene[] {
  const disturbed = Object.entries(disturbances).filter(([how]) => how !== "anything");
  const catalogs = {
    real: [ofCatalog("test/products/catalog"), ofCatalog("test/products/catalog", byTheMinute)],
    made: [ofCatalog("test/catalog"), ofCatalog("test/catalog", byTheMinute)],
  };
  return Object.entries(lives).flatMap(([lived, life], row) =>
    [0, 1, 2].map((column) => {
      const number = row * 3 + column;
      const isMade = number % 5 === 4;
      const [how, disturbance] = pick(disturbed, row + column * 4);
      const service = isMade ? pick(made, number >> 2) : pick(services, number);
      const alerts = alertsOf(pick(isMade ? catalogs.made : catalogs.real, number % 6 === 0 ? 0 : 1), service);
      return scene(`${lived}, ${how}: ${service}`, alerts, 390, life, disturbance, number + 1);
    }),
  );
}

/** Lives and disturbances by chance. */
export function randomScenes(seed: number, count: number): Scene[] {
  const [real, kinds] = [ofCatalog("test/products/catalog", byTheMinute), ofCatalog("test/catalog", byTheMinute)];
  const [livesOf, all] = [Object.entries(lives), [...services, ...made]];
  return Array.from({ length: count }, (_, index) => {
    const chance = chanceOf(seed + index);
    const [lived, life] = pick(livesOf, Math.floor(chance() * livesOf.length));
    const service = pick(all, Math.floor(chance() * all.length));
    const alerts = alertsOf(made.includes(service) ? kinds : real, service);
    const minutes = 200 + Math.floor(chance() * 200);
    return scene(`${lived}, anything (seed ${seed + index}): ${service}`, alerts, minutes, life, disturbances.anything, seed + index);
  });
}

/** Members of a composite that live apart: by turns, each in trouble while others are well, or without any traffic. */
export function composedScenes(): Scene[] {
  const catalogs = [ofCatalog("test/catalog"), ofCatalog("test/catalog", byTheMinute)];
  const members: readonly (readonly [lives: readonly (keyof typeof lives)[], how: keyof typeof disturbances])[] = [
    [["a step, and back", "a slow leak", "noise"], "undisturbed"],
    [["low traffic", "a total outage", "days and nights"], "missed scrapes"],
    [["no traffic", "flapping, long pauses", "a step"], "several instances"],
    [["spells without traffic", "no traffic", "a share exactly at the tiers"], "failures born late"],
    [["one request in ten minutes", "spikes", "spells without traffic"], "a series that is gone and comes back"],
    [["a leak that is mended", "a total outage", "no traffic"], "one instance gone for good"],
  ];
  return members.map(([lived, how], index) => {
    const alerts = alertsOf(pick(catalogs, index), "voyage--passage");
    const minutes = 390;
    const paths = [...new Set(alerts.flatMap(({ when }) => signalsOf(when).map(({ path }) => path)))].sort();
    const series = paths.flatMap((path, at) => {
      const chance = chanceOf(100 * index + at);
      const [life, disturbed] = [lives[pick(lived, at)], disturbances[how]];
      if (!life || !disturbed) throw new Error("nothing happens");
      return historyOf(alerts, minutes, life(minutes, chance), disturbed(minutes, chance), chance, path);
    });
    return { name: `${lived.join(", ")}, ${how}: voyage--passage`, alerts, minutes, series };
  });
}

const day = 1440;

const scrapedByTheMinute = ({ organization }: CheckedCatalog): void => {
  for (const source of Object.values(organization.sources)) {
    if (source.kind === "prometheus") Object.assign(source, { evaluate: "1m", scrape: "1m" });
  }
};

/** The same over another window, such as four days instead of a month. */
const over =
  (window: string) =>
  (catalog: CheckedCatalog): void => {
    scrapedByTheMinute(catalog);
    for (const { services } of catalog.systems) {
      for (const { slos } of Object.values(services)) for (const slo of Object.values(slos ?? {})) Object.assign(slo, { window });
    }
  };

/** Good days but for one, and a bad quarter of an hour in each third of a day. */
const days: LifeOf = () => (minute) => ({
  total: Math.round(300 - 290 * Math.cos((2 * Math.PI * minute) / day)),
  share: minute > 2.5 * day && minute < 3.4 * day ? 0.5 : minute % 500 < 15 ? 0.05 : 0.001,
});
const quiet: LifeOf = () => (minute) => ({ total: minute % day < 300 ? 0 : (minute % 3) * 5, share: minute > 2 * day ? 0.09 : 0 });
const slowLeak: LifeOf = (minutes) => constant(900, (minute) => (minute / minutes) * 0.004);

/** Days on end, so that windows of days and sums of full hours are full, and a bad day leaves them again. */
export function longScenes(): Scene[] {
  const [months, short] = [ofCatalog("test/products/catalog", scrapedByTheMinute), ofCatalog("test/products/catalog", over("4d"))];
  const calendar = ofCatalog("test/products/catalog", over("month"));
  const of = (alerts: readonly Alert[], entry: string, ...kinds: Alert["kind"][]) =>
    alerts.filter((alert) => alert.entry === entry && kinds.includes(alert.kind));
  const { "counter resets": resets, "missed scrapes": missed, "several instances": several, "failures born late": late } = disturbances;
  const back = disturbances["a series that is gone and comes back"];
  return [
    scene("four days of a slow leak", of(months, "hastecrm/api/availability", "burn-ticket"), 4 * day, slowLeak, resets, 1),
    scene("four days and nights", of(months, "dreamlust/api/latency-p95", "burn-ticket"), 4 * day, days, missed, 2),
    scene("six days and nights against the floor", of(short, "hastecrm/api/availability", "floor"), 6 * day, days, several, 3),
    scene("six quiet days against the floor", of(short, "hastecrm/email/success", "floor"), 6 * day, quiet, back, 4),
    scene("eight days of slow jobs", of(short, "hastecrm/jobs/processing-time", "floor"), 8 * day, days, missed, 5),
    scene("six days of a calendar month against the floor", of(calendar, "hastecrm/api/availability", "floor"), 6 * day, days, missed, 7),
    scene("six days in which failures are born late", of(short, "hastecrm/api/availability", "floor"), 6 * day, days, late, 6),
  ];
}

function pick<T>(from: readonly T[], number: number): T {
  const found = from[number % from.length];
  if (found === undefined) throw new Error("there is nothing to pick from");
  return found;
}
