import { describe, expect, test } from "vitest";
import { contactPointArgs, routesOf } from "../../../components/grafana/contact-point.ts";
import { messageTemplateArgs, textsOf } from "../../../components/grafana/message-template.ts";
import type { Calendar } from "../../../model/resolved.ts";
import type { Route } from "../../../monitors/alert.ts";
import { colourOf } from "../../../monitors/routing.ts";
import { alert, gaugeOf, metric, onCall, prod } from "../../dashboards/small.ts";

const channel = { id: "shop-alerts", formerly: [], slack: "#shop-alerts" };
const page: Route = { kind: "page", onCall, channel };
const post: Route = { kind: "post", channel };
const office: Calendar = {
  id: "office",
  windows: [{ days: ["mon", "tue", "fri"], from: "09:00", to: "17:30" }],
  holidays: [],
  timeZone: "Europe/Berlin",
};
const staging = { id: "staging", pages: false, ownsAccount: false };
const credentials = {
  slackToken: "slack-token",
  teamsUrl: (workflow: string) => `https://workflows.example.com/${workflow}`,
  pageKey: (route: { onCall: { id: string } }) => `key of ${route.onCall.id}`,
};

describe("routes", () => {
  const when = { kind: "absent", signal: gaugeOf("level", metric("gauge", "level")) } as const;
  const routes = (...of: Route[]) => routesOf(of.map((route) => alert({ when, route })));

  test("equal routes share a contact point, also with other hours", () => {
    expect(routes(post, page, { ...post, during: office }, page)).toHaveLength(2);
  });

  test("one on-call told to two channels are two", () => {
    expect(routes(page, { ...page, channel: { id: "other", formerly: [], slack: "#other" } })).toHaveLength(2);
  });

  test("their order does not depend on the order of the alerts", () => {
    expect(routes(post, page)).toEqual(routes(page, post));
  });
});

describe("contact points", () => {
  test("a page calls the on-call service by its key and shows it to the team", () => {
    const args = contactPointArgs(page, prod, credentials);
    expect(args.name).toBe("page--shop--shop-alerts--prod");
    expect(args.pagerduties).toMatchObject([{ integrationKey: "key of shop", severity: "critical", summary: textsOf(prod).summary }]);
    expect(args.slacks).toMatchObject([{ token: "slack-token", recipient: "#shop-alerts" }]);
  });

  test("a channel of Teams gets a card by the secret URL of its workflow, with the links written out", () => {
    const args = contactPointArgs({ kind: "post", channel: { id: "shop", formerly: [], teams: "shop" } }, prod, credentials);
    expect(args).toEqual({
      name: "post--shop--prod",
      teams: [{ url: "https://workflows.example.com/shop", title: textsOf(prod).summary, message: textsOf(prod).mail }],
    });
  });

  test("a post tells the channel alone", () => {
    const args = contactPointArgs(post, staging, credentials);
    expect(args).toEqual({
      name: "post--shop-alerts--staging",
      slacks: [
        {
          token: "slack-token",
          recipient: "#shop-alerts",
          title: textsOf(staging).title,
          text: textsOf(staging).text,
          color: colourOf({ kind: "post" }),
        },
      ],
    });
  });
});

describe("the message template", () => {
  const { name, template } = messageTemplateArgs(prod);
  const text = String(template);
  const actions = [...text.matchAll(/\{\{-? ?(.*?) ?-?\}\}/gs)].map(([, action = ""]) => action);
  const defined = actions.flatMap((action) => /^define "(.+)"$/.exec(action)?.[1] ?? []);

  test("what contact points call is defined, and so is what the definitions call", () => {
    const called = [text, ...Object.values(textsOf(prod))].flatMap((one) =>
      [...one.matchAll(/template "([^"]+)"/g)].map(([, part]) => part),
    );
    expect(called.length).toBeGreaterThan(3);
    for (const part of called) expect(defined).toContain(part);
  });

  test("names carry the environment: definitions share one namespace", () => {
    expect(name).toBe("slostack--prod");
    expect(new Set(defined).size).toBe(defined.length);
    for (const part of defined) expect(part).toMatch(/^slostack\.prod\./);
  });

  test("every block is closed", () => {
    const opened = actions.filter((action) => /^(?:define|if|range|with)\b/.test(action));
    expect(actions.filter((action) => action === "end")).toHaveLength(opened.length);
  });

  test("it tells severity, owner, what, value, runbook, dashboard and silence; and has a form for what is resolved", () => {
    for (const field of [
      ".Labels.severity",
      ".Labels.owner",
      ".CommonLabels.priority",
      ".Annotations.summary",
      ".Annotations.description",
      ".Annotations.runbook_url",
      ".PanelURL",
      ".SilenceURL",
      ".Alerts.Resolved",
    ])
      expect(text).toContain(field);
  });

  test("whatever people or data wrote reaches Slack through the escape alone", () => {
    const blocks = text.split("{{ define ").filter((block) => !/^"slostack\.prod\.(?:plain|summary|mail)"/.test(block));
    for (const block of blocks) {
      for (const [, action = ""] of block.matchAll(/\{\{-? ?([^}]*(?:Annotations|alertname|priority|URL)[^}]*?) ?-?\}\}/g))
        expect(action).toMatch(/^(?:with \.|template "slostack\.prod\.plain" )/);
    }
  });
});

test("posts and mails show links only where some alert has some, and the details of a page only where one of its route does", () => {
  const [plain, linked] = [{}, { linked: true }].map((said) => String(messageTemplateArgs(prod, said).template));
  const part =
    /\n\{\{- with \.Annotations\.links \}\}\n(?:\{\{ template "slostack\.prod\.plain" \(print \.\) \}\}|\{\{ \. \}\})\n\{\{- end \}\}/g;
  expect(linked?.match(part)).toHaveLength(2);
  expect(linked?.replaceAll(part, "")).toBe(plain);
  const details = (more: boolean) => contactPointArgs(page, prod, credentials, more).pagerduties as { details: Record<string, string> }[];
  const [without, having] = [details(false)[0]?.details, details(true)[0]?.details];
  expect(having).toEqual({ ...without, links: "{{ .CommonAnnotations.links }}" });
  expect(without).not.toHaveProperty("links");
});
