import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { plan } from "../../cli/plan.ts";
import { registry } from "../../components/registry.ts";

const catalogDir = join(import.meta.dirname, "..", "products", "catalog");

async function printed(format: "tree" | "json"): Promise<string> {
  const said: string[] = [];
  expect(await plan({ catalogDir, environment: "prod", format, write: (part) => void said.push(part) })).toBe(0);
  return said.join("");
}

test("each vendor is asked for its plan once", async () => {
  const asked = registry.map((vendor) => vi.spyOn(vendor, "plan"));
  try {
    await printed("tree");
    const counts = asked.map((spy) => spy.mock.calls.length);
    expect(Math.max(...counts)).toBe(1);
  } finally {
    for (const spy of asked) spy.mockRestore();
  }
});

/** No stack deploys the catalog, so that no setting of it is set. */
describe("what depends on a setting that is not set", () => {
  test("is named in the tree, below its vendor", async () => {
    const text = await printed("tree");
    expect(text).toMatch(
      /^newrelic: (?:\d+ objects)\n(?: {2}.*\n)*? {2}newrelic:accountId is not set; \d+ objects? depends? on it: dashboard /m,
    );
    expect(text).toMatch(
      /^datadog: \d+ objects\n(?: {2}.*\n)*? {2}left out until slostack:datadogDistributions is sent: .* \(\S+\/metrics\/\S+\)\n/m,
    );
    const [, counted = "", files = "", alerts = ""] =
      /\nprod: (\d+) objects, (\d+) files, (\d+) alerts in rendered files\n$/.exec(text) ?? [];
    const objects = (JSON.parse(await printed("json")) as { withheld?: object }[]).filter(({ withheld }) => withheld === undefined);
    expect(Number(counted) + Number(files) + Number(alerts)).toBe(objects.length);
  });

  test("says so in JSON, object by object, and stands where no other value is known", async () => {
    const objects: { vendor: string; kind: string; args: unknown; unset?: string[]; withheld?: object; from: string[] }[] = JSON.parse(
      await printed("json"),
    );
    const dashboards = objects.filter(({ vendor, kind }) => vendor === "newrelic" && kind === "dashboard");
    expect(dashboards.length).toBeGreaterThan(0);
    for (const { unset, args } of dashboards) {
      expect(unset).toEqual(["newrelic:accountId"]);
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder
      expect(JSON.stringify(args)).toContain("${newrelic:accountId}");
    }
    const withheld = objects.filter((one) => one.withheld);
    expect(withheld.length).toBeGreaterThan(0);
    for (const one of withheld)
      expect(one).toMatchObject({
        vendor: "datadog",
        kind: "metricTags",
        withheld: { key: "slostack:datadogDistributions", until: "sent" },
      });
    expect(objects.filter(({ vendor }) => vendor === "axiom").every(({ unset }) => unset === undefined)).toBe(true);
  });
});

test("programs that are configured by files come last, with the alerts that they evaluate", async () => {
  const text = await printed("tree");
  expect(text).toMatch(
    /^prometheus: \d+ files, \d+ alerts\n(?: {4}.*\n)*? {4}alert {2}resonant--backend--slow-queries +resonant\/backend\/alerts\/slow-queries\n/m,
  );
  const held: { vendor: string; noun: string; name: string; args: object }[] = JSON.parse(await printed("json"));
  expect(held.find(({ vendor, name }) => vendor === "prometheus" && name === "resonant--backend--slow-queries")).toMatchObject({
    noun: "alert",
    args: { alert: "resonant--backend--slow-queries", for: "5m" },
  });
});
