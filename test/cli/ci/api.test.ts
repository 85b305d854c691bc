import { afterEach, describe, expect, test } from "vitest";
import { type Api, apiOf } from "../../../cli/ci/api.ts";
import { Fault } from "../../../cli/ci/fault.ts";
import { type Asked, type Server, serve, type Told } from "./server.ts";

let server: Server | undefined;
afterEach(() => server?.close());

async function api(answer: (asked: Asked, base: string) => Told): Promise<{ readonly api: Api; readonly server: Server }> {
  server = await serve(answer);
  return { server, api: apiOf({ base: server.base, headers: { authorization: "Bearer t0ken" }, tokenFrom: "GITHUB_TOKEN", pause: 1 }) };
}

/** Answers each request with the next of these, and the last one from then on. */
const inTurn = (...answers: readonly Told[]) => {
  let turn = 0;
  return () => answers[Math.min(turn++, answers.length - 1)] ?? {};
};

const faultOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return String((error as Error).message);
};

describe("a list", () => {
  test("is read page by page, in order, with the token at every page", async () => {
    const { api: it, server: at } = await api(({ path }, base) => {
      const page = Number(/page=(\d+)/.exec(path)?.[1] ?? 1);
      const next = page < 4 ? { link: `<${base}/things?page=${page + 1}>; rel="next", <${base}/things?page=4>; rel="last"` } : {};
      return { headers: next, body: [page * 10, page * 10 + 1] };
    });
    expect(await it.all("things")).toEqual([10, 11, 20, 21, 30, 31, 40, 41]);
    expect(at.asked.map(({ headers }) => headers.authorization)).toEqual(Array(4).fill("Bearer t0ken"));
  });

  test("is not followed to another host, which would get the token", async () => {
    const other = await serve(() => ({ body: [] }));
    const { api: it } = await api(() => ({ headers: { link: `<${other.base}/things?page=2>; rel="next"` }, body: [1] }));
    expect(await faultOf(it.all("things"))).toMatch(/next page on another host/);
    expect(other.asked).toEqual([]);
    await other.close();
  });

  test("without an end is given up, and no part of it is taken for the whole", async () => {
    const { api: it, server: at } = await api((_, base) => ({ headers: { link: `<${base}/things?again>; rel="next"` }, body: [1] }));
    expect(await faultOf(it.all("things"))).toMatch(/more than 100 pages/);
    expect(at.asked).toHaveLength(100);
  });

  test("that is none is told as such", async () => {
    const { api: it } = await api(() => ({ body: { message: "hello" } }));
    expect(await faultOf(it.all("things"))).toMatch(/does not return a list/);
  });
});

describe("a refusal names the request and the way out", () => {
  test.each([
    [401, {}, /GET \S+\/thing answers 401: the token in GITHUB_TOKEN is refused/],
    [403, {}, /may not do this; see "permissions" of the job/],
    [404, {}, /no such thing, or the token in GITHUB_TOKEN may not see it/],
    [422, { message: "Body is too long (maximum is 65536 characters)" }, /answers 422: "Body is too long \(maximum is 65536 characters\)"/],
    [418, "teapot", /answers 418: no further details/],
  ])("%i", async (status, body, said) => {
    const { api: it, server: at } = await api(() => ({ status, body }));
    const message = await faultOf(it.get("thing"));
    expect(message).toMatch(said);
    expect(message).not.toContain("t0ken");
    expect(at.asked).toHaveLength(1);
  });

  test("a host that does not answer is named", async () => {
    const { api: it, server: at } = await api(() => ({}));
    await at.close();
    expect(await faultOf(it.get("thing"))).toMatch(/got no response \(.*\): is http:\/\/127\.0\.0\.1:\d+ reachable from here\?/);
  });

  test("a redirect is not followed with the token", async () => {
    const other = await serve(() => ({ body: { stolen: true } }));
    const { api: it } = await api(() => ({ status: 302, headers: { location: `${other.base}/thing` } }));
    await faultOf(it.get("thing"));
    expect(other.asked).toEqual([]);
    await other.close();
  });
});

describe("trying again", () => {
  test.each([500, 502, 503, 504])("a question that is answered %i is asked again", async (status) => {
    const { api: it, server: at } = await api(inTurn({ status }, { status }, { body: { found: true } }));
    expect(await it.get("thing")).toEqual({ found: true });
    expect(at.asked).toHaveLength(3);
  });

  test("it ends after five times", async () => {
    const { api: it, server: at } = await api(() => ({ status: 500 }));
    expect(await faultOf(it.get("thing"))).toMatch(/answers 500/);
    expect(at.asked).toHaveLength(5);
  });

  test("what is made anew by each post is posted once, since the first may have been taken", async () => {
    const { api: it, server: at } = await api(() => ({ status: 502 }));
    expect(await faultOf(it.send("post", "things", { a: 1 }))).toMatch(/answers 502/);
    expect(at.asked).toHaveLength(1);
  });

  test.each(["patch", "put", "delete"] as const)("what comes to the same twice is sent again: %s", async (method) => {
    const { api: it, server: at } = await api(inTurn({ status: 502 }, { status: 200, body: {} }));
    await it.send(method, "things/1", { a: 1 });
    expect(at.asked.map(({ body }) => body)).toEqual([{ a: 1 }, { a: 1 }]);
  });

  test.each([
    ["403 with retry-after", { status: 403, headers: { "retry-after": "0" } }],
    ["403 with nothing left", { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" } }],
    ["429", { status: 429, headers: { "retry-after": "0" } }],
  ])("a limit is waited for, even with a post: %s", async (_, limited) => {
    const { api: it, server: at } = await api(inTurn(limited, { status: 201, body: { id: 1 } }));
    expect(await it.send("post", "things", { a: 1 })).toEqual({ id: 1 });
    expect(at.asked).toHaveLength(2);
  });

  test("a limit that lasts longer than a minute ends the step at once, and says how long", async () => {
    const { api: it, server: at } = await api(() => ({ status: 403, headers: { "retry-after": "900" } }));
    expect(await faultOf(it.get("thing"))).toMatch(/a limit of the API is reached, for 900 s more/);
    expect(at.asked).toHaveLength(1);
  });

  test("when the limit of the API begins anew says nothing about a broken server", async () => {
    const inAnHour = String(Math.floor(Date.now() / 1000) + 3600);
    const { api: it } = await api(inTurn({ status: 503, headers: { "x-ratelimit-reset": inAnHour } }, { body: 1 }));
    const start = performance.now();
    expect(await it.get("thing")).toBe(1);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

test("an answer without a body is none", async () => {
  const { api: it } = await api(() => ({ status: 204 }));
  expect(await it.send("delete", "things/1")).toBeUndefined();
});
