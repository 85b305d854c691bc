import { createServer as createHttp } from "node:http";
import { createServer as createTcp } from "node:net";
import { createInterface } from "node:readline";

/** One request as it came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** Stands for every vendor that is told by HTTP: takes everything, answers as Slack and PagerDuty do when all is well. */
export async function httpListener() {
  const received: Received[] = [];
  const server = createHttp(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString("utf8");
    const { method = "", url = "", headers } = request;
    received.push({ method, path: url, authorization: headers.authorization, body: text === "" ? undefined : JSON.parse(text) });
    response.writeHead(url === "/pagerduty" || url.startsWith("/opsgenie") ? 202 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ok: true }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${portOf(server.address())}`, received, close: () => server.close() };
}

/** A mail as it was taken. */
export interface Mail {
  readonly user: string;
  readonly password: string;
  readonly to: readonly string[];
  readonly text: string;
}

/** Takes mail as the simplest server does that wants a login (RFC 5321, RFC 4954). */
export async function mailListener() {
  const mails: Mail[] = [];
  const server = createTcp((socket) => {
    const say = (line: string) => socket.write(`${line}\r\n`);
    const to: string[] = [];
    let login: readonly string[] = [];
    let lines: string[] | undefined;
    say("220 mail");
    createInterface(socket).on("line", (line) => {
      const [verb = ""] = line.toUpperCase().split(/[ :]/);
      if (lines !== undefined && line !== ".") lines.push(line);
      else if (lines !== undefined) {
        const [, user = "", password = ""] = login;
        mails.push({ user, password, to: [...to], text: lines.join("\n") });
        lines = undefined;
        say("250 taken");
      } else if (verb === "EHLO") socket.write("250-mail\r\n250 AUTH PLAIN\r\n");
      else if (verb === "AUTH") {
        login = Buffer.from(line.split(" ")[2] ?? "", "base64")
          .toString("utf8")
          .split("\0");
        say("235 known");
      } else if (verb === "DATA") {
        lines = [];
        say("354 go on");
      } else {
        if (verb === "RCPT") to.push(/<(.+)>/.exec(line)?.[1] ?? "");
        say(verb === "QUIT" ? "221 bye" : "250 fine");
      }
    });
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `127.0.0.1:${portOf(server.address())}`, mails, close: () => server.close() };
}

function portOf(address: ReturnType<ReturnType<typeof createTcp>["address"]>): number {
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
