/** The part of a stream that this needs; `process.stdout` is one. */
interface Stream {
  write(text: string): unknown;
  on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * Writes to standard output until the reader closes it. A reader that has seen enough (`| head`) is no fault: the verb
 * goes on, and its exit code stays its own. Output that a full disk swallowed is one: it is said once.
 *
 * @param lost takes the sentence, when output was lost
 */
export function standardOutput(stream: Stream, lost: (sentence: string) => void): (text: string) => void {
  let open = true;
  stream.on("error", ({ code, message }) => {
    if (open && code !== "EPIPE") lost(`standard output could not be written (${code ?? message}): its end is missing`);
    open = false;
  });
  return (text) => {
    if (open) stream.write(text);
  };
}
