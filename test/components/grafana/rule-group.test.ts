import Fraction from "fraction.js";
import { expect, test } from "vitest";
import { folderArgs, sourcesFolder } from "../../../components/grafana/folder.ts";
import { groupName, groupsOf } from "../../../components/grafana/rule-group.ts";
import type { Resolved, Service, System } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alert, failing, gaugeOf, metric, prod, service, source, system } from "../../dashboards/small.ts";

const organization = {
  id: "shop",
  name: "Shop",
  sources: [source],
  channels: [],
  calendars: [],
  people: [],
  pagerPeople: "own" as const,
  teams: [],
  schedules: [],
  escalations: [],
  onCalls: [],
  severities: [],
};
const resolved = (...systems: System[]): Resolved => ({ environment: prod, organization, systems });
const shop = (of: Partial<Service> = {}, more: Partial<System> = {}) => system([service(of)], more);

const share = alert({
  name: "shop--cart--errors",
  when: { kind: "bad-share", signal: failing("failed", metric("counter", "requests")), above: new Fraction("0.05"), over: 300, least: 10 },
});
const level = alert({
  name: "shop--cart--level",
  when: { kind: "value", signal: gaugeOf("level", metric("gauge", "level")), compare: "above", threshold: new Fraction(1) },
});
// The alert of a data source belongs to no system and no service.
const { system: _, service: __, ...unplaced } = alert({ name: "source--prom", kind: "source", when: { kind: "source-silent", source } });
const silent: Alert = unplaced;

test("a service has its recordings and its alerts, a data source its one alert", () => {
  const groups = groupsOf(resolved(shop()), [share, level, silent]);
  expect(
    groups.map(({ name, interval, recordings, alerts, system: of }) => [
      name,
      interval,
      recordings.length,
      alerts.map((one) => one.name),
      of?.id,
    ]),
  ).toEqual([
    ["shop--cart--recordings", 60, 4, [], "shop"],
    ["shop--cart--alerts", 30, 0, ["shop--cart--errors", "shop--cart--level"], "shop"],
    ["source--prom", 30, 0, ["source--prom"], undefined],
  ]);
});

test("what reads no recorded series has no group of recordings; a service without alerts has none at all", () => {
  expect(groupsOf(resolved(shop()), [level]).map(({ name }) => name)).toEqual(["shop--cart--alerts"]);
  expect(groupsOf(resolved(shop()), [])).toEqual([]);
});

test("a group of a renamed service is found under its oldest name, which Grafana cannot change", () => {
  const [group] = groupsOf(resolved(shop({ formerly: ["basket", "bag"] }, { formerly: ["store"] })), [level]);
  if (!group) throw new Error("the service has no group");
  expect(group.name).toBe("shop--cart--alerts");
  expect(group.formerNames).toContain("shop--bag--alerts");
  expect(groupName(group)).toBe("store--basket--alerts");
});

test("folders carry the environment in title and uid, and keep the oldest uid", () => {
  expect(folderArgs({ id: "shop", name: "shop", formerNames: ["store"], title: "Shop" }, prod)).toEqual({
    uid: "store--prod",
    title: "Shop (prod)",
  });
  expect(folderArgs(sourcesFolder, { ...prod, id: "staging" })).toEqual({ uid: "data--sources--staging", title: "Data sources (staging)" });
});
