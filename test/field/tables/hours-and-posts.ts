import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { alertmanager } from "../../../artifacts/alertmanager/target.ts";
import { ruleFile } from "../../../artifacts/prometheus/rules.ts";
import { onCall } from "../../../cli/oncall.ts";
import { loadCatalog } from "../../../language.ts";
import type { Weekday } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { byItself } from "../../artifacts/by-itself.ts";
import { runningAlertmanager } from "../../artifacts/running/alertmanager.ts";
import { httpListener } from "../../artifacts/running/listeners.ts";
import { freePort, within } from "../../artifacts/running/server.ts";
import { withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

const week: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** A day of the week that is not today anywhere on earth. */
const farDay = (): Weekday => week[(new Date().getUTCDay() + 3) % 7] ?? "mon";

/** What is answered on one far day alone is told to a real Alertmanager now, and is over before that day begins. */
async function postedOutsideOfHours(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "slostack-hours-"));
  const vendors = await httpListener();
  const resolved = byItself("prod", ({ organization }) => {
    Object.assign(organization.calendars.office ?? {}, { days: [farDay()] });
    organization.alertmanager = { addresses: ["127.0.0.1:9093"], secrets: folder, mail: { from: "a@example.com", server: "127.0.0.1:25" } };
  });
  const alerts = alertsOf(resolved);
  const files = alertmanager.files(resolved, alerts);
  const keys = { "slack-token": "xoxb-token" };
  const told = await runningAlertmanager(await freePort(), files, { slack_api_url: `${vendors.url}/slack` }, { folder, keys });
  try {
    const ticket = ruleFile(alerts)
      .groups.flatMap(({ rules }) => rules)
      .find((rule) => "alert" in rule && rule.labels.slostack_route === "post--shop--office");
    if (!ticket || !("alert" in ticket)) throw new Error("no alert is answered in office hours");
    const body = JSON.stringify([{ labels: { ...ticket.labels, alertname: ticket.alert }, annotations: ticket.annotations }]);
    const headers = { "content-type": "application/json" };
    expect((await fetch(`${told.url}/api/v2/alerts`, { method: "POST", headers, body })).status).toBe(200);
    expect(await within(60, () => vendors.received.find(({ path }) => path === "/slack"))).toBeDefined();
  } finally {
    await told.close();
    vendors.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const answered = (at: string): string[] => {
  let said = "";
  onCall({
    catalogDir: join(import.meta.dirname, "../../catalog"),
    environment: "prod",
    at,
    service: "harbor/docks",
    severity: "warning",
    write: (text) => {
      said += text;
    },
  });
  return said.trimEnd().split("\n");
};

export const table: FieldTable = {
  title: "Hours and posts",
  story:
    "A mute timing, a downtime or a muting rule drops what fires and clears within it, and no vendor sends it later. A post therefore goes out at once, at any hour and at every vendor; a calendar says when it is answered and keeps its repeats to one a day.",
  cases: [
    {
      reports: ["grafana/grafana#50266", "prometheus/alertmanager#3367", "prometheus/alertmanager#2496"],
      input: "A warning with `during: office` fires while the office is closed and clears before it opens.",
      answer: "A real Alertmanager posts it at once.",
      proof: postedOutsideOfHours,
    },
    {
      reports: [],
      input: "`oncall` is asked on a Saturday what becomes of a warning with office hours.",
      answer: "It is posted at once, and answered from Monday 09:00 on.",
      proof: () => {
        expect(answered("2026-01-10T12:00:00Z").at(-1)).toBe(
          "posts to #harbor (Slack), harbor@example.com (e-mail) at once; answered from Mon 2026-01-12 09:00 Europe/Berlin on (office)",
        );
      },
    },
    {
      reports: [],
      input: "A severity that is answered in office hours posts to a channel with a gateway for SMS.",
      answer: "`check` warns at the hours: the post is sent at once, and the telephone rings at night.",
      proof: () => {
        const edit = {
          file: "organization.yaml",
          replace: 'alerts: { slack: "#alerts" }',
          with: 'alerts: { slack: "#alerts", webhook: sms }',
        };
        expect(withCatalog([edit], (catalog) => loadCatalog(catalog).problems.map(({ code, at }) => `${code} @ ${at}`))).toEqual([
          "hours-not-kept @ organization/severities/warning/during",
        ]);
      },
    },
  ],
};
