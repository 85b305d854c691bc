import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect } from "vitest";
import type { RuleFile } from "../../../artifacts/prometheus/rule-file.ts";
import { contract } from "../../../cli/contract.ts";
import { loadCatalog } from "../../../language.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";
import { answerTo, rulesOf, selfEvaluated } from "../self-evaluated.ts";

const organization = (replace: string, by: string): Edit => ({ file: "organization.yaml", replace, with: by });
const system = (replace: string, by: string): Edit => ({ file: "systems/shop.yaml", replace, with: by });

const labelled = (label: string): Edit => organization("labels: [service, instance]", `labels: [service, instance, ${label}]`);
const errors = (edits: readonly Edit[]): readonly string[] => answerTo([...selfEvaluated, ...edits]).problems;

/** Name and labels of every series that an environment records. */
function recorded(edits: readonly Edit[], environment: string): string[] {
  const { resolved, problems } = answerTo([...selfEvaluated, ...edits], environment);
  if (!resolved) throw new Error(problems.join("\n"));
  const files = rulesOf(resolved).map(({ text }) => load(text) as RuleFile);
  const rules = files.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  return rules.flatMap((rule) => ("record" in rule ? [JSON.stringify([rule.record, Object.entries(rule.labels).sort()])] : []));
}

/** What `contract --scrape` says of an application that exposes this. */
async function scraped(edits: readonly Edit[], exposition: string): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "exposition-"));
  const scrape = join(root, "metrics.txt");
  writeFileSync(scrape, exposition);
  let output = "";
  const asked = withCatalog(edits, (catalogDir) =>
    contract({ catalogDir, environment: "prod", format: "terminal", scrape, write: (text) => (output += text) }),
  );
  try {
    await asked;
    return output;
  } finally {
    rmSync(root, { recursive: true });
  }
}

const environments = (label: string): Edit[] => [
  organization("{ env: prod }", `{ ${label}: prod }`),
  organization("{ env: staging }", `{ ${label}: staging }`),
];

export const table: FieldTable = {
  title: "Labels and names",
  story:
    "One name that a query language reads otherwise stops a whole file of rules, and one label that is set twice makes two series one. So every label and metric is called as its source can ask for it, and none as one that slostack sets itself.",
  cases: [
    {
      reports: ["prometheus-community/helm-charts#5787", "fgouteroux/terraform-provider-mimir#46"],
      input: "A Prometheus source has the label `service.name` or `k8s-pod`, as OpenTelemetry and Kubernetes write them.",
      answer: "`check` refuses the label at the source, with the form that PromQL reads.",
      proof: () => {
        for (const label of ["service.name", "k8s-pod", "1st", "__name__", "inf"])
          expect(errors([labelled(label)])).toEqual(["invalid-label-name organization/sources/prom/labels/2"]);
      },
    },
    {
      reports: [],
      input: "A counter at Prometheus is called `nan`, `ignoring` or another word of PromQL.",
      answer: "`check` refuses the name: the rule would not parse, and Prometheus would load no rule of the file.",
      proof: () => {
        for (const name of ["nan", "Inf", "ignoring", "on", "bool", "group_left"])
          expect(errors([system("counter: http_requests_total", `counter: ${JSON.stringify(name)}`)])).toEqual([
            "invalid-metric-name shop/api/metrics/requests/counter",
          ]);
      },
    },
    {
      reports: [],
      input:
        "The name of a service holds a control character that YAML escapes, such as `\\u007f` or a line end of another world (`\\u0085`).",
      answer: "The rule file escapes it too, so that Prometheus loads the file and reads the same name.",
      proof: () => {
        const { resolved } = answerTo([...selfEvaluated, system("name: API", 'name: "A\\u007fP\\u0085I\\uffff"')]);
        const text = resolved && rulesOf(resolved)[0]?.text;
        expect(text).toContain("A\\u007fP\\u0085I\\uffff");
        expect(text).not.toMatch(/[\u007f-\u00a0\uffff]/);
      },
    },
    {
      reports: ["slok/sloth#270", "adorsys/status-list-server#445"],
      input: "Environments differ by a label called `system`, `service`, `sli` or `slo`, which recordings set themselves.",
      answer: "`check` refuses the label; with any label that it accepts, production and staging share no recorded series.",
      proof: () => {
        for (const label of ["system", "service", "sli", "slo", "le"])
          expect(errors(environments(label)).filter((told) => !told.startsWith("label-matched-twice"))).toEqual([
            `label-taken organization/environments/prod/is/prometheus/${label}`,
            `label-taken organization/environments/staging/is/prometheus/${label}`,
          ]);
        for (const label of ["env", "environment", "severity", "alertname", "instance", "owner", "job"]) {
          const [production, staging] = [recorded(environments(label), "prod"), recorded(environments(label), "staging")];
          expect(production.length).toBeGreaterThan(0);
          expect(staging.filter((series) => production.includes(series))).toEqual([]);
        }
      },
    },
    {
      reports: ["slok/sloth#311"],
      input: "An alert is grouped `by: [severity]`, a label that every alert has.",
      answer: "`check` refuses it at the signal, whoever evaluates, and not only `render` at an entry that is not concerned.",
      proof: () => {
        const apart = (label: string) => [labelled(label), system("by: [core]", `by: [${label}]`)];
        for (const label of ["severity", "alertname", "environment", "owner", "slo"]) {
          expect(errors(apart(label))).toEqual(["label-taken shop/api/signals/busy/value/by/0"]);
          expect(answerTo(apart(label)).problems).toEqual(["label-taken shop/api/signals/busy/value/by/0"]);
        }
      },
    },
    {
      reports: [],
      input: "A job of a Prometheus source writes the label by which environments differ.",
      answer: "`check` refuses it: the environment writes that label on every target, and the job's value would be lost.",
      proof: () =>
        expect(errors([organization("scrape: 15s,", "scrape: 15s, jobs: { api: { targets: [api:80], labels: { env: prod } } },")])).toEqual(
          ["label-matched-twice organization/sources/prom/jobs/api/labels/env"],
        ),
    },
    {
      reports: [],
      input: "A value is copied from a query as a pattern: `5..`, `5xx`, `5*`, `500|503`, `^5`, `.*`.",
      answer:
        "`check` warns that it is compared as it is written and says how it is meant; `contract --scrape` warns where other values fit it.",
      proof: async () => {
        const ways = {
          '"5.."': '{ starts-with: "5" }',
          '"5xx"': '{ starts-with: "5" }',
          '"5*"': '{ starts-with: "5" }',
          '"5.*"': '{ starts-with: "5" }',
          '"500|503"': 'a list: ["500", "503"]',
          '"^500$"': '"500"',
          '".*"': "any value is meant",
          '{ starts-with: "^5" }': '"5"',
        };
        const status = (value: string) => system('status: { starts-with: "5" }', `status: ${value}`);
        for (const [written, way] of Object.entries(ways)) {
          const found = withCatalog([status(written)], (catalog) => loadCatalog(catalog).problems);
          expect([written, found.map(({ code, severity }) => `${code} ${severity}`)]).toEqual([written, ["reads-like-pattern warning"]]);
          expect(found[0]?.way).toContain(way);
        }
        for (const plain of ['"503"', '"/api/orders/{id}"', '"eu-central-1"', '"v1.2"', '"a+b"', '"9xx"'])
          expect([plain, errors([status(plain)])]).toEqual([plain, []]);
        const exposed = 'http_requests_total{method="GET",status="200"} 1\nhttp_requests_total{method="GET",status="503"} 1\n';
        expect(await scraped([status('"5.."')], exposed)).toMatch(/no series has status "5\.\.", which is compared as it is written/);
        expect(await scraped([status('"504"')], exposed)).not.toContain("compared as it is written");
      },
    },
    {
      reports: [],
      input: 'A filter says `{ not: "200" }`, `{ matches: "5..|429" }`, `{ regex: "5..|429" }` or `{ matches: "5(?=0)" }`.',
      answer: "The first two are matchers; of the third a problem says what the key is called, of the last that RE2 has no look-ahead.",
      proof: () => {
        const found = (matcher: string) => errors([system('status: { starts-with: "5" }', `status: ${matcher}`)]);
        for (const matcher of ['{ not: "200" }', '{ matches: "5..|429" }']) expect([matcher, found(matcher)]).toEqual([matcher, []]);
        expect(found('{ regex: "5..|429" }')).toEqual(["exactly-one shop/api/signals/success/events/bad/status"]);
        expect(found('{ matches: "5(?=0)" }')).toEqual(["invalid-pattern shop/api/signals/success/events/bad/status/matches"]);
      },
    },
  ],
};
