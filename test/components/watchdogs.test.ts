import { describe, expect, test } from "vitest";
import { kinds } from "../../components/datadog/kinds.ts";
import { datadogSource } from "../../components/datadog/source.ts";
import * as datadog from "../../components/datadog/watchdog.ts";
import * as grafana from "../../components/grafana/watchdog.ts";
import type { OutsideCondition } from "../../model/condition.ts";
import type { DeadMan, Living, Source, SourceOf } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { watchdogs } from "../../monitors/watchdogs.ts";
import { critical, onCall, prod, runbook, source as silent, team } from "../dashboards/small.ts";
import { hosts } from "./digitalocean/hosts.ts";
import { prober } from "./uptimerobot/probes.ts";

const deadMan: DeadMan = {
  source: [],
  receiver: { ...prober, id: "outside", kind: "better-stack", evaluator: "better-stack" },
  every: 600,
  grace: 300,
  owner: team,
  onCall,
  severity: critical,
  runbook,
};
const source: SourceOf<"prometheus"> = { ...silent, onCall };
const own: SourceOf<"prometheus"> = { ...source, id: "own", evaluator: "prometheus" };
const numbers: Source = {
  ...source,
  id: "numbers",
  kind: "datadog",
  evaluator: "datadog",
  prefix: "",
  longTiers: false,
  traits: datadogSource.traits,
};

const evaluated = (...sources: Source[]) => sources.map((one) => ({ source: one, readers: [] }));

describe("one alert for each evaluator that can send signs of life", () => {
  const alerts = watchdogs(prod, deadMan, evaluated(source, { ...source, id: "second" }, own, numbers, hosts, prober));

  test("Grafana once for all of its sources, each Prometheus by itself, Datadog, and nobody else", () => {
    expect(alerts.map(({ name }) => name)).toEqual(["watchdog--grafana", "watchdog--own", "watchdog--datadog"]);
  });

  test("the receiver outside evaluates it, and calls who is on call", () => {
    for (const { evaluator, route, summary } of alerts) {
      expect(evaluator.kind).toBe("better-stack");
      expect(route.kind).toBe("page");
      expect(summary).toContain("for 15m");
    }
  });
});

describe("whom it tells", () => {
  const others = { ...team, id: "others" };
  const theirs = { ...onCall, id: "others" };
  const of = (...sources: Source[]) =>
    watchdogs(prod, deadMan, evaluated(...sources)).map(({ name, owner, route }) => [
      name,
      owner.id,
      route.kind === "page" && route.onCall.id,
    ]);

  test("the people of the one source that it evaluates", () => {
    expect(of({ ...own, owner: others, onCall: theirs })).toEqual([["watchdog--own", "others", "others"]]);
  });

  test("the people of all of them, where they are the same", () => {
    const one: Source = { ...source, owner: others, onCall: theirs };
    expect(of(one, { ...one, id: "second" })).toEqual([["watchdog--grafana", "others", "others"]]);
  });

  test("of several, who answers for the switch", () => {
    expect(of({ ...source, owner: others, onCall: theirs }, { ...source, onCall, id: "second" })).toEqual([
      ["watchdog--grafana", team.id, onCall.id],
    ]);
  });
});

type Watchdog = Alert & { readonly when: Extract<OutsideCondition, { kind: "no-sign-of-life" }> };
function watchdogOf(evaluator: Living["evaluator"], every = 600): Watchdog {
  const found = watchdogs(prod, { ...deadMan, every }, evaluated(source, numbers)).find(
    (alert): alert is Watchdog => alert.when.kind === "no-sign-of-life" && alert.when.of.evaluator === evaluator,
  );
  if (!found) throw new Error(`nobody watches ${evaluator}`);
  return found;
}

describe("Grafana", () => {
  test("evaluates a rule that always fires, without asking a data source, and tells every ten minutes", () => {
    const rule = grafana.heartbeatRule(watchdogOf("grafana"), "contact");
    expect(rule).toMatchObject({ uid: "watchdog--grafana--prod", condition: "A", for: "0s" });
    expect(rule.notificationSettings).toMatchObject({
      contactPoint: "contact",
      groupWait: "0s",
      groupInterval: "1m0s",
      repeatInterval: "10m0s",
    });
    expect(JSON.stringify(rule.datas)).toContain("__expr__");
    expect(rule.datas).toHaveLength(1);
  });

  test("an end is not sent", () => {
    const { webhooks } = grafana.heartbeatContactArgs(watchdogOf("grafana"), "https://uptime.example.com/heartbeat/secret");
    expect(webhooks).toMatchObject([{ url: "https://uptime.example.com/heartbeat/secret", disableResolveMessage: true }]);
  });
});

describe("Datadog", () => {
  test("a monitor that is always true tells again every ten minutes", () => {
    expect(datadog.heartbeatMonitorArgs(watchdogOf("datadog"))).toMatchObject({
      name: "Sign of life (prod)",
      renotifyInterval: 10,
      renotifyStatuses: ["alert"],
      message: expect.stringContaining("@webhook-watchdog--datadog--prod"),
      query: "avg(last_10m):default_zero(sum:datadog.agent.running{*}) >= 0",
    });
  });

  test.each([300, 630])("signs of life every %i s are refused", (every) => {
    expect(() => datadog.heartbeatMonitorArgs(watchdogOf("datadog", every))).toThrow(/in whole minutes, at least 10/);
  });

  test("the webhook has the address, which stays a secret when Datadog answers", () => {
    const { url } = datadog.heartbeatWebhookArgs(watchdogOf("datadog"), "https://uptime.example.com/heartbeat/secret");
    expect(url).toBe("https://uptime.example.com/heartbeat/secret");
    expect(kinds.webhook.secretOutputs).toEqual(["url"]);
  });
});
