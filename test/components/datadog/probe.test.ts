import { describe, expect, test } from "vitest";
import { syntheticsTestArgs } from "../../../components/datadog/probe.ts";
import { isProbe, type ProbeAlert } from "../../../components/datadog/select.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import type { Resolved } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { withCatalog } from "../../moved.ts";
import { probe, probed } from "../uptimerobot/probes.ts";

const asked = (alert: ReturnType<typeof probed>): ProbeAlert => {
  const moved = { ...alert, evaluator: { ...probe.from, kind: "datadog-synthetics", evaluator: "datadog" } as const };
  if (!isProbe(moved)) throw new Error("it is no probe of Datadog");
  return moved;
};
const down = asked(probed({ kind: "probe-fails", signal: probe }));
const expiring = asked(probed({ kind: "certificate", signal: probe, within: 30 * 86_400 }));

test("an endpoint is asked from three continents, and has failed where two of them say so for two minutes", () => {
  expect(syntheticsTestArgs(down, ["@pagerduty-shop--prod"])).toMatchObject({
    name: "Cart: broken (prod)",
    type: "api",
    subtype: "http",
    status: "live",
    requestDefinition: { method: "GET", url: "https://shop.example.com/health", timeout: 30 },
    assertions: [{ type: "statusCode", operator: "is", target: "200" }],
    optionsList: { tickEvery: 60, minFailureDuration: 120, minLocationFailed: 2, followRedirects: false, monitorPriority: 1 },
    message: expect.stringMatching(/is_alert[\s\S]*@pagerduty-shop--prod[\s\S]*is_recovery[\s\S]*@pagerduty-shop--prod/),
  });
});

test("a certificate is looked at by days", () => {
  expect(syntheticsTestArgs(expiring, [])).toMatchObject({
    subtype: "ssl",
    requestDefinition: { host: "shop.example.com", port: "443" },
    assertions: [{ type: "certificate", operator: "isInMoreThan", target: "30" }],
  });
});

describe("refuses", () => {
  test.each<[string, ProbeAlert, RegExp]>([
    ["asking every ten seconds", asked(probed({ kind: "probe-fails", signal: { ...probe, every: 10 } })), /every 30s to 7d, not every 10s/],
    ["an answer after two minutes", asked(probed({ kind: "probe-fails", signal: { ...probe, timeout: 120 } })), /at most 60, not 2m/],
    ["a failure of three hours", { ...down, for: 10_800 }, /pending period is 2h, not 3h/],
    ["a certificate that has to hold", { ...expiring, for: 60 }, /an expiry date has no pending period/],
    ["a certificate of an hour", asked(probed({ kind: "certificate", signal: probe, within: 3600 })), /whole days, not 1h/],
    ["a priority of another scale", { ...down, severity: { ...down.severity, priority: "P0" } }, /P1 to P5/],
  ])("%s", (_, alert, reason) => {
    expect(() => syntheticsTestArgs(alert, [])).toThrow(reason);
  });
});

test("one word of the catalog moves every probe of Not a Label from UptimeRobot to Datadog", () => {
  const moved = withCatalog("kind: uptimerobot", "kind: datadog-synthetics", (directory): Resolved => {
    const { catalog, problems } = loadCatalog(directory);
    if (!catalog) throw new Error(problems.map(({ what }) => what).join("\n"));
    return resolve(catalog, "prod");
  });
  const tests = alertsOf(moved).filter(isProbe);
  expect(tests.map(({ name }) => name).sort()).toEqual([
    "not-a-label--ai--down",
    "not-a-label--api--down",
    "not-a-label--auth--down",
    "not-a-label--site--certificate",
    "not-a-label--site--down",
  ]);
  for (const alert of tests) expect(syntheticsTestArgs(alert, []).status).toBe("live");
});
