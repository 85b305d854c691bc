import ky, { isHTTPError, type KyInstance, type Options } from "ky";
import { Fault } from "./fault.ts";

/** The API of an SCM provider: JSON responses, and every error as one sentence that names the request. */
export interface Api {
  get(path: string): Promise<unknown>;
  /** every item of a list, page by page */
  all(path: string): Promise<unknown[]>;
  send(method: "post" | "patch" | "put" | "delete", path: string, body?: unknown): Promise<unknown>;
}

export interface ApiSettings {
  /** base URL of the API, for example https://api.github.com */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** the variable from which the token came, for messages */
  readonly tokenFrom: string;
  /** pause before the second try (ms); each further one is twice as long */
  readonly pause?: number;
}

/** Tries of one request, and how long a limit of the API is waited for (ms): longer, and the job may as well be run again. */
const tries = 5;
const longestWait = 60_000;

/** No list that is read here comes near it. */
const mostPages = 100;

/** @throws Fault at the first request where `base` cannot be reached, rejects the token, or lacks the resource */
export function apiOf(settings: ApiSettings): Api {
  const client = ky.create({
    headers: settings.headers,
    timeout: 30_000,
    // A redirect would carry the token elsewhere, or hide that a repository has moved.
    redirect: "error",
    retry: {
      limit: tries - 1,
      methods: ["get", "put", "delete", "patch", "post"],
      statusCodes: [403, 429, 500, 502, 503, 504],
      // GitHub sends the reset time of its rate limit with every response; wait only if the limit is the reason.
      afterStatusCodes: [403, 429],
      maxRetryAfter: longestWait,
      delay: (attempt) => (settings.pause ?? 1000) * 2 ** (attempt - 1),
      shouldRetry: ({ error }) => (isHTTPError(error) ? mayTryAgain(error.response, error.request.method) : undefined),
    },
  });
  const ask = (path: string, options: Options) => asked(client, settings, path, options);
  return {
    get: async (path) => (await ask(path, { method: "get" })).json(),
    all: async (path) => {
      const found: unknown[] = [];
      let next: string | undefined = path;
      for (let page = 0; next !== undefined; page++) {
        if (page === mostPages) throw new Fault(`${path} has more than ${mostPages} pages; a partial list is not used`);
        const response: Response = await ask(next, { method: "get" });
        const items: unknown = await response.json();
        if (!Array.isArray(items)) throw new Fault(`${path} does not return a list: is ${settings.base} the API?`);
        found.push(...items);
        next = nextPage(response.headers.get("link"), settings.base);
      }
      return found;
    },
    send: async (method, path, body) => {
      const response = await ask(path, { method, ...(body === undefined ? {} : { json: body }) });
      const text = await response.text();
      return text === "" ? undefined : JSON.parse(text);
    },
  };
}

/** A limit was not reached by work that was done, so even a post may be sent again; after any other fault it may have been done. */
function mayTryAgain(response: Response, method: string): boolean | undefined {
  const wait = limitOf(response);
  if (wait !== undefined) return wait <= longestWait ? undefined : false;
  return response.status === 403 || method.toLowerCase() === "post" ? false : undefined;
}

/** How long until a limit of the API ends (ms); undefined where no limit was the reason. Its headers are those of GitHub and GitLab. */
function limitOf({ status, headers }: Response): number | undefined {
  const after = headers.get("retry-after");
  const spent = (headers.get("x-ratelimit-remaining") ?? headers.get("ratelimit-remaining")) === "0";
  if (status !== 429 && !(status === 403 && (after !== null || spent))) return undefined;
  const reset = headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset");
  if (after !== null) return Number(after) * 1000;
  return reset === null ? 0 : Math.max(0, Number(reset) * 1000 - Date.now());
}

/** The address of the next page, only of the same API: the token is sent nowhere else. */
function nextPage(link: string | null, base: string): string | undefined {
  const [, next] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? "") ?? [];
  if (next === undefined) return undefined;
  if (!URL.canParse(next) || new URL(next).origin !== new URL(base).origin)
    throw new Fault(`${base} links to a next page on another host; it is not requested`);
  return next;
}

async function asked(client: KyInstance, { base, tokenFrom }: ApiSettings, path: string, options: Options): Promise<Response> {
  const address = path.startsWith("http") ? path : `${base.replace(/\/$/, "")}/${path}`;
  try {
    return await client(address, options);
  } catch (error) {
    const request = `${(options.method ?? "get").toUpperCase()} ${address}`;
    if (isHTTPError(error))
      throw new Fault(`${request} answers ${error.response.status}: ${reasonOf(error.response, error.data, tokenFrom)}`);
    throw new Fault(`${request} got no response (${causeOf(error)}): is ${base} reachable from here?`);
  }
}

const reasons: Readonly<Record<number, (tokenFrom: string) => string>> = {
  401: (token) => `the token in ${token} is refused; it is wrong, or no longer valid`,
  403: (token) => `the token in ${token} may not do this; see "permissions" of the job`,
  404: (token) => `there is no such thing, or the token in ${token} may not see it`,
};

function reasonOf(response: Response, data: unknown, tokenFrom: string): string {
  const wait = limitOf(response);
  if (wait !== undefined) return `a limit of the API is reached, for ${Math.ceil(wait / 1000)} s more; run the job again then`;
  const own = reasons[response.status]?.(tokenFrom);
  if (own !== undefined) return own;
  const said = typeof data === "object" && data !== null && "message" in data ? JSON.stringify(data.message) : "no further details";
  return said.slice(0, 300);
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
