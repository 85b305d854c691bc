import { expect, test } from "vitest";
import { approvalsOf, ignoredApprovers } from "../../../analysis/review/approval.ts";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { findingsOf } from "../../../analysis/review/finding.ts";
import type { Block } from "../../../analysis/review/section.ts";
import { approvalsSection, changesSection, findingsSection } from "../../../analysis/review/sections.ts";
import { revisions, service, there } from "./changed.ts";

const { base, head } = revisions((catalog) => {
  there(service(catalog, "hastecrm/jobs").alerts.backlog).when = { above: 5000 };
  there(service(catalog, "hastecrm/api").slos.availability).runbook = "api-down";
});
const changes = differenceOf(base, head);

test("changes: a summary, the loud ones with what they mean, the quiet ones folded away", () => {
  const { blocks } = changesSection(changes);
  expect(blocks[0]).toEqual({
    kind: "text",
    text: [
      "2 changes: ",
      { strong: "1 blind" },
      " (a failure is no longer detected)",
      ", ",
      { strong: "1 neutral" },
      " (no notification changes)",
    ],
  });
  expect(blocks[1]).toEqual({
    kind: "text",
    text: [{ strong: "blind" }, ", tier ", "1: ", { code: "hastecrm/jobs/backlog" }, " notifies above 1000 for 10m -> above 5000"],
  });
  expect(blocks[2]).toEqual({ kind: "list", items: ["queue_depth above 1000 and up to 5000 is no longer detected"] });
  const folded = blocks[3] as Extract<Block, { kind: "details" }>;
  expect(folded).toMatchObject({ kind: "details", summary: "1 change without effect on notifications" });
  expect(folded.blocks[0]).toMatchObject({
    text: [{ strong: "neutral" }, ", tier ", "1: ", { code: "hastecrm/api/availability" }, " runbook high-error-rate -> api-down"],
  });
});

test("no change is said in words", () => {
  expect(changesSection([]).blocks).toEqual([
    { kind: "text", text: "Nothing means anything else: whatever was edited, the stack stays as it is." },
  ]);
});

test("findings: errors with their way out; none is no section", () => {
  expect(findingsSection([])).toBeUndefined();
  const [table] = findingsSection(findingsOf(changes))?.blocks ?? [];
  expect(table).toMatchObject({ kind: "table", rows: [[[{ strong: "error" }], [{ code: "hastecrm/jobs/backlog" }], {}, {}]] });
});

test("approvals: who can give what is missing, and what was ignored", () => {
  const approvals = approvalsOf(changes, base.organization, ["crm-manager", "ghost"]);
  const section = approvalsSection(approvals, ignoredApprovers(base.organization, ["crm-manager", "ghost"]));
  expect(section.blocks[0]).toEqual({ kind: "text", text: "1 approval of 2 missing." });
  const table = section.blocks[1] as Extract<Block, { kind: "table" }>;
  expect(table.rows[0]).toEqual([
    "owner (crm-platform)",
    "hastecrm/jobs/backlog",
    "CRM Engineer One, CRM Engineer Two, CRM Engineer Three, CRM Engineering Manager",
    "CRM Engineering Manager",
  ]);
  expect(table.rows[1]?.[3]).toEqual([{ strong: "missing" }]);
  expect(section.blocks[2]).toEqual({
    kind: "list",
    items: [[{ code: "ghost" }, " is ignored: no person in the catalog at base has this id or login"]],
  });
});
