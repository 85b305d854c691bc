import { describe, expect, test } from "vitest";
import { loadCatalog, resolve } from "../../language.ts";
import { type Edit, withCatalog } from "./edited.ts";

/*
 * Composites: signals of several services, and of several systems, as one.
 */

const pay = `
system: pay
name: Pay
owner: shop
on-call: shop
source: prom
policy: standard
services:
  cards:
    name: Cards
    where: { service: cards }
    metrics:
      charges: { counter: charges_total, labels: [outcome] }
      queue: { gauge: queue_depth }
      sent: { from: other, counter: sent_total, labels: [outcome] }
      seen: { from: dd, counter: seen, labels: [outcome] }
    signals:
      charged: { events: { of: charges, bad: { outcome: failed } }, minimum-traffic: 100/h }
      short: { slices: { of: queue, aggregation: max, good: { under: 100 } } }
      deep: { value: { of: queue, aggregation: max } }
      sent: { events: { of: sent, bad: { outcome: failed } }, minimum-traffic: 100/h }
      seen: { events: { of: seen, bad: { outcome: failed } }, minimum-traffic: 100/h }
      rare: { events: { of: charges, where: { outcome: [failed, rare] }, bad: { outcome: failed } } }
    slos:
      charging: { signal: charged, target: 99%, runbook: fix }
      sending: { signal: sent, target: 99%, runbook: fix }
      seeing: { signal: seen, target: 99%, runbook: fix }
    alerts:
      deep: { signal: deep, when: { above: 1000 }, for: 5m, missing: fire, severity: critical, runbook: fix }
`;
const source =
  "  prom: { kind: prometheus, datasource: main, scrape: 15s, evaluator: grafana, labels: [service, instance], owner: shop, on-call: shop, severity: critical, runbook: fix }\n";
const written = (composite: string, more = ""): Edit[] => [
  { file: "systems/pay.yaml", write: pay },
  {
    file: "organization.yaml",
    replace: source,
    with: `${source}${source.replace("prom:", "other:").replace("main", "second")}  dd: { kind: datadog, client: dogstatsd, prefix: pay., evaluator: datadog, labels: [service], owner: shop, on-call: shop, severity: critical, runbook: fix }\n`,
  },
  {
    file: "organization.yaml",
    replace: "prod: { is: { prometheus: { env: prod } } }",
    with: "prod: { is: { prometheus: { env: prod }, datadog: { env: prod } } }",
  },
  {
    file: "organization.yaml",
    replace: "staging: { is: { prometheus: { env: staging } },",
    with: "staging: { is: { prometheus: { env: staging }, datadog: { env: staging } },",
  },
  { file: "systems/shop.yaml", replace: "      alive: { value", with: `      journey: { composite: ${composite} }\n      alive: { value` },
  {
    file: "systems/shop.yaml",
    replace: "      latency: { signal: fast",
    with: `      journey: { signal: journey, target: 99%, runbook: fix }\n      latency: { signal: fast`,
  },
  ...(more === "" ? [] : [{ file: "systems/shop.yaml", replace: "      hot: {", with: `      ${more}\n      hot: {` }]),
];
const problemsOf = (composite: string, more?: string): string[] =>
  withCatalog(written(composite, more), (catalog) =>
    loadCatalog(catalog)
      .problems.filter(({ code }) => code !== "unused-signal")
      .map(({ code, at, what, way }) => `${code} ${at}: ${what}; ${way}`),
  );

const at = "shop/api/signals/journey/composite";

describe("the checks", () => {
  test.each<[name: string, composite: string, problems: string[]]>([
    ["members of two systems", "{ worst-of: [api/success, pay/cards/charged] }", []],
    ["minutes and events", "{ weighted: [{ signal: api/fast, weight: 3 }, { signal: pay/cards/short, weight: 0.5 }] }", []],
    [
      "an SLO in place of its signal",
      "{ worst-of: [api/success, pay/cards/charging] }",
      [
        `unknown-signal ${at}/worst-of/1: the service has no signal "charging"; a member is a signal: write pay/cards/charged, which its SLO charging measures`,
      ],
    ],
    [
      "a value",
      "{ worst-of: [api/success, pay/cards/deep] }",
      [
        `wrong-signal-kind ${at}/worst-of/1: "pay/cards/deep" is of kind value; a composite needs events or slices; name a signal of the expected kind`,
      ],
    ],
    [
      "a service that the other system does not have",
      "{ worst-of: [api/success, pay/card/charged] }",
      [`unknown-service ${at}/worst-of/1: there is no service "card"; name a service of the same system, or add it there`],
    ],
    [
      "members in two sources",
      "{ worst-of: [api/success, pay/cards/sent] }",
      [
        `signal-across-sources ${at}/worst-of/1: "pay/cards/sent" is in "other", those above in "prom"; name signals of one source; the others have objectives of their own`,
      ],
    ],
    [
      "a member that no Prometheus has",
      "{ weighted: [{ signal: pay/cards/seen, weight: 1 }, { signal: pay/cards/seen, weight: 1 }] }",
      [
        `unsupported ${at}/weighted/0/signal: "pay/cards/seen" is in a source of kind datadog, which evaluates no composite; name signals in a source of kind prometheus, or give each of them an objective of its own`,
        `composite-member ${at}/weighted/1/signal: "pay/cards/seen" is in the list twice; name it once, with the sum of both weights`,
      ],
    ],
    [
      "failures of which nobody knows how many a quiet hour has",
      "{ worst-of: [api/success, pay/cards/rare] }",
      [
        'quiet-traffic-missing pay/cards/signals/rare: "shop/api/journey" counts its failures, so it needs a minimum traffic; write minimum-traffic, the events in the quietest hour, for example 40/h',
      ],
    ],
  ])("%s", (_, composite, problems) => {
    expect(problemsOf(composite)).toEqual(problems);
  });

  test.each([
    "{ worst-of: [api/success] }",
    "{ weighted: [{ signal: api/success, weight: 0 }, { signal: api/fast, weight: 1 }] }",
    "{ worst-of: [a/b/c/d, api/fast] }",
  ])("the shape %s", (composite) => {
    expect(problemsOf(composite)).not.toEqual([]);
  });

  test("a condition of an alert is a share of it", () => {
    const alert = (when: string) => `whole: { signal: journey, when: ${when}, for: 0s, missing: absence, severity: warning, runbook: fix }`;
    const composite = "{ worst-of: [api/success, pay/cards/charged] }";
    expect(problemsOf(composite, alert("{ bad-share: { above: 5%, over: 10m, least: 5 } }"))).toEqual([]);
    expect(problemsOf(composite, alert("{ above: 5 }"))).toEqual([
      "wrong-signal-kind shop/api/alerts/whole/when/above: above needs value, but the signal is of kind composite; name a signal of the expected kind",
    ]);
    expect(problemsOf(composite, alert("{ bad-share: { above: 5%, over: 90s } }"))).toEqual([
      expect.stringMatching(/^window-unmeasurable shop\/api\/alerts\/whole\/when\/bad-share\/over: /),
    ]);
  });

  test("a page of it needs someone who is called when its members are silent", () => {
    const silent = pay.replace("missing: fire", "missing: absence");
    const edits = written("{ worst-of: [api/success, pay/cards/charged] }").map((edit) =>
      edit.write === pay ? { ...edit, write: silent } : edit,
    );
    const found = withCatalog(edits, (catalog) =>
      loadCatalog(catalog)
        .problems.filter(({ code }) => code !== "unused-signal")
        .map(({ code, at, what }) => `${code} ${at}: ${what}`),
    );
    expect(found).toEqual([
      expect.stringContaining("outage-unseen pay/cards:"),
      'outage-unseen shop/api: "journey" pages on metrics that stop when the service is down, and no alert pages on missing data',
    ]);
  });
});

test("members have their weights and stand in the order of their paths", () => {
  const found = withCatalog(
    written("{ weighted: [{ signal: api/success, weight: 2.5 }, { signal: pay/cards/charged, weight: 1 }] }"),
    (catalog) => {
      const loaded = loadCatalog(catalog).catalog;
      if (!loaded) throw new Error("it has problems");
      const services = resolve(loaded, "prod").systems.flatMap(({ services }) => services);
      const composite = services.flatMap(({ composites }) => composites)[0];
      const [slo] = services.flatMap(({ slos }) => slos).filter(({ id }) => id === "journey");
      const member = services.flatMap(({ signals }) => signals).find(({ path }) => path === "pay/cards/charged");
      return { composite, slo, member };
    },
  );
  expect(found.composite?.of.map(({ signal, weight }) => `${signal.path} ${weight.toString()}`)).toEqual([
    "pay/cards/charged 1",
    "shop/api/success 2.5",
  ]);
  expect(found.slo?.signal).toBe(found.composite);
  expect(found.composite?.of[0]?.signal).toBe(found.member);
  expect(found.composite?.from.id).toBe("prom");
});
