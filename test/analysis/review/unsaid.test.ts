import { describe, expect, test } from "vitest";
import type { CheckedCatalog } from "../../../model/load.ts";
import { changed, type Edit, service, system, there } from "./changed.ts";

const policies = ({ organization }: CheckedCatalog) => organization.policies;
/** The policy of all systems, with other values. */
const lazy = (catalog: CheckedCatalog, values: object) => {
  policies(catalog).lazy = { ...structuredClone(there(policies(catalog).standard)), ...values };
};
const losses = (edit: Edit, before?: Edit) =>
  changed(edit, before && { before }).filter(({ direction }) => direction === "looser" || direction === "blind");
const texts = (edit: Edit, before?: Edit) => losses(edit, before).flatMap(({ entry, what, means }) => [`${entry}: ${what}`, ...means]);

describe("what an alert loses though its own entry stays as it was", () => {
  test("another policy of the system: every ticket on missing data waits for it", () => {
    const found = losses((catalog) => {
      lazy(catalog, { absence: "14d" });
      system(catalog, "hastecrm").policy = "lazy";
    });
    expect(found.map(({ entry, what }) => [entry, what])).toEqual([
      ["hastecrm", "fires after 10m -> 14d"],
      ["organization/sources/crm-prom", "A target of crm-prom does not answer: fires after 10m -> 14d"],
    ]);
    expect(found[0]?.means).toEqual([expect.stringMatching(/^affects 10 alerts: hasteCRM API: no data from /)]);
  });

  test("a floor's signal with less traffic: the ticket on its events waits longer", () => {
    const quieter: Edit = (catalog) => {
      Object.assign(there(service(catalog, "hastecrm/api").signals.tolerable), { "minimum-traffic": "0.2/h" });
    };
    const asking: Edit = (catalog) => {
      Object.assign(there(policies(catalog).standard), { "no-traffic": "10m" });
    };
    expect(texts(quieter, asking)).toEqual([expect.stringMatching(/no traffic in .*: fires after 23m -> 2d/)]);
  });

  test("an added SLO with a more patient policy", () => {
    const added: Edit = (catalog) => {
      lazy(catalog, { "no-traffic": "14d", "ticket-severity": "low" });
      const { slos } = service(catalog, "hastecrm/api");
      const { availability, ...others } = slos;
      const aspiration = { ...structuredClone(there(availability)), target: "99%", policy: "lazy" };
      delete aspiration.floor;
      for (const id of Object.keys(slos)) delete slos[id];
      Object.assign(slos, { aspiration, availability, ...others });
    };
    const asking: Edit = (catalog) => {
      Object.assign(there(policies(catalog).standard), { "no-traffic": "10m" });
    };
    expect(texts(added, asking).join("\n")).toMatch(/no traffic in .*: fires after 23m -> 14d, severity warning -> low/);
  });

  test("a ticket on missing data that another alert replaces later, or less loudly", () => {
    const replaced =
      (held: string): Edit =>
      (catalog) => {
        const { alerts } = service(catalog, "hastecrm/jobs");
        alerts["backlog-gone"] = {
          ...structuredClone(there(alerts.backlog)),
          title: "The queue says nothing",
          when: { absent: true },
          for: held,
          missing: "fire",
          severity: held === "7d" ? "low" : "warning",
        };
      };
    const [found] = losses(replaced("7d"));
    expect(found).toMatchObject({ entry: "hastecrm/jobs/backlog-gone", direction: "looser" });
    expect(found?.means).toContain("1 alert added: hasteCRM Background jobs: The queue says nothing");
    expect(found?.means).toContainEqual(expect.stringMatching(/^1 alert gone: .* no data from queue_depth$/));
    expect(losses(replaced("5m"))).toEqual([]);
  });
});

describe("a channel that no longer hears of a page", () => {
  test("another severity", () => {
    // As soon as before, so that nothing but the channel is lost.
    const soon: Edit = (catalog) => {
      const { severities } = system(catalog, "resonant");
      Object.assign(there(severities.major), { respond: there(severities.critical).respond });
    };
    const [found] = losses((catalog) => {
      there(service(catalog, "resonant/app").alerts.down).severity = "major";
    }, soon);
    expect(found).toMatchObject({ entry: "resonant/app/down", direction: "looser", pages: true });
    expect(found?.means.join("\n")).toMatch(/its page was posted to .*sms-gateway.*, now to /);
  });

  test("another channel of the team", () => {
    const found = losses((catalog) => {
      there(catalog.organization.teams["crm-platform"]).channel = "staging-alerts";
    });
    expect(found[0]?.means.join("\n")).toMatch(/affects \d+ alerts/);
  });
});

test("minutes at the end of the hours in which someone answers", () => {
  const ending =
    (to: string): Edit =>
    ({ organization }) => {
      Object.assign(there(organization.calendars["business-hours"]), { to });
    };
  expect(losses(ending("18:01"), ending("18:14"))).not.toEqual([]);
  expect(losses(ending("18:14"), ending("18:01"))).toEqual([]);
});

test("a person whom an escalation no longer calls a second time", () => {
  const third =
    (of: number, replaced: number): Edit =>
    ({ organization }) => {
      const { levels } = there(organization.escalations.crm);
      (levels as unknown[]).splice(2, replaced, structuredClone(there(levels[of])));
    };
  const [found] = losses(third(1, 1), third(0, 0));
  expect(found).toMatchObject({ entry: "organization/escalations/crm", direction: "looser", pages: true });
  expect(found?.means).toEqual(["CRM primary is no longer called again after 30m", "CRM secondary is called again after 30m"]);
});
