import { describe, expect, test } from "vitest";
import { differs } from "../../../../analysis/contract/compare/comparison.ts";
import type { Finding } from "../../../../analysis/contract/compare/finding.ts";
import type { Edit } from "../../../model/edited.ts";
import { codes, compared, sound } from "../shop.ts";

const only = async (parts: Readonly<Record<string, string>>, edits: readonly Edit[] = []): Promise<Finding> => {
  const { findings } = await compared(parts, edits);
  const [finding, ...more] = findings;
  if (!finding || more.length > 0) throw new Error(JSON.stringify(findings));
  return finding;
};
const without = (part: string, ...texts: readonly string[]): string =>
  (sound[part] ?? "")
    .split("\n")
    .filter((line) => !texts.some((text) => line.includes(text)))
    .join("\n");
const replaced = (part: string, text: string, by: string): string => (sound[part] ?? "").replaceAll(text, by);

describe("an endpoint that keeps the contract", () => {
  test("has no finding; what the scrape itself makes is not asked for, nor are the labels that it adds", async () => {
    const comparison = await compared();
    expect(comparison).toEqual({ compared: ["cpu_percent", "http_duration_seconds", "http_requests_total"], unseen: ["up"], findings: [] });
    expect(differs(comparison)).toBe(false);
  });

  test("may have nothing that failed yet", async () => {
    expect((await compared({ requests: without("requests", '"500"') })).findings).toEqual([]);
  });

  test("may write its bounds in another way", async () => {
    expect((await compared({ duration: replaced("duration", '"0.5"', '"5e-01"') })).findings).toEqual([]);
  });

  test("may say no kind at all", async () => {
    expect((await compared({ requests: without("requests", "TYPE"), duration: without("duration", "TYPE") })).findings).toEqual([]);
  });

  test("may be OpenMetrics, where a counter's family has no _total", async () => {
    const requests = replaced("requests", "TYPE http_requests_total", "TYPE http_requests");
    expect((await compared({ requests, end: "# EOF" })).findings).toEqual([]);
  });
});

describe("a label of groups", () => {
  const byMethod: Edit = {
    file: "systems/shop.yaml",
    replace: 'bad: { status: { starts-with: "5" } } }',
    with: 'bad: { status: { starts-with: "5" } }, by: [method] }, at-most: 9',
  };

  test("that is not sent makes one group of all, in every alert of the SLO", async () => {
    const requests = replaced("requests", 'method="GET",', "");
    expect((await only({ requests })).consequences.misled).toEqual([]);
    const { code, consequences } = await only({ requests }, [byMethod]);
    expect(code).toBe("missing-label");
    expect(consequences.misled).toEqual(
      expect.arrayContaining(["shop--api--availability--page", "shop--api--availability--ticket", "shop--api--success--groups"]),
    );
  });
});

describe("a metric that is not there", () => {
  test("is missing, with everybody who would see nothing", async () => {
    expect(await only({ load: "" })).toEqual({
      code: "missing",
      severity: "error",
      entry: "shop--api--load",
      service: "shop/api",
      metric: "cpu_percent",
      what: "there is no gauge of this name",
      way: "emit it, or take it out of the catalog",
      consequences: {
        blind: ["shop--api--hot"],
        firing: ["shop--api--load--absent"],
        misled: [],
        unmeasured: [],
        panels: ["shop--api--overview/signal--busy"],
      },
    });
  });

  test("takes the SLO with all its alerts and panels", async () => {
    const { consequences } = await only({ requests: "" });
    expect(consequences.unmeasured).toEqual(["shop/api/availability"]);
    expect(consequences.blind).toEqual([
      "shop--api--availability--floor",
      "shop--api--availability--page",
      "shop--api--availability--ticket",
      "shop--api--errors",
    ]);
    expect(consequences.firing).toEqual(["shop--api--requests--absent"]);
    expect(consequences.panels).toContain("shop--overview/traffic");
  });

  test.each([
    ["some letters differ", "http_requests_total", "http_request_total"],
    ["words are added", "http_requests_total", "shop_api_http_requests_total"],
    ["its counter has no _total", "http_requests_total", "http_requests"],
  ])("is misnamed where %s", async (_, name, there) => {
    const finding = await only({ requests: replaced("requests", name, there) });
    expect(finding).toMatchObject({ code: "misnamed", severity: "error", nearest: there });
  });

  test("is misnamed where OpenMetrics appends _total to a counter", async () => {
    const edit = { file: "systems/shop.yaml", replace: "counter: http_requests_total", with: "counter: http_requests" };
    const requests = replaced("requests", "TYPE http_requests_total", "TYPE http_requests");
    const { findings } = await compared({ requests, end: "# EOF" }, [edit]);
    expect(findings).toMatchObject([{ code: "misnamed", metric: "http_requests", nearest: "http_requests_total" }]);
  });

  test("is not taken for another that the contract demands, too", async () => {
    const edit = {
      file: "systems/shop.yaml",
      replace: "      load:",
      with: "      loads: { gauge: cpu_percents, unit: percent }\n      load:",
    };
    expect(await only({}, [edit])).toMatchObject({ code: "missing", metric: "cpu_percents" });
  });

  test("under another name is compared at once with all that is demanded of it", async () => {
    const duration = replaced("duration", "http_duration_seconds", "http_request_duration_seconds")
      .replaceAll("method", "verb")
      .replace(/.*"0.2".*/, "");
    const { findings } = await compared({ duration });
    expect(findings.map(({ code, what }) => `${code}: ${what}`)).toEqual([
      "misnamed: there is no histogram of this name",
      "missing-label: of http_request_duration_seconds: its series have no label method",
      "missing-bucket: of http_request_duration_seconds: there is no bucket up to 0.2 s; the bounds are 0.1, 0.5",
    ]);
    expect(new Set(findings.map(({ metric }) => metric))).toEqual(new Set(["http_duration_seconds"]));
  });

  test("is unproved where it is declared and has labels: nothing has been counted yet", async () => {
    const comparison = await compared({ requests: "# TYPE http_requests_total counter" });
    expect(codes(comparison)).toEqual(["unproved? http_requests_total"]);
    expect(differs(comparison)).toBe(false);
  });

  test("is missing where it is declared and has no labels, so that it would have a value", async () => {
    const edit = { file: "systems/shop.yaml", replace: "      load:", with: "      depth: { gauge: depth }\n      load:" };
    expect(await only({ depth: "# TYPE depth gauge" }, [edit])).toMatchObject({
      code: "missing",
      what: "it is declared, and has no value",
    });
  });

  test("is found in part where a histogram has no buckets", async () => {
    expect(await only({ duration: without("duration", "_bucket") })).toMatchObject({
      code: "missing",
      what: "http_duration_seconds_bucket is not there, and http_duration_seconds_count is",
    });
  });
});

describe("a metric of another kind", () => {
  test("has the one finding from which all others would follow", async () => {
    const summary = '# TYPE http_duration_seconds summary\nhttp_duration_seconds{quantile="0.95"} 1\nhttp_duration_seconds_count 3';
    const finding = await only({ duration: summary });
    expect(finding).toMatchObject({ code: "wrong-kind", what: "it is a summary; the catalog needs a histogram" });
    expect(finding.consequences.blind).toContain("shop--api--latency--page");
  });

  test("misleads its alerts where it still has the series; its absence is not told", async () => {
    const { consequences } = await only({ requests: replaced("requests", "counter", "gauge") });
    expect(consequences.misled).toContain("shop--api--errors");
    expect([...consequences.blind, ...consequences.firing]).toEqual([]);
  });

  test("of another unit is told where the endpoint says its unit", async () => {
    const duration = sound.duration?.replace("\n#", "\n# UNIT http_duration_seconds milliseconds\n#") ?? "";
    const requests = replaced("requests", "TYPE http_requests_total", "TYPE http_requests");
    expect(await only({ duration, requests, end: "# EOF" })).toMatchObject({
      code: "wrong-unit",
      what: "its unit is milliseconds, and seconds is needed",
    });
  });

  test("beyond its range has another unit, or a fault", async () => {
    expect(await only({ load: replaced("load", " 12", " 1200") })).toMatchObject({
      code: "out-of-range",
      what: "a value is 1200, and the catalog has 0 to 100 (percent)",
      consequences: { misled: ["shop--api--hot"], blind: [], firing: [] },
    });
  });

  test("between the two values of a gauge that is 0 or 1 is a fault", async () => {
    const edits = [
      { file: "systems/shop.yaml", replace: "unit: percent", with: "unit: bool" },
      { file: "systems/shop.yaml", replace: "above: 80%", with: "is: 1" },
    ];
    expect(await only({ load: replaced("load", " 12", " 0.5") }, edits)).toMatchObject({
      code: "out-of-range",
      what: "a value is 0.5, and the catalog has 0 or 1 (bool)",
    });
  });

  test("a ratio that reads like percent is called so", async () => {
    const edit = { file: "systems/shop.yaml", replace: "unit: percent", with: "unit: ratio" };
    expect((await only({}, [edit])).way).toBe("it looks like percent: divide by 100, or declare the unit percent");
  });
});

describe("labels", () => {
  test("that a filter needs are missing: failures cannot be told, and the alerts on them are blind", async () => {
    const finding = await only({ requests: '# TYPE http_requests_total counter\nhttp_requests_total{method="GET",http_status="200"} 90' });
    expect(finding).toMatchObject({ code: "missing-label", nearest: "http_status", what: "its series have no label status" });
    expect(finding.consequences.blind).toContain("shop--api--errors");
    expect(finding.consequences.firing).toEqual([]);
    expect(finding.consequences.unmeasured).toEqual(["shop/api/availability"]);
  });

  test("that are on some series only mislead", async () => {
    const finding = await only({ requests: `${sound.requests}\nhttp_requests_total{method="GET"} 1` });
    expect(finding).toMatchObject({ code: "missing-label", what: "some of its series have no label status" });
    expect(finding.consequences.misled).toContain("shop--api--errors");
  });

  test("that only split a result mislead: what is one alert for each becomes one for all", async () => {
    const finding = await only({ load: replaced("load", '{core="0"}', "") });
    expect(finding).toMatchObject({ code: "missing-label", consequences: { blind: [], misled: ["shop--api--hot"] } });
  });

  test("that nobody reads are a warning", async () => {
    const finding = await only({ duration: replaced("duration", 'method="GET",', "").replaceAll('{method="GET"}', "") });
    expect(finding).toMatchObject({ code: "missing-label", severity: "warning" });
  });

  test("with the empty value are none", async () => {
    expect(await only({ load: replaced("load", '"0"', '""') })).toMatchObject({ code: "missing-label" });
  });
});

describe("values that nothing selects", () => {
  const where = (matcher: string) => ({
    file: "systems/shop.yaml",
    replace: "busy: { value: { of: load, aggregation: max, by: [core] } }",
    with: `busy: { value: { of: load, where: { core: ${matcher} }, aggregation: max } }`,
  });

  test.each([
    ["a value", "all", 'no series has core "all"; core is "0"'],
    ["any of some", "[a, b]", 'no series has core "a" or "b"; core is "0"'],
    ["a beginning", "{ starts-with: cpu }", 'no series has a core that begins with "cpu"; core is "0"'],
  ])("are told where they must be there: %s", async (_, matcher, what) => {
    const finding = await only({}, [where(matcher)]);
    expect(finding).toMatchObject({ code: "no-match", severity: "error", what });
    expect(finding.consequences.blind).toEqual(["shop--api--hot"]);
  });

  test.each([
    ["is", '"0"'],
    ["any of some", '["0", "1"]'],
    ["starts with", '{ starts-with: "0" }'],
  ])("are found: %s", async (_, matcher) => {
    expect((await compared({}, [where(matcher)])).findings).toEqual([]);
  });

  test("are not found inside of a value that begins in another way", async () => {
    expect(await only({ load: replaced("load", '"0"', '"a0"') }, [where('{ starts-with: "0" }')])).toMatchObject({ code: "no-match" });
  });

  test("of a count are rare, and may not be there", async () => {
    const count = [
      {
        file: "systems/shop.yaml",
        replace: "    slos:\n",
        with: "      refused: { count: { of: requests, where: { method: DELETE } } }\n    slos:\n",
      },
      {
        file: "systems/shop.yaml",
        replace: "      hot:",
        with: "      refused: { signal: refused, when: { count: { above: 5, over: 5m } }, for: 0s, missing: quiet, why: none is well, severity: warning, runbook: fix }\n      hot:",
      },
    ];
    expect((await compared({}, count)).findings).toEqual([]);
    const { consequences } = await only({ requests: "" }, count);
    expect(consequences.blind).toContain("shop--api--refused");
  });

  test("are told of failures where no status is a number, because none can ever begin with 5", async () => {
    const finding = await only({ requests: replaced("requests", '"200"', '"ok"').replace('"500"', '"error"') });
    expect(finding).toMatchObject({
      code: "no-match",
      severity: "error",
      what: 'no series has a status that begins with "5"; status is "error", "ok"',
    });
    expect(finding.consequences.blind).toContain("shop--api--availability--page");
  });

  const bad = (value: string) => ({ file: "systems/shop.yaml", replace: '{ starts-with: "5" }', with: value });

  test("are a warning where failures are spelled in another way", async () => {
    const requests = replaced("requests", '"200"', '"ok"').replace('"500"', '"failure"');
    expect(await only({ requests }, [bad("failed")])).toMatchObject({ code: "no-match", severity: "warning", nearest: "failure" });
  });

  test.each(["502", "crashed", "[rejected, lost]"])("are nothing where failures have only not happened yet: %s", async (value) => {
    const requests = replaced("requests", '"200"', value === "502" ? '"201"' : '"ok"').replace(
      '"500"',
      value === "502" ? '"404"' : '"cached"',
    );
    expect((await compared({ requests }, [bad(value === "502" ? '"502"' : value)])).findings).toEqual([]);
  });

  test("the application's own label with another value than the service's matcher is named with what it is", async () => {
    const edit = { file: "systems/shop.yaml", replace: "labels: [core]", with: "labels: [core, service]" };
    expect(await only({ load: replaced("load", 'core="0"', 'core="0",service="web"') }, [edit])).toMatchObject({
      code: "no-match",
      what: 'there are series of this name, and none with service as the catalog has it: service is "web"',
    });
  });
});

describe("buckets", () => {
  test("without the bound of an SLO cannot tell it", async () => {
    const finding = await only({ duration: without("duration", '"0.2"') });
    expect(finding).toMatchObject({
      code: "missing-bucket",
      severity: "error",
      what: "there is no bucket up to 0.2 s; the bounds are 0.1, 0.5",
    });
    expect(finding.consequences.unmeasured).toEqual(["shop/api/latency"]);
    expect(finding.consequences.firing).toEqual(["shop--api--duration--absent"]);
  });

  test("without a bound that no SLO needs are coarser, and no more", async () => {
    expect(await only({ duration: without("duration", '"0.1"') })).toMatchObject({ code: "missing-bucket", severity: "warning" });
  });

  test("in another unit are told as that", async () => {
    const duration = replaced("duration", 'le="0.', 'le="').replace('"1"', '"100"').replace('"2"', '"200"').replace('"5"', '"500"');
    const { findings } = await compared({ duration });
    expect(findings.map(({ way }) => way)).toContain(
      "the bounds look a thousand times too large: observe seconds, not milliseconds, or declare the unit ms",
    );
  });
});

test("everything is told at once", async () => {
  const comparison = await compared({
    requests: replaced("requests", "counter", "gauge"),
    duration: without("duration", '"0.2"'),
    load: "",
  });
  expect(codes(comparison).sort()).toEqual([
    "missing cpu_percent",
    "missing-bucket http_duration_seconds",
    "wrong-kind http_requests_total",
  ]);
  expect(differs(comparison)).toBe(true);
});
