import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect } from "vitest";
import { amtool, unpacked } from "../../../analysis/prove/amtool.ts";
import type { RuleFile } from "../../../artifacts/prometheus/rule-file.ts";
import { runningAlertmanager } from "../../artifacts/running/alertmanager.ts";
import { httpListener } from "../../artifacts/running/listeners.ts";
import { freePort, within } from "../../artifacts/running/server.ts";
import type { Edit } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";
import { answerTo, filesOf, rulesOf, selfEvaluated } from "../self-evaluated.ts";

function selfEvaluatedCatalog(edits: readonly Edit[] = []) {
  const { resolved, problems } = answerTo([...selfEvaluated, ...edits]);
  if (!resolved) throw new Error(problems.join("\n"));
  return resolved;
}

/** What a rule says of itself, with the templates that Prometheus fills in. */
function annotationsOf(name: string): Readonly<Record<string, string>> {
  const [file] = rulesOf(selfEvaluatedCatalog());
  const { groups } = load(file?.text ?? "") as RuleFile;
  const rule = groups.flatMap(({ rules }) => rules).find((one) => "alert" in one && one.alert === name);
  if (!rule || !("alert" in rule)) throw new Error(`no rule is called ${name}`);
  return rule.annotations;
}

/** What Alertmanager makes of a template for the processors that are too busy, each with its load. */
async function rendered(template: string, loads: Readonly<Record<string, string>>, status = "firing"): Promise<string> {
  const filled = (core: string, load: string) =>
    Object.fromEntries(
      Object.entries(annotationsOf("shop--api--hot")).map(([key, text]) => [
        key,
        text.replaceAll("{{ $labels.core }}", core).replaceAll("{{ humanize $value }}", load),
      ]),
    );
  const labels = { alertname: "shop--api--hot", environment: "prod", severity: "warning", priority: "P3", owner: "shop" };
  const alerts = Object.entries(loads).map(([core, load]) => ({
    status,
    labels: { ...labels, core },
    annotations: filled(core, load),
    startsAt: "2026-01-12T03:00:00Z",
    endsAt: "2026-01-12T04:00:00Z",
  }));
  const [first, ...more] = alerts.map(({ annotations }) => Object.entries(annotations));
  const common = (first ?? []).filter(([key, text]) => more.every((other) => other.some(([name, said]) => name === key && said === text)));
  const data = { receiver: "x", status, alerts, groupLabels: labels, commonLabels: labels, commonAnnotations: Object.fromEntries(common) };
  const here = unpacked([...filesOf(selfEvaluatedCatalog()), { path: "data.json", text: JSON.stringify(data) }]);
  try {
    const templates = join(here.folder, "alertmanager/slostack.tmpl");
    const call = `{{ template "slostack.${template}" . }}`;
    return await amtool(
      ...[
        "template",
        "render",
        `--template.glob=${templates}`,
        `--template.text=${call}`,
        `--template.data=${join(here.folder, "data.json")}`,
      ],
    );
  } finally {
    here.remove();
  }
}

export const table: FieldTable = {
  title: "What messages say",
  story: "Whoever is woken has to know which of several queues, disks or pods it is, and how bad it is, without opening anything.",
  cases: [
    {
      reports: ["appwrite/grafana-oncall#36", "prometheus/alertmanager#1144"],
      input: "An alert is grouped by a label, and Alertmanager notifies of one or several of its series.",
      answer: "The title names the one series or how many there are, and every series stands in the text with its value.",
      proof: async () => {
        expect(annotationsOf("shop--api--hot")).toMatchObject({
          series: "core {{ $labels.core }}",
          value: "Value, core {{ $labels.core }}: {{ humanize $value }} %.",
        });
        expect(annotationsOf("shop--api--down")).not.toHaveProperty("series");
        expect(await rendered("title", { a1: "97" })).toMatch(/^\[P3\] .*: core a1 \(prod\)$/);
        expect(await rendered("summary", { a1: "97", "<b>": "88" })).toMatch(/^\[P3\] .*: 2 series \(prod\)$/);
        const text = await rendered("text", { a1: "97", "<b>": "88" });
        expect(text).toContain("Value, core a1: 97 %.");
        expect(text).toContain("Value, core &lt;b&gt;: 88 %.");
        expect(await rendered("mail", { a1: "97", "<b>": "88" })).toContain("Value, core <b>: 88 %.");
        expect(await rendered("values", { a1: "97", b: "88" })).toBe("\u2060Value, core a1:\u2060 97 %.\n\u2060Value, core b:\u2060 88 %.");
        expect(await rendered("title", { a1: "97" }, "resolved")).toMatch(/^\[RESOLVED\] .*: core a1 \(prod\)$/);
      },
    },
    {
      reports: [],
      input:
        "The title of an alert, or a label that an application sends, holds two braces or a colon, and Alertmanager pages through PagerDuty.",
      answer: "The page is sent, and its details are the text as it is: Alertmanager reads details as YAML and as templates once more.",
      proof: async () => {
        const folder = mkdtempSync(join(tmpdir(), "slostack-page-"));
        const vendors = await httpListener();
        const files = filesOf(
          selfEvaluatedCatalog([
            { file: "organization.yaml", replace: "[alertmanager:9093] }", with: `[alertmanager:9093], secrets: ${folder} }` },
          ]),
        ).filter(({ path }) => path.startsWith("alertmanager/"));
        const addresses = { slack_api_url: `${vendors.url}/slack`, pagerduty_url: `${vendors.url}/pagerduty` };
        const keys = { "slack-token": "token", "pagerduty-shop": "0123456789abcdef0123456789abcdef" };
        const running = await runningAlertmanager(await freePort(), files, addresses, { folder, keys });
        try {
          const labels = { alertname: "a", environment: "prod", slostack_route: "page--shop--alerts", priority: "P1", core: "{{ x }}" };
          const annotations = { title: "{{ y }}: z", summary: "S: {{ y }}", value: "Value, core {{ x }}: 97 %.", series: "core {{ x }}" };
          const body = JSON.stringify([{ labels, annotations }]);
          const headers = { "content-type": "application/json" };
          expect((await fetch(`${running.url}/api/v2/alerts`, { method: "POST", headers, body })).status).toBe(200);
          const page = await within(60, () => vendors.received.find(({ path }) => path === "/pagerduty"));
          expect(page?.body).toMatchObject({
            event_action: "trigger",
            payload: {
              summary: "[P1] {{ y }}: z: core {{ x }} (prod)",
              custom_details: { summary: "\u2060S:\u2060 {{ y }}", firing: "\u2060Value, core {{ x }}:\u2060 97 %." },
            },
          });
        } finally {
          await running.close();
          vendors.close();
          rmSync(folder, { recursive: true, force: true });
        }
      },
    },
  ],
};
