import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { flagArgs } from "../../../components/posthog/flag.ts";
import { posthog } from "../../../components/posthog/index.ts";
import { dashboardArgs, insightArgs } from "../../../components/posthog/insight.ts";
import { refusals } from "../../../components/posthog/refusals.ts";
import { dashboardNames, entryNames } from "../../../components/posthog/select.ts";
import type { Analytics, AnalyticsEvent, FeatureFlag, System } from "../../../model/resolved.ts";
import { prod, system } from "../../dashboards/small.ts";
import { sentences } from "../sentences.ts";
import { given } from "../uptimerobot/probes.ts";

const project = { projectId: "7", environment: prod };
const event = (more: Partial<AnalyticsEvent> = {}): AnalyticsEvent => ({
  ...{ id: "sold", formerly: [], source: [], event: "item_sold", title: "Items sold", properties: ["price", "currency"] },
  ...more,
});
const flag = (share: string | number, more: Partial<FeatureFlag> = {}): FeatureFlag => ({
  ...{ id: "new-pages", formerly: [], source: [], title: "The new pages", rollout: new Fraction(share) },
  ...more,
});
const analytics = (more: Partial<Analytics> = {}): Analytics => ({
  kind: "posthog",
  source: [],
  events: [event()],
  flags: [flag("1/4")],
  ...more,
});
const monitoringOf = (...systems: System[]) => {
  const { resolved } = given([]);
  return { resolved: { ...resolved, systems }, alerts: [], dashboards: [], protect: false };
};
const shop = (more?: Partial<Analytics>) => system([], { analytics: analytics(more) });

test("an event is a curve of its count by day, on the dashboard of its system", () => {
  const { queryJson, ...args } = insightArgs(event(), project, 12);
  expect(args).toEqual({
    projectId: "7",
    name: "Items sold (prod)",
    description: "item_sold, sent with price, currency",
    dashboardIds: [12],
  });
  expect(JSON.parse(queryJson)).toEqual({
    kind: "InsightVizNode",
    source: {
      kind: "TrendsQuery",
      series: [{ kind: "EventsNode", event: "item_sold", name: "item_sold", math: "total" }],
      interval: "day",
      dateRange: { date_from: "-30d" },
    },
  });
  expect(insightArgs(event({ properties: [] }), project, 12).description).toBe("item_sold");
  expect(dashboardArgs(shop(), project)).toMatchObject({ projectId: "7", name: "Shop (prod)", pinned: true });
});

describe("a flag", () => {
  test.each([
    ["0", 0],
    ["1/4", 25],
    ["1", 100],
  ])("for the share %s of all users says it in both places", (share, percent) => {
    expect(flagArgs(flag(share), project)).toEqual({
      projectId: "7",
      key: "new-pages",
      name: "The new pages (prod)",
      active: true,
      ensureExperienceContinuity: false,
      filters: `{"groups":[{"properties":[],"rollout_percentage":${percent}}]}`,
      rolloutPercentage: percent,
    });
  });

  test("that was renamed is asked for by its first id", () => {
    expect(flagArgs(flag("1", { id: "pages", formerly: ["new-pages"] }), project).key).toBe("new-pages");
  });
});

test("logical names follow a renamed system and a renamed entry", () => {
  const renamed = { ...shop(), id: "store", formerly: ["shop"] };
  expect(dashboardNames(renamed)).toEqual({ name: "store--analytics", formerNames: ["shop--analytics"] });
  expect(entryNames(renamed, event()).formerNames).toEqual(["shop--sold"]);
});

describe("refuses", () => {
  test.each<[string, System[], RegExp]>([
    [
      "half a percent",
      [shop({ flags: [flag("1/200")] })],
      /^shop\/analytics\/flags\/new-pages: a flag rolls out to whole percents of users, not 0\.5$/,
    ],
    [
      "one flag of two systems",
      [shop(), { ...shop(), id: "store" }],
      /^store\/analytics\/flags\/new-pages: .* one project, where new-pages is already shop\/analytics\/flags\/new-pages$/,
    ],
    [
      "a title without end",
      [shop({ events: [event({ title: "x".repeat(394) })] })],
      /^shop\/analytics\/events\/sold: its title, with the environment, exceeds 400 characters$/,
    ],
  ])("%s", (_, systems, reason) => {
    expect(sentences(refusals(monitoringOf(...systems)))).toEqual([expect.stringMatching(reason)]);
  });

  test("nothing of what it can do", () => {
    expect(sentences(refusals(monitoringOf(shop({ events: [event({ id: "new-pages", title: "x".repeat(393) })] }))))).toEqual([]);
  });
});

test("asks for a key and the project of its environment, where there is something to count", () => {
  const [key, id] = posthog.settings(monitoringOf(shop()));
  expect([key, id].map((setting) => `${setting?.key} ${setting?.secret}`)).toEqual(["posthog:apiKey true", "posthog:projectId false"]);
  expect(id?.faults?.("101")).toEqual([]);
  expect(id?.faults?.("emailai")).toEqual(['is "emailai", and the id of a project is a number']);
  expect(posthog.settings(monitoringOf(system([])))).toEqual([]);
});
