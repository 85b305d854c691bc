import { createHash } from "node:crypto";
import type Fraction from "fraction.js";
import { measuredOf } from "../../model/composite.ts";
import { decimal } from "../../model/quantity.ts";
import { isEach } from "../../model/slices.ts";
import type { Alert } from "../../monitors/alert.ts";
import { percent } from "../../monitors/burn-rate.ts";
import { quietTraffic } from "../../monitors/detection-profile.ts";
import { waysOf } from "../../monitors/shares.ts";
import { type ChartLine, detectionChart } from "../review/chart.ts";
import {
  type Audience,
  audienceOf,
  audiences,
  detectionTimesOf,
  distinct,
  endsOf,
  limitOn,
  ratesOf,
} from "../review/curves/detection-times.ts";
import { limitPoints } from "../review/curves/limit-line.ts";
import { isAllowed, round } from "../review/curves/rows.ts";
import { detectedInWords, limitInWords } from "../review/curves/section.ts";
import { pointsOf } from "../review/curves.ts";

/** Which share of the failures of one signal is notified when, by the alerts on it. */
export interface Detection {
  /** events an hour in the quietest hour, as text; absent: the signal does not say */
  readonly quiet?: string;
  /** ascending; each as text; the limit is that of the soonest possible alert, at minimum traffic */
  readonly rows: readonly { readonly share: string; readonly normal: string; readonly quiet?: string; readonly limit?: string }[];
  readonly lines: readonly ChartLine[];
}

/** Those that read a share of the failures of a signal. @param path system/service/signal */
export const alertsOn = (alerts: readonly Alert[], path: string): Alert[] =>
  alerts.filter(({ when }) => waysOf(when).some((way) => way.some(({ signal }) => signal.path === path)));

/**
 * When constant shares of failures are notified, by day and in the quietest hour. Many objectives have the same target, tiers and
 * traffic, and so the same answer: it is computed once for all of them.
 */
export function detections(): (alerts: readonly Alert[]) => Detection | undefined {
  const known = new Map<string, Detection>();
  return (alerts) => {
    if (alerts.length === 0) return undefined;
    const key = JSON.stringify(alerts.map(detectedBy));
    const found = known.get(key) ?? detectionOf(alerts);
    known.set(key, found);
    return found;
  };
}

/** All that decides the answer. */
const detectedBy = (alert: Alert) => [
  audienceOf(alert),
  alert.for,
  alert.slo?.target.toFraction(),
  quietTraffic(alert.when)?.toFraction(),
  waysOf(alert.when).map((way) =>
    way.map(({ above, over, least, leastMinutes, inclusive, signal }) => [
      above.toFraction(),
      over,
      least,
      leastMinutes ?? null,
      inclusive === true,
      signal.kind,
      measuredOf(signal).some(isEach),
    ]),
  ),
];

function detectionOf(alerts: readonly Alert[]): Detection {
  const hourly = alerts.map(({ when }) => quietTraffic(when)).find((traffic) => traffic !== undefined);
  const ends = [...endsOf(alerts), ...(hourly ? endsOf(alerts, hourly) : [])].filter((rate) => rate.compare(0) > 0);
  const words = (rate: Fraction, traffic?: Fraction) => detectedInWords(detectionTimesOf(alerts, rate, traffic), isAllowed(alerts, rate));
  const lines = [...linesOf(alerts, undefined), ...(hourly ? linesOf(alerts, hourly) : [])];
  return {
    ...(hourly && { quiet: `${decimal(hourly)}/h` }),
    rows: distinct([...round, ...ends]).map((rate) => ({
      share: percent(rate),
      normal: words(rate),
      ...(hourly && { quiet: words(rate, hourly), limit: limitInWords(limitOn(alerts, rate, hourly)) }),
    })),
    lines: [...lines, ...(hourly ? limitLines(alerts, hourly, lines) : [])],
  };
}

function linesOf(alerts: readonly Alert[], hourly: Fraction | undefined): ChartLine[] {
  const rates = ratesOf(alerts);
  const times = rates.map((rate) => detectionTimesOf(alerts, rate, hourly));
  const heard = (points: ChartLine["points"]) => points.some(({ seconds }) => typeof seconds === "number");
  return audiences
    .map((audience) => ({ audience, points: pointsOf(audience, rates, times) }))
    .filter(({ points }) => heard(points))
    .map(({ audience, points }) => ({ label: label(audience, hourly !== undefined), tone: audience, old: hourly !== undefined, points }));
}

function limitLines(alerts: readonly Alert[], hourly: Fraction, others: readonly ChartLine[]): ChartLine[] {
  const points = limitPoints(alerts, hourly, others);
  return points.length === 0 ? [] : [{ label: "limit", tone: "limit", old: true, points }];
}

const label = (audience: Audience, quiet: boolean): string => `${audience}, ${quiet ? "minimum" : "normal"} traffic`;

/** A picture of a site: objectives that are detected alike share one file. */
export interface Picture {
  readonly path: string;
  readonly alt: string;
  readonly svg: string;
}

const title = "Time to detect a constant share of failures";

/** Draws the curves of a detection, once; undefined where nothing is ever notified. */
export function pictures() {
  const known = new Map<Detection, Picture | undefined>();
  const drawn = new Map<string, Picture>();
  const pictureIn = (detection: Detection): Picture | undefined => {
    if (known.has(detection)) return known.get(detection);
    const picture = pictureOf(detection);
    known.set(detection, picture);
    return keep(picture);
  };
  const keep = (picture: Picture | undefined): Picture | undefined => {
    if (picture) drawn.set(picture.path, picture);
    return picture;
  };
  return { pictureOf: pictureIn, keep, drawn: (): readonly Picture[] => [...drawn.values()] };
}

function pictureOf({ lines, rows }: Detection): Picture | undefined {
  if (lines.length === 0) return undefined;
  const alt = `${title}. ${rows.map(({ share, normal }) => `${share}: ${normal}`).join("; ")}.`;
  const svg = detectionChart(title, alt, lines);
  return { path: `charts/${createHash("sha256").update(svg).digest("hex").slice(0, 16)}.svg`, alt, svg };
}
