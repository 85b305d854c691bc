import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { alertmanager } from "../../../artifacts/alertmanager/target.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { byItself } from "../by-itself.ts";
import { alertingRules, runningAlertmanager, settingsIn } from "./alertmanager.ts";
import { httpListener } from "./listeners.ts";
import { freePort, within } from "./server.ts";

const states = z.array(
  z.object({ labels: z.object({ alertname: z.string() }), status: z.object({ state: z.enum(["active", "suppressed", "unprocessed"]) }) }),
);
const created = z.object({
  message: z.string(),
  alias: z.string(),
  priority: z.string().optional(),
  details: z.record(z.string(), z.string()),
});

const page = "shop--web--availability--page";
const ticket = "shop--web--availability--ticket";
const otherTicket = "shop--web--checkout--ticket";

describe("a real Alertmanager, told of page and ticket of one SLO", () => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-inhibition-"));
  const resolved = byItself("prod", ({ organization }) => {
    Object.assign(organization["on-call"].shop ?? {}, { pager: "opsgenie", standby: "pagerduty" });
    organization.alertmanager = settingsIn(folder);
  });
  const alerts = alertsOf(resolved);
  const rules = alertingRules(alerts);
  let vendors: Awaited<ReturnType<typeof httpListener>>;
  let told: Awaited<ReturnType<typeof runningAlertmanager>>;

  beforeAll(async () => {
    vendors = await httpListener();
    const addresses = { opsgenie_api_url: `${vendors.url}/opsgenie/`, slack_api_url: `${vendors.url}/slack` };
    const keys = { "opsgenie-store": "key of the integration", "slack-token": "xoxb-token" };
    told = await runningAlertmanager(await freePort(), alertmanager.files(resolved, alerts), addresses, {
      folder: join(folder, "secrets"),
      keys,
    });
    const body = [page, ticket, otherTicket].map((name) => ({
      labels: { ...rules.get(name)?.labels, alertname: name },
      annotations: rules.get(name)?.annotations,
    }));
    const answer = await fetch(`${told.url}/api/v2/alerts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  });
  afterAll(async () => {
    await told?.close();
    vendors?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("keeps the ticket silent, and neither the page nor the ticket of another SLO", async () => {
    const found = await within(20, async () => {
      const listed = states.parse(await (await fetch(`${told.url}/api/v2/alerts`)).json());
      return listed.every(({ status }) => status.state !== "unprocessed") ? listed : undefined;
    });
    expect(Object.fromEntries((found ?? []).map(({ labels, status }) => [labels.alertname, status.state]))).toEqual({
      [page]: "active",
      [ticket]: "suppressed",
      [otherTicket]: "active",
    });
  });

  test("pages through Opsgenie, where that is the pager, in the form that Opsgenie takes", async () => {
    const request = await within(30, () => vendors.received.find(({ path }) => path === "/opsgenie/v2/alerts"));
    expect(request).toMatchObject({ method: "POST", authorization: "GenieKey key of the integration" });
    expect(created.parse(request?.body)).toMatchObject({
      message: "[P1] Shop Web: Web availability burns its error budget fast (prod)",
      priority: "P1",
      details: { environment: "prod", runbook: "https://runbooks.example.com/orbit/web-errors.md" },
    });
    expect(vendors.received.filter(({ path }) => path.startsWith("/opsgenie"))).toHaveLength(1);
  }, 60_000);
});
