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

const states = z.array(z.object({ labels: z.object({ alertname: z.string() }), status: z.object({ state: z.string() }) }));
const post = z.object({ channel: z.string(), attachments: z.array(z.object({ title: z.string(), text: z.string() })) });

const source = "source--fast-prom";
const target = "source--fast-prom--target";
const down = "shop--web--down";
const web = ["requests", "duration", "memory"].map((metric) => `shop--web--${metric}--absent`);
const other = "canal--locks--answers--absent";

describe("a real Alertmanager, told of what goes with a target", () => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-missing-"));
  const resolved = byItself("prod", ({ organization }) => {
    organization.alertmanager = settingsIn(folder);
  });
  const alerts = alertsOf(resolved);
  const rules = alertingRules(alerts);
  let slack: Awaited<ReturnType<typeof httpListener>>;
  let told: Awaited<ReturnType<typeof runningAlertmanager>>;

  /** Those that fire from now on; the others are over. */
  async function fire(firing: readonly string[], over: readonly string[] = []): Promise<void> {
    const alert = (name: string) => {
      const { labels, annotations } = rules.get(name) ?? fail(name);
      return { labels: { ...labels, alertname: name }, annotations };
    };
    const end = new Date(Date.now() - 1000).toISOString();
    const body = [...firing.map(alert), ...over.map((name) => ({ ...alert(name), endsAt: end }))];
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${told.url}/api/v2/alerts`, { method: "POST", headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
  }

  const statesOf = async (expected: Record<string, string>) => {
    let found = {};
    await within(20, async () => {
      const listed = states.parse(await (await fetch(`${told.url}/api/v2/alerts`)).json());
      found = Object.fromEntries(listed.map(({ labels, status }) => [labels.alertname, status.state]));
      return JSON.stringify(Object.entries(found).sort()) === JSON.stringify(Object.entries(expected).sort()) ? true : undefined;
    }).catch(() => undefined);
    expect(found).toEqual(expected);
  };

  beforeAll(async () => {
    slack = await httpListener();
    const keys = { "pagerduty-store": "key", "slack-token": "xoxb-token" };
    told = await runningAlertmanager(
      await freePort(),
      alertmanager.files(resolved, alerts),
      { pagerduty_url: `${slack.url}/pagerduty`, slack_api_url: `${slack.url}/slack` },
      { folder: join(folder, "secrets"), keys },
    );
  });
  afterAll(async () => {
    await told?.close();
    slack?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("posts once for all metrics of a service, and apart for another service", async () => {
    await fire([...web, other]);
    const posts = await within(60, () => {
      const bodies = slack.received.filter(({ path }) => path === "/slack").map(({ body }) => post.parse(body).attachments[0]);
      return bodies.length >= 2 ? bodies : undefined;
    });
    expect(posts?.map((one) => one?.title).sort()).toEqual([
      "[P3] Canal Locks: no data from lock_answers_total (prod)",
      expect.stringMatching(/^\[P3\] Shop Web: no data from \w+ and 2 more \(prod\)$/),
    ]);
    for (const name of ["http_requests_total", "http_request_duration_seconds", "process_resident_memory_bytes"])
      expect(posts?.map((one) => one?.text).join()).toContain(`${name} has had no series`);
  }, 90_000);

  test("keeps them silent beside the page of their service, and no other service's", async () => {
    await fire([down, ...web, other]);
    await statesOf({ [down]: "active", ...Object.fromEntries(web.map((name) => [name, "suppressed"])), [other]: "active" });
  });

  test("keeps every ticket of a silent source silent, and no page", async () => {
    await fire([source, target, down, ...web, other]);
    await statesOf({
      [source]: "active",
      [target]: "suppressed",
      [down]: "active",
      ...Object.fromEntries(web.map((name) => [name, "suppressed"])),
      [other]: "suppressed",
    });
  });

  test("tells of what is still missing once the cause is over", async () => {
    await fire([...web, other], [source, target, down]);
    await statesOf(Object.fromEntries([...web, other].map((name) => [name, "active"])));
  });
});

const fail = (name: string): never => {
  throw new Error(`there is no rule ${name}`);
};
