import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { alertmanager } from "../../../artifacts/alertmanager/target.ts";
import { prometheus } from "../../../artifacts/prometheus/target.ts";
import type { RenderedFile } from "../../../artifacts/target.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { targetsAtOnce } from "../../analysis/contract/prometheus-server.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { runningAlertmanager } from "./alertmanager.ts";
import { httpListener, mailListener } from "./listeners.ts";
import { freePort, started, within } from "./server.ts";

const key = "0123456789abcdef0123456789abcdef";
const name = "resonant--app--memory";

/**
 * What PagerDuty takes at its Events API, second version, and nothing else.
 * Source: https://developer.pagerduty.com/docs/send-alert-event
 */
const event = z.strictObject({
  routing_key: z.string().length(32),
  event_action: z.enum(["trigger", "acknowledge", "resolve"]),
  dedup_key: z.string().min(1).max(255),
  payload: z.strictObject({
    summary: z.string().min(1).max(1024),
    source: z.string().min(1),
    severity: z.enum(["critical", "error", "warning", "info"]),
    component: z.string().optional(),
    group: z.string().optional(),
    class: z.string().optional(),
    custom_details: z.record(z.string(), z.unknown()).optional(),
  }),
  client: z.string().optional(),
  client_url: z.string().optional(),
  links: z.array(z.strictObject({ href: z.url(), text: z.string() })).optional(),
  images: z.array(z.unknown()).max(0).optional(),
});
const slackPost = z.object({
  channel: z.string(),
  attachments: z.array(z.object({ title: z.string(), title_link: z.url(), text: z.string(), color: z.string() })).length(1),
});
const gatewayCall = z.object({
  status: z.string(),
  alerts: z.array(z.object({ status: z.string(), labels: z.record(z.string(), z.string()) })),
});

/** An application that says how full its memory is. */
async function application() {
  let used = 0.5;
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/plain; version=0.0.4");
    response.end(`# TYPE resonant_memory_usage_ratio gauge\nresonant_memory_usage_ratio ${used}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    target: `127.0.0.1:${address.port}`,
    uses: (share: number) => {
      used = share;
    },
    close: () => server.close(),
  };
}

/** Heartbeats are in a group of their own, which is evaluated once a minute whatever the source says. */
const eachSecond = (file: RenderedFile): RenderedFile => ({ ...file, text: file.text.replaceAll(/^( {4}interval:) 1m$/gm, "$1 1s") });

describe("a real Prometheus and a real Alertmanager with the rendered files of the catalog", () => {
  const closing: (() => unknown)[] = [];
  let vendors: Awaited<ReturnType<typeof httpListener>>;
  let mail: Awaited<ReturnType<typeof mailListener>>;
  let app: Awaited<ReturnType<typeof application>>;
  let server: Awaited<ReturnType<typeof started>>;

  beforeAll(async () => {
    vendors = await httpListener();
    mail = await mailListener();
    app = await application();
    const [here, there] = [await freePort(), await freePort()];
    const folder = mkdtempSync(join(tmpdir(), "slostack-delivery-"));
    closing.push(vendors.close, mail.close, app.close, () => rmSync(folder, { recursive: true, force: true }));
    const resolved = resolvedCatalog("test/products/catalog", ({ organization, systems }) => {
      // The same files, faster: rounds of a second, a page without a wait, and a heartbeat every four seconds.
      Object.assign(organization.sources["resonant-prom"] ?? {}, {
        scrape: "1s",
        evaluate: "1s",
        jobs: { "resonant-app": { targets: [app.target], path: "/metrics", labels: {} } },
      });
      Object.assign(organization["dead-man"] ?? {}, { every: "4s" });
      Object.assign(organization.channels["resonant-critical"] ?? {}, { email: "all@example.com" });
      organization.alertmanager = {
        addresses: [`127.0.0.1:${there}`],
        secrets: join(folder, "secrets"),
        mail: { from: "alerts@example.com", server: mail.address, user: "sender" },
      };
      for (const { system, services } of systems)
        if (system === "resonant") Object.assign(services.app?.alerts.memory ?? {}, { for: "0s", severity: "critical" });
    });
    const alerts = alertsOf(resolved);
    const files = [...alertmanager.files(resolved, alerts), ...prometheus.files(resolved, alerts).map(eachSecond)];
    const addresses = { pagerduty_url: `${vendors.url}/pagerduty`, slack_api_url: `${vendors.url}/slack`, smtp_require_tls: false };
    const keys = {
      "pagerduty-resonant": key,
      "slack-token": "xoxb-token",
      "webhook-sms-gateway": `${vendors.url}/sms`,
      "watchdog-resonant-prom": `${vendors.url}/heartbeat`,
      "smtp-password": "password of the sender",
    };
    const told = await runningAlertmanager(there, files, addresses, { folder: join(folder, "secrets"), keys });
    closing.unshift(told.close);
    const rendered = join(told.folder, "prometheus/resonant-prom");
    const config = [`--config.file=${rendered}/prometheus.yml`, `--storage.tsdb.path=${rendered}/data`];
    // What Prometheus fires before it knows its Alertmanager is lost. It sends it again after a minute, unless this flag says otherwise.
    const againSoon = "--rules.alert.resend-delay=10s";
    server = await started("prometheus", here, [...config, targetsAtOnce, againSoon]);
    closing.unshift(server.close);
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  const of = (path: string) => vendors.received.filter((request) => request.path === path);
  const events = () => of("/pagerduty").map(({ body }) => event.parse(body));

  test("page when an endpoint tells of trouble, everywhere that the route says, and tell when it is over", async () => {
    const scraped = await within(30, async () => {
      const answer = await fetch(`${server.url}/api/v1/query?query=resonant_memory_usage_ratio{env="prod",job="resonant-app"}`);
      return (await answer.text()).includes('"0.5"') || undefined;
    });
    expect(scraped).toBe(true);
    expect(events()).toEqual([]);

    app.uses(0.95);
    const trigger = await within(60, () => events()[0]);
    expect(trigger).toMatchObject({
      routing_key: key,
      event_action: "trigger",
      payload: {
        summary: `[P0] Resonant App: High memory usage: instance ${app.target} (prod)`,
        severity: "critical",
        source: name,
        component: "app",
        group: "resonant",
        custom_details: {
          environment: "prod",
          owner: "resonant",
          priority: "P0",
          firing: `\u2060Value, instance ${app.target}:\u2060 95%.`,
        },
      },
      links: [{ href: "https://runbooks.example.com/slostack/resonant-memory.md", text: "Runbook" }],
    });

    const post = await within(10, () => of("/slack")[0]);
    expect(post?.authorization).toBe("Bearer xoxb-token");
    const said = slackPost.parse(post?.body);
    expect(said.channel).toBe("#resonant-critical");
    expect(said.attachments[0]).toMatchObject({
      title: `[P0] Resonant App: High memory usage: instance ${app.target} (prod)`,
      color: "#d63232",
    });
    expect(said.attachments[0]?.text).toContain("|Runbook>");
    expect(said.attachments[0]?.text).toContain(`Value, instance ${app.target}: 95%.`);

    const call = await within(10, () => of("/sms")[0]);
    expect(gatewayCall.parse(call?.body)).toMatchObject({ status: "firing", alerts: [{ labels: { alertname: name, env: "prod" } }] });

    const letter = await within(10, () => mail.mails[0]);
    expect(letter).toMatchObject({ user: "sender", password: "password of the sender", to: ["all@example.com"] });
    expect(letter?.text).toContain("Subject: [P0] Resonant App: High memory usage");

    app.uses(0.5);
    const over = await within(90, () => events().find(({ event_action }) => event_action === "resolve"));
    expect(over).toMatchObject({ routing_key: key, dedup_key: trigger?.dedup_key });
    expect(events().map(({ event_action }) => event_action)).toEqual(["trigger", "resolve"]);
    expect(
      await within(10, () => of("/slack").find(({ body }) => slackPost.parse(body).attachments[0]?.color === "#36a64f")),
    ).toBeDefined();
  }, 240_000);

  test("never stop giving signs of life, and tell nobody else of them", async () => {
    expect(await within(30, () => (of("/heartbeat").length >= 3 ? true : undefined))).toBe(true);
    expect(JSON.stringify([...of("/pagerduty"), ...of("/slack"), ...of("/sms")])).not.toContain("watchdog");
  }, 60_000);
});
