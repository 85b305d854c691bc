import { join } from "node:path";
import { load } from "js-yaml";
import { expect } from "vitest";
import { receiversBy, unpacked } from "../../../analysis/prove/amtool.ts";
import type { AlertmanagerConfig } from "../../../artifacts/alertmanager/config-file.ts";
import { alertmanager } from "../../../artifacts/alertmanager/target.ts";
import { prometheus } from "../../../artifacts/prometheus/target.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

/** Codes and sentences of the problems that an edited catalog has. */
const problemsOf = (...edits: Edit[]): string[] =>
  withCatalog(edits, (catalog) => loadCatalog(catalog).problems.map(({ code, what }) => `${code}: ${what}`));

const quiet = (value: string): Edit => ({ file: "organization.yaml", replace: 'quiet: { slack: "#quiet" }', with: `quiet: ${value}` });

/** The files of Prometheus and Alertmanager, where a Prometheus evaluates by itself and its owner has a gateway. */
function rendered(environment: string): Map<string, string> {
  const edits: Edit[] = [
    { file: "organization.yaml", replace: "evaluator: grafana", with: "evaluator: prometheus" },
    { file: "organization.yaml", replace: 'alerts: { slack: "#alerts" }', with: 'alerts: { slack: "#alerts", webhook: sms }' },
    {
      file: "organization.yaml",
      replace: "severities:\n",
      with: "alertmanager: { addresses: { prod: [am-prod:9093], staging: [am-staging:9093] } }\n\nseverities:\n",
    },
    { file: "organization.yaml", replace: "route: post, during: office", with: "route: post" },
  ];
  const { catalog, problems } = withCatalog(edits, (folder) => loadCatalog(folder));
  expect(problems).toEqual([]);
  if (!catalog) throw new Error("the catalog has errors");
  const resolved = resolve(catalog, environment);
  const files = [alertmanager, prometheus].flatMap((target) => target.files(resolved, alertsOf(resolved)));
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** What the Alertmanager of prod does with an alert of these labels, asked of the real amtool. */
async function toldAtProd(labels: Readonly<Record<string, string>>): Promise<unknown> {
  const text = rendered("prod").get("alertmanager/alertmanager.yml") ?? "";
  const here = unpacked([{ path: "alertmanager.yml", text }]);
  try {
    const [name, ...more] = await receiversBy(join(here.folder, "alertmanager.yml"))(labels);
    expect(more).toEqual([]);
    const receiver = (load(text) as AlertmanagerConfig).receivers.find((one) => one.name === name);
    return { ...receiver, slack_configs: receiver?.slack_configs?.map(({ channel }) => channel) };
  } finally {
    here.remove();
  }
}

export const table: FieldTable = {
  title: "Environments apart",
  story: "An environment that pages no one must wake no one, whatever route its alerts take.",
  cases: [
    {
      reports: [],
      input: "Staging pages nobody and posts to a channel with a gateway for SMS.",
      answer: "An error of `check`.",
      proof: () =>
        expect(problemsOf(quiet('{ slack: "#quiet", webhook: sms }'))).toEqual([
          'post-wakes: "staging" posts to "quiet", which includes the gateway "sms"',
        ]),
    },
    {
      reports: [],
      input: "Staging posts to an e-mail address at PagerDuty, in another case and in another region; or at Opsgenie.",
      answer: "An error of `check`.",
      proof: () => {
        for (const [address, pager] of [
          ["x@acme.PagerDuty.com", "pagerduty.com"],
          ["x@acme.eu.pagerduty.com", "pagerduty.com"],
          ["api@acme.opsgenie.net", "opsgenie.net"],
        ])
          expect(problemsOf(quiet(`{ email: ${address} }`))).toEqual([
            `post-wakes: "staging" posts to "quiet", which includes an address at ${pager}`,
          ]);
        expect(problemsOf(quiet("{ email: x@notpagerduty.com }"))).toEqual([]);
      },
    },
    {
      reports: [],
      input: "Staging posts to the Slack channel of a team, under another name.",
      answer: "A warning: its alerts would be taken for those that people are woken by.",
      proof: () =>
        expect(problemsOf(quiet('{ slack: "#alerts" }'))).toEqual([
          'post-shared: "staging" does not page but posts to #alerts, which the team "shop" uses elsewhere',
        ]),
    },
    {
      reports: [],
      input: "Staging's probes have the address of prod.",
      answer: "An error of `check`.",
      proof: () =>
        expect(
          problemsOf({
            file: "systems/shop.yaml",
            replace: "policy: standard\n",
            with: 'policy: standard\naddresses: { prod: "https://shop.example.com", staging: "https://SHOP.example.com/" }\n',
          }),
        ).toEqual(['environments-overlap: the probes of "staging" would probe "prod"']),
    },
    {
      reports: [],
      input: "Each environment has an Alertmanager of its own.",
      answer: "`addresses` by environment: each Prometheus sends to its own.",
      proof: () => {
        for (const environment of ["prod", "staging"])
          expect(rendered(environment).get("prometheus/prom/prometheus.yml")).toContain(`- am-${environment}:9093\n`);
      },
    },
    {
      reports: [],
      input: "Staging's Prometheus sends to prod's Alertmanager by mistake.",
      answer: "It notifies staging's channel, and neither prod's nor a pager nor a gateway.",
      proof: async () => {
        const groups = [...rendered("staging")].flatMap(([path, text]) =>
          path.startsWith("prometheus/prom/rules/")
            ? (load(text) as { groups: { rules: { alert?: string; labels: Record<string, string> }[] }[] }).groups
            : [],
        );
        const alerts = groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert !== undefined);
        expect(alerts.length).toBeGreaterThan(0);
        for (const { alert = "", labels } of alerts)
          expect(await toldAtProd({ ...labels, alertname: alert, env: "staging" })).toEqual({
            name: "elsewhere--staging",
            slack_configs: ["#quiet"],
          });
      },
    },
    {
      reports: [],
      input: "An alert that no route of the Alertmanager knows, where the owner's channel has a gateway for SMS.",
      answer: "`unrouted` posts it, and the gateway is not called.",
      proof: async () => expect(await toldAtProd({ alertname: "Somebody's" })).toEqual({ name: "unrouted", slack_configs: ["#alerts"] }),
    },
  ],
};
