import type { Sample } from "../exposition/exposition.ts";

/** One metric as a client sent it in a datagram. */
export interface SentSample extends Sample {
  /** letters of the type: c, g, d, h, ms or s */
  readonly type: string;
}

/** The text is not what a client sends. */
export class NotDatagrams extends Error {
  constructor(line: number, text: string) {
    super(`line ${line}: ${JSON.stringify(text.slice(0, 60))} is no datagram of a metric`);
    this.name = "NotDatagrams";
  }
}

/**
 * Datagrams, one metric a line: `name:value|type|@rate|#tag:value,tag`. Several values of one name (`1:2:3`), and fields
 * that do not matter here (sample rate, container, time), are read; events and service checks are no metrics.
 *
 * @throws NotDatagrams with the first line that is none
 */
export function parseDatagrams(text: string): SentSample[] {
  return text.split("\n").flatMap((written, index) => {
    const line = written.trim();
    if (line === "" || line.startsWith("_e{") || line.startsWith("_sc|")) return [];
    const [, name, values = "", type, rest = ""] = /^([^:|#\s]+):([^|]*)\|(c|g|d|h|ms|s)(\|.*)?$/.exec(line) ?? [];
    if (name === undefined || type === undefined) throw new NotDatagrams(index + 1, line);
    const labels = tagsOf(rest);
    return values.split(":").map((value) => {
      if (type !== "s" && !Number.isFinite(Number.parseFloat(value))) throw new NotDatagrams(index + 1, line);
      return { name, type, labels, value: Number.parseFloat(value) };
    });
  });
}

/** Tags as they are stored: in lower case. A tag without a value is a label that is there. */
function tagsOf(rest: string): ReadonlyMap<string, string> {
  const tags =
    rest
      .split("|")
      .find((field) => field.startsWith("#"))
      ?.slice(1) ?? "";
  return new Map(
    tags
      .toLowerCase()
      .split(",")
      .filter((tag) => tag !== "")
      .map((tag) => {
        const colon = tag.indexOf(":");
        return colon === -1 ? [tag, tag] : [tag.slice(0, colon), tag.slice(colon + 1)];
      }),
  );
}
