import { formatSpan } from "../../../model/quantity.ts";
import { type ChartLine, detectionChart } from "../chart.ts";
import type { Curve } from "../curves.ts";
import type { Block, Line, Section } from "../section.ts";
import { audiences, type DetectionTimes, isOutdone } from "./detection-times.ts";
import type { Row } from "./rows.ts";

/** Pictures that a comment may show; more make it slow to read. */
const mostPictures = 6;

/**
 * For each signal a picture and a small table. Beyond `most` pictures the tables alone, folded away.
 *
 * @param most pictures
 */
export function curveSection(curves: readonly Curve[], most = mostPictures): Section {
  const otherwise = curves.filter(({ lines, quiet }) => lines.length > 0 || quiet);
  const asBefore = curves.filter((curve) => !otherwise.includes(curve));
  const none = "Every share of failures is detected as soon as before.";
  return {
    id: "detection",
    title: "Time to detect failures",
    blocks: [
      ...(otherwise.length === 0 ? [{ kind: "text" as const, text: none }] : []),
      ...otherwise.slice(0, most).flatMap((curve) => [...heading(curve), ...pictures(curve), ...tables(curve)]),
      ...otherwise
        .slice(most)
        .map((curve): Block => ({ kind: "details", summary: curve.title, blocks: [...heading(curve), ...tables(curve)] })),
      ...outdone(asBefore),
    ],
  };
}

function heading({ title, otherEvents }: Curve): Block[] {
  const note = "before and after count other events as bad: their shares are not of the same";
  return [{ kind: "text", text: [{ strong: title }, ...(otherEvents ? [` - ${note}`] : [])] }];
}

function pictures({ id, title, lines, limit, rows }: Curve): Block[] {
  if (lines.length === 0) return [];
  const drawn = lines.map(
    ({ audience, revision, points }): ChartLine => ({
      label: `${audience}, ${revision}`,
      tone: audience,
      old: revision === "before",
      points,
    }),
  );
  const limitLine = limit ? [{ label: `limit at ${limit.traffic}`, tone: "limit", old: true, points: limit.points } as const] : [];
  const words = rows.map((row) => `${row.share}: ${inWords(row, "before")} before, ${inWords(row, "after")} after`);
  const beside = limit ? ` Dashed beside it: the limit of any alert at minimum traffic (${limit.traffic}).` : "";
  const alt = `${title}. Time to detect a constant share of failures. ${words.join("; ")}.${beside}`;
  return [{ kind: "picture", file: `detection--${id}.svg`, alt, svg: detectionChart(title, alt, [...drawn, ...limitLine]) }];
}

function tables({ lines, rows, quiet }: Curve): Block[] {
  const table = (of: readonly Row[]): Block => {
    const limits = of.some(({ limit }) => limit !== undefined);
    const head = ["failures", "before", "after", ...(limits ? ["limit"] : [])];
    return { kind: "table", head, rows: of.map((row) => [...cells(row), ...(limits ? [limitInWords(row.limit)] : [])]) };
  };
  if (lines.length > 0) {
    const summary = `At minimum traffic (${quiet?.traffic}), where single failures count`;
    return [table(rows), ...(quiet ? [{ kind: "details" as const, summary, blocks: [table(quiet.rows)] }] : [])];
  }
  if (!quiet) return [];
  const text = `Unchanged at normal traffic. At minimum traffic (${quiet.traffic}), where single failures count:`;
  return [{ kind: "text", text }, table(quiet.rows)];
}

function cells(row: Row): Line[] {
  const [old, now] = [inWords(row, "before"), inWords(row, "after")];
  return [row.share, old, old === now ? now : [{ strong: now }]];
}

/** What no alert outdoes with so few false alarms; a share that the objective allows has none. */
export const limitInWords = (limit: number | undefined): string => (limit === undefined ? "-" : formatSpan(limit));

const inWords = ({ allowed, ...row }: Row, revision: "before" | "after"): string => detectedInWords(row[revision], allowed[revision]);

/** `page 6m`; `ticket 3m, page 9m`; `no alert (shadow 5m)`; `no alert (within the objective)`. */
export function detectedInWords(detected: DetectionTimes, allowed: boolean): string {
  const notified = audiences
    .filter((audience) => audience !== "shadow" && detected[audience] !== null && !isOutdone(detected, audience))
    .map((audience) => ({ audience, time: detected[audience] ?? 0 }))
    .sort((one, other) => one.time - other.time);
  if (notified.length > 0) return notified.map(({ audience, time }) => `${audience} ${formatSpan(time)}`).join(", ");
  if (detected.shadow !== null) return `no alert (shadow ${formatSpan(detected.shadow)})`;
  return allowed ? "no alert (within the objective)" : "no alert";
}

function outdone(curves: readonly Curve[]): Block[] {
  const changed = curves.flatMap(({ changed }) => changed);
  if (changed.length === 0) return [];
  const one = changed.length === 1;
  const summary = `${one ? "1 alert fires" : `${changed.length} alerts fire`} at another time, after another has notified already`;
  return [{ kind: "details", summary, blocks: [{ kind: "list", items: changed }] }];
}
