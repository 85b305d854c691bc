import { fitting } from "./wrapped.ts";

/** What {@link progressOn} needs of a stream; `process.stderr` is one. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Takes what is being done, as `what: how far`. */
export interface Progress {
  say(text: string): void;
  /** ends the line that moves */
  end(): void;
}

/** Milliseconds between two lines about one thing in a log. */
const interval = 5_000;

/**
 * Says how far something is. On a terminal one thing, named before the first colon, has one line, which moves; elsewhere
 * a line every five seconds, so that a log stays short.
 */
export function progressOn(stream: Stream, now: () => number = Date.now): Progress {
  // A line as wide as the terminal could not be overwritten.
  let current: { readonly what: string; readonly since: number } | undefined;
  const say = (text: string) => {
    const [what = ""] = text.split(":");
    const same = current?.what === what;
    if (!stream.isTTY && same && now() - (current?.since ?? 0) < interval) return;
    if (!stream.isTTY) stream.write(`${text}\n`);
    else stream.write(`${current === undefined ? "" : same ? "\r\u001b[K" : "\n"}${fitting(text, (stream.columns ?? 80) - 1)}`);
    current = { what, since: now() };
  };
  const end = () => {
    if (stream.isTTY && current !== undefined) stream.write("\n");
    current = undefined;
  };
  return { say, end };
}
