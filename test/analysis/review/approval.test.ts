import { describe, expect, test } from "vitest";
import { type Approval, approvalsOf, ignoredApprovers } from "../../../analysis/review/approval.ts";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { type Edit, revisions, service, there } from "./changed.ts";

const looser: Edit = (catalog) => {
  there(service(catalog, "hastecrm/api").slos.availability).target = "99.5%";
};
const logins: Edit = ({ organization }) => {
  there(organization.people["crm-engineer-2"]).login = "Octo-Two";
  there(organization.people["dreamlust-senior"]).login = "senior";
};

function approvals(edit: Edit, approvedBy: readonly string[] = [], author?: string, before: Edit = logins): Approval[] {
  const { base, head } = revisions(edit, { before });
  return approvalsOf(differenceOf(base, head), base.organization, approvedBy, author === undefined ? [] : [author]);
}
const told = (all: readonly Approval[]) =>
  all.map(({ asked, teams, given }) => [asked, teams.join(" "), given.map(({ id }) => id).join(" ")]);

describe("what the policy asks for", () => {
  test("a looser change on tier 1: the owner and SRE, each once", () => {
    expect(told(approvals(looser))).toEqual([
      ["owner", "crm-platform", ""],
      ["sre", "", ""],
    ]);
  });

  test("a tighter one: the owner", () => {
    const tighter: Edit = (catalog) => {
      there(service(catalog, "hastecrm/api").slos.availability).target = "99.95%";
    };
    expect(told(approvals(tighter))).toEqual([["owner", "crm-platform", ""]]);
  });

  test("another tier: the line that fits it", () => {
    const edit: Edit = (catalog) => {
      there(service(catalog, "hastecrm/jobs").alerts.backlog).for = "30m";
    };
    const before: Edit = (catalog) => {
      service(catalog, "hastecrm/jobs").tier = 3;
    };
    expect(told(approvals(edit, [], undefined, before))).toEqual([["owner", "crm-platform", ""]]);
  });

  test("a service that makes itself unimportant in the same change is still as important as it was", () => {
    const edit: Edit = (catalog) => {
      looser(catalog);
      service(catalog, "hastecrm/api").tier = 4;
    };
    expect(approvals(edit).map(({ asked }) => asked)).toEqual(["owner", "sre"]);
  });

  test("nothing of a neutral change", () => {
    const edit: Edit = (catalog) => {
      there(service(catalog, "hastecrm/api").slos.availability).title = "Uptime";
    };
    expect(approvals(edit)).toEqual([]);
  });

  test("many changes of one owner ask once, and are all named", () => {
    const edit: Edit = (catalog) => {
      looser(catalog);
      there(service(catalog, "hastecrm/jobs").alerts.backlog).for = "30m";
    };
    expect(approvals(edit).map(({ asked, changes }) => [asked, changes.map(({ entry }) => entry)])).toEqual([
      ["owner", ["hastecrm/api/availability", "hastecrm/jobs/backlog"]],
      ["sre", ["hastecrm/api/availability", "hastecrm/jobs/backlog"]],
    ]);
  });
});

describe("who decides", () => {
  test("base: a change cannot approve itself by a policy of its own", () => {
    const edit: Edit = (catalog) => {
      looser(catalog);
      there(catalog.organization.review).approvals = [];
      there(catalog.organization.teams["crm-platform"]).members.push("emailai-cto");
    };
    const all = approvals(edit, ["emailai-cto"]);
    expect(told(all)).toContainEqual(["owner", "crm-platform", ""]);
    expect(all.find(({ teams }) => teams.includes("crm-platform"))?.by.map(({ id }) => id)).not.toContain("emailai-cto");
  });

  test("a change of the policy belongs to those who approve, whatever their group is called", () => {
    const edit: Edit = (catalog) => {
      there(catalog.organization.review).approvals = [];
    };
    const [owner] = approvals(edit);
    expect(owner).toMatchObject({ asked: "owner", teams: ["sre"] });
    expect(owner?.by.map(({ id }) => id)).toContain("dreamlust-senior");
    const named: Edit = (catalog) => {
      const review = there(catalog.organization.review);
      review.approvers = { emailai: ["crm-manager"] };
      for (const line of review.approvals) line.by = ["owner"];
    };
    expect(approvals(edit, [], undefined, named)[0]?.by.map(({ id }) => id)).toEqual(["crm-manager"]);
  });
});

describe("what is given", () => {
  test("by id, or by login in any case", () => {
    expect(told(approvals(looser, ["crm-engineer-3", "SENIOR"]))).toEqual([
      ["owner", "crm-platform", "crm-engineer-3"],
      ["sre", "", "dreamlust-senior"],
    ]);
    expect(told(approvals(looser, ["@octo-two"]))[0]).toEqual(["owner", "crm-platform", "crm-engineer-2"]);
  });

  test("a login is no id: anybody may have taken somebody's id for a login", () => {
    expect(told(approvals(looser, ["@crm-engineer-3"]))[0]).toEqual(["owner", "crm-platform", ""]);
  });

  test("one person counts for each group that they belong to", () => {
    expect(told(approvals(looser, ["crm-engineer-1"])).map(([, , given]) => given)).toEqual(["crm-engineer-1", "crm-engineer-1"]);
  });

  test("not by an author, neither by id nor by login nor by the address of a commit", () => {
    const mail = revisions(looser, { before: logins }).base.organization.people.find(({ id }) => id === "crm-engineer-2")?.email;
    for (const author of ["crm-engineer-2", "octo-two", "@Octo-Two", mail?.toUpperCase()]) {
      const [owner] = approvals(looser, ["crm-engineer-2"], author);
      expect(owner?.given).toEqual([]);
      expect(owner?.by.map(({ id }) => id)).not.toContain("crm-engineer-2");
    }
  });
});

test("names that approve nothing are told with the reason", () => {
  const { base } = revisions(() => {}, { before: logins });
  expect(ignoredApprovers(base.organization, ["crm-manager", "nobody", "octo-two", "nobody"], ["crm-engineer-2"])).toEqual([
    { name: "nobody", why: "no person in the catalog at base has this id or login" },
    { name: "octo-two", why: "the approval of an author does not count" },
  ]);
});

test("without a policy at base nothing is asked for", () => {
  const before: Edit = ({ organization }) => {
    delete organization.review;
  };
  expect(approvals(looser, [], undefined, before)).toEqual([]);
});
