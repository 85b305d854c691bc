/** The middle one; of an even number, the mean of the two in the middle. @throws RangeError without numbers */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("no numbers, no median");
  return (lower + upper) / 2;
}

/** Thousands apart: `27,000`. */
export const count = (number: number): string => number.toLocaleString("en-US");

/** As exact as the figure is: `1,204 s`, `4.61 s`, `62 ms`, `0.030 ms`. */
export function duration(seconds: number): string {
  const size = Math.abs(seconds);
  if (size >= 999.5) return `${count(Math.round(seconds))} s`;
  if (size >= 0.995) return `${seconds.toPrecision(3)} s`;
  return size >= 0.01 ? `${Number((seconds * 1000).toPrecision(2))} ms` : `${(seconds * 1000).toPrecision(2)} ms`;
}

export const part = (share: number): string => `${(100 * share).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`;

/** Rows as a Markdown table with aligned columns; the first row is the head, numbers are right-aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const [heading = [], ...body] = rows;
  const widths = heading.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = widths.map((_, column) => body.every((row) => /^(?:[\d-].*)?$/.test(row[column] ?? "")));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (isNumber[column] ? (row[column] ?? "").padStart(width) : (row[column] ?? "").padEnd(width))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (isNumber[column] ? `${"-".repeat(width + 1)}:` : "-".repeat(width + 2))).join("|")}|`;
  return [line(heading), rule, ...body.map(line)].join("\n");
}
