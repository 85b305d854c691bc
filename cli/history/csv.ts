import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import type { Archive, Series, Taker } from "./archive.ts";
import { ExtentTaker } from "./extent.ts";
import { CannotRead } from "./fault.ts";
import { longestLine } from "./lines.ts";
import { momentIn } from "./moment.ts";
import type { Selected } from "./needs.ts";
import { numberIn, seriesIn } from "./sample-line.ts";

/**
 * A table of samples: the first column is called `time`, every other one is called by a series as Prometheus writes it.
 * An empty cell is no sample. It is read twice: once to know which time it covers, once for its samples.
 *
 * @param open begins the text anew
 */
export function csvArchive(file: string, open: () => AsyncIterable<Uint8Array>, needs: readonly Selected[]): Archive {
  const read = (taker: Taker) => readCsv(file, open(), taker);
  return {
    async extent() {
      const taker = new ExtentTaker(needs);
      await read(taker);
      return taker.extent();
    },
    read: (_, taker) => read(taker),
    markers: false,
  };
}

async function readCsv(file: string, text: AsyncIterable<Uint8Array>, taker: Taker): Promise<void> {
  let columns: (Series | undefined)[] | undefined;
  let line = 1;
  const taken = (record: readonly string[], { lines }: { readonly lines: number }) => {
    line = lines;
    if (columns === undefined) columns = columnsOf(record, taker);
    else row(record, columns);
    return null;
  };
  const parser = parse({ bom: true, max_record_size: longestLine, skip_empty_lines: true, on_record: taken }).resume();
  try {
    await pipeline(text, parser);
    if (columns === undefined) throw new CannotRead("is empty");
  } catch (error) {
    if (error instanceof CsvError) throw new CannotRead(`${file}: ${error.message}`);
    if (error instanceof CannotRead) throw new CannotRead(`${file}: line ${line}: ${error.message}`);
    throw error;
  }
}

function columnsOf([first = "", ...names]: readonly string[], taker: Taker): (Series | undefined)[] {
  if (first.trim() !== "time")
    throw new CannotRead(
      `the first column is called ${JSON.stringify(first.slice(0, 40))}, and not time; every other one is called by its series`,
    );
  if (names.length === 0) throw new CannotRead("there is no column but time");
  const seen = new Set<string>();
  return names.map((text) => {
    if (seen.has(text)) throw new CannotRead(`two columns are named ${text}`);
    seen.add(text);
    const { name, labels } = seriesIn(text.trim());
    return taker.wants(name) ? taker.series(name, labels) : undefined;
  });
}

function row([time = "", ...cells]: readonly string[], columns: readonly (Series | undefined)[]): void {
  const at = Math.round(momentIn(time.trim()) * 1000);
  for (const [index, series] of columns.entries()) {
    const cell = cells[index]?.trim();
    if (series && cell) series.add(at, numberIn(cell));
  }
}
