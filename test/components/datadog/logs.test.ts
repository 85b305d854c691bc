import { describe, expect, test } from "vitest";
import { detectionArgs, routeOfDetection } from "../../../components/datadog/logs/detection.ts";
import { pipelineArgs } from "../../../components/datadog/logs/pipeline.ts";
import { pipelineQuery } from "../../../components/datadog/logs/query.ts";
import { scannerRuleArgs } from "../../../components/datadog/logs/scanner.ts";
import type { MaskKind } from "../../../model/resolved.ts";
import { datadogOf } from "./catalog.ts";

const own = datadogOf();
const [system] = own.logging;
if (!system?.logs) throw new Error("the catalog has no logs");
const { logs } = system;
type Processor = Record<string, Record<string, unknown>>;
function processorsOf(id: string): Processor[] {
  const pipeline = logs.pipelines.find((one) => one.id === id);
  if (!system || !pipeline) throw new Error(`no pipeline is called ${id}`);
  return pipelineArgs(system, logs, pipeline).processors as Processor[];
}
const kinds = (id: string) => processorsOf(id).flatMap((processor) => Object.keys(processor));
const the = (id: string, kind: string) => processorsOf(id).find((processor) => kind in processor)?.[kind];

describe("numeric levels", () => {
  test("are named before they become the status: 0 is an error, not an emergency", () => {
    expect(the("application", "categoryProcessor")).toMatchObject({
      target: "level_name",
      categories: [
        { name: "error", filter: { query: "@level:0" } },
        { name: "warn", filter: { query: "@level:1" } },
        { name: "info", filter: { query: "@level:2" } },
        { name: "debug", filter: { query: "@level:3" } },
        { name: "trace", filter: { query: "@level:4" } },
      ],
    });
    expect(the("application", "statusRemapper")).toMatchObject({ sources: ["level_name"] });
    expect(kinds("application").indexOf("categoryProcessor")).toBeLessThan(kinds("application").indexOf("statusRemapper"));
  });
});

describe("pipelines", () => {
  test("fields that Datadog has a place for go there; the others stay as they are", () => {
    expect(kinds("application")).toEqual([
      "grokParser",
      "categoryProcessor",
      "statusRemapper",
      "dateRemapper",
      "serviceRemapper",
      "messageRemapper",
    ]);
    expect(the("application", "dateRemapper")).toMatchObject({ sources: ["timestamp"] });
  });
  test("access logs are read by the format of each technology, with the place of the client last", () => {
    expect(kinds("access")).toEqual(["grokParser", "dateRemapper", "categoryProcessor", "statusRemapper", "geoIpParser"]);
    expect(the("access", "geoIpParser")).toMatchObject({ sources: ["network.client.ip"] });
    const { grok, samples } = the("access", "grokParser") as { grok: { matchRules: string; supportRules: string }; samples: string[] };
    expect(grok.matchRules.split("\n").map((rule) => rule.split(" ")[0])).toEqual(["combined", "balanced"]);
    for (const [index, sample] of samples.entries())
      expect(sample).toMatch(likeness(grok.matchRules.split("\n")[index] ?? "", grok.supportRules));
  });
  test("a format that nobody described is refused", () => {
    const access = logs.pipelines.find(({ id }) => id === "access");
    if (!access) throw new Error("there is no access log");
    expect(() => pipelineArgs(system, logs, { ...access, technologies: ["iis"] })).toThrow(/access log format of iis is unknown/);
  });
});

test("the place of an address that is masked is refused", () => {
  const access = logs.pipelines.find(({ id }) => id === "access");
  if (!access) throw new Error("there is no access log");
  expect(() => pipelineArgs(system, logs, { ...access, mask: ["ip-address"] })).toThrow(/masked address has no location/);
});

/** A grok rule as a regular expression of this language: enough to see whether it fits a line. */
function likeness(rule: string, support: string): RegExp {
  const parts = new Map(
    support.split("\n").map((line): [string, string] => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
  );
  const matchers: Record<string, string> = {
    ipOrHost: "[\\w.:-]+?",
    notSpace: "\\S+?",
    word: "\\w+",
    number: "\\d+(?:\\.\\d+)?",
    integer: "-?\\d+",
    port: "\\d+",
  };
  const expanded = (text: string): string =>
    text.replace(/%\{(\w+)((?:\("(?:[^"\\]|\\.)*"\))?)[^}]*\}/g, (_, name: string, argument: string) => {
      const part = parts.get(name);
      if (part !== undefined) return expanded(part);
      if (name === "regex") return `(?:${argument.slice(2, -2).replaceAll('\\"', '"')})`;
      return name === "date" ? "[^\\]\\s]+(?: [+-]\\d{4})?" : (matchers[name] ?? "NEVER");
    });
  return new RegExp(`^${expanded(rule.slice(rule.indexOf(" ") + 1))}$`);
}

describe("which lines a pipeline takes", () => {
  const taking = (services: string[], technologies: string[] = []) => ({ services, technologies });
  test("others' lines are left out only where they could be the same", () => {
    expect(pipelineQuery(taking(["auth", "firewall"]), [taking(["api"])])).toBe("service:(auth OR firewall)");
    expect(pipelineQuery(taking([], ["nginx", "alb"]), [taking(["api", "web"])])).toBe("source:(nginx OR alb) -(service:(api OR web))");
    expect(pipelineQuery(taking(["web"], ["nginx"]), [taking(["web"])])).toBe("service:web source:nginx -(service:web)");
  });
  test("a value that is no plain word is quoted", () => {
    expect(pipelineQuery(taking(['a "b" c']), [])).toBe('service:"a \\"b\\" c"');
  });
});

describe("masks", () => {
  const pattern = (kind: MaskKind) => {
    const text = scannerRuleArgs(kind, "g").pattern as string;
    return new RegExp(text.replace(/^\(\?i\)/, ""), text.startsWith("(?i)") ? "gi" : "g");
  };
  test.each<[MaskKind, string, string]>([
    ["email", "from ada.l+x@mail.example.co.uk to you", "from # to you"],
    ["email", "no address @ here", "no address @ here"],
    ["credit-card", "card 4111 1111 1111 1111 ok", "card # ok"],
    ["credit-card", "card 378282246310005 ok", "card # ok"],
    ["credit-card", "order 1234567890123456", "order 1234567890123456"],
    ["token", "Authorization: Bearer abcdef0123456789.x", "Authorization: #"],
    ["token", "id eyJhbGciOi.eyJzdWIi.c2ln-x_ end", "id # end"],
    ["ip-address", "from 203.0.113.7:80", "from #:80"],
  ])("%s in %s", (kind, text, masked) => {
    expect(text.replace(pattern(kind), "#")).toBe(masked);
  });
});

describe("a detection", () => {
  const [detection] = own.detections;
  if (!detection) throw new Error("the catalog detects nothing");
  const place = own.sources[0]?.environment;
  test("counts one environment's events by the one who makes them, and tells the owner's channel", () => {
    expect(detectionArgs(detection, place, ["@slack-acme-alerts"])).toMatchObject({
      name: "Mail: security (prod)",
      type: "log_detection",
      queries: [
        {
          query: "service:(auth OR firewall) -(source:(nginx OR alb)) env:production @event:login-failed",
          aggregation: "count",
          groupByFields: ["@usr.id"],
        },
      ],
      cases: [{ status: "low", condition: "events > 10", notifications: ["@slack-acme-alerts"] }],
      options: { detectionMethod: "threshold", evaluationWindow: 300 },
    });
  });
  test("is refused where its window is none of the vendor's, and where nothing tells environments apart", () => {
    const odd = { ...detection, pipeline: { ...detection.pipeline, detect: { ...detection.pipeline.detect, over: 420 } } };
    expect(() => detectionArgs(odd, place, [])).toThrow(/not 7m/);
    expect(() => detectionArgs(detection, undefined, [])).toThrow(/no source of kind datadog/);
    expect(() => routeOfDetection({ ...detection, route: undefined })).toThrow(/share no on-call service/);
  });
});
