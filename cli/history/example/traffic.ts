import { chance, poisson } from "./chance.ts";

/** What happened to a web API in one step of time. */
export interface Step {
  /** seconds since 1970, end of the step */
  readonly at: number;
  /** requests by route */
  readonly requests: readonly { readonly good: number; readonly notFound: number; readonly failed: number }[];
  /** answers of the first route that took up to each bound, and all of them */
  readonly within: readonly number[];
  readonly answered: number;
  /** seconds that these answers took together */
  readonly seconds: number;
  /** the process began anew: its counters start at zero */
  readonly restarted: boolean;
}

/** A time in which something is wrong. Hours count from the beginning of the example. */
interface Trouble {
  readonly from: number;
  readonly to: number;
  /** share of the requests that fail, so far into it (0 to 1) */
  readonly failing: (part: number) => number;
  /** how many times as many answers take longer than each bound */
  readonly slower?: number;
}

export interface MarkedTrouble extends Trouble {
  readonly id: string;
  readonly title: string;
}

/** What people noticed and wrote down. */
export const marked: readonly MarkedTrouble[] = [
  {
    id: "night-outage",
    title: "The API is down for 20 minutes",
    from: 6 * 24 + 2.5,
    to: 6 * 24 + 2.5 + 1 / 3,
    failing: () => 1,
  },
  {
    id: "broken-shard",
    title: "One shard of the database is read-only: 3% of the requests fail for two hours",
    from: 15 * 24 + 9.5,
    to: 15 * 24 + 11.5,
    failing: () => 0.03,
  },
  {
    id: "connection-leak",
    title: "Connections leak, and more and more requests fail until the restart",
    from: 23 * 24 + 4,
    to: 24 * 24 + 10,
    failing: (part) => 0.012 * part,
    slower: 1.6,
  },
];

/** Deployments: a few bad minutes that are not incidents, and counter resets. */
const deployments: readonly Trouble[] = [3 * 24 + 13, 11 * 24 + 10.25, 19 * 24 + 14.5].map((from) => ({
  from,
  to: from + 4 / 60,
  failing: () => 0.3,
}));

const day = 86_400;
export const days = 30;
/** Seconds between two scrapes, as the catalog says of its source. */
export const scrape = 15;
/** Bounds of the histogram of answers, in seconds. */
export const bounds = [0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] as const;
/** Share of the answers up to each bound on a good day. */
const usual = [0.08, 0.45, 0.78, 0.975, 0.992, 0.998, 0.9994, 0.9999] as const;

/** Requests a second: least at three o'clock in the morning, most twelve hours later. */
const nightly = 0.6;
const daily = 12;
const everyDayFailing = 0.0002;
const notFound = 0.01;
/** Share of the requests that each of the two routes has. */
const routes = [0.7, 0.3] as const;

/** Thirty days of one API, step by step; the same in every run. */
export function* traffic(begin: number): Generator<Step> {
  const next = chance(20_260_601);
  const restarts = [...deployments.map(({ from }) => from), ...marked.slice(-1).map(({ to }) => to)].map((hours) => hours * 3600);
  for (let since = 0; since <= days * day; since += scrape) {
    const hours = (since - scrape / 2) / 3600;
    const trouble = [...marked, ...deployments].find(({ from, to }) => from <= hours && hours < to);
    const failing = everyDayFailing + (trouble?.failing((hours - trouble.from) / (trouble.to - trouble.from)) ?? 0);
    const curve = (1 - Math.cos(2 * Math.PI * (hours / 24 - 3 / 24))) / 2;
    const rate = since === 0 ? 0 : (nightly + (daily - nightly) * curve) * scrape;
    const requests = routes.map((share) => {
      const mean = rate * share;
      return {
        good: poisson(mean * Math.max(0, 1 - failing - notFound), next),
        notFound: failing > 0.5 ? 0 : poisson(mean * notFound, next),
        failed: poisson(mean * Math.min(1, failing), next),
      };
    });
    const answered = requests[0]?.good ?? 0;
    yield {
      at: begin + since,
      requests,
      ...answers(answered, trouble?.slower ?? 1, next),
      answered,
      restarted: restarts.some((restart) => since - scrape < restart && restart <= since),
    };
  }
}

/** How long each answer takes is drawn by itself. */
function answers(answered: number, slower: number, next: () => number): Pick<Step, "within" | "seconds"> {
  const shares = usual.map((share) => 1 - (1 - share) * slower);
  const within = bounds.map(() => 0);
  let seconds = 0;
  for (let answer = 0; answer < answered; answer++) {
    const drawn = next();
    let first = 0;
    while (drawn >= (shares[first] ?? 1)) first++;
    for (let index = first; index < within.length; index++) within[index] = (within[index] ?? 0) + 1;
    seconds += first === within.length ? longest : (bounds[first] ?? 0) * 0.75;
  }
  return { within, seconds };
}

/** Seconds of an answer that takes longer than every bound. */
const longest = 6;
