import { describe, expect, test } from "vitest";
import { messageTemplateArgs } from "../../../components/grafana/message-template.ts";
import { alertRule, type References } from "../../../components/grafana/rule.ts";
import { alertGroups } from "../../../model/groups.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const resolved = resolvedCatalog("test/catalog");
const refs: References = { datasource: "uid", contactPoint: ({ kind }) => `to ${kind}`, spot: () => undefined };
const rules = new Map(
  alertsOf(resolved)
    .filter(({ service }) => service?.path === "quays/desk")
    .map((alert) => [alert.name, { alert, rule: alertRule(alert, refs) }]),
);

describe("a rule on a signal by groups", () => {
  test("makes a notification of each group: the end of one is not that of another", () => {
    for (const { alert, rule } of rules.values())
      expect([alert.name, rule.notificationSettings]).toMatchObject([
        alert.name,
        { groupBies: ["alertname", "grafana_folder", ...(alertGroups(alert.when)?.by ?? [])] },
      ]);
    expect(rules.get("quays--desk--latency--page")?.rule.notificationSettings).toMatchObject({
      groupBies: ["alertname", "grafana_folder", "tenant", "zone"],
    });
  });

  test("names the group, which a rule's name cannot", () => {
    const { rule } = rules.get("quays--desk--availability--page") ?? {};
    expect(rule?.name).toBe("Quays Desk: Desk availability burns its error budget fast");
    expect(rule?.annotations).toMatchObject({
      series: "tenant {{ $labels.tenant }}",
      summary: expect.stringMatching(/^tenant \{\{ \$labels\.tenant \}\}: The error budget of Desk availability/),
    });
  });

  test("too many groups, and no data at all, are one alert", () => {
    for (const name of ["quays--desk--success--groups", "quays--desk--queue--absent"]) {
      const { rule } = rules.get(name) ?? {};
      expect([name, rule?.notificationSettings]).toMatchObject([name, { groupBies: ["alertname", "grafana_folder"] }]);
      expect(rule?.annotations).not.toHaveProperty("series");
    }
  });
});

test("messages say which group it is only where alerts have groups", () => {
  const [plain, grouped] = [messageTemplateArgs(resolved.environment), messageTemplateArgs(resolved.environment, { grouped: true })].map(
    ({ template }) => String(template),
  );
  expect(plain).not.toContain("series");
  expect(grouped?.match(/with \.CommonAnnotations\.series/g)).toHaveLength(2);
  expect(grouped?.replaceAll(/\{\{ with \.CommonAnnotations\.series \}\}.*?\{\{ end \}\}/g, "")).toBe(plain);
});
