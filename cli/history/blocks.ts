import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Archive, Extent, Taker } from "./archive.ts";
import { ExtentTaker } from "./extent.ts";
import { CannotRead } from "./fault.ts";
import { eachLine } from "./lines.ts";
import { type Selected, selectorOf, selectorsOf, Wanted } from "./needs.ts";
import { numberIn, SeriesOfLines } from "./sample-line.ts";

const meta = z.object({ minTime: z.number(), maxTime: z.number() });

/** Milliseconds since 1970 between two samples, the first and the one before `end`. */
interface Range {
  readonly begin: number;
  readonly end: number;
}

/**
 * The data folder of a Prometheus, or a copy of it or of some of its blocks. promtool reads it, and never writes into it:
 * what it needs of a sandbox is made elsewhere.
 *
 * @param find finds or builds the program, which takes minutes at worst: only for a folder that has something to read
 */
export async function blocksArchive(folder: string, find: () => Promise<string>, needs: readonly Selected[]): Promise<Archive> {
  const blocks = blocksIn(folder);
  // Without a log of writes, promtool refuses any time that no block covers.
  const log = existsSync(join(folder, "wal"));
  if (blocks.length === 0 && !log)
    throw new CannotRead(`${folder} contains no Prometheus blocks: name the folder of --storage.tsdb.path, or a copy of it`);
  const promtool = await find();
  const first = Math.min(...blocks.map(({ begin }) => begin));
  const end = Math.max(...blocks.map((block) => block.end));
  const within = ({ from, to }: Extent): readonly [number, number] => [from * 1000, log ? to * 1000 : Math.min(to * 1000, end - 1)];
  return {
    async extent() {
      if (!log) return { from: first / 1000, to: (end - 1) / 1000 };
      const taker = new ExtentTaker(needs);
      // Blocks say which time they cover; what is newer is in the log alone.
      await dump(folder, promtool, needs, [blocks.length === 0 ? 0 : end - 1, farFuture], taker);
      const newer = taker.extent();
      if (blocks.length === 0) return newer;
      return { from: first / 1000, to: Math.max((end - 1) / 1000, newer?.to ?? 0) };
    },
    async read(span, taker, beside) {
      await dump(folder, promtool, needs, within(span), taker);
      const needed = selectorsOf(needs);
      const more = beside?.selected.filter((one) => !needed.includes(selectorOf(one))) ?? [];
      if (beside && more.length > 0)
        await dump(folder, promtool, more, within({ from: beside.from, to: span.to }), withoutThose(needs, taker));
    },
    // A promtool that cannot list series still reports what is missing, just without suggestions.
    survey: (names, span, taker) => survey(folder, promtool, names, within(span), taker).catch(onlyCannotRead),
    markers: true,
  };
}

/** Takes what these do not select: that was handed out already. */
function withoutThose(selected: readonly Selected[], taker: Taker): Taker {
  const known = new Wanted(selected);
  return {
    wants: (name) => taker.wants(name),
    series: (name, labels) => (known.takes(name, labels) ? undefined : taker.series(name, labels)),
  };
}

/** Milliseconds; of the year 5138. */
const farFuture = 1e14;

function blocksIn(folder: string): Range[] {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name, "meta.json");
    if (!existsSync(file)) return [];
    try {
      const { minTime, maxTime } = meta.parse(JSON.parse(readFileSync(file, "utf8")));
      return [{ begin: minTime, end: maxTime }];
    } catch {
      throw new CannotRead(`${file} is not what Prometheus writes beside a block; copy the block anew, or leave it out`);
    }
  });
}

function dump(folder: string, promtool: string, needs: readonly Selected[], range: readonly [number, number], taker: Taker): Promise<void> {
  const matches = selectorsOf(needs).map((selector) => `--match=${selector}`);
  return run(folder, promtool, range, matches, lineTaker(taker));
}

function onlyCannotRead(error: unknown): void {
  if (!(error instanceof CannotRead)) throw error;
}

/** Every series is a line of JSON, its labels with the name. */
async function survey(folder: string, promtool: string, names: readonly string[], range: readonly [number, number], taker: Taker) {
  await run(folder, promtool, range, ["--format=seriesjson"], (line) => {
    if (line === "") return;
    const { __name__: name = "", ...labels } = z.record(z.string(), z.string()).parse(JSON.parse(line));
    if (taker.wants(name) && names.includes(name)) taker.series(name, new Map(Object.entries(labels)));
  });
}

async function run(
  folder: string,
  promtool: string,
  [from, to]: readonly [number, number],
  more: readonly string[],
  take: (line: string) => void,
): Promise<void> {
  if (from > to) return;
  const sandbox = mkdtempSync(join(tmpdir(), "slostack-blocks-"));
  const times = [`--min-time=${Math.floor(from)}`, `--max-time=${Math.floor(to)}`];
  const child = spawn(promtool, ["tsdb", "dump", `--sandbox-dir-root=${sandbox}`, ...times, ...more, folder], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said = (said + text).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  // It is awaited below; a program that cannot be started fails before that.
  ended.catch(() => {});
  try {
    await eachLine(child.stdout, `promtool on ${folder}`, take);
    const code = await ended;
    if (code !== 0) throw new CannotRead(`${folder} cannot be read: promtool says ${JSON.stringify(said.trim())}`);
  } finally {
    child.kill();
    await ended.catch(() => {});
    rmSync(sandbox, { recursive: true, force: true });
  }
}

/**
 * Lines as `{__name__="up", env="prod"} 1 1764000000000`. promtool prints the marker of a series that ended as NaN, and a
 * NaN that was scraped as well. A series ends once: a NaN after a NaN was scraped.
 */
function lineTaker(taker: Taker): (line: string) => void {
  const lines = new SeriesOfLines(taker);
  const ended = new WeakSet<object>();
  return (line) => {
    if (line === "") return;
    const found = lines.of(line);
    if (!found) return;
    const [, value = "", time = ""] = /^ (\S+) (-?\d+)$/.exec(line.slice(found.rest)) ?? [];
    if (time === "") throw new CannotRead("is a native histogram, which the catalog does not support; it reads classic histograms");
    const number = numberIn(value);
    if (Number.isNaN(number) && !ended.has(found.series)) {
      ended.add(found.series);
      found.series.gone(Number(time));
      return;
    }
    if (!Number.isNaN(number)) ended.delete(found.series);
    found.series.add(Number(time), number);
  };
}
