import { expect } from "vitest";
import { findingsOf } from "../../../cli/check.ts";
import { instructions } from "../../../components/better-stack/policy.ts";
import { alertMonitorArgs } from "../../../components/datadog/monitor.ts";
import { literalMarkdown, markdownLink } from "../../../components/markdown.ts";
import { descriptionOf } from "../../../components/sentry/text.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { conditionQuery } from "../../../queries/nrql.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import { alerts } from "../../queries/nrql/cafe.ts";
import { type Events, replay } from "../../queries/nrql/evaluator.ts";
import type { FieldTable } from "../case.ts";
import { answerTo, filesOf, selfEvaluated } from "../self-evaluated.ts";

const organization = (replace: string, by: string): Edit => ({ file: "organization.yaml", replace, with: by });
const system = (replace: string, by: string): Edit => ({ file: "systems/shop.yaml", replace, with: by });
const also = (text: string): Edit => system("policy: standard\n", `policy: standard\n${text}\n`);

/** What `check` says of the edited base catalog, in all of its environments. */
const told = (...edits: readonly Edit[]): string[] =>
  withCatalog(edits, (catalogDir) => findingsOf({ catalogDir }).problems.map(({ code, at, what }) => `${code} ${at}: ${what}`));

const detecting = (attribute: string, by: string, level: string): Edit =>
  also(
    `logs: { evaluator: datadog, level: { attribute: ${level}, names: { error: 0, warn: 1, info: 2, debug: 3, trace: 4 } }, pipelines: { guard: { services: [api], format: json, detect: { attribute: ${attribute}, is: failed, above: 20, over: 5m, by: ${by}, severity: warning } } } }`,
  );

/** A page of the base catalog with another title. */
function titled(title: string) {
  const { resolved, problems } = answerTo([system("signal: alive,", `signal: alive, title: ${JSON.stringify(title)},`)]);
  const alert = resolved && alertsOf(resolved).find(({ entry }) => entry === "shop/api/down");
  if (!alert) throw new Error(problems.join("\n"));
  return alert;
}
const hostile = "[free](javascript:alert) <b> `x` {{value}} @all";

export const table: FieldTable = {
  title: "What vendors refuse or read otherwise",
  story:
    "A refusal in the middle of an update leaves half a stack, and a text that a vendor reads as a template, a link or a search says something else than the catalog. So `check` asks every vendor and every rendered file, in every environment, and names the entry.",
  cases: [
    {
      reports: [],
      input: "An escalation of PagerDuty is called `R&D`, or a schedule's name ends with a blank or holds one that is not seen.",
      answer: "`check` refuses the name at its entry, and says the nearest name that PagerDuty takes.",
      proof: () => {
        expect(told(organization("last: { name: Last resort", 'last: { name: "R&D <night>"'))).toEqual([
          'unsupported organization/escalations/last/name: pagerduty: the name "R&D <night>" contains "&", "<", ">", which PagerDuty rejects; write "R and D (night)"',
        ]);
        expect(told(organization("name: Primary", 'name: "Primary "'))).toEqual([
          'unsupported organization/schedules/primary/name: pagerduty: the name "Primary " ends with whitespace, which PagerDuty rejects; write "Primary"',
        ]);
        expect(told(organization("shop: { name: Shop, escalation", 'shop: { name: "Shop\\u200b", escalation'))).toHaveLength(1);
        expect(told(organization("shop: { name: Shop, escalation", 'shop: { name: "R&D", escalation'))).toEqual([]);
      },
    },
    {
      reports: [],
      input: "Only staging asks for something that the evaluator cannot do, or production's title is too long for Grafana.",
      answer: "`check` refuses it for whichever environment, and names the alert and not the absence beside it.",
      proof: () => {
        const long = "x".repeat(191);
        expect(told(system("signal: busy,", `signal: busy, title: ${long},`))).toEqual([
          expect.stringMatching(/^unsupported shop\/api\/alerts\/hot: grafana: the title has \d+ characters, more than 190$/),
        ]);
        expect(told(organization("evaluator: grafana,", "evaluator: grafana, evaluate: 15s,"))).toEqual([
          "unsupported organization/sources/prom/evaluate: grafana: 15s is not a multiple of 10s",
        ]);
      },
    },
    {
      reports: [],
      input: "A Prometheus that evaluates by itself posts to a channel with an e-mail address, and the Alertmanager has no `mail`.",
      answer: "`check` says so at the channel, and not only `render`.",
      proof: () =>
        expect(
          told(...selfEvaluated, organization('alerts: { slack: "#alerts" }', 'alerts: { slack: "#alerts", email: a@example.com }')),
        ).toEqual(["unsupported organization/channels/alerts: alertmanager: an e-mail address, and alertmanager has no mail"]),
    },
    {
      reports: [],
      input: "A detection names the attribute `event name OR status`, or is grouped by `ip) OR (x`.",
      answer: "`check` refuses both: they would be a log search of their own, and the threat would not be detected.",
      proof: () => {
        const at = "shop/logs/pipelines/guard/detect";
        const codes = (edit: Edit) => told(edit).map((one) => one.split(": ")[0]);
        expect(codes(detecting('"event name OR status"', "ip", "level"))).toEqual([`invalid-form ${at}/attribute`]);
        expect(codes(detecting("event", '"ip) OR (x"', "level"))).toEqual([`invalid-form ${at}/by`]);
        expect(codes(detecting("event", "ip", '"level:1 OR @x"'))).toEqual(["invalid-form shop/logs/level/attribute"]);
      },
    },
    {
      reports: [],
      input: "The title of an alert holds `{{value}}` or `@all`, and Datadog reads names of monitors as templates.",
      answer: "The name shows the title as it is written: nothing in it is a variable or calls anybody.",
      proof: () => {
        const alert = titled(hostile);
        const args = alertMonitorArgs(
          alert as Parameters<typeof alertMonitorArgs>[0],
          { kind: "single", missing: "quiet" } as Parameters<typeof alertMonitorArgs>[1],
          { type: "query alert", query: "" },
          "",
        );
        expect(String(args.name)).not.toMatch(/\{\{|@all/);
        expect(String(args.name).replaceAll("\u2060", "")).toContain(hostile);
      },
    },
    {
      reports: [],
      input: "A title holds Markdown, such as a link that runs a script, and Better Stack or Sentry shows it.",
      answer: "It is shown as it is written, and the address of the runbook ends where it should.",
      proof: () => {
        const alert = { ...titled("x"), summary: hostile, notes: [hostile] };
        for (const text of [instructions(alert as Parameters<typeof instructions>[0]), descriptionOf(alert)]) {
          expect(text).toContain("\\[free\\](javascript:alert) \\<b> \\`x\\`");
          expect(text).not.toMatch(/[^\\]\]\(javascript/);
        }
        expect(literalMarkdown("# x\n- y")).toBe("\\# x\n\\- y");
        expect(markdownLink("a]b", "https://x.example/a b)c")).toBe("[a\\]b](https://x.example/a%20b%29c)");
      },
    },
    {
      reports: [],
      input: "An address of a system, a status page or the runbooks is `javascript:…`, or holds a user and a password.",
      answer: "`check` refuses it: addresses stand in every message.",
      proof: () => {
        for (const address of ["javascript:alert(1)", "https://ada:secret@shop.example.com"]) {
          const codes = [
            ...told(also(`addresses: { prod: "${address}" }`)),
            ...told(organization("https://runbooks.example.com", address)),
            ...told(
              also(`status-page: { by: better-stack, title: Shop, domain: status.example.com, website: "${address}", components: {} }`),
            ),
          ].map((one) => one.split(": ")[0]);
          expect(codes).toEqual([
            "invalid-form shop/addresses/prod",
            "invalid-form organization/runbooks",
            "invalid-form shop/status-page/website",
          ]);
        }
      },
    },
    {
      reports: [],
      input: "The stream `c` of the system `a-b` and the stream `b-c` of the system `a` are kept in Elasticsearch.",
      answer: "They have two names, since ids are joined by two hyphens; a stream that two stores of one system have is refused.",
      proof: () => {
        const stores = (id: string) => `stores: { logs: { kind: elasticsearch, streams: { ${id}: { keep: 30d } } } }`;
        const named = (name: string, stream: string) => {
          const { resolved } = answerTo([system("system: shop", `system: ${name}`), also(stores(stream))]);
          const file = resolved && filesOf(resolved).find(({ path }) => path.endsWith(".template.json"));
          return JSON.parse(file?.text ?? "{}").index_patterns;
        };
        expect(named("a-b", "c")).toEqual(["logs-a-b--c--prod"]);
        expect(named("a", "b-c")).toEqual(["logs-a--b-c--prod"]);
        const twice = also(
          "stores: { one: { kind: elasticsearch, streams: { logs: { keep: 30d } } }, two: { kind: elasticsearch, streams: { logs: { keep: 9d } } } }",
        );
        expect(told(twice).map((one) => one.split(": ")[0])).toEqual([
          "duplicate-name shop/stores/one/streams/logs",
          "duplicate-name shop/stores/two/streams/logs",
        ]);
      },
    },
    {
      reports: [],
      input: "Journeys are traced, and no attribute holds the path of a request; or the user of a database holds `; drop`.",
      answer: "`check` refuses both at their keys, before `render` does.",
      proof: () => {
        const tracing =
          "tracing: { tracer: shop, sample: 10%, attributes: [http.url], journeys: { login: { title: Login, routes: [/login], steps: {} } } }";
        expect(told(also(tracing)).map((one) => one.split(": ")[0])).toEqual(["unsupported shop/tracing/attributes"]);
        const insights = 'database-insights: { kind: pganalyze, host: db, database: shop, user: "a ; b" }';
        expect(told(also(insights)).map((one) => one.split(": ")[0])).toEqual(["invalid-form shop/database-insights/user"]);
      },
    },
    {
      reports: [],
      input:
        "More than 5 % of the requests of five minutes have to fail `for: 5m` at New Relic, and a deployment fails for twenty seconds.",
      answer: "Nobody is called: New Relic asks for six answers, because a single bad minute fills five of its overlapping windows.",
      proof: () => {
        const { when, for: held } = alerts.get("api--errors") ?? expect.fail("there is no such alert");
        const asked = conditionQuery(when, held);
        const minute = (failed: number): Events[] =>
          [200 - failed, failed].map((count, bad) => ({
            type: "Transaction",
            count,
            attributes: { appName: "cafe", environment: "production", transactionType: "Web", httpResponseCode: bad ? "503" : "200" },
          }));
        const failing = (minutes: number) => Array.from({ length: 40 }, (_, index) => minute(index >= 10 && index < 10 + minutes ? 67 : 0));
        expect(replay(asked, failing(1))).toEqual([]);
        expect(replay({ ...asked, thresholdDuration: held }, failing(1))).toEqual([[15, 16]]);
        expect(replay(asked, failing(20))).toEqual([[16, 35]]);
      },
    },
  ],
};
