import type { Archive, Extent, Taker } from "./archive.ts";
import { ExtentTaker } from "./extent.ts";
import { CannotRead } from "./fault.ts";
import { eachLine } from "./lines.ts";
import { beyondSeconds } from "./moment.ts";
import type { Selected } from "./needs.ts";
import { numberIn, SeriesOfLines } from "./sample-line.ts";

/**
 * A file of OpenMetrics with a time at every sample, as `promtool tsdb dump-openmetrics` writes it. It is read twice: once
 * to know which time it covers, once for its samples.
 *
 * @param open begins the text anew
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
export function openMetricsArchive(file: string, open: () => AsyncIterable<Uint8Array>, needs: readonly Selected[]): Archive {
  const read = (taker: Taker) => readOpenMetrics(file, open(), taker);
  return {
    async extent(): Promise<Extent | undefined> {
      const taker = new ExtentTaker(needs);
      await read(taker);
      return taker.extent();
    },
    read: (_, taker) => read(taker),
    markers: false,
  };
}

async function readOpenMetrics(file: string, text: AsyncIterable<Uint8Array>, taker: Taker): Promise<void> {
  const lines = new SeriesOfLines(taker);
  let ended = false;
  await eachLine(text, file, (line) => {
    if (line === "") return;
    if (ended) throw new CannotRead("there is more after # EOF; a history is one text with one end");
    if (line.startsWith("#")) {
      ended = line.trimEnd() === "# EOF";
      return;
    }
    const found = lines.of(line);
    if (!found) return;
    const [, value = "", time] = valueAndTime.exec(line.slice(found.rest)) ?? [];
    if (time === undefined) throw new CannotRead("the sample has no timestamp; this is a scrape of a metrics endpoint, not a history");
    const seconds = numberIn(time);
    if (!(Math.abs(seconds) <= beyondSeconds))
      throw new CannotRead(`the time ${time} looks like milliseconds; OpenMetrics has seconds: divide by 1000`);
    found.series.add(Math.round(seconds * 1000), numberIn(value));
  });
  if (!ended) throw new CannotRead(`${file} does not end with # EOF: it is cut off, or no OpenMetrics; have it written anew`);
}

const valueAndTime = /^ +(\S+) +([^\s#]+) *(?:#.*)?$/;
