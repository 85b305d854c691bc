import { afterAll, describe, expect, test } from "vitest";
import {
  begin,
  counter,
  failed,
  folder,
  now,
  ok,
  openMetrics,
  read,
  removeHistories,
  signal,
  signals,
  type TestSeries,
  written,
} from "./shop.ts";

afterAll(removeHistories);

const requests = [counter(ok, 10), counter(failed, 1)];
const gauge = (name: string, labels: Readonly<Record<string, string>>, minutes = 120): TestSeries => ({
  name,
  labels: { env: "prod", service: "api", ...labels },
  samples: Array.from({ length: minutes * 4 + 1 }, (_, scrape) => [scrape * 15, 1] as const),
});
const told = async (series: readonly TestSeries[], options = {}) => {
  const history = await read(written("missing.om", openMetrics(series)), { signals, ...options });
  return history.findings.map(({ entry, what }) => `${entry}: ${what}`);
};

describe("every signal is replayed, or it is said why not", () => {
  test("a metric that is not there: its entry, and the nearest name that is", async () => {
    expect(await told([...requests, gauge("cpu_percents", { core: "1" }), gauge("up", {})])).toEqual([
      "shop/api/busy: the history has no cpu_percent; there is cpu_percents",
      "shop/api/fast: the history has no http_duration_seconds_count",
    ]);
  });

  test("another environment, and the one that is there", async () => {
    const staging = gauge("cpu_percent", { core: "1", env: "staging" });
    const other = gauge("up", { service: "web" });
    expect(await told([...requests, staging, other])).toEqual([
      'shop/api/alive: the history has up, and none with service="api" (there is "web")',
      'shop/api/busy: the history has cpu_percent, and none with env="prod" (there is "staging")',
      "shop/api/fast: the history has no http_duration_seconds_count",
    ]);
  });

  test("labels that are there, and never at once; a label that is not there at all", async () => {
    const apart = [gauge("up", { env: "staging" }), gauge("up", { service: "web" })];
    const bare = { ...gauge("cpu_percent", {}), labels: { service: "api" } };
    expect(await told([...requests, ...apart, bare])).toEqual([
      'shop/api/alive: the history has up, and none with {env="prod",service="api"} at once',
      'shop/api/busy: the history has cpu_percent, and none with env="prod" (it has no label env)',
      "shop/api/fast: the history has no http_duration_seconds_count",
    ]);
  });

  test("a histogram without the bucket of its objective", async () => {
    const part = (suffix: string, labels = {}) =>
      counter({ env: "prod", service: "api", ...labels }, 5, 120, `http_duration_seconds_${suffix}`);
    const found = await told([...requests, part("count"), part("bucket", { le: "0.1" }), part("bucket", { le: "+Inf" })]);
    expect(found).toContain('shop/api/fast: the history has http_duration_seconds_bucket, and none with le="0.2" (there is "+Inf", "0.1")');
    expect(await told([...requests, part("count"), part("bucket", { le: "0.2" })])).not.toContainEqual(expect.stringContaining("fast"));
  });

  test("samples that are all at another time", async () => {
    const early = { ...gauge("up", {}, 10) };
    expect(await told([...requests, early], { from: new Date((begin + 3600) * 1000).toISOString() })).toContain(
      "shop/api/alive: the history has up of it, and not at this time",
    );
  });

  test("samples that are too far apart for a rate, with what the catalog says", async () => {
    const thinned = requests.map((one) => ({ ...one, samples: one.samples.filter((_, index) => index % 20 === 0) }));
    const near = gauge("up", {}, 10);
    expect(await told([...thinned, near], { signals: [signal("success"), signal("alive")] })).toEqual([
      expect.stringMatching(
        /^organization\/sources\/prom: its samples are mostly 5 min apart, but the catalog says that it is scraped every 15 s/,
      ),
      "shop/api/success: the history has http_requests_total, and no two samples of it are near enough for a rate",
    ]);
  });

  test("where nothing at all can be replayed, it is an error with the reasons", async () => {
    const file = written("other.om", openMetrics([counter(ok, 1, 120, "http_request_total"), gauge("up", { env: "staging" })]));
    await expect(read(file, { signals })).rejects.toThrow(
      `--history ${file} contains none of the compared series:
  shop/api/alive: the history has up, and none with env="prod" (there is "staging")
  shop/api/busy: the history has no cpu_percent
  shop/api/fast: the history has no http_duration_seconds_count
  shop/api/success: the history has no http_requests_total; there is http_request_total`,
    );
    await expect(read(file, { signals: [] })).rejects.toThrow("nothing that is compared is in a Prometheus");
    await expect(read(folder)).rejects.toThrow("contains no Prometheus blocks");
  });
});

describe("what must be known of the data is said", () => {
  const lines = async (series: readonly TestSeries[], options = {}) =>
    (await read(written("notes.om", openMetrics(series)), options)).notes;

  test("holes: how much is lost, and from when to when the longest one is", async () => {
    const holed = counter(ok, 10, 600);
    const inHole = (since: number) => (since > 3600 && since < 7200) || (since > 18_000 && since < 19_000);
    const notes = await lines([{ ...holed, samples: holed.samples.filter(([since]) => !inHole(since)) }], {
      from: "2026-06-01T00:00Z",
      to: "2026-06-01T10:00Z",
    });
    expect(notes).toEqual([
      expect.stringMatching(
        /^shop\/api\/success has no data for 1 h 1\d min of 10 h \(12\.\d%\), in 2 gaps, the longest from 2026-06-01T01:01Z to 2026-06-01T02:01Z\.$/,
      ),
      "This history has no staleness markers: a series that ended counts with its last value for 5 more minutes.",
    ]);
  });

  test("a pause of a few scrapes is no hole", async () => {
    const paused = counter(ok, 10);
    const samples = paused.samples.filter(([since]) => since < 3600 || since > 3780);
    expect(await lines([{ ...paused, samples }], { from: "2026-06-01T00:00Z", to: "2026-06-01T02:00Z" })).toEqual([]);
  });

  test("a history that is shorter than what was asked for, or than the windows", async () => {
    expect(await lines(requests, { lead: 86_400 })).toEqual([
      "The history is from 2026-06-01T00:00Z to 2026-06-01T02:00Z: 2 h are replayed instead of 30 d.",
      "Windows of up to 1 d see only data since 2026-06-01T00:00Z: until 2026-06-01T02:00Z alerts may fire sooner or later than with the data before it.",
    ]);
    const asked = { from: "2026-06-01T01:00Z", to: "2026-06-01T02:00Z" };
    expect(await lines(requests, { ...asked, lead: 3600 })).toEqual([]);
    expect(await lines(requests, { ...asked, lead: 5400 })).toEqual([
      expect.stringMatching(/^Windows of up to 1 h 30 min .* until 2026-06-01T01:30Z/),
    ]);
  });
});

test("the clock of this machine may be five minutes slow, and no more", async () => {
  const file = written("skewed.om", openMetrics(requests));
  const end = begin + 7200;
  await expect(read(file, { now: end - 300 })).resolves.toBeDefined();
  await expect(read(file, { now: end - 301 })).rejects.toThrow(/in the future \(it is 2026-06-01T01:54:59Z\)/);
  expect(now).toBeGreaterThan(end);
});
