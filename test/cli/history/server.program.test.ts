import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type PrometheusServer, startPrometheus } from "../../analysis/contract/prometheus-server.ts";
import { blocksOf } from "./made-blocks.ts";
import { begin, counter, failed, folder, minutesOf, ok, openMetrics, read, removeHistories, signal, signals, written } from "./shop.ts";

afterAll(removeHistories);

const hours = 30;
// Two signals that overlap: the series of the narrower one is selected by both, and counts once.
const success = signal("success");
const slow = { ...success, id: "reads", where: { ...success.where, method: { is: "GET" } } };
const post = { ...ok, method: "POST" };
const series = [
  counter(ok, 10, hours * 60),
  counter(failed, 1, hours * 60),
  counter(post, 2, hours * 60),
  counter({ ...ok, env: "staging" }, 5, hours * 60),
];
const asked = { from: "2026-06-01T00:00Z", to: "2026-06-02T06:00Z", now: begin + 40 * 3600 };

let prometheus: PrometheusServer;
beforeAll(async () => {
  prometheus = await startPrometheus([], await blocksOf("server", series));
});
afterAll(() => prometheus?.close());

describe("a real Prometheus", () => {
  test("is read like the text that it was filled with, over more than a day", async () => {
    const options = { ...asked, signals: [success, slow] };
    const [server, text] = [await read(prometheus.url, options), await read(written("same.om", openMetrics(series)), options)];
    expect(server.span).toEqual(text.span);
    expect(server.span).toEqual({ from: begin, to: begin + hours * 3600 });
    for (const one of [success, slow]) expect(minutesOf(server, one)).toEqual(minutesOf(text, one));
    expect(minutesOf(server, success).total[100]).toBe(52);
    expect(minutesOf(server, slow).total[100]).toBe(44);
    expect(server.findings).toEqual([]);
  });

  test("is asked again for less where an answer is larger than it may be", async () => {
    const whole = await read(prometheus.url, asked);
    const halved = await read(prometheus.url, { ...asked, bounds: { bytes: 60_000, time: 10_000 } });
    expect(minutesOf(halved, success)).toEqual(minutesOf(whole, success));
  });

  test("that is asked for what it does not have says what it has, where it has it", async () => {
    const found = await read(prometheus.url, { ...asked, signals });
    expect(found.findings.map(({ entry, what }) => `${entry}: ${what}`)).toEqual([
      "shop/api/alive: the history has no up",
      "shop/api/busy: the history has no cpu_percent",
      "shop/api/fast: the history has no http_duration_seconds_count",
    ]);
    await expect(read(prometheus.url, { from: "2026-05-01T00:00Z", to: "2026-05-02T00:00Z", now: asked.now })).rejects.toThrow(
      /contains none of the compared series:\n {2}shop\/api\/success: /,
    );
  });

  test("needs no --from: it is the last 30 days of what there is", async () => {
    const { span, notes } = await read(prometheus.url, { now: begin + 2 * 86_400 });
    expect(span.from).toBeLessThanOrEqual(begin + 300);
    expect(Math.abs(span.to - (begin + hours * 3600))).toBeLessThanOrEqual(300);
    expect(notes[0]).toMatch(/^The history is from 2026-06-01T.* are replayed instead of 30 d\.$/);
  });
});

/** A server that is none, or a broken one. */
let fake: Server | undefined;
afterEach(() => {
  fake?.closeAllConnections();
  fake?.close();
});
const seen: IncomingMessage[] = [];
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  seen.length = 0;
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  fake = server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}
const json = (status: number, value: unknown) => (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
};
const matrix = (result: unknown) => ({ status: "success", data: { resultType: "matrix", result } });
/** The answer to how long there are samples. */
const there = matrix([
  {
    metric: {},
    values: [
      [begin, "1"],
      [begin + 7200, "1"],
    ],
  },
]);
const requests = { __name__: "http_requests_total", ...ok };

describe("an address that does not answer as it should is an error that says so", () => {
  test.each([
    ["refused", json(401, { status: "error", error: "no permission" }), /api\/v1\/query_range answers 401: no permission/],
    [
      "a page of the Web",
      (_: unknown, response: ServerResponse) => void response.end("<html>"),
      /answers 200, and not as a Prometheus does/,
    ],
    ["broken", json(500, {}), /answers 500, and not as a Prometheus does/],
    [
      "not ready yet",
      (_: unknown, response: ServerResponse) => void response.writeHead(503).end("Service Unavailable"),
      /answers 503: it is starting or overloaded, try again later/,
    ],
    ["another form", json(200, matrix([{ metric: {}, values: [["now", 1]] }])), /answers in another form than a Prometheus does/],
    [
      "sends on to a page where one logs in",
      (_: unknown, response: ServerResponse) => void response.writeHead(302, { location: "https://login.example.com/?back=secret" }).end(),
      /sends on to https:\/\/login\.example\.com\/: name the address of the Prometheus itself/,
    ],
    ["goes away", (request: IncomingMessage) => void request.socket.destroy(), /cannot be reached/],
    ["silent", () => {}, /did not answer within 0\.3 s/],
  ])("%s", async (_, answer, message) => {
    const url = await serve(answer);
    const failure = read(url, { ...asked, bounds: { bytes: 1e6, time: 300 } });
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(/^--history: /);
  });

  test("in part only, as a front of several servers does when one is away", async () => {
    const url = await serve((request, response) => {
      if (request.url?.includes("query_range")) json(200, there)(request, response);
      else json(200, { ...matrix([]), warnings: ["store b is away"] })(request, response);
    });
    await expect(read(url, asked)).rejects.toThrow(/answers in part: store b is away/);
  });

  test("too many samples even for ten minutes", async () => {
    const url = await serve((request, response) => {
      if (request.url?.includes("query_range"))
        json(
          200,
          matrix([
            {
              metric: {},
              values: [
                [begin, "1"],
                [begin + 7200, "1"],
              ],
            },
          ]),
        )(request, response);
      else json(422, { status: "error", error: "query processing would load too many samples into memory" })(request, response);
    });
    await expect(read(url, asked)).rejects.toThrow(/answers 422: query processing would load too many samples/);
    expect(seen.length).toBeLessThan(20);
  });

  test("samples of the future are refused, whoever has them", async () => {
    const url = await serve((request, response) => {
      const values = request.url?.includes("query_range")
        ? [
            [begin, "1"],
            [begin + 7200, "1"],
          ]
        : [
            [begin + 15, "1"],
            [asked.now + 400, "2"],
          ];
      json(200, matrix([{ metric: requests, values }]))(request, response);
    });
    await expect(read(url, asked)).rejects.toThrow(/in the future/);
  });

  test("an address that is none, and a token that cannot be read", async () => {
    await expect(read("ftp://example.com")).rejects.toThrow(/--history: .*only http and https are supported/);
    await expect(read("http://127.0.0.1:1", { tokenFile: `${folder}/none` })).rejects.toThrow(/--history: the token in .* cannot be read/);
  });
});

test("a token goes with every question, and stands in no message", async () => {
  const url = await serve(json(403, { status: "error", error: "forbidden" }));
  const failure = read(url, { ...asked, tokenFile: written("token", "s3cret\n") });
  await expect(failure).rejects.toThrow(/forbidden/);
  await expect(failure).rejects.not.toThrow(/s3cret/);
  expect(seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer s3cret"]);
});
