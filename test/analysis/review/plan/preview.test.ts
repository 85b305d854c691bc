import { expect, test } from "vitest";
import { kindsOf } from "../../../../analysis/review/plan/kind.ts";
import { planSection } from "../../../../analysis/review/plan/section.ts";
import { NoPreview, readPlan } from "../../../../analysis/review/plan.ts";
import { described } from "../../../../components/kinds.ts";

const context = { base: [], head: [], kindOf: kindsOf(described) };
const step = (op: string, type: string, name: string, more = {}) => ({ op, urn: `urn:pulumi:prod::slostack::${type}::${name}`, ...more });

test.each([
  ["", "the file is empty"],
  ["Previewing update (prod):\n", "does not begin with {"],
  ['{"steps": [{"op": "same", "urn": "urn:pul', "the file is cut off"],
  ['{"sequence":0,"preludeEvent":{}}\n{"sequence":1}\n', "this is a stream of events"],
  ['{"a": 1,, "b": 2}', "this is no JSON"],
  ['{"version": 3, "deployment": {}}', "this is no preview (steps"],
  ['{"steps": [{"op": "create"}]}', "this is no preview (steps.0.urn"],
  ['{"steps": [{"op": "create", "urn": "web"}]}', "is no URN"],
])("a file that is no whole preview is refused in one sentence: %j", (text, what) => {
  expect(() => readPlan(text, context)).toThrow(NoPreview);
  expect(() => readPlan(text, context)).toThrow(what);
  expect(() => readPlan(text, context)).toThrow(/: give the output of `pulumi preview --json`, standard output alone$/);
});

test("what groups, connects, stays, is read or is refreshed shows nothing", () => {
  const steps = [
    step("update", "pulumi:pulumi:Stack", "slostack-prod"),
    step("create", "slostack:grafana:Monitoring", "monitoring"),
    step("update", "pulumi:providers:grafana", "default"),
    ...["same", "read", "refresh"].map((op) => step(op, "grafana:oss/folder:Folder", op)),
  ];
  const plan = readPlan(JSON.stringify({ steps, changeSummary: { same: 12 } }), context);
  expect(plan.objects).toEqual([]);
  expect(planSection(plan).blocks).toEqual([
    { kind: "text", text: "Nothing changes at the vendors (12 unchanged, including objects that only group or connect others)." },
  ]);
});

test("what calls people warns where it is replaced or deleted, whatever the catalog knows of it", () => {
  const steps = [
    step("create", "grafana:oss/dashboard:Dashboard", "a--overview"),
    step("delete", "datadog:index/monitor:Monitor", "nobody--knows--it"),
    step("create-replacement", "pagerduty:index/serviceIntegration:ServiceIntegration", "crm--grafana"),
    step("replace", "pagerduty:index/serviceIntegration:ServiceIntegration", "crm--grafana", { replaceReasons: ["service"] }),
    step("delete-replaced", "pagerduty:index/serviceIntegration:ServiceIntegration", "crm--grafana"),
    step("delete", "opsgenie:index/escalation:Escalation", "crm"),
  ];
  const plan = readPlan(JSON.stringify({ steps }), context);
  expect(plan.objects.map(({ fate, name }) => `${fate} ${name}`)).toEqual([
    "replaced crm--grafana",
    "deleted crm",
    "deleted nobody--knows--it",
    "created a--overview",
  ]);
  expect(plan.findings.map(({ severity, entry, what }) => [severity, entry, what])).toEqual([
    [
      "warning",
      "crm--grafana",
      "PagerDuty integration key crm--grafana is replaced: it gets another id or key, and pages may be lost until every sender has it",
    ],
    ["warning", "crm", "Opsgenie escalation crm is deleted: no one is notified through it any more"],
  ]);
});

test("an error with which the preview ended is told, because the rest may be missing", () => {
  const diagnostics = [
    { severity: "warning", message: "warning: old" },
    { severity: "error", message: "error: it is\nprotected\n" },
  ];
  const plan = readPlan(JSON.stringify({ steps: [], diagnostics }), context);
  expect(plan.failures).toEqual(["it is\nprotected"]);
  expect(JSON.stringify(planSection(plan))).toContain("The preview failed, so this list may be incomplete.");
});
