import { describe, expect, test } from "vitest";
import { alertmanagerConfig } from "../../../artifacts/alertmanager/config.ts";
import type { AlertmanagerConfig } from "../../../artifacts/alertmanager/config-file.ts";
import { alertmanager } from "../../../artifacts/alertmanager/target.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { byItself } from "../by-itself.ts";

function configOf(environment: string, edit: (catalog: CheckedCatalog) => void = () => {}): AlertmanagerConfig {
  const resolved = byItself(environment, edit);
  const { alertmanager: entry } = resolved.organization;
  if (!entry) throw new Error("no Alertmanager");
  return alertmanagerConfig(alertsOf(resolved), resolved.environment, entry);
}
const receiver = ({ receivers }: AlertmanagerConfig, name: string) => receivers.find((one) => one.name === name);
const routeTo = ({ route }: AlertmanagerConfig, name: string) => route.routes.find((one) => one.receiver === name);
const channel = (id: string, value: object) => (catalog: CheckedCatalog) => Object.assign(catalog.organization.channels[id] ?? {}, value);

describe("a page", () => {
  const config = configOf("prod");

  test("calls its on-call service by the key in its file, and shows it to the channel", () => {
    const page = receiver(config, "page--store--shop");
    expect(
      page?.pagerduty_configs?.map(({ routing_key_file, severity, send_resolved }) => [routing_key_file, severity, send_resolved]),
    ).toEqual([["/keys/pagerduty-store", "critical", true]]);
    expect(page?.slack_configs?.map(({ channel, http_config }) => [channel, http_config.authorization.credentials_file])).toEqual([
      ["#shop-alerts", "/keys/slack-token"],
    ]);
    expect(page?.opsgenie_configs).toBeUndefined();
  });

  test("is told at all hours, and its end within a minute", () => {
    expect(routeTo(config, "page--store--shop")).toEqual({
      receiver: "page--store--shop",
      matchers: ['environment="prod"', 'slostack_route="page--store--shop"'],
      group_wait: "10s",
      group_interval: "1m",
      repeat_interval: "4h",
    });
  });

  test("calls through Opsgenie where that is the pager, and never through the one that stands by", () => {
    const other = configOf("prod", ({ organization }) =>
      Object.assign(organization["on-call"].shop ?? {}, { pager: "opsgenie", standby: "pagerduty" }),
    );
    const page = receiver(other, "page--store--shop");
    expect(page?.opsgenie_configs?.map(({ api_key_file }) => api_key_file)).toEqual(["/keys/opsgenie-store"]);
    expect(page?.pagerduty_configs).toBeUndefined();
    expect(
      JSON.stringify(configOf("prod", ({ organization }) => Object.assign(organization["on-call"].shop ?? {}, { standby: "opsgenie" }))),
    ).not.toContain("opsgenie-store");
  });
});

describe("a post", () => {
  test("is sent at any hour, and repeated once a day where it is answered in hours alone", () => {
    const config = configOf("prod");
    expect(JSON.stringify(config)).not.toContain("time_interval");
    expect(routeTo(config, "post--shop--office")?.repeat_interval).toBe("1d");
    expect(routeTo(config, "post--shop")).toMatchObject({ group_wait: "30s", group_interval: "5m", repeat_interval: "4h" });
  });

  test("goes to a channel of Teams by the URL of a workflow, which is in a file", () => {
    const post = receiver(configOf("prod", channel("shop", { slack: undefined, teams: "shop" })), "post--shop");
    expect(post).toEqual({
      name: "post--shop",
      msteamsv2_configs: [
        {
          send_resolved: true,
          webhook_url_file: "/keys/teams-shop",
          title: '{{ template "slostack.summary" . }}',
          text: '{{ template "slostack.mail" . }}',
        },
      ],
    });
  });

  test("goes to each place of its channel, and a gateway has its address in a file", () => {
    const config = configOf("prod", (catalog) => {
      channel("shop", { email: "shop@example.com", webhook: "sms" })(catalog);
      Object.assign(catalog.organization.alertmanager ?? {}, { mail: { from: "from@example.com", server: "mail:587", user: "me" } });
    });
    const post = receiver(config, "post--shop");
    expect(post?.slack_configs).toHaveLength(1);
    expect(post?.email_configs?.map(({ to }) => to)).toEqual(["shop@example.com"]);
    expect(post?.webhook_configs).toEqual([{ send_resolved: true, url_file: "/keys/webhook-sms" }]);
    expect(config.global).toEqual({
      slack_api_url: "https://slack.com/api/chat.postMessage",
      smtp_smarthost: "mail:587",
      smtp_from: "from@example.com",
      smtp_auth_username: "me",
      smtp_auth_password_file: "/keys/smtp-password",
    });
  });

  test("by mail is refused where nothing says how mail is sent", () => {
    const withoutMail = (catalog: CheckedCatalog) => {
      channel("shop", { email: "shop@example.com" })(catalog);
      Object.assign(catalog.organization.alertmanager ?? {}, { mail: undefined });
    };
    expect(() => configOf("prod", withoutMail)).toThrow("channels/fleet: an e-mail address, and alertmanager has no mail");
  });
});

describe("an environment that pages nobody", () => {
  test("has no pager at all, and posts everything to its one channel", () => {
    const { receivers } = configOf("staging");
    for (const { slack_configs, pagerduty_configs, opsgenie_configs } of receivers) {
      expect([pagerduty_configs, opsgenie_configs]).toEqual([undefined, undefined]);
      expect(slack_configs?.map(({ channel }) => channel)).toEqual(["#staging"]);
    }
  });
});

describe("what no route knows", () => {
  test("is posted to who owns a Prometheus that evaluates by itself", () => {
    const config = configOf("prod");
    expect(config.route.receiver).toBe("unrouted");
    expect(receiver(config, "unrouted")?.slack_configs?.map(({ channel }) => channel)).toEqual(["#shop-alerts"]);
    expect(receiver(config, "unrouted")?.pagerduty_configs).toBeUndefined();
  });
});

describe("signs of life", () => {
  const missed = (every: string) =>
    configOf("prod", ({ organization }) => {
      Object.assign(organization.sources, {
        outside: { ...organization.sources["fast-prom"], kind: "better-stack", evaluator: "better-stack" },
      });
      organization["dead-man"] = {
        receiver: "outside",
        every,
        grace: "5m",
        owner: "shop",
        "on-call": "shop",
        severity: "critical",
        runbook: "source-silent",
      };
    });

  test("go to the address in their file, and never as resolved", () => {
    expect(receiver(missed("10m"), "watchdog--fast-prom")?.webhook_configs).toEqual([
      { send_resolved: false, url_file: "/keys/watchdog-fast-prom" },
    ]);
  });

  test.each([
    ["10m", "5m"],
    ["1m", "30s"],
    ["1s", "1s"],
  ])("every %s are looked at and repeated every %s", (every, half) => {
    expect(routeTo(missed(every), "watchdog--fast-prom")).toMatchObject({ group_wait: "0s", group_interval: half, repeat_interval: half });
  });

  test("there are none where nobody would miss them", () => {
    expect(JSON.stringify(configOf("prod"))).not.toContain("watchdog");
  });
});

describe("the target", () => {
  test("has nothing where no Prometheus evaluates by itself", () => {
    const shown = byItself("prod", ({ organization }) => Object.assign(organization.sources["fast-prom"] ?? {}, { evaluator: "grafana" }));
    expect(alertmanager.files(shown, alertsOf(shown))).toEqual([]);
  });

  test("is refused where one does and there is no Alertmanager", () => {
    const alone = byItself("prod", ({ organization }) => {
      organization.alertmanager = undefined;
    });
    expect(() => alertmanager.files(alone, alertsOf(alone))).toThrow("there is no Alertmanager");
  });
});
