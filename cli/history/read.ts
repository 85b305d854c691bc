import { stat } from "node:fs/promises";
import type { Recorded } from "../../analysis/review/backtest/recorded.ts";
import { recorderOf, type Span } from "../../analysis/review/backtest/recorder.ts";
import type { Finding } from "../../analysis/review/change.ts";
import type { Signal } from "../../model/resolved.ts";
import { findProgram, ProgramNotFound } from "../../programs/find.ts";
import { addressOf, type Bounds, CannotCompare, readToken, shown } from "../contract/body.ts";
import { PrometheusApi } from "../contract/prometheus-api.ts";
import type { Archive, Extent } from "./archive.ts";
import { blocksArchive } from "./blocks.ts";
import { csvArchive } from "./csv.ts";
import { bySource, findingsOf, type Unread, unreadIn } from "./explain.ts";
import { CannotRead, reasonOf } from "./fault.ts";
import { isPacked, piecesOf } from "./file.ts";
import { Intake } from "./intake.ts";
import { type LatelySeries, SampleTaker, sharedBy } from "./lately.ts";
import { type Need, needsOf, type Selected } from "./needs.ts";
import { notesOn } from "./notes.ts";
import { openMetricsArchive } from "./openmetrics.ts";
import { serverArchive } from "./server.ts";
import { type Asked, askedOf, spanOf, withinOf } from "./stretch.ts";

export interface HistoryOptions {
  /** address of a Prometheus, folder of its blocks, file of OpenMetrics or CSV, either of them packed by gzip or not */
  readonly source: string;
  /** what is to be replayed, of both revisions */
  readonly signals: readonly Signal[];
  /** instants with their zone, as RFC 3339 has them; default: the last 30 days of the history */
  readonly from?: string;
  readonly to?: string;
  /** seconds of the longest window of an alert: so much before `from` is read as well, if it is there */
  readonly lead?: number;
  /** series whose samples are wanted as they are recorded, of the last seconds of the history; default: none */
  readonly lately?: { readonly selected: readonly Selected[]; readonly seconds: number };
  /** file with a bearer token, for an address */
  readonly tokenFile?: string;
  /** seconds since 1970 */
  readonly now: number;
  readonly bounds?: Bounds;
  /** takes lines of progress */
  readonly report?: (line: string) => void;
}

/** What was read, and what must be known of it. */
export interface History {
  readonly recorded: Recorded;
  /** what is replayed; `recorded` may begin earlier, so that the first windows are full */
  readonly span: Span;
  /** why a signal is not replayed; undefined: it is */
  readonly unread: Unread;
  /** sentences about the data, for people */
  readonly notes: readonly string[];
  /** signals that have no data */
  readonly findings: readonly Finding[];
  /** of what was wanted as it is recorded */
  readonly samples: readonly LatelySeries[];
}

/** Of one answer of a Prometheus: a day of a hundred series at 15 s. Read, it takes ten times as much memory. */
const usual: Bounds = { bytes: 16 * 2 ** 20, time: 60_000 };

/** Before the first moment: what its rates look back to. */
const before = 600;

/**
 * Reads recorded data, as a stream and in bounded memory, into what the replay needs.
 *
 * @throws CannotRead with what is wrong, where, and the remediation; also if nothing of it can be replayed
 */
export async function readHistory(options: HistoryOptions): Promise<History> {
  const { signals, now, lead = 0, lately = { selected: [], seconds: 0 } } = options;
  const needs = signals.flatMap(needsOf);
  if (needs.length === 0) throw new CannotRead("--history: nothing that is compared is in a Prometheus, so no history can be replayed");
  const asked = askedOf(options);
  const archive = await archiveOf(options, needs, asked);
  const extent = await archive.extent();
  if (!extent) throw await nothingIn(archive, needs, withinOf(asked, now, lead), options);
  const span = spanOf(asked, extent);
  const begin = Math.max(Math.ceil(extent.from / 60) * 60, span.from - Math.ceil(lead / 60) * 60);
  const seen = { from: Math.min(begin, span.from), to: span.to };
  const recorder = recorderOf(
    signals.filter(({ from }) => from.traits.series),
    seen,
  );
  const intake = new Intake(needs, recorder, { span: { from: seen.from - before, to: seen.to }, now });
  const beside = { selected: lately.selected, from: span.to - lately.seconds };
  const samples = new SampleTaker(beside.selected, { from: beside.from, to: span.to });
  const taker = lately.selected.length > 0 ? sharedBy(intake, samples) : intake;
  await archive.read({ from: seen.from - before, to: seen.to }, taker, beside);
  const lacking = new Set(intake.tallies.filter(({ samples }) => samples === 0).map(({ need }) => need.name));
  if (lacking.size > 0) await archive.survey?.([...lacking], seen, intake);
  const without = unreadIn(intake.tallies, intake.names.all());
  const recorded = recorder.recorded();
  const unread = bySource(signals, (signal) => without(signal) ?? unseen(recorded, signal));
  if (signals.every((signal) => unread(signal) !== undefined)) throw nothingOf(options, unread);
  const read = { asked, extent, span, seen, lead, archive, intake, recorded, signals: signals.filter((signal) => !unread(signal)) };
  return { recorded, span, unread, notes: notesOn(read), findings: findingsOf(signals, intake.tallies, unread), samples: samples.all() };
}

/** Of samples that are there, and too far apart for a rate anywhere. */
function unseen(recorded: Recorded, signal: Signal): string | undefined {
  const { from, to } = recorded.span;
  const lost = recorded.quality(signal).holes.reduce((sum, hole) => sum + hole.to - hole.from, 0);
  return lost < to - from ? undefined : `the history has ${signal.metric.name}, and no two samples of it are near enough for a rate`;
}

/** Of a history without any sample that is needed: what is there instead. */
async function nothingIn(archive: Archive, needs: readonly Need[], within: Extent, options: HistoryOptions): Promise<CannotRead> {
  const intake = new Intake(needs, { series: () => undefined }, { span: within, now: options.now });
  if (archive.survey) await archive.survey([...new Set(needs.map(({ name }) => name))], within, intake);
  else await archive.read(within, intake);
  return nothingOf(options, unreadIn(intake.tallies, intake.names.all()));
}

const toldReasons = 5;

function nothingOf({ source, signals }: HistoryOptions, unread: Unread): CannotRead {
  const reasons = [...new Set(signals.map((signal) => `${signal.path}: ${unread(signal)}`))].sort();
  const more = reasons.length > toldReasons ? [`and ${reasons.length - toldReasons} more`] : [];
  return new CannotRead(
    [
      `--history ${shownSource(source)} contains none of the compared series:`,
      ...[...reasons.slice(0, toldReasons), ...more].map((line) => `  ${line}`),
    ].join("\n"),
  );
}

/**
 * What a source is, opened for some series.
 *
 * @throws CannotRead with what is wrong, where, and the remediation
 */
async function archiveOf(options: HistoryOptions, needs: readonly Selected[], asked: Asked): Promise<Archive> {
  const { source, tokenFile, bounds = usual, now, report = () => {} } = options;
  if (isAddress.test(source)) {
    const token = tokenFile === undefined ? undefined : await asCannotRead(() => readToken(tokenFile));
    const api = await asCannotRead(async () => new PrometheusApi(source, bounds, token));
    return serverArchive(api, needs, withinOf(asked, now, options.lead ?? 0));
  }
  if (tokenFile !== undefined) throw new CannotRead("--token-file is for an address; --history names a file or folder");
  const found = await stat(source).catch((error: unknown) => {
    throw new CannotRead(`--history ${source} cannot be read: ${reasonOf(error)}`);
  });
  if (found.isDirectory()) return blocksArchive(source, () => promtool(report), needs);
  const packed = await isPacked(source);
  const open = () => piecesOf(source, packed);
  return /\.csv(\.gz)?$/i.test(source) ? csvArchive(source, open, needs) : openMetricsArchive(source, open, needs);
}

/** An address may hold a password. */
const shownSource = (source: string): string => (isAddress.test(source) ? shown(addressOf(source)) : source);

const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i;

async function promtool(report: (line: string) => void): Promise<string> {
  try {
    return (await findProgram("promtool", { report })).path;
  } catch (error) {
    if (error instanceof ProgramNotFound) throw new CannotRead(`--history: blocks are read by promtool. ${error.message}`);
    throw error;
  }
}

async function asCannotRead<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CannotCompare) throw new CannotRead(`--history: ${error.message}`);
    throw error;
  }
}
