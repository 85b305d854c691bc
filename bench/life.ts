import { poisson } from "../cli/history/example/chance.ts";

/** Requests and failures of each minute. */
export type Life = readonly { readonly total: number; readonly bad: number }[];

/** How failures come. */
export interface Failing {
  /** that have one cause, and so come together */
  readonly size: number;
  /** minutes among which those of one cause fall; 1: all in the same */
  readonly spread: number;
}

interface Traffic extends Failing {
  readonly hourly: number;
  readonly minutes: number;
  /** what fails of all requests in a minute, on average */
  readonly shareAt: (minute: number) => number;
}

/** Requests that come independently of each other, and failures in clusters that do. */
export function byChance({ hourly, minutes, shareAt, size, spread }: Traffic, next: () => number): Life {
  const pace = hourly / 60;
  const bad = new Uint16Array(minutes);
  for (let minute = 0; minute < minutes; minute++) {
    for (let causes = poisson((pace * shareAt(minute)) / size, next); causes > 0; causes--)
      for (let failure = 0; failure < size; failure++) {
        const at = minute + Math.floor(next() * spread);
        if (at < minutes) bad[at] = (bad[at] ?? 0) + 1;
      }
  }
  return Array.from(bad, (failed, minute) => ({ total: failed + poisson(pace * (1 - shareAt(minute)), next), bad: failed }));
}

/** Two samples a minute of the counters of good and bad requests, by status: what a minute brings is there at its half. */
export function scrapedLife(life: Life): { readonly "200": number[]; readonly "500": number[] } {
  const samples: { "200": number[]; "500": number[] } = { "200": [], "500": [] };
  let [good, failed] = [0, 0];
  for (const { total, bad } of life) {
    samples["200"].push(good);
    samples["500"].push(failed);
    good += total - bad;
    failed += bad;
    samples["200"].push(good);
    samples["500"].push(failed);
  }
  return samples;
}

/** Longer than a page looks back (six hours) and remembers (two hours) together: what is so far apart is of no effect on each other. */
const apart = 600;

/**
 * The parts of a life in which so many failures are near each other, with the calm before and after them: elsewhere no alert fires that
 * asks for as many, and most of a year need not be replayed.
 */
export function spellsOf(life: Life, failures: number): Life[] {
  const spells: { first: number; last: number; failures: number }[] = [];
  for (const [minute, { bad }] of life.entries()) {
    if (bad === 0) continue;
    const spell = spells.at(-1);
    if (spell && minute - spell.last < apart) Object.assign(spell, { last: minute, failures: spell.failures + bad });
    else spells.push({ first: minute, last: minute, failures: bad });
  }
  return spells
    .filter((spell) => spell.failures >= failures)
    .map(({ first, last }) => life.slice(Math.max(0, first - apart), last + apart));
}
