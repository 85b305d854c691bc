import type { PanelUnit } from "../../dashboards/dashboard.ts";
import { formatSpan } from "../../model/quantity.ts";

const digits = (figure: number): number => Number(figure.toPrecision(4));
const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

/** How a figure of each unit is read. */
export const figureInWords: Readonly<Record<PanelUnit, (figure: number) => string>> = {
  s: (figure) => seconds(figure),
  ms: (figure) => seconds(figure / 1000),
  bytes: (figure) => bytes(figure),
  percent: (figure) => `${percent(figure)}%`,
  share: (figure) => `${percent(figure * 100)}%`,
  "per-second": (figure) => `${short.format(figure)}/s`,
  count: (figure) => short.format(figure),
  "burn-rate": (figure) => `${digits(figure)}`,
};

/** What is nearly all is not all: of a target of 99.995% the rest is what counts. */
function percent(figure: number): number {
  const rounded = digits(figure);
  return rounded === 100 && figure < 100 ? Number((100 - Number((100 - figure).toPrecision(2))).toFixed(9)) : rounded;
}

function seconds(figure: number): string {
  if (figure < 0) return `-${seconds(-figure)}`;
  if (figure >= 60) return formatSpan(figure);
  return figure >= 1 || figure === 0 ? `${digits(figure)} s` : `${digits(figure * 1000)} ms`;
}

const sizes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

function bytes(figure: number): string {
  const power = Math.min(sizes.length - 1, Math.max(0, Math.floor(Math.log2(Math.abs(figure) || 1) / 10)));
  return `${digits(figure / 1024 ** power)} ${sizes[power]}`;
}

/** What a unit is called. */
export const unitInWords: Readonly<Record<PanelUnit, string>> = {
  s: "time",
  ms: "time",
  bytes: "size",
  percent: "percent",
  share: "share",
  "per-second": "events a second",
  count: "count",
  "burn-rate": "burn rate",
};
