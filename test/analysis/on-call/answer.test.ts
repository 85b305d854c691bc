import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Answer, answerTo } from "../../../analysis/on-call/answer.ts";
import { resolve } from "../../../language.ts";
import type { OnCall, Resolved } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

const catalog = soundCatalog(join(import.meta.dirname, "..", "..", "catalog"));
const [prod, edge, staging] = ["prod", "edge", "staging"].map((environment) => resolve(catalog, environment));

/** With an on-call service as changed, which then no alert of the catalog names, or with these alerts alone. */
function ask(
  resolved: Resolved | undefined,
  path: string,
  severityId: string,
  change: (onCall: OnCall) => OnCall | undefined = (one) => one,
  such: (alert: Alert) => boolean = () => true,
): Answer {
  if (!resolved) throw new Error("there is no such environment");
  const system = resolved.systems.find(({ services }) => services.some((service) => service.path === path));
  const found = system?.services.find((service) => service.path === path);
  const severity = system?.severities.find(({ id }) => id === severityId);
  if (!system || !found || !severity) throw new Error(`there is no ${path} or ${severityId}`);
  const { onCall: before, ...rest } = found;
  const onCall = before && change(before);
  const service = { ...rest, ...(onCall && { onCall }) };
  return answerTo({ resolved, alerts: alertsOf(resolved).filter(such), system, service, severity, at: Date.parse("2026-03-10T12:00:00Z") });
}
const places = ({ posts }: Answer) => posts.map(({ channel, during }) => [channel.id, during?.id]);

describe("a severity that pages", () => {
  test("calls the service of its environment, with the key of whoever evaluates, and posts beside", () => {
    const answer = ask(prod, "shop/web", "critical");
    expect(answer).toMatchObject({ paging: { service: "Shop (prod)" }, senders: [{ name: "grafana", hasKey: true }] });
    expect(answer.alerts.length).toBeGreaterThan(0);
    expect(places(answer)).toEqual([["shop", undefined]]);
  });

  test("calls the same people from another environment that pages, through a service of its own", () => {
    const [one, other] = [ask(prod, "fleet/trucks", "urgent").paging, ask(edge, "fleet/trucks", "urgent").paging];
    expect([one?.service, other?.service]).toEqual(["Fleet (prod)", "Fleet (edge)"]);
    expect(other?.calls).toEqual(one?.calls);
  });

  test("wakes nobody where nobody is paged, and posts to the one channel of that environment at once", () => {
    const answer = ask(staging, "shop/web", "critical");
    expect(answer).toMatchObject({ silent: "staging pages no one" });
    expect(answer.paging).toBeUndefined();
    expect(places(answer)).toEqual([["staging", undefined]]);
  });
});

describe("a severity that pages, of alerts that their stage holds back", () => {
  const only =
    (...names: string[]) =>
    ({ name }: Alert) =>
      names.includes(name);

  test("wakes nobody where none of them has left its stage, and says so", () => {
    const answer = ask(prod, "shop/web", "urgent", undefined, only("shop--web--slow"));
    expect(answer).toMatchObject({ silent: "none of its alerts has left the stage shadow", senders: [] });
    expect(answer.paging).toBeUndefined();
    expect(places(answer)).toEqual([["trial", undefined]]);
  });

  test("calls for the others, and posts what is on trial where trials are told", () => {
    const answer = ask(prod, "shop/web", "urgent", undefined, only("shop--web--slow", "shop--web--stormed"));
    expect(answer).toMatchObject({ paging: { service: "Shop (prod)" }, senders: [{ name: "grafana", hasKey: true }] });
    expect(answer.posts.map(({ channel, alerts }) => [channel.id, alerts.length])).toEqual([
      ["trial", 1],
      ["shop", 1],
    ]);
  });

  test("and only who sends a page of them is a sender", () => {
    const resolved = prod ?? expect.fail();
    const all = alertsOf(resolved);
    const named = (name: string) => all.find(only(name)) ?? expect.fail();
    const { evaluator } = all.find((alert) => alert.evaluator.evaluator === "datadog") ?? expect.fail();
    const [slow, stormed] = [{ ...named("shop--web--slow"), evaluator }, named("shop--web--stormed")];
    const { system = expect.fail(), service = expect.fail(), severity } = stormed;
    const answer = answerTo({ resolved, alerts: [slow, stormed], system, service, severity, at: Date.parse("2026-03-10T12:00:00Z") });
    expect(answer.alerts).toHaveLength(2);
    expect(answer.senders.map(({ name }) => name)).toEqual(["grafana"]);
  });

  test("an SLO in the stage ticket calls nobody either, and its page posts to the team", () => {
    const answer = ask(prod, "fleet/trucks", "urgent", undefined, only("fleet--trucks--charge--page"));
    expect(answer).toMatchObject({ silent: "none of its alerts has left the stage ticket" });
    expect(places(answer)).toEqual([["fleet", undefined]]);
    expect(ask(edge, "fleet/trucks", "urgent", undefined, only("fleet--trucks--charge--page")).paging?.service).toBe("Fleet (edge)");
  });
});

test("a severity that posts wakes nobody, and keeps to its hours", () => {
  const answer = ask(prod, "shop/web", "warning");
  expect([answer.paging, answer.silent, places(answer)]).toEqual([undefined, undefined, [["shop", "office"]]]);
});

describe("where the service has no alert of the severity", () => {
  const elsewhere = ({ service }: Alert) => service?.path !== "shop/web";

  test("the answer is what one would do", () => {
    // Its source pages the same on-call service.
    const answer = ask(prod, "shop/web", "critical", undefined, elsewhere);
    expect(answer.alerts).toEqual([]);
    expect(answer).toMatchObject({ paging: { service: "Shop (prod)" }, senders: [] });
    expect(places(answer)).toEqual([["shop", undefined]]);
    expect(places(ask(prod, "shop/web", "info", undefined, elsewhere))).toEqual([["shop", undefined]]);
  });

  test("and nothing else pages its on-call service, PagerDuty has none", () => {
    const answer = ask(prod, "shop/web", "critical", (onCall) => ({ ...onCall, id: "nobody", name: "Nobody" }), elsewhere);
    expect(answer).toMatchObject({ silent: "no alert of prod pages Nobody", senders: [] });
    expect(answer.paging).toBeUndefined();
  });

  test("and it has no on-call service, nobody is told", () => {
    const answer = ask(prod, "shop/web", "critical", () => undefined, elsewhere);
    expect(answer).toMatchObject({ silent: "shop/web has no on-call service", posts: [] });
  });

  test("the pager that stands by is named", () => {
    const answer = ask(prod, "shop/web", "critical", (onCall) => ({ ...onCall, standby: "opsgenie" }), elsewhere);
    expect([answer.standby, ask(prod, "shop/web", "critical").standby]).toEqual(["opsgenie", undefined]);
  });
});
