import assert from "node:assert/strict";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { reviewOf } from "../../../cli/review/compose.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import type { Direction } from "../../../model/resolved.ts";
import type { Edit } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";
import { now, organization, resolvedOf, reviewed, saidOf, written } from "../checked.ts";

/** The base catalog with what it scrapes. */
const job = (keys: string) =>
  organization("evaluator: grafana, labels: [service, instance]", `evaluator: grafana, jobs: { ${keys} }, labels: [service, instance]`);
const api = 'api: { targets: ["api:9090"], path: /metrics, labels: { service: api } }';
const scraped = job(api);
const source = (yaml: string) => organization("\nseverities:\n", `  ${yaml}\n\nseverities:\n`);
const is = (keys: string) => [
  organization("prod: { is: { prometheus: { env: prod } } }", `prod: { is: { prometheus: { env: prod }, ${keys} } }`),
  organization(
    "staging: { is: { prometheus: { env: staging } }",
    `staging: { is: { prometheus: { env: staging }, ${keys.replaceAll("prod", "staging")} }`,
  ),
];
const owned = "owner: shop, on-call: shop, severity: critical, runbook: fix";
const file = (file: string, metric: string, signal: string, alert: string): Edit => ({
  file: `systems/${file}.yaml`,
  write: `system: ${file}
name: ${file}
owner: shop
on-call: shop
source: ${file}
policy: standard
services:
  one:
    name: One
    metrics: { measured: ${metric} }
    signals: { asked: ${signal} }
    alerts: { told: ${alert} }
`,
});
const hosts = [
  ...is('digitalocean: { tag: "env:prod" }'),
  source(`hosts: { kind: digitalocean, evaluator: digitalocean, ${owned} }`),
  file(
    "hosts",
    "{ gauge: cpu, unit: percent }",
    "{ value: { of: measured, aggregation: max } }",
    "{ signal: asked, when: { above: 90% }, for: 5m, missing: absence, severity: critical, runbook: fix }",
  ),
];
const logs = (keys: string) => [
  ...is("aws: { path: prod }"),
  source(`lines: { kind: cloudwatch-logs, group: "/shop/{path}/app", format: json, retention: 14d, evaluator: aws, ${keys}${owned} }`),
  file(
    "lines",
    "{ counter: failures, labels: [kind] }",
    "{ count: { of: measured } }",
    "{ signal: asked, when: { count: { above: 5, over: 5m } }, for: 0s, missing: quiet, why: silence is health, severity: critical, runbook: fix }",
  ),
];
const agent = "agent: { file: /var/log/app.log }, ";
const alertmanager = (keys: string) =>
  organization("\npolicies:\n", `\nalertmanager: { addresses: ["one:9093", "two:9093"], ${keys} }\n\npolicies:\n`);

const busy = "{ signal: busy, when: { above: 80% }, for: 15m, missing: absence, severity: warning, runbook: fix }";

/** The most severe direction of a change, and whether it asks for approval as what pages does. */
function isReviewed(edits: readonly Edit[], before: readonly Edit[], direction: Direction, pages = true): void {
  const changes = reviewed(edits, { before });
  assert(changes.length > 0, "the review says nothing");
  const order: readonly Direction[] = ["blind", "looser", "tighter", "neutral"];
  const mostSevere = order.find((one) => changes.some((change) => change.direction === one));
  assert.deepEqual([mostSevere, changes.some((change) => change.pages && change.direction === mostSevere)], [direction, pages]);
}
const from = (replace: string, by: string): Edit => organization(replace, by);

export const table: FieldTable = {
  title: "Reviews that say neutral",
  story:
    "A change is small, every query stays as it was, and somebody loses notifications: what fills a source, who is called, or where the environment is gone. Each is at least looser, asks for the approval of what pages, and is blind where nothing else sees it.",
  cases: [
    {
      reports: [],
      input: "A label of a job, by which a service selects its series, gets another value.",
      answer: "`check` refuses it, since no target has what the service selects; the review calls it blind and names the alerts.",
      proof: () => {
        assert.deepEqual(saidOf([job(api.replace("service: api", "service: apis"))]), [
          `nothing-scraped: no job of the source "prom" sets service: "api"; make the job's labels and the service's \`where\` match`,
        ]);
        const other = 'other: { targets: ["api:9091"], labels: { service: other } }';
        const [change] = reviewed(
          [
            from(`jobs: { ${api}, ${other} }`, `jobs: { ${other} }`),
            { file: "systems/shop.yaml", replace: "where: { service: api }", with: "where: { service: other }" },
          ],
          { before: [job(`${api}, ${other}`)] },
        );
        assert.equal(change?.direction, "blind");
      },
    },
    {
      reports: [],
      input: "The only job of a Prometheus is removed.",
      answer: "Blind: nothing is scraped that its queries select.",
      proof: () => {
        isReviewed([from(`jobs: { ${api} }, `, "")], [scraped], "blind");
        const [change] = reviewed([from(`jobs: { ${api} }, `, "")], { before: [scraped] });
        assert(change?.undeclared?.includes("shop/api/availability"));
      },
    },
    {
      reports: [],
      input: "A target of a job goes, or its path changes.",
      answer: "Looser, for all who hear of the source.",
      proof: () => {
        isReviewed([from('"api:9090"', '"api:9999"')], [scraped], "looser");
        isReviewed([from("path: /metrics", "path: /other")], [scraped], "looser");
      },
    },
    {
      reports: [],
      input: "The agent that fills a log group is removed.",
      answer: "Blind: nobody sends the lines any more.",
      proof: () => isReviewed([from(agent, "")], logs(agent), "blind"),
    },
    {
      reports: [],
      input: "The agent of a log group reads another file.",
      answer: "Looser: other lines are counted.",
      proof: () => {
        isReviewed([from("app.log", "web.log")], logs(agent), "looser");
      },
    },
    {
      reports: [],
      input: "The tag by which DigitalOcean's hosts tell the environment changes.",
      answer: "Blind: the alerts ask other hosts, or none.",
      proof: () => isReviewed([from('tag: "env:prod"', 'tag: "env:prd"')], hosts, "blind"),
    },
    {
      reports: [],
      input: "The path that stands for the environment in names of log groups changes.",
      answer: "Blind: the alerts read other groups, or none.",
      proof: () => isReviewed([from("aws: { path: prod }", "aws: { path: prd }")], logs(""), "blind"),
    },
    {
      reports: [],
      input: "A second environment that pages is removed as a whole.",
      answer: "Blind: every alert of it is gone.",
      proof: async () => {
        const eu = from("  staging: { is", "  eu: { is: { prometheus: { env: eu } }, page: always }\n  staging: { is");
        const side = (catalog: CheckedCatalog) => ({
          name: "it",
          absent: false,
          catalog,
          leftOut: [],
          problems: [],
          left: [],
          locate: () => undefined,
        });
        const [base, head] = [written([eu]), written([])];
        const sides = { base: side(base), head: side(head), tip: side(base), compared: { base, head }, notCompared: [], notes: [] };
        const { elsewhere, findings } = await reviewOf(sides, { environment: "prod", approvedBy: [] });
        const [change, ...more] = elsewhere.find(({ environment }) => environment === "eu")?.changes ?? [];
        assert.deepEqual([change?.direction, change?.pages, more], ["blind", true, []]);
        assert.match(change?.means[0] ?? "", /alerts gone/);
        assert.deepEqual(
          findings.map(({ entry }) => entry),
          ["organization/environments/eu"],
        );
      },
    },
    {
      reports: [],
      input: "An alert is removed, and the one that is left for the same failure holds for a year.",
      answer: "Blind: a notification after a year is none.",
      proof: () => {
        const second = {
          file: "systems/shop.yaml",
          replace: "\n      hot:",
          with: `\n      later: ${busy.replace("15m", "30m")}\n      hot:`,
        };
        const gone = { file: "systems/shop.yaml", replace: `      hot: ${busy}\n`, with: "" };
        const judged = (held: number) => {
          const [base, head] = [resolvedOf([second]), resolvedOf([second, gone])];
          // No catalog that `check` takes waits so long.
          for (const side of [base, head])
            for (const alert of side.systems.flatMap(({ services }) => services.flatMap(({ alerts }) => alerts)))
              if (alert.id === "later") Object.assign(alert, { for: held });
          return differenceOf(base, head, undefined, now).map(({ entry, direction }) => `${entry} ${direction}`);
        };
        assert.deepEqual(judged(1800), ["shop/api/hot looser"]);
        assert.deepEqual(judged(365 * 86_400), ["shop/api/hot blind"]);
      },
    },
    {
      reports: [],
      input: "All shifts of a team are given to somebody else.",
      answer: "Looser, and the team approves it.",
      proof: () => {
        const third = from("\nteams:", "  cyd: { name: Cyd, email: cyd@example.com, reach: [sms] }\n\nteams:");
        isReviewed([from("rotation: [ada, bob]", "rotation: [cyd]")], [third], "looser");
        const [change] = reviewed([from("rotation: [ada, bob]", "rotation: [cyd]")], { before: [third] });
        assert.deepEqual(change?.owners, ["shop"]);
      },
    },
    {
      reports: [],
      input: "A person's e-mail, by which the pager knows them, becomes another's.",
      answer: "Looser: whoever has the address is called.",
      proof: () => isReviewed([from("ada@example.com", "mallory@evil.example")], [], "looser"),
    },
    {
      reports: [],
      input: "Alertmanager reads its keys from another folder, sends mail by another server, or has one address less.",
      answer: "Looser each.",
      proof: () => {
        const mail = 'mail: { from: a@example.com, server: "mail:465" }';
        const before = [alertmanager(mail)];
        isReviewed([from(mail, `${mail}, secrets: /tmp/none`)], before, "looser");
        isReviewed([from('"mail:465"', '"nowhere:465"')], before, "looser");
        isReviewed([from('"one:9093", ', "")], before, "looser");
      },
    },
    {
      reports: [],
      input: "Pages go to another pager.",
      answer: "Looser: who is not set up there is not woken.",
      proof: () => isReviewed([from("escalation: shop }\n", "escalation: shop, pager: opsgenie }\n")], [], "looser"),
    },
  ],
};
