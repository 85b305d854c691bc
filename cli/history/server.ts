import { CannotCompare, TooLarge } from "../contract/body.ts";
import { type PrometheusApi, Refused } from "../contract/prometheus-api.ts";
import type { Archive, Extent, Series, Taker } from "./archive.ts";
import { CannotRead } from "./fault.ts";
import { type Selected, selectorsOf } from "./needs.ts";
import { numberIn } from "./sample-line.ts";

const day = 86_400;
/** Seconds of the shortest question: a server that cannot answer it cannot answer. */
const shortest = 600;
/** A series is seen for five minutes after its last sample: at this step no sample is overlooked. */
const lookback = 300;
/** Most points per series in one response of Prometheus. */
const mostMoments = 11_000;

/**
 * A Prometheus that is asked for its samples, a day at a time and less where a day is too much.
 *
 * @param asked the stretch that is wanted; what the server holds outside of it is of no interest
 */
export function serverArchive(api: PrometheusApi, needs: readonly Selected[], asked: Extent): Archive {
  const reported = <T>(question: () => Promise<T>): Promise<T> =>
    question().catch((error: unknown) => {
      if (!(error instanceof CannotCompare)) throw error;
      throw new CannotRead(`--history: ${error.message}`);
    });
  return {
    extent: () => reported(() => extentOf(api, needs, asked)),
    async read(span, taker, beside) {
      const owners = new Map<string, string>();
      const needed = selectorsOf(needs);
      const read = (selector: string, from: number) => reported(() => readSelector(api, selector, { from, to: span.to }, taker, owners));
      for (const selector of needed) await read(selector, span.from);
      if (!beside) return;
      for (const selector of selectorsOf(beside.selected)) if (!needed.includes(selector)) await read(selector, beside.from);
    },
    survey: (names, span, taker) => reported(() => survey(api, names, span, taker)),
    markers: false,
  };
}

/** To five minutes: a series that ends is seen so much longer. */
async function extentOf(api: PrometheusApi, needs: readonly Selected[], { from, to }: Extent): Promise<Extent | undefined> {
  const step = Math.max(60, Math.min(lookback, Math.ceil((to - from) / mostMoments)));
  let found: Extent | undefined;
  for (const selector of selectorsOf(needs)) {
    for (let begin = from; begin <= to; begin += step * mostMoments) {
      const end = Math.min(to, begin + step * (mostMoments - 1));
      const [line] = await api.range(`count(${selector})`, begin, end, step);
      const first = line?.values[0]?.[0];
      const last = line?.values.at(-1)?.[0];
      if (first === undefined || last === undefined) continue;
      found = { from: Math.min(found?.from ?? first, first), to: Math.max(found?.to ?? last, last) };
    }
  }
  return found;
}

async function survey(api: PrometheusApi, names: readonly string[], { to }: Extent, taker: Taker): Promise<void> {
  for (const name of await api.labelValues("__name__")) taker.wants(name);
  for (const name of names) {
    for (const { metric } of await api.range(name, to, to, 1)) {
      const { __name__, ...labels } = metric;
      taker.series(name, new Map(Object.entries(labels)));
    }
  }
}

/** @param owners by series the first selector that selected it: another one selects the same samples again */
async function readSelector(
  api: PrometheusApi,
  selector: string,
  { from, to }: Extent,
  taker: Taker,
  owners: Map<string, string>,
): Promise<void> {
  const known = new Map<string, Series | undefined>();
  let seconds = day;
  for (let begin = from; begin < to; ) {
    const length = Math.min(seconds, Math.ceil(to - begin));
    const answer = await api.samples(selector, length, begin + length).catch((error: unknown) => {
      if (!isTooMuch(error) || length <= shortest) throw error;
      return undefined;
    });
    if (!answer) {
      seconds = Math.max(shortest, Math.floor(length / 2));
      continue;
    }
    for (const { metric, values } of answer) {
      const series = seriesOf(metric, selector, taker, owners, known);
      if (!series) continue;
      for (const [time, value] of values) {
        // A Prometheus before 3 includes the beginning, which was the end of the question before.
        if (time > begin) series.add(Math.round(time * 1000), numberIn(value));
      }
    }
    begin += length;
  }
}

function seriesOf(
  { __name__: name = "", ...labels }: Readonly<Record<string, string>>,
  selector: string,
  taker: Taker,
  owners: Map<string, string>,
  known: Map<string, Series | undefined>,
): Series | undefined {
  const key = JSON.stringify([name, ...Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1))]);
  if (known.has(key)) return known.get(key);
  const owner = owners.get(key);
  const mine = owner === undefined || owner === selector;
  if (owner === undefined) owners.set(key, selector);
  const series = mine && taker.wants(name) ? taker.series(name, new Map(Object.entries(labels))) : undefined;
  known.set(key, series);
  return series;
}

function isTooMuch(error: unknown): boolean {
  return error instanceof TooLarge || (error instanceof Refused && /too many samples|timed out|timeout|exceed/i.test(error.message));
}
