import { StringDecoder } from "node:string_decoder";
import { CannotRead } from "./fault.ts";

/** Characters of the longest line that is read; a line of a series has a few hundred. */
export const longestLine = 1 << 20;

/**
 * Calls `take` with each line of a text of any size, in constant memory: what is kept is one piece of the stream and the
 * line that it cuts. Lines that are kept by `take` must be copied, because they hold their whole piece.
 *
 * @param from for people: where the text comes from
 * @throws CannotRead with the number of the line where `take` does, or where a line does not end
 */
export async function eachLine(pieces: AsyncIterable<Uint8Array>, from: string, take: (line: string) => void): Promise<void> {
  // Unlike that of the Web, this decoder replaces what is no UTF-8: as labels it would fit no selector.
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let number = 1;
  const whole = (text: string, last: boolean) => {
    let at = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", at)) {
      take(text.charCodeAt(end - 1) === carriageReturn ? text.slice(at, end - 1) : text.slice(at, end));
      at = end + 1;
      number += 1;
    }
    rest = text.slice(at);
    if (rest.length > longestLine) throw new CannotRead(`is longer than ${longestLine} characters; this is no text of one sample a line`);
    if (last && rest !== "") take(rest);
  };
  try {
    for await (const piece of pieces) whole(rest + decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)), false);
    whole(rest + decoder.end(), true);
  } catch (error) {
    if (!(error instanceof CannotRead)) throw error;
    throw new CannotRead(`${from}: line ${number}: ${error.message}`);
  }
}

const carriageReturn = 13;
