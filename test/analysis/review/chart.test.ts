import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChartLine, detectionChart, tradeoffChart } from "../../../analysis/review/chart.ts";

const points = (from: number) =>
  Array.from({ length: 61 }, (_, index) => {
    const rate = 10 ** ((index - 60) / 20);
    return { rate, seconds: rate < from ? null : Math.ceil((60 * from) / rate) * 60 };
  });
const line = (tone: ChartLine["tone"], old: boolean, from: number): ChartLine => ({
  label: `${tone}, ${old ? "before" : "after"}`,
  tone,
  old,
  points: points(from),
});
const two = [line("page", true, 0.03), line("page", false, 0.05)];
const four = [...two, line("ticket", true, 0.005), line("ticket", false, 0.01)];

/** Attributes of each element, and the text in it. */
function elements(svg: string, tag: string): { attributes: Record<string, string>; text: string }[] {
  return [...svg.matchAll(new RegExp(`<${tag}\\b([^>]*)>([^<]*)`, "g"))].map(([, attributes = "", text = ""]) => ({
    attributes: Object.fromEntries([...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value])),
    text,
  }));
}
/** Where a text stands: the last two numbers of its transformation, or its x and y. */
function placeOf({ transform, x, y }: Record<string, string>): [number, number] {
  const moved = transform
    ?.match(/-?[\d.]+/g)
    ?.map(Number)
    .slice(-2) ?? [0, 0];
  return [(moved[0] ?? 0) + Number(x ?? 0), (moved[1] ?? 0) + Number(y ?? 0)];
}
const words = (svg: string) => elements(svg, "text").map(({ text }) => text);
const strokes = (svg: string, colour: string) =>
  elements(svg, "path").filter(({ attributes }) => attributes.stroke === colour && attributes["stroke-linejoin"] === "bevel");

/** Every tag is closed by its own. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, end, name = "", empty] of svg.matchAll(/<(\/?)([A-Za-z][\w:-]*)[^<>]*?(\/?)>/g)) {
    if (end) {
      if (open.pop() !== name) return false;
    } else if (!empty) open.push(name);
  }
  return open.length === 0 && !/<(?![/A-Za-z])|&(?!amp;|lt;|gt;|quot;|#39;|#\d+;)/.test(svg);
}

describe("a chart of detection", () => {
  const svg = detectionChart("hasteCRM API: bad share of http_requests_total", "in words", four);

  it("is one well-formed picture with its size, a title and a description for who cannot see it", () => {
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toMatch(/^<svg role="img" aria-label="hasteCRM API: bad share of http_requests_total" width="860" height="440"/);
    expect(svg).toContain("<title>hasteCRM API: bad share of http_requests_total</title><desc>in words</desc>");
  });
  it("has a line for each, the old one dashed, page and ticket apart", () => {
    for (const colour of ["#c44601", "#00639c"]) {
      const long = strokes(svg, colour).filter(({ attributes }) => (attributes.d?.length ?? 0) > 100);
      expect(long.map(({ attributes }) => attributes["stroke-dasharray"] !== undefined).sort()).toEqual([false, true]);
    }
    const one = detectionChart("t", "d", two);
    expect(strokes(one, "#00639c")).toEqual([]);
  });
  it("is read in words of people: shares, times, never, and from which share each is told", () => {
    expect(words(svg)).toEqual(
      expect.arrayContaining([
        "0.1%",
        "1%",
        "10%",
        "100%",
        "1m",
        "5m",
        "15m",
        "1h",
        "never",
        "time to detect",
        "constant share of failures",
      ]),
    );
    expect(words(svg)).toEqual(expect.arrayContaining(four.map(({ label }) => label)));
    // Ends of sight stand beside their lines: the last share that is never told.
    expect(words(svg).filter((word) => ["2.82%", "4.47%", "0.447%", "0.891%"].includes(word))).toHaveLength(4);
  });
  it("keeps the legend and the title above the plot, and everything within the picture", () => {
    const texts = elements(svg, "text").map(({ attributes, text }) => ({ text, at: placeOf(attributes) }));
    const grid = elements(svg, "path").flatMap(({ attributes }) =>
      attributes.stroke === "#d8dee4" ? [...(attributes.d ?? "").matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y)) : [],
    );
    const top = Math.min(...grid);
    const above = texts.filter(({ text }) => four.some(({ label }) => label === text) || text.startsWith("hasteCRM"));
    expect(above).toHaveLength(5);
    for (const { at } of above) expect(at[1]).toBeLessThan(top - 6);
    for (const { at } of texts) {
      expect(at[0]).toBeGreaterThanOrEqual(0);
      expect(at[0]).toBeLessThanOrEqual(860);
      expect(at[1]).toBeGreaterThan(0);
      expect(at[1]).toBeLessThan(440);
    }
    const legend = above.filter(({ text }) => !text.startsWith("hasteCRM")).map(({ at }) => at[0]);
    expect(legend).toEqual([...legend].sort((a, b) => a - b));
  });
  it("keeps the shares on its axis apart, over one decade or six", () => {
    for (const decades of [1, 2, 4, 6]) {
      const lines = two.map((one) => ({
        ...one,
        points: one.points.map(({ rate, ...point }) => ({ ...point, rate: rate ** (decades / 3) })),
      }));
      const shares = elements(detectionChart("t", "d", lines), "text")
        .filter(({ text, attributes }) => /^[\d.]+%$/.test(text) && attributes["text-anchor"] === "middle")
        .map(({ text, attributes }) => ({
          from: placeOf(attributes)[0] - text.length * 3.5,
          to: placeOf(attributes)[0] + text.length * 3.5,
        }));
      expect(shares.length).toBeGreaterThanOrEqual(decades);
      for (const [index, { from }] of shares.entries()) expect(from).toBeGreaterThan(shares[index - 1]?.to ?? Number.NEGATIVE_INFINITY);
    }
  });
  it("has room for windows of a quarter", () => {
    const slow = two.map((one) => ({
      ...one,
      points: one.points.map((point) => (point.seconds ? { ...point, seconds: 7_000_000 } : point)),
    }));
    expect(words(detectionChart("t", "d", slow))).toEqual(expect.arrayContaining(["30d", "90d", "never"]));
  });
  it("has a background of its own, and nothing from elsewhere: no font, no script, no style but its colours", () => {
    expect(elements(svg, "rect")[0]?.attributes).toMatchObject({ width: "860", height: "440", fill: "#ffffff" });
    expect(svg.replace(/<style>[^<]*<\/style>/, "")).not.toMatch(/<script|<style|@import|url\((?!#)|href="(?!#)|<image|class=/);
  });
  it("has every colour of its own in the dark scheme too", () => {
    const [, dark = ""] = /<style>@media \(prefers-color-scheme: dark\) \{ (.*) \}<\/style>/.exec(svg) ?? [];
    const colours = new Set([...svg.matchAll(/ (?:fill|stroke)="#[0-9a-f]{6}"/g)].map(([attribute]) => attribute.trim()));
    const rules = [...dark.matchAll(/\[([a-z]+="#[0-9a-f]{6}")\] \{ [a-z]+: #[0-9a-f]{6} \}/g)].map(([, attribute]) => attribute);
    expect(new Set(rules)).toEqual(colours);
    expect(dark).toContain('[fill="#ffffff"] { fill: #14171a }');
  });
  it("is the same to the byte whenever it is drawn, whatever was drawn before", () => {
    detectionChart("another", "d", two);
    expect(detectionChart("hasteCRM API: bad share of http_requests_total", "in words", four)).toBe(svg);
  });
  it("has ids of its own, so that one page may hold several", () => {
    const ids = (of: string) => [...of.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const other = detectionChart("another", "d", two);
    expect(ids(svg).length).toBeGreaterThan(0);
    expect(ids(svg).filter((id) => ids(other).includes(id))).toEqual([]);
  });
  it("takes titles and descriptions literally, whatever they hold", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,30}$/), (text) => {
        const made = detectionChart(`${text}<script>alert("1")</script>`, `${text}"><b>&`, two);
        expect(isWellFormed(made)).toBe(true);
        expect(made).not.toMatch(/<script|<b>/);
      }),
      { numRuns: 20 },
    );
  });
  it("keeps to its budget: below 60 kB and a tenth of a second of computing", () => {
    expect(Buffer.byteLength(svg)).toBeLessThan(60_000);
    const costs = Array.from({ length: 9 }, () => {
      const from = process.cpuUsage();
      detectionChart("a chart", "d", four);
      const { user, system } = process.cpuUsage(from);
      return (user + system) / 1000;
    });
    expect(costs.sort((a, b) => a - b)[4]).toBeLessThan(100);
  });
});

describe("a chart of pages against the time to page", () => {
  const svg = tradeoffChart("shop/web: pages and time to page", "in words", [
    {
      name: "at least 8 incidents",
      tone: "ticket",
      joined: true,
      points: [
        { pages: 1, delay: 600 },
        { pages: 4, delay: 120 },
      ],
    },
    { name: "fewer, as labelled", tone: "shadow", joined: true, points: [{ pages: 0.5, delay: 900, label: "5 of 8" }] },
    { name: "present", tone: "page", joined: false, points: [{ pages: 8, delay: 60 }] },
  ]);

  it("has round ticks from nothing to above the highest, a legend, and labels of its points", () => {
    expect(words(svg)).toEqual(
      expect.arrayContaining([
        "0",
        "2",
        "8",
        "10",
        "0 min",
        "15 min",
        "pages a week",
        "median time to page",
        "at least 8 incidents",
        "present",
        "5 of 8",
      ]),
    );
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toContain("<desc>in words</desc>");
  });

  it("is drawn alike each time, with a line through what belongs together and none through a single point", () => {
    expect(strokes(svg, "#00639c")).toHaveLength(1);
    expect(strokes(svg, "#c44601").filter(({ attributes }) => attributes["stroke-width"] !== "0")).toEqual([]);
  });
});
