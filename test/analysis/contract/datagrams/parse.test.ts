import { describe, expect, test } from "vitest";
import { NotDatagrams, parseDatagrams } from "../../../../analysis/contract/datagrams/parse.ts";

const read = (line: string) => parseDatagrams(line).map(({ labels, ...sample }) => ({ ...sample, labels: Object.fromEntries(labels) }));

describe("a datagram", () => {
  test.each([
    ["a count", "orders:1|c", { name: "orders", type: "c", value: 1, labels: {} }],
    [
      "tags, in lower case as they are stored",
      "seats:0.8|g|#Organization:ACME,beta",
      { name: "seats", type: "g", value: 0.8, labels: { organization: "acme", beta: "beta" } },
    ],
    ["a value with colons in a tag", "a:1|d|#url:http://x", { name: "a", type: "d", value: 1, labels: { url: "http://x" } }],
    [
      "a sample rate, a container and a time",
      "a.b:-2.5|ms|@0.1|#x:1|c:ci-1|T1700000000",
      { name: "a.b", type: "ms", value: -2.5, labels: { x: "1" } },
    ],
  ])("%s", (_, line, sample) => {
    expect(read(line)).toEqual([sample]);
  });

  test("may hold several values of one name", () => {
    expect(read("a:1:2:3|d").map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  test("events, service checks and empty lines are no metrics", () => {
    expect(read("_e{5,4}:title|text\n\n_sc|check|0\na:1|c\n")).toHaveLength(1);
  });

  test.each(["http_requests_total 1", "a:b|c", "a:1|x", "a:1"])("that is none is refused with its line: %s", (line) => {
    expect(() => parseDatagrams(`a:1|c\n${line}`)).toThrow(NotDatagrams);
    expect(() => parseDatagrams(`a:1|c\n${line}`)).toThrow("line 2");
  });
});
