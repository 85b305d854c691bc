import { join } from "node:path";
import { expect, test } from "vitest";
import { receiversBy, unpacked } from "../../../analysis/prove/amtool.ts";
import { faultOf, routesOf } from "../../../analysis/prove/routes.ts";
import { alertmanagerConfig } from "../../../artifacts/alertmanager/config.ts";
import { alertGroups } from "../../../model/groups.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { byItself } from "../../artifacts/by-itself.ts";

const mailed = (environment: string) =>
  byItself(environment, ({ organization }) =>
    Object.assign(organization.alertmanager ?? {}, { mail: { from: "from@example.com", server: "mail:587" } }),
  );

test("amtool sends every alert to whom the catalog means", async () => {
  const routes = await routesOf(mailed("prod"), ({ severity }) => severity.id === "critical");
  expect(routes.length).toBeGreaterThan(0);
  expect(routes.flatMap((route) => faultOf(route) ?? [])).toEqual([]);
});

test("a route that reaches somebody else is told with both", () => {
  expect(faultOf({ alert: "shop--web--down", reaches: ["#general"], meant: ["#shop", "/keys/pagerduty-shop"] })).toBe(
    "Alertmanager notifies #general; the catalog means #shop, /keys/pagerduty-shop",
  );
  expect(faultOf({ alert: "shop--web--down", reaches: [], meant: ["#shop"] })).toBe(
    "Alertmanager notifies no one; the catalog means #shop",
  );
});

test("a Prometheus that Grafana asks has no routes of its own", async () => {
  expect(await routesOf(mailed("prod"), () => false)).toEqual([]);
});

test("each group of a signal is a notification of its own, and its page silences no other's ticket", async () => {
  const resolved = mailed("prod");
  const routes = await routesOf(resolved, ({ when }) => alertGroups(when) !== undefined);
  expect(routes.map(({ alert }) => alert)).toContain("quays--desk--availability--page");
  expect(routes.flatMap((route) => faultOf(route) ?? [])).toEqual([]);
  expect(faultOf({ alert: "", reaches: ["#shop"], meant: ["#shop"], merged: ["tenant"] })).toBe(
    "Alertmanager notifies of all groups at once: its route does not group by tenant",
  );
  const { inhibit_rules } = alertmanagerConfig(alertsOf(resolved), resolved.environment, resolved.organization.alertmanager ?? fail());
  expect(inhibit_rules.map(({ equal }) => equal)).toEqual([
    ["environment", "system", "service", "slo", "bin", "tenant", "zone"],
    ["environment", "slostack_source"],
    ["environment", "system", "service"],
  ]);
});

test("of alerts that differ only in labels that no route reads, amtool is asked about one", async () => {
  const receivers = ["others", "pager", "team", "zone", "placeless"].map((name) => ({ name }));
  const team = { receiver: "team", matchers: ['team=~"a|b"'] };
  const routes = [
    { receiver: "pager", matchers: ['severity="critical"'], routes: [team] },
    // As older configurations say it.
    { receiver: "zone", match: { zone: "eu" } },
    { receiver: "placeless", matchers: ['instance=""'] },
  ];
  const here = unpacked([{ path: "config.yml", text: JSON.stringify({ route: { receiver: "others", routes }, receivers }) }]);
  try {
    const receiversOf = receiversBy(join(here.folder, "config.yml"));
    const cases = [
      [{ severity: "critical", team: "a" }, "team"],
      [{ severity: "critical", team: "c" }, "pager"],
      [{ severity: "critical" }, "pager"],
      [{ severity: "warning", team: "a", instance: "x" }, "others"],
      [{ severity: "warning", zone: "eu", instance: "x" }, "zone"],
      [{ severity: "warning", team: "a" }, "placeless"],
    ] as const;
    for (const [labels, receiver] of cases) {
      const answer = receiversOf({ alertname: "one", ...labels });
      expect(receiversOf({ ...labels, alertname: "another", tenant: "t" })).toBe(answer);
      expect([labels, await answer]).toEqual([labels, [receiver]]);
    }
  } finally {
    here.remove();
  }
});

const fail = (): never => {
  throw new Error("there is no Alertmanager");
};
