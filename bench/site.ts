import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startChromium } from "../test/browser/chromium.ts";
import { count, duration, median, table } from "./figures.ts";
import { writeMadeCatalog } from "./made-catalog.ts";
import { timed } from "./process.ts";
import type { Demand, Question } from "./question.ts";

const sizes = [100, 1_000, 10_000];
const runs = { full: 3, quick: 1 };
/** Of one page, in bytes: what a browser opens from a disk without a pause. */
const pageLimit = 262_144;
/** From a keystroke to the list, in seconds: more is felt as a delay. */
const searchLimit = 0.1;

interface Measured {
  readonly slos: number;
  readonly seconds: number;
  readonly peak: number;
  readonly pages: number;
  readonly bytes: number;
  readonly largest: number;
  readonly search: number;
}

/** How long the pages of a made catalog take to write, how large they are, and how long a search in them takes. */
export const site: Question = async ({ quick, report }) => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const measured: Measured[] = [];
    for (const slos of sizes) {
      measured.push(await measure(join(folder, String(slos)), slos, quick ? runs.quick : runs.full));
      report(`site: ${count(slos)} SLOs`);
    }
    const most = measured.at(-1);
    return {
      title: "Site",
      text: [
        "`slostack site` of a made catalog, ten SLOs in a service, each with a page, a ticket and an alert on absence: the whole process. *Search* is from",
        "the last keystroke to the list, in a real browser, with the index loaded.",
        "",
        table([
          ["SLOs", "time", "peak memory", "pages", "folder", "largest page", "search"],
          ...measured.map(({ slos, seconds, peak, pages, bytes, largest, search }) => [
            count(slos),
            duration(seconds),
            mebibytes(peak),
            count(pages),
            mebibytes(bytes),
            `${Math.round(largest / 1024)} KiB`,
            duration(search),
          ]),
        ]),
      ].join("\n"),
      demands: most ? demandsOf(most) : [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const demandsOf = ({ slos, largest, search }: Measured): Demand[] => [
  {
    what: `no page of ${count(slos)} SLOs is above ${pageLimit / 1024} KiB`,
    seen: `${Math.round(largest / 1024)} KiB`,
    met: largest <= pageLimit,
  },
  { what: `a search among ${count(slos)} SLOs takes at most ${duration(searchLimit)}`, seen: duration(search), met: search <= searchLimit },
];

const mebibytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MiB`;

async function measure(folder: string, slos: number, times: number): Promise<Measured> {
  const { catalog } = writeMadeCatalog(folder, slos);
  const out = join(folder, "site");
  const peakFile = join(folder, "peak");
  const seconds: number[] = [];
  for (let run = 0; run < times; run++) {
    rmSync(out, { recursive: true, force: true });
    seconds.push((await written(catalog, out, peakFile)).seconds);
  }
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const sizeOf = new Map(files.map((entry) => [join(entry.parentPath, entry.name), statSync(join(entry.parentPath, entry.name)).size]));
  const pages = [...sizeOf].filter(([path]) => path.endsWith(".html"));
  return {
    slos,
    seconds: median(seconds),
    peak: Number(readFileSync(peakFile, "utf8")),
    pages: pages.length,
    bytes: [...sizeOf.values()].reduce((sum, size) => sum + size, 0),
    largest: Math.max(...pages.map(([, size]) => size)),
    search: await searched(join(out, "index.html")),
  };
}

function written(catalog: string, out: string, peakFile: string): ReturnType<typeof timed> {
  const cli = join(import.meta.dirname, "..", "cli");
  const preloads = [join(cli, "node-24.mjs"), join(import.meta.dirname, "peak.ts")].flatMap((file) => ["--import", file]);
  process.env.SLOSTACK_BENCH_PEAK = peakFile;
  return timed(process.execPath, [...preloads, join(cli, "slostack.ts"), "site", "--catalog", catalog, "--out", out]).finally(() => {
    delete process.env.SLOSTACK_BENCH_PEAK;
  });
}

/** Seconds of the slowest of some searches. */
async function searched(page: string): Promise<number> {
  const browser = await startChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(pathToFileURL(page).href);
    await tab.fill("#search", "slo");
    await tab.waitForSelector("#found a");
    const milliseconds = await tab.evaluate<number[]>(`(async () => {
      const input = document.getElementById("search");
      const times = [];
      for (const words of ["slo", "service-7", "system-0 slo-3 fast", "nothing like it"]) {
        const start = performance.now();
        input.value = words;
        input.dispatchEvent(new Event("input"));
        await new Promise((resolve) => setTimeout(resolve));
        times.push(performance.now() - start);
      }
      return times;
    })()`);
    return Math.max(...milliseconds) / 1000;
  } finally {
    await browser.close();
  }
}
