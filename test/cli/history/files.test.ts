import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { begin, counter, csv, failed, minutesOf, notation, now, ok, openMetrics, read, removeHistories, signal, written } from "./shop.ts";

afterAll(removeHistories);

const success = signal("success");
const both = [counter(ok, 10), counter(failed, 1)];
const minute = (text: number) => new Date((begin + text * 60) * 1000).toISOString().replace(":00.000Z", "Z");

describe("the same samples", () => {
  test.each([
    ["OpenMetrics", "a.om", openMetrics(both)],
    ["OpenMetrics, packed, whatever its name", "b.txt", gzipSync(openMetrics(both))],
    [
      "OpenMetrics with the lines of Windows, types and exemplars",
      "c.om",
      openMetrics(both)
        .replaceAll("\n", ' # {trace="x"} 1\r\n')
        .replace(/# EOF .*/, "# EOF"),
    ],
    ["a table", "d.csv", csv(both)],
    ["a table, packed", "e.csv.gz", gzipSync(csv(both))],
    [
      "a table with times in words",
      "f.csv",
      csv(both).replaceAll(/^(\d+),/gm, (_, at: string) => `${new Date(Number(at) * 1000).toISOString()},`),
    ],
  ])("are read from %s", async (_, name, content) => {
    const history = await read(written(name, content));
    expect(history.span).toEqual({ from: begin, to: begin + 120 * 60 });
    const { total, bad } = minutesOf(history, success);
    expect(total.slice(1)).toEqual(Array(119).fill(44));
    expect(bad.slice(1)).toEqual(Array(119).fill(4));
    expect(history.findings).toEqual([]);
  });

  test("are read only as far as they are asked for, with what the first windows reach back to", async () => {
    const asked = { from: minute(60), to: minute(90), lead: 600 };
    const history = await read(written("asked.om", openMetrics(both)), asked);
    expect(history.span).toEqual({ from: begin + 3600, to: begin + 5400 });
    expect(history.recorded.span).toEqual({ from: begin + 3000, to: begin + 5400 });
    expect(minutesOf(history, success).total).toEqual(Array(40).fill(44));
    expect(history.notes).toEqual([]);
  });
});

describe("what would give a wrong number is refused", () => {
  const line = (labels: Readonly<Record<string, string>>, rest: string) => `${notation("http_requests_total", labels)} ${rest}\n`;
  const text = (...lines: string[]) => `${lines.join("")}# EOF\n`;
  test.each([
    [
      "a time that runs back",
      text(line(ok, `1 ${begin + 60}`), line(ok, `1 ${begin}`)),
      /line 2: http_requests_total goes back from 2026-06-01T00:01Z to 2026-06-01T00:00Z; sort/,
    ],
    [
      "two values at one time",
      text(line(ok, `1 ${begin}`), line(ok, `2 ${begin}`), line(ok, `3 ${begin + 120}`)),
      /line 2: http_requests_total has two values at 2026-06-01T00:00Z, 1 and 2; keep the true one/,
    ],
    ["a sample of the future", text(line(ok, `1 ${begin}`), line(ok, `1 ${now + 301}`)), /line 2: .* in the future .*; correct the clock/],
    [
      "milliseconds",
      text(line(ok, `1 ${begin}000`)),
      /line 1: the time 1780272000000 looks like milliseconds; OpenMetrics has seconds: divide by 1000/,
    ],
    ["an answer of a metrics endpoint", text(line(ok, "1")), /line 1: the sample has no timestamp; .* not a history/],
    ["a text that is cut off", line(ok, `1 ${begin}`), /does not end with # EOF: it is cut off/],
    ["two texts in one", text(line(ok, `1 ${begin}`)).repeat(2), /line 3: there is more after # EOF/],
    ["a value that is none", text(line(ok, `much ${begin}`)), /line 1: "much" is no number/],
    ["labels without end", text(`http_requests_total{env="prod 1 ${begin}\n`), /line 1: .* has no end of its labels/],
    ["a label without a value", text(`http_requests_total{env} 1 ${begin}\n`), /line 1: .* is no series/],
    ["a page of the Web", "<html>\n<body>\n", /does not end with # EOF/],
    ["nothing at all", "", /does not end with # EOF/],
  ])("in OpenMetrics: %s", async (name, content, message) => {
    await expect(read(written(`${name.replaceAll(" ", "-")}.om`, content))).rejects.toThrow(message);
  });

  test.each([
    ["a time without a zone", "time,up\n2026-06-01T00:00:00,1\n", /line 2: "2026-06-01T00:00:00": has no time zone; write Z for UTC/],
    ["milliseconds", `time,up\n${begin}000,1\n`, /line 2: 1780272000000 looks like milliseconds; .*divide by 1000/],
    ["no time at all", "time,up\nyesterday,1\n", /line 2: "yesterday": no date and time such as/],
    ["another first column", "date,up\n2026-06-01,1\n", /line 1: the first column is called "date", and not time/],
    ["two columns of one name", "time,up,up\n", /line 1: two columns are named up/],
    ["a row that is too short", "time,up,down\n1,2\n", /Invalid Record Length.*line 2/],
    ["a quotation mark that is never closed", 'time,"up\n1,2\n', /Quote Not Closed.*line/],
    [
      "a value that is none",
      `time,"${notation("http_requests_total", ok).replaceAll('"', '""')}"\n${begin},many\n`,
      /line 2: "many" is no number/,
    ],
    ["a column that is no series", "time,my requests\n", /line 1: "my requests" is no series/],
    ["nothing at all", "", /is empty/],
  ])("in a table: %s", async (name, content, message) => {
    await expect(read(written(`${name.replaceAll(" ", "-")}.csv`, content))).rejects.toThrow(message);
  });

  test.each([
    ["there is no such file", "none.om", {}, /cannot be read: there is no such file/],
    ["a token is given for a file", "a.om", { tokenFile: "token" }, /--token-file is for an address/],
    ["--from is without a zone", "a.om", { from: "2026-06-01T00:00:00" }, /--from 2026-06-01T00:00:00: has no time zone/],
    ["--from is behind --to", "a.om", { from: minute(5), to: minute(5) }, /is not before/],
    [
      "another time is asked for",
      "a.om",
      { from: "2026-05-01T00:00Z", to: "2026-05-02T00:00Z" },
      /the history is from 2026-06-01T00:00Z to 2026-06-01T02:00Z, but --from and --to select another time/,
    ],
  ])("where %s", async (_, name, options, message) => {
    const file = name === "none.om" ? name : written(name, openMetrics(both));
    await expect(read(file, options)).rejects.toThrow(message);
  });

  test("a packed file that is cut off, or only looks packed", async () => {
    const packed = gzipSync(openMetrics(both));
    await expect(read(written("cut.om.gz", packed.subarray(0, packed.length / 2)))).rejects.toThrow(/is cut off or damaged/);
    await expect(read(written("no.om.gz", Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])))).rejects.toThrow(
      /is cut off or damaged/,
    );
  });
});

test("a sample that comes twice counts once, and that is said", async () => {
  const lines = openMetrics(both).split("\n");
  const twice = lines.flatMap((line, index) => (index === 7 ? [line, line] : [line])).join("\n");
  const history = await read(written("twice.om", twice));
  expect(minutesOf(history, success).total.slice(1)).toEqual(Array(119).fill(44));
  expect(history.notes).toContain("1 sample occurred twice and counts once.");
});
