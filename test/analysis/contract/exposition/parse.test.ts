import fc from "fast-check";
import { Counter, Gauge, Histogram, type OpenMetricsContentType, Registry, type RegistryContentType, Summary } from "prom-client";
import { describe, expect, test } from "vitest";
import { NotAnExposition } from "../../../../analysis/contract/exposition/exposition.ts";
import { parseExposition } from "../../../../analysis/contract/exposition/parse.ts";

const samplesOf = (text: string, openMetrics = false) =>
  [...parseExposition(text, openMetrics).samples.values()]
    .flat()
    .map(({ name, labels, value }) => ({ name, ...Object.fromEntries(labels), value }));

describe("a line of the text format", () => {
  test.each([
    ["a name alone", "up 1", { name: "up", value: 1 }],
    ["labels, and a comma too many", 'a{x="1",y="2",} 3', { name: "a", x: "1", y: "2", value: 3 }],
    ["blanks wherever they may stand", '  a  { x = "1" , y="2" }  3  1700000000000 ', { name: "a", x: "1", y: "2", value: 3 }],
    ["empty braces", "a{} 1", { name: "a", value: 1 }],
    ["escaped characters", String.raw`a{x="\"q\" \\ \n \d"} 1`, { name: "a", x: '"q" \\ \n \\d', value: 1 }],
    ["braces, commas and # inside of a value", 'a{x="{,}#"} 1', { name: "a", x: "{,}#", value: 1 }],
    ["an infinite value", 'a_bucket{le="+Inf"} +Inf', { name: "a_bucket", le: "+Inf", value: Number.POSITIVE_INFINITY }],
    ["a value that is no number", "a NaN", { name: "a", value: Number.NaN }],
    ["an exponent", "a -1.5e+06", { name: "a", value: -1_500_000 }],
    ["a name in quotation marks", '{"http.requests",x="1"} 1', { name: "http.requests", x: "1", value: 1 }],
    ["a label in quotation marks", 'a{"x.y"="1"} 1', { name: "a", "x.y": "1", value: 1 }],
    ["an exemplar", 'a_bucket{le="1"} 3 # {trace_id="k"} 0.7 1700000000.1', { name: "a_bucket", le: "1", value: 3 }],
    ["an exemplar after a time stamp", "a_total 3 1700000000 # {} 1", { name: "a_total", value: 3 }],
    ["the line end of another system", "a 1\r", { name: "a", value: 1 }],
  ])("%s", (_, line, sample) => {
    expect(samplesOf(`${line}\n`)).toEqual([sample]);
  });

  test.each([
    ["a page", "<!DOCTYPE html>", '"<!DOCTYPE html>" is no name of a metric or label'],
    ["a sentence", "not found", '"found" is no number'],
    ["an answer in JSON", '{"status":"success"}', '":\\"success\\"}'],
    ["a text without its end", 'a{x="1} 3', "is no text in quotation marks"],
    ["braces without their end", 'a{x="1" 3', '"," is missing before "3"'],
    ["no value", "a", "the end of the line"],
    ["a value of another language", "a 1,5", '"1,5" is no number'],
    ["hexadecimal", "a 0x10", '"0x10" is no number'],
    ["two names", 'a{"b"} 1', "a sample has one name"],
    ["no name", '{x="1"} 1', "a sample has one name"],
    ["a label twice", 'a{x="1",x="2"} 1', "the label x occurs twice"],
    ["a label without a value", 'a{x="1",y} 1', "the label y has no value"],
    ["more than a sample has", "a 1 2 3", '"3" is more than a sample has'],
    ["an unknown type", "# TYPE a meter", '"meter" is no type of a metric'],
    ["a second type", "# TYPE a gauge\n# TYPE a counter", "line 2: a has a second type"],
  ])("that is none is refused: %s", (_, text, fault) => {
    expect(() => parseExposition(text, false)).toThrow(NotAnExposition);
    expect(() => parseExposition(text, false)).toThrow(fault);
  });

  test("a fault is told with the number of its line", () => {
    expect(() => parseExposition("a 1\n\n# a comment\nb one\n", false)).toThrow('line 4: "one" is no number');
  });

  test("whatever a label says comes back as it was", () => {
    const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
    const text = fc.string({ unit: "binary" });
    // 0 and -0 are told apart by nothing that reads metrics, and Go writes both as 0.
    const number = fc.double({ noNaN: true }).filter((one) => !Object.is(one, -0));
    fc.assert(
      fc.property(text, number, (text, number) => {
        const [sample] = samplesOf(`a{x="${escaped(text)}"} ${String(number).replace("Infinity", "Inf")}`);
        expect(sample).toEqual({ name: "a", x: text, value: number });
      }),
    );
  });
});

describe("OpenMetrics", () => {
  test("says kind and unit of a family, and ends with # EOF", () => {
    const text = "# TYPE a_seconds counter\n# UNIT a_seconds seconds\n# HELP a_seconds What it is.\na_seconds_total 1\n# EOF\n";
    const { declarations, samples } = parseExposition(text, true);
    expect(Object.fromEntries(declarations)).toEqual({ a_seconds: { kind: "counter", unit: "seconds" } });
    expect([...samples.keys()]).toEqual(["a_seconds_total"]);
  });

  test("without its end is an answer that was cut off", () => {
    expect(() => parseExposition("# TYPE a counter\na_total 1\n", true)).toThrow("cut off");
  });

  test("has nothing after its end", () => {
    expect(() => parseExposition("a 1\n# EOF\nb 1\n", true)).toThrow("line 3: there is more after # EOF");
  });

  test("in the text format # EOF is a comment", () => {
    expect(samplesOf("# EOF\na 1\n")).toHaveLength(1);
  });
});

describe("what prom-client writes is read in both formats", () => {
  const filled = <T extends RegistryContentType>(registry: Registry<T>): Registry<T> => {
    const registers = [registry as unknown as Registry];
    new Counter({ name: "orders_total", help: "orders", labelNames: ["status"], registers }).inc({ status: "paid" }, 2);
    new Gauge({ name: "queue_depth", help: 'a "help" with \\ and\nmore', registers }).set(3);
    new Histogram({ name: "load_seconds", help: "load", labelNames: ["page"], buckets: [0.1, 0.2, 1e6], registers }).observe(
      { page: 'a"\n\\b' },
      0.15,
    );
    new Summary({ name: "size_bytes", help: "sizes", percentiles: [0.5], registers }).observe(1);
    return registry;
  };

  test("text", async () => {
    const { samples, declarations } = parseExposition(await filled(new Registry()).metrics(), false);
    expect(declarations.get("orders_total")).toEqual({ kind: "counter" });
    expect(declarations.get("load_seconds")).toEqual({ kind: "histogram" });
    expect(samples.get("orders_total")?.[0]?.value).toBe(2);
    expect(samples.get("load_seconds_bucket")?.map(({ labels }) => labels.get("le"))).toEqual(["0.1", "0.2", "1000000", "+Inf"]);
    expect(samples.get("load_seconds_count")?.[0]?.labels.get("page")).toBe('a"\n\\b');
    expect(samples.get("size_bytes")?.[0]?.labels.get("quantile")).toBe("0.5");
  });

  test("OpenMetrics", async () => {
    const registry = new Registry<OpenMetricsContentType>();
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    const { samples, declarations } = parseExposition(await filled(registry).metrics(), true);
    expect(declarations.get("orders")).toEqual({ kind: "counter" });
    expect(samples.get("orders_total")?.[0]?.value).toBe(2);
    expect(samples.get("load_seconds_bucket")).toHaveLength(4);
  });
});
