import { describe, expect, test } from "vitest";
import { type Composition, compositionOf, mostMembers } from "../../../components/datadog/composition.ts";
import { type Expression, expressionText, monitorsIn } from "../../../components/datadog/expression.ts";
import { alertNamed, datadogOf } from "./catalog.ts";
import { assignments, composite, type State } from "./composite.ts";

type Composite = Extract<Composition, { kind: "composite" }>;
const own = datadogOf();
const real = datadogOf("products");
function compositeOf(name: string, from = own): Composite {
  const plan = compositionOf(alertNamed(from, name));
  if (plan.kind !== "composite") throw new Error(`${name} is one monitor`);
  return plan;
}

/** The condition in the vendor's words, each monitor with a number of its own. */
function numbered(expression: Expression): { ids: string[]; query: string } {
  const names = monitorsIn(expression);
  return { ids: names.map((_, i) => String(i + 1)), query: expressionText(expression, (name) => String(names.indexOf(name) + 1)) };
}

/** Tiers as lists of members, told from names: what burns over a window, and the failures of the same window. */
const tiersOf = (slo: string, windows: readonly string[]): string[][] =>
  windows.map((window) =>
    window === "3d"
      ? [`${slo}--share--3d`, `${slo}--share--6h`, `${slo}--failures--3d`]
      : [`${slo}--burn--${window}`, `${slo}--failures--${window}`],
  );

const slos = [
  { slo: "mail--api--availability", from: own, page: ["1h", "6h"], ticket: ["1d", "3d"] },
  { slo: "mail--api--latency", from: own, page: ["1h", "6h"], ticket: ["1d", "3d"] },
  { slo: "emailai--api--availability", from: real, page: ["1h", "6h"], ticket: ["1d"] },
];

describe.each(slos)("the truth tables of $slo, over every state of every member", ({ slo, from, page, ticket }) => {
  const all = (states: ReadonlyMap<string, State>, tiers: readonly string[][], state: State) =>
    tiers.some((tier) => tier.every((name) => states.get(name) === state));
  const [pageTiers, ticketTiers] = [tiersOf(slo, page), tiersOf(slo, ticket)];

  function table(
    kind: "page" | "ticket",
    states: readonly State[],
    check: (states: ReadonlyMap<string, State>, result: State) => boolean,
  ): string[] {
    const { expression } = compositeOf(`${slo}--${kind}`, from);
    const names = monitorsIn(expression);
    const { query } = numbered(expression);
    const condition = composite(query);
    const wrong: string[] = [];
    for (const given of assignments(names, states)) {
      const result = condition((id) => given.get(names[Number(id) - 1] ?? "") ?? "OK");
      if (!check(given, result)) wrong.push(`${JSON.stringify([...given])} is ${result}`);
    }
    return wrong.slice(0, 3);
  }

  test("the page alerts exactly where all members of one of its tiers do", () => {
    expect(table("page", ["Alert", "OK"], (given, result) => (result === "Alert") === all(given, pageTiers, "Alert"))).toEqual([]);
  });

  test("the ticket alerts exactly where one of its tiers does and the page does not", () => {
    const due = (given: ReadonlyMap<string, State>) => all(given, ticketTiers, "Alert") && !all(given, pageTiers, "Alert");
    expect(table("ticket", ["Alert", "OK"], (given, result) => (result === "Alert") === due(given))).toEqual([]);
  });

  test("a monitor without data never pages, and never mutes a page that another tier makes", () => {
    expect(table("page", ["Alert", "OK", "No Data"], (given, result) => (result === "Alert") === all(given, pageTiers, "Alert"))).toEqual(
      [],
    );
  });

  test("a ticket is made only where its own tier alerts and the page surely does not; in doubt it keeps its state", () => {
    const surely = (given: ReadonlyMap<string, State>) => pageTiers.every((tier) => tier.some((name) => given.get(name) === "OK"));
    const due = (given: ReadonlyMap<string, State>) => all(given, ticketTiers, "Alert") && surely(given);
    expect(table("ticket", ["Alert", "OK", "No Data"], (given, result) => (result === "Alert") === due(given))).toEqual([]);
  });
});

test("the guard without data is OK, so that a burn rate without data cannot leave a composite in doubt", () => {
  const { expression, members } = compositeOf("mail--api--availability--page");
  const names = monitorsIn(expression);
  const condition = composite(numbered(expression).query);
  const isBurn = (id: string) => members.find(({ name }) => name === names[Number(id) - 1])?.ask.kind === "burn";
  expect(condition((id) => (isBurn(id) ? "No Data" : "OK"))).toBe("OK");
});

describe("composites keep to the vendor's limits", () => {
  const plans = [own, real, datadogOf("artificial")].flatMap((from) =>
    from.alerts.flatMap((alert) => {
      try {
        const plan = compositionOf(alert);
        return plan.kind === "composite" ? [{ name: alert.name, plan }] : [];
      } catch {
        return [];
      }
    }),
  );
  test.each(plans)("$name: at most ten different members, all of them read", ({ plan }) => {
    const names = plan.members.map(({ name }) => name);
    expect(names.length).toBeLessThanOrEqual(mostMembers);
    expect(new Set(names).size).toBe(names.length);
    expect([...names].sort()).toEqual(monitorsIn(plan.expression).sort());
  });
});

test("page and ticket of an SLO read the same members", () => {
  const page = compositeOf("mail--api--availability--page").members;
  const ticket = compositeOf("mail--api--availability--ticket").members;
  for (const member of page) expect(ticket).toContainEqual(member);
});

test("no member is called after a threshold", () => {
  const stricter = datadogOf("small", "prod", ({ systems }) => {
    const slo = systems[0]?.services.api?.slos.availability;
    if (slo) slo.target = "99.95%";
  });
  const names = (from: typeof own) =>
    from.alerts
      .flatMap((alert) => (compositionOf(alert).kind === "composite" ? compositeOf(alert.name, from).members : []))
      .map(({ name }) => name);
  expect(names(stricter)).toEqual(names(own));
});

describe("alerts that one monitor can say", () => {
  test.each([
    ["mail--api--errors", "metric", "quiet"],
    ["mail--api--crowded", "metric", "quiet"],
    ["mail--api--gone", "metric", "alerts"],
    ["mail--api--idle", "metric", "quiet"],
    ["mail--api--requests--absent", "metric", "alerts"],
    ["mail--api--duration--absent", "metric", "alerts"],
    ["mail--api--availability--floor", "budget", "quiet"],
    ["source--app", "metric", "alerts"],
  ])("%s asks a %s, and without data it %s", (name, kind, missing) => {
    const plan = compositionOf(alertNamed(own, name));
    expect(plan).toMatchObject({ kind: "single", missing, ask: { kind } });
  });
});

describe("what Datadog cannot say is refused, not changed", () => {
  const longTiers = (catalog: Parameters<NonNullable<Parameters<typeof datadogOf>[2]>>[0]) => {
    const source = catalog.organization.sources.app;
    if (source?.kind === "datadog") delete source["long-tiers"];
  };
  test("a share that must hold for longer than its window", () => {
    const alert = alertNamed(own, "mail--api--errors");
    expect(() => compositionOf({ ...alert, for: 300 })).toThrow(/no pending period/);
  });
  test("a share with a guard that must hold for longer than its window", () => {
    const alert = alertNamed(own, "mail--api--some-errors");
    expect(() => compositionOf({ ...alert, for: 300 })).toThrow(/no pending period/);
  });
  test("a tier longer than 48 h, unless the source asks for metric monitors", () => {
    const ticket = alertNamed(own, "mail--api--availability--ticket");
    expect(() => compositionOf({ ...ticket, evaluator: { ...ticket.evaluator, longTiers: false } })).toThrow(/long-tiers: metric-monitors/);
    expect(compositionOf(alertNamed(datadogOf("small", "prod", longTiers), "mail--api--availability--page")).kind).toBe("composite");
  });
  test("the absence of two metrics in one alert", () => {
    const absent = (name: string) => alertNamed(own, name).when;
    const alert = alertNamed(own, "mail--api--requests--absent");
    const when = { kind: "any" as const, of: [absent("mail--api--requests--absent"), absent("mail--api--jobs--absent")] };
    expect(() => compositionOf({ ...alert, when })).toThrow(/absence of two metrics/);
  });
});
