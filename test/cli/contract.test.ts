import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ContractOptions, contract } from "../../cli/contract.ts";
import { closed, listening } from "../analysis/contract/application.ts";
import { sound } from "../analysis/contract/shop.ts";
import { withCatalog } from "../model/edited.ts";

type Options = Partial<Omit<ContractOptions, "write">>;

async function run(options: Options = {}): Promise<{ code: number; text: string }> {
  const written: string[] = [];
  const usual = { catalogDir: "test/model/base/catalog", environment: "prod", format: "terminal" } as const;
  const code = await contract({ ...usual, ...options, write: (text) => written.push(text) });
  return { code, text: written.join("") };
}

/** Runs with the address of a server that answers as it is told. */
async function answered<T>(answer: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  const target = await listening(server);
  try {
    return await use(`http://${target}`);
  } finally {
    await closed(server);
  }
}
const plain =
  (text: string, status = 200, type = "text/plain; version=0.0.4"): RequestListener =>
  (_, response) => {
    response.writeHead(status, { "content-type": type }).end(text);
  };
const whole = `${Object.values(sound).join("\n")}\n`;

let folder: string;
const file = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "contract-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the list", () => {
  test("names what is sent, its labels, bounds and readers", async () => {
    const { code, text } = await run();
    expect(code).toBe(0);
    expect(text).toContain(
      [
        "    http_duration_seconds  histogram, s",
        "      as http_duration_seconds_bucket, http_duration_seconds_count, http_duration_seconds_sum",
        "      labels method",
        "      collection adds env (prod), service (api)",
        "      buckets up to 0.1 0.2* 0.5",
        "        * an SLO or alert counts by it",
        "      SLOs: shop/api/latency",
      ].join("\n"),
    );
  });

  test("is the same as JSON", async () => {
    const { code, text } = await run({ format: "json", environment: "staging" });
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ environment: "staging", systems: [{ system: "shop", services: [{ service: "shop/api" }] }] });
  });

  test("can be confined to one service and to one source", async () => {
    const { text } = await run({ catalogDir: "test/products/catalog", service: "emailai", source: "emailai-prom" });
    expect(text).toContain("http_requests_total");
    expect(text).not.toContain("hastecrm");
    expect(text).not.toContain("emailai.oauth.attempt");
  });
});

describe("a comparison", () => {
  test("exits with 0 where all is there", async () => {
    const { code, text } = await answered(plain(whole), (url) => run({ scrape: `${url}/metrics` }));
    expect(text).toMatch(/^3 metrics of prom compared with http:\S+: 0 errors, 0 warnings$/m);
    expect(text).toContain("not visible there, because the scrape itself generates it: up");
    expect(code).toBe(0);
  });

  test("exits with 1 where something is missing, and says what follows from it", async () => {
    const { code, text } = await run({ scrape: file("metrics.txt", whole.replaceAll("cpu_percent", "cpu_load_percent")) });
    expect(code).toBe(1);
    expect(text).toContain(
      [
        "shop/api",
        "  cpu_percent",
        "    misnamed  there is no gauge of this name",
        '      did you mean "cpu_load_percent"?',
        "      rename it in the application, or in the catalog",
        "      alerts that cannot fire: shop--api--hot",
        "      alerts that fire until it is fixed: shop--api--load--absent",
        "      panels that are empty or wrong: shop--api--overview/signal--busy",
      ].join("\n"),
    );
  });

  test("says which metrics of the choice it leaves out", async () => {
    const { text } = await run({ catalogDir: "test/products/catalog", service: "emailai", scrape: file("empty.txt", "") });
    expect(text).toMatch(/not compared: \d+ metrics in app-dd \(datadog\), 2 metrics in emailai-sentry \(sentry\)/);
  });

  test("reads what an application sent to its DogStatsD agent", async () => {
    const dogstatsd = file("sent.txt", "emailai.organization.created:1|c|#tier:pro\n");
    const { code, text } = await run({ catalogDir: "test/products/catalog", service: "emailai/organizations", dogstatsd });
    expect(code).toBe(1);
    expect(text).toContain("  emailai.organization.seat_usage\n    missing  there is no gauge of this name");
    expect(text).toContain("alerts that cannot fire: emailai--organizations--seat-limit");
  });

  test("asks for OpenMetrics as Prometheus does, with the token of a file", async () => {
    const asked: IncomingMessage[] = [];
    await answered(
      (request, response) => {
        asked.push(request);
        response.end(whole);
      },
      (url) => run({ scrape: url, tokenFile: file("token", "s3cret\n") }),
    );
    expect(asked[0]?.headers).toMatchObject({ authorization: "Bearer s3cret" });
    expect(asked[0]?.headers.accept).toMatch(/^application\/openmetrics-text;version=1.0.0,text\/plain/);
  });

  test("sends the password of an address, and never prints it", async () => {
    const asked: IncomingMessage[] = [];
    const answer: RequestListener = (request, response) => {
      asked.push(request);
      response.writeHead(500).end();
    };
    const { text } = await answered(answer, (url) => run({ scrape: url.replace("://", "://ada:p%40ss@") }));
    expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from("ada:p@ss").toString("base64")}`);
    expect(text).toMatch(/^http:\/\/127.0.0.1:\d+\/ answers 500, not 200$/m);
  });
});

describe("a question that cannot be answered exits with 2 and says why", () => {
  const bounds = { bytes: 2 ** 20, time: 300 };
  const endless: RequestListener = (_, response) => {
    const more = () => response.write("a 1\n".repeat(20_000), more);
    more();
  };
  const silent: RequestListener = () => {};
  const slow: RequestListener = (_, response) => {
    response.writeHead(200).write("a 1\n");
  };

  test.each<[string, RequestListener, RegExp]>([
    ["another status", plain("no such page", 404), /\/metrics answers 404, not 200$/m],
    [
      "a page for people",
      plain("<html>\n<body>Welcome</body></html>", 200, "text/html"),
      /is no metrics endpoint, or a broken one: line 1: "<html>"/,
    ],
    ["an answer that was cut off", plain("a_total 1\n", 200, "application/openmetrics-text; version=1.0.0"), /OpenMetrics ends with # EOF/],
    ["the binary format", plain("\u0001", 200, "application/vnd.google.protobuf; encoding=delimited"), /only the text formats are read/],
    ["an endless body", endless, /is larger than 1 MiB$/m],
    ["no answer", silent, /did not answer within 0.3 s$/m],
    ["an answer without an end", slow, /did not answer within 0.3 s$/m],
    ["no text", (_, response) => void response.end(Buffer.from([0xff, 0xfe, 0x00])), /is no text in UTF-8$/m],
  ])("of an endpoint: %s", async (_, answer, fault) => {
    const { code, text } = await answered(answer, (url) => run({ scrape: `${url}/metrics`, bounds }));
    expect(text).toMatch(fault);
    expect(code).toBe(2);
  });

  test.each<[string, RequestListener, RegExp]>([
    ["another program", plain("<html>Grafana</html>", 200, "text/html"), /answers 200, and not as a Prometheus does$/m],
    ["an error of its own", plain('{"status":"error","errorType":"bad_data","error":"too many"}', 422), /answers 422: too many$/m],
    ["another form of data", plain('{"status":"success","data":{"result":1}}'), /answers in another form than a Prometheus does$/m],
    ["no answer", silent, /label\/__name__\/values did not answer within 0.3 s$/m],
    ["an endless body", endless, /is larger than 1 MiB$/m],
  ])("of a Prometheus: %s", async (_, answer, fault) => {
    const { code, text } = await answered(answer, (url) => run({ prometheus: `${url}/prometheus/`, bounds }));
    expect(text).toMatch(fault);
    expect(code).toBe(2);
  });

  test("of nobody: the address cannot be reached", async () => {
    const gone = await answered(silent, async (url) => url);
    for (const options of [{ scrape: gone }, { prometheus: gone }]) {
      const { code, text } = await run(options);
      expect(text).toMatch(/cannot be reached: .*ECONNREFUSED/);
      expect(code).toBe(2);
    }
  });

  test.each<[string, () => Options, RegExp]>([
    ["no such file", () => ({ scrape: "test/nowhere.txt" }), /^test\/nowhere.txt cannot be read: ENOENT/],
    ["a folder", () => ({ scrape: folder }), /cannot be read: EISDIR/],
    ["a file that is too large", () => ({ scrape: file("large.txt", "a 1\n".repeat(300_000)), bounds }), /large.txt is larger than 1 MiB/],
    ["a file of something else", () => ({ scrape: "package.json" }), /^package.json is no metrics endpoint, or a broken one: line 1:/],
    [
      "another protocol",
      () => ({ scrape: "ftp://example.com/metrics" }),
      /^ftp:\/\/example.com\/metrics cannot be requested: only http and https are supported/,
    ],
    ["no address", () => ({ prometheus: "localhost" }), /^"localhost" is no address$/m],
    [
      "no datagrams",
      () => ({ catalogDir: "test/products/catalog", dogstatsd: file("text.txt", "hello\n") }),
      /is no record of DogStatsD: line 1: "hello"/,
    ],
    [
      "no file with the token",
      () => ({ scrape: "http://127.0.0.1:9", tokenFile: "test/nowhere" }),
      /^the token in test\/nowhere cannot be read/,
    ],
    ["two comparisons at once", () => ({ scrape: "a", prometheus: "http://b" }), /^one comparison at a time/],
    ["another environment", () => ({ environment: "stagin" }), /^there is no environment "stagin"; did you mean "staging"\?/],
    ["another service", () => ({ service: "shop/apo" }), /^there is no service "shop\/apo"; did you mean "shop\/api"\?/],
    ["another source", () => ({ source: "pron" }), /^there is no source "pron"; did you mean "prom"\?/],
    ["no source of the kind", () => ({ dogstatsd: "x" }), /^the catalog has no metric in a source of the kind datadog/],
    [
      "a source of another kind",
      () => ({ catalogDir: "test/products/catalog", source: "app-dd", scrape: "x" }),
      /^there is no source of the kind prometheus "app-dd"; there is /,
    ],
    [
      "several sources at once",
      () => ({ catalogDir: "test/products/catalog", scrape: "x" }),
      /^the metrics are in several sources \(.*\): choose one by --source, or a --service/,
    ],
  ])("%s", async (_, options, fault) => {
    const { code, text } = await run(options());
    expect(text).toMatch(fault);
    expect(code).toBe(2);
  });

  test("a catalog with errors is told with its problems", async () => {
    const faulty = [{ file: "systems/shop.yaml", replace: "of: load", with: "of: lod" }];
    const { promise } = withCatalog(faulty, (catalogDir) => ({ promise: run({ catalogDir }) }));
    const { code, text } = await promise;
    expect(text).toContain("unknown-metric");
    expect(code).toBe(2);
  });
});
