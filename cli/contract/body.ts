import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";

/** The comparison could not be made: nothing is known about the application. */
export class CannotCompare extends Error {
  override readonly name = "CannotCompare";
}

/** The answer is larger than its bound: a smaller question may be answered. */
export class TooLarge extends CannotCompare {}

export interface Bounds {
  /** bytes of a body */
  readonly bytes: number;
  /** milliseconds from the question to the end of the answer */
  readonly time: number;
}

interface Question {
  readonly url: URL;
  readonly accept: string;
  /** of `Authorization: Bearer` */
  readonly token?: string | undefined;
  readonly bounds: Bounds;
  /** an answer that sends on to another address is the answer */
  readonly stay?: true;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** where it sends on to */
  readonly location?: string;
}

/** An address for people: without what it may hold of a password. */
export function shown({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

/** @throws CannotCompare if it is no address that can be asked */
export function addressOf(text: string): URL {
  if (!URL.canParse(text)) throw new CannotCompare(`${JSON.stringify(text)} is no address`);
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new CannotCompare(`${shown(url)} cannot be requested: only http and https are supported`);
  return url;
}

/** @throws CannotCompare if there is no answer, or it takes too long or too much */
export async function ask({ url, accept, token, bounds, stay }: Question): Promise<Answer> {
  // fetch refuses addresses with a name and password in them.
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  const basic =
    url.username === "" ? undefined : `Basic ${Buffer.from(decodeURIComponent(`${url.username}:${url.password}`)).toString("base64")}`;
  const authorization = token === undefined ? basic : `Bearer ${token}`;
  try {
    const response = await fetch(bare, {
      headers: { accept, ...(authorization !== undefined && { authorization }) },
      signal: AbortSignal.timeout(bounds.time),
      ...(stay && { redirect: "manual" }),
    });
    const text = await collect(response.body ?? [], bounds.bytes, shown(url));
    const location = response.headers.get("location");
    return { status: response.status, type: response.headers.get("content-type") ?? "", text, ...(location !== null && { location }) };
  } catch (error) {
    if (error instanceof CannotCompare) throw error;
    const late = error instanceof DOMException && error.name === "TimeoutError";
    throw new CannotCompare(
      `${shown(url)} ${late ? `did not answer within ${bounds.time / 1000} s` : `cannot be reached: ${reasonOf(error)}`}`,
    );
  }
}

/** @throws CannotCompare if there is no such file, or it is too large */
export async function readText(path: string, bounds: Bounds): Promise<string> {
  try {
    return await collect(createReadStream(path), bounds.bytes, path);
  } catch (error) {
    if (error instanceof CannotCompare) throw error;
    throw new CannotCompare(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** A token alone in a file, so that it is in no process list. */
export async function readToken(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    throw new CannotCompare(`the token in ${path} cannot be read: ${reasonOf(error)}`);
  }
}

async function collect(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, limit: number, from: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new TooLarge(`${from} is larger than ${limit / 2 ** 20} MiB`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new CannotCompare(`${from} is no text in UTF-8`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : error.message;
}
