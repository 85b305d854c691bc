import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { onCallAt, planOf, problemsOf } from "../testing.ts";
import { root } from "./docs/markdown.ts";
import { written } from "./model/written.ts";

const folder = join(root, "test/model/base/catalog");
const catalog = written("test/model/base/catalog");
const faulty = { ...catalog, organization: { ...catalog.organization, "account-owner": "prd" } };

describe("the problems of a catalog", () => {
  test("are none of a valid one, as a folder and as an object", () => {
    expect(problemsOf(folder)).toEqual([]);
    expect(problemsOf(catalog)).toEqual([]);
  });

  test("are those of the entries", () => {
    expect(problemsOf(faulty)).toContainEqual(
      expect.objectContaining({ code: "unknown-environment", at: "organization/account-owner", nearest: "prod" }),
    );
  });

  test("are those too that an alert can never do", () => {
    const [shop] = catalog.systems;
    const { api } = shop?.services ?? {};
    if (!shop || !api) throw new Error("the base catalog has a service");
    const alerts = { ...api.alerts, hot: { ...api.alerts?.hot, when: { above: "800%" } } };
    const cold = { ...catalog, systems: [{ ...shop, services: { api: { ...api, alerts } } }] };
    expect(problemsOf(cold as typeof catalog).map(({ at }) => at)).toContain("shop/api/alerts/hot/when/above");
  });
});

describe("who is on call", () => {
  const incident = { environment: "prod", service: "shop/api", severity: "critical", at: "2027-01-11T23:00:00Z" };

  test("is told minute by minute", () => {
    const { alerts, paging, posts } = onCallAt(catalog, incident);
    expect(alerts).toContain("shop--api--down");
    expect(paging?.calls.map(({ minute, people }) => [minute, people.map(({ name }) => name)])).toEqual([
      [0, ["Bob"]],
      [15, ["Bob"]],
    ]);
    expect(posts.map(({ channel }) => channel.slack)).toEqual(["#alerts"]);
    expect(onCallAt(folder, incident)).toEqual(onCallAt(catalog, incident));
  });

  test("is no one where an environment pages no one, with the reason", () => {
    expect(onCallAt(catalog, { ...incident, environment: "staging" })).toMatchObject({ silent: "staging pages no one" });
  });

  test("is not said of what the catalog does not have", () => {
    expect(() => onCallAt(catalog, { ...incident, service: "shop/apy" })).toThrow("did you mean shop/api?");
    expect(() => onCallAt(catalog, { ...incident, at: "noon" })).toThrow("at noon");
  });
});

describe("a plan", () => {
  test("has every object, with placeholders for what only a vendor knows", () => {
    const objects = planOf(catalog, "prod");
    expect(objects.find(({ kind, vendor }) => vendor === "grafana" && kind === "folder")?.from).toContain("shop");
    expect(JSON.stringify(objects)).toMatch(/\$\{grafana\.folder\./);
    expect(planOf(folder, "prod")).toEqual(objects);
  });

  test("is made with the vendors of one's own stack", () => {
    const vendorsOf = (objects: ReturnType<typeof planOf>) => [...new Set(objects.map(({ vendor }) => vendor))];
    expect(vendorsOf(planOf(catalog, "prod"))).toEqual(["pagerduty", "grafana"]);
    expect(() => planOf(catalog, "prod", { vendors: ["pagerduty"] })).toThrow("grafana is not in slostack:vendors");
  });

  test("is made with the settings of one's own stack", () => {
    const whole = written("test/catalog");
    const key = "slostack:sentryPagerdutyAccount";
    const isUnset = (settings: Readonly<Record<string, string>>) =>
      planOf(whole, "prod", { settings }).some(({ args }) => JSON.stringify(args).includes(`\${${key}}`));
    expect(isUnset({})).toBe(true);
    expect(isUnset({ [key]: "acme" })).toBe(false);
  });

  test("is of an environment that there is, and of a catalog without errors", () => {
    expect(() => planOf(catalog, "prd")).toThrow('there is no environment "prd"; did you mean "prod"? the catalog has prod, staging');
    expect(() => planOf(faulty, "prod")).toThrow("organization.yaml:4:16  unknown-environment");
  });
});
