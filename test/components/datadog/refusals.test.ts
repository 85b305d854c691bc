import { describe, expect, test } from "vitest";
import { datadog } from "../../../components/datadog/index.ts";
import { select } from "../../../components/selection.ts";
import { sentences } from "../sentences.ts";
import { monitoringOf } from "./catalog.ts";

/** Asks of Datadog, in the artificial catalog, what it cannot do. */
const askTooMuch: Parameters<typeof monitoringOf>[2] = ({ systems }) => {
  const { services, logs } = systems.find(({ system }) => system === "harbor") ?? {};
  const { alerts, signals } = services?.docks ?? {};
  Object.assign(alerts?.crowded ?? {}, { signal: "roomy" });
  Object.assign(alerts?.deserted ?? {}, { for: "10m" });
  Object.assign(alerts?.waiting ?? {}, { for: "5m" });
  Object.assign(signals?.deep ?? {}, { slices: { of: "depth", aggregation: "min", good: { over: 4, under: 40 } } });
  Object.assign(logs?.pipelines.guard?.detect ?? {}, { severity: "critical" });
};

describe("refusals", () => {
  test.each(["small", "products", "artificial"] as const)("Datadog can express the %s catalog in both environments", (which) => {
    for (const environment of ["prod", "staging"]) expect(sentences(datadog.refusals(monitoringOf(which, environment)))).toEqual([]);
  });

  test("everything that is refused is told at once, each with its path and its reason", () => {
    expect(sentences(datadog.refusals(monitoringOf("artificial", "prod", askTooMuch)))).toEqual([
      "harbor/docks/crowded: a metric monitor cannot count bad minutes; only the burn rate of an SLO can",
      "harbor/docks/deserted: a monitor on a count has no pending period; write for: 0s and a longer window",
      "harbor/docks/waiting: a monitor on a share has no pending period; write for: 0s and a longer window",
      "harbor/docks/water: a time slice has one bound, not a lower and an upper one",
      "harbor/logs/pipelines/guard: severity critical pages, but the services of harbor share no on-call service",
    ]);
  });

  test.each<[string, RegExp, Parameters<typeof monitoringOf>[2]]>([
    [
      "a window that no SLO has",
      /^mail\/api\/availability: an SLO has a window of 7d, 30d or 90d, not of 28d/,
      ({ systems }) => {
        const slo = systems[0]?.services.api?.slos.availability;
        if (slo) slo.window = "28d";
      },
    ],
    [
      "slices of single series",
      /^mail\/api\/calm: a time slice is one value of all series of mail\.db\.connections; write aggregation: min or max/,
      ({ systems }) => {
        const api = systems[0]?.services.api;
        if (api) Object.assign(api.signals.steady ?? {}, { slices: { of: "connections", aggregation: "each", good: { under: 20 } } });
      },
    ],
    [
      "a priority that is no number",
      /severity notice has the priority Low, but monitors support only P1 to P5/,
      ({ organization }) => {
        const severity = organization.severities.notice;
        if (severity) severity.priority = "Low";
      },
    ],
    [
      "a value that no tag can hold",
      /^mail\/api\/refusals: the tag service cannot be "web app"/,
      ({ systems }) => {
        const api = systems[0]?.services.api;
        if (api) api.where = { service: "web app" };
      },
    ],
    [
      "a count that must hold for longer than its window",
      /^mail\/api\/idle: a monitor on a count has no pending period/,
      ({ systems }) => {
        const alert = systems[0]?.services.api?.alerts.idle;
        if (alert) alert.for = "5m";
      },
    ],
    [
      "an issue",
      /^mail\/api\/idle: Datadog's metrics know no issue/,
      ({ systems }) => {
        const alert = systems[0]?.services.api?.alerts.idle;
        if (alert) alert.when = { occurs: true };
      },
    ],
  ])("%s", (_, reason, edit) => {
    expect(sentences(datadog.refusals(monitoringOf("small", "prod", edit))).join("\n")).toMatch(new RegExp(reason.source, "m"));
  });
});

describe("settings", () => {
  test("the account's keys are secret, and the Slack workspace is asked for where a channel is on Slack", () => {
    expect(datadog.settings(monitoringOf())).toEqual([
      { key: "datadog:apiKey", secret: true },
      { key: "datadog:appKey", secret: true },
      { key: "datadog:apiUrl", secret: false },
      { key: "slostack:datadogSlackAccount", secret: false },
      expect.objectContaining({ key: "slostack:datadogDistributions", secret: false }),
    ]);
  });
  test("who switches percentiles on says whether their metrics were ever sent, where the account is owned", () => {
    const monitoring = monitoringOf();
    const selection = (value?: string) =>
      select([datadog], monitoring, {
        vendors: ["datadog"],
        without: [],
        stateOf: (key) => (key !== "slostack:datadogDistributions" ? "secret" : value === undefined ? "absent" : "plain"),
        read: () => value,
      }).errors.filter((error) => error.includes("datadogDistributions"));
    expect(selection()).toEqual([
      "slostack:datadogDistributions is not set: pulumi config set slostack:datadogDistributions sent (once Datadog has points of mail.api.duration) or later (until then its percentiles stay off, and what reads them finds no data)",
    ]);
    expect(selection("yes")).toEqual(['slostack:datadogDistributions is "yes", and may be sent or later']);
    expect([...selection("sent"), ...selection("later")]).toEqual([]);
    expect(datadog.settings(monitoringOf("small", "staging")).map(({ key }) => key)).not.toContain("slostack:datadogDistributions");
  });
  test("without Slack channels nobody asks for a workspace; without work for nothing", () => {
    const byMail = monitoringOf("small", "prod", ({ organization }) => {
      for (const channel of Object.values(organization.channels)) {
        delete channel.slack;
        channel.email = "ops@example.com";
      }
    });
    expect(datadog.settings(byMail).map(({ key }) => key)).not.toContain("slostack:datadogSlackAccount");
    const { resolved } = monitoringOf();
    expect(datadog.settings({ resolved: { ...resolved, systems: [] }, alerts: [], dashboards: [], protect: false })).toEqual([]);
  });
});
