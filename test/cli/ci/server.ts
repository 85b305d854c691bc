import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came. */
export interface Asked {
  readonly method: string;
  /** path and query */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
  /** of what is no JSON */
  readonly text?: string;
}

export interface Told {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** as JSON; a text as it is */
  readonly body?: unknown;
}

export interface Server {
  readonly base: string;
  /** every request, in order */
  readonly asked: Asked[];
  readonly close: () => Promise<void>;
}

/** An API on this machine: answers what `answer` says to a request, and remembers every one. */
export async function serve(answer: (asked: Asked, base: string) => Told): Promise<Server> {
  const asked: Asked[] = [];
  let base = "";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const one = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        ...(/json/.test(request.headers["content-type"] ?? "") || text === ""
          ? { body: text === "" ? undefined : (JSON.parse(text) as unknown) }
          : { body: undefined, text }),
      };
      asked.push(one);
      const { status = 200, headers = {}, body } = answer(one, base);
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
