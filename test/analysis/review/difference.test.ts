import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckedCatalog } from "../../../model/load.ts";
import type { Direction } from "../../../model/resolved.ts";
import { changed, type Edit, probe, service, system, there, undone } from "./changed.ts";

const api = (catalog: CheckedCatalog) => service(catalog, "hastecrm/api");
const slo = (catalog: CheckedCatalog, id = "availability") => there(api(catalog).slos[id]);
const alert = (catalog: CheckedCatalog, path: string, id: string) => there(service(catalog, path).alerts[id]);
const backlog = (catalog: CheckedCatalog) => alert(catalog, "hastecrm/jobs", "backlog");
const signal = (catalog: CheckedCatalog, path: string, id: string) => there(service(catalog, path).signals[id]);
const organization = ({ organization }: CheckedCatalog) => organization;

interface Row {
  readonly name: string;
  readonly edit: Edit;
  readonly entry: string;
  readonly forward: Direction;
  readonly backward: Direction;
  readonly what: string;
  readonly means?: readonly string[];
}

/** Each is made, and undone: the directions of both are told. */
function each(rows: readonly Row[]): void {
  test.each(rows)("$name: $forward, and $backward when it is undone", ({ edit, entry, forward, backward, what, means = [] }) => {
    const found = changed(edit);
    expect(found.map((one) => [one.entry, one.what, one.direction])).toEqual([[entry, what, forward]]);
    for (const sentence of means) expect(found[0]?.means).toContain(sentence);
    expect(undone(edit).map((one) => [one.entry, one.direction])).toEqual([[entry, backward]]);
  });
}

describe("an objective", () => {
  each([
    {
      name: "a lower target",
      edit: (catalog) => {
        slo(catalog).target = "99.5%";
      },
      entry: "hastecrm/api/availability",
      forward: "looser",
      backward: "tighter",
      what: "target 99.9% -> 99.5%",
      means: [
        "budget 43m 12s -> 3h 36m in 30d",
        "pages at 1.44% over 1h -> 7.2%",
        "pages at 0.6% over 6h -> 3%",
        "a ticket at 0.1% over 3d -> 0.5%",
        "a 1% outage that pages today in about 4 h is only a ticket after about 36 h",
        "up to 0.5% of failures is within the budget and notifies no one; a 0.2% outage is a ticket today after about 36 h",
      ],
    },
    {
      name: "a shorter window; undone, its floor tells later",
      edit: (catalog) => {
        slo(catalog).window = "7d";
      },
      entry: "hastecrm/api/availability",
      forward: "blind",
      backward: "looser",
      what: "window 30d -> 7d",
      means: [
        "budget 43m 12s in 30d -> 10m 5s in 7d",
        "no ticket at 0.1% over 3d",
        "failures of http_requests_total from 0.1% to 0.3% are no longer detected",
      ],
    },
    {
      name: "a window of the calendar, which forgets on the first; undone, it does not",
      edit: (catalog) => {
        slo(catalog).window = "month";
      },
      entry: "hastecrm/api/availability",
      forward: "looser",
      backward: "tighter",
      what: "window 30d -> the calendar month",
      means: [
        "the budget and the floor begin anew on the first of each month, at midnight UTC; alerts on burn rates look back as before",
        "budget 43m 12s in 30d -> 43m 12s in the calendar month",
      ],
    },
    {
      name: "a lower floor, where burning is told earlier",
      edit: (catalog) => {
        slo(catalog).floor = "99%";
      },
      entry: "hastecrm/api/availability",
      forward: "looser",
      backward: "tighter",
      what: "floor 99.5% -> 99%",
    },
    {
      name: "a stage on trial",
      edit: (catalog) => {
        slo(catalog).stage = "shadow";
      },
      entry: "hastecrm/api/availability",
      forward: "blind",
      backward: "tighter",
      what: "stage page -> shadow",
      means: [
        "failures of http_requests_total from 0.1% to 5% are no longer detected",
        "paged hasteCRM on-call (crm), now is on trial in #staging-alerts",
      ],
    },
    {
      name: "a stage without a call",
      edit: (catalog) => {
        slo(catalog).stage = "ticket";
      },
      entry: "hastecrm/api/availability",
      forward: "looser",
      backward: "tighter",
      what: "stage page -> ticket",
      means: ["paged hasteCRM on-call (crm), now is a ticket in #crm-alerts"],
    },
    {
      name: "none at all",
      edit: (catalog) => {
        delete api(catalog).slos.availability;
      },
      entry: "hastecrm/api/availability",
      forward: "blind",
      backward: "tighter",
      what: "removed: SLO Availability, 99.9% over 30d",
      means: [
        "a 2% outage that pages today in about 44 min is not detected",
        "failures of http_requests_total from 0.1% to 5% are no longer detected",
      ],
    },
    {
      name: "a runbook",
      edit: (catalog) => {
        slo(catalog).runbook = "api-down";
      },
      entry: "hastecrm/api/availability",
      forward: "neutral",
      backward: "neutral",
      what: "runbook high-error-rate -> api-down",
    },
    {
      name: "a title",
      edit: (catalog) => {
        slo(catalog).title = "Uptime";
      },
      entry: "hastecrm/api/availability",
      forward: "neutral",
      backward: "neutral",
      what: "title Availability -> Uptime",
    },
  ]);
});

describe("an alert on a share of failures", () => {
  each([
    {
      name: "a lower threshold",
      edit: (catalog) => {
        alert(catalog, "hastecrm/api", "errors").when = { "bad-share": { above: "2%", over: "5m", least: 10 } };
      },
      entry: "hastecrm/api/errors",
      forward: "tighter",
      backward: "looser",
      what: "pages at 5% for 5m -> at 2%",
      means: ["a 3% outage pages in about 9 min instead of about 29 min"],
    },
    {
      name: "a longer duration",
      edit: (catalog) => {
        alert(catalog, "hastecrm/api", "errors").for = "10m";
      },
      entry: "hastecrm/api/errors",
      forward: "looser",
      backward: "tighter",
      what: "pages at 5% for 5m -> for 10m",
      means: ["a 10% outage pages in about 9 min instead of about 8 min"],
    },
    {
      name: "more failures at least",
      edit: (catalog) => {
        alert(catalog, "hastecrm/api", "errors").when = { "bad-share": { above: "5%", over: "5m", least: 50 } };
      },
      entry: "hastecrm/api/errors",
      forward: "looser",
      backward: "tighter",
      what: "pages at 5% with 10 failures at least for 5m -> with 50 failures at least",
    },
    {
      name: "one that an objective sees as well is removed",
      edit: (catalog) => {
        delete api(catalog).alerts.errors;
      },
      entry: "hastecrm/api/errors",
      forward: "looser",
      backward: "tighter",
      what: "removed: alert High error rate (critical)",
    },
  ]);

  test("where nobody sees it today, the sentence says so", () => {
    const before: Edit = (catalog) => {
      const { slos, alerts } = api(catalog);
      delete slos.availability;
      there(alerts.errors).missing = "quiet";
    };
    const [found] = changed(
      (catalog) => {
        there(api(catalog).alerts.errors).when = { "bad-share": { above: "2%", over: "5m", least: 10 } };
      },
      { before },
    );
    expect(found).toMatchObject({ direction: "tighter", pages: true });
    expect(found?.means[0]).toBe("a 3% outage that is undetected today pages in about 9 min");
    const [back] = undone(
      (catalog) => {
        there(api(catalog).alerts.errors).when = { "bad-share": { above: "2%", over: "5m", least: 10 } };
      },
      { before },
    );
    expect(back).toMatchObject({ direction: "blind", undeclared: ["hastecrm/api/errors"] });
    expect(back?.means).toEqual([
      "a 3% outage that pages today in about 9 min is not detected",
      "failures of http_requests_total from 2% to 5% are no longer detected",
    ]);
  });
});

describe("an alert on a value", () => {
  each([
    {
      name: "a higher threshold",
      edit: (catalog) => {
        backlog(catalog).when = { above: 5000 };
      },
      entry: "hastecrm/jobs/backlog",
      forward: "blind",
      backward: "tighter",
      what: "notifies above 1000 for 10m -> above 5000",
      means: ["queue_depth above 1000 and up to 5000 is no longer detected"],
    },
    {
      name: "another comparison",
      edit: (catalog) => {
        backlog(catalog).when = { below: 1000 };
      },
      entry: "hastecrm/jobs/backlog",
      forward: "blind",
      backward: "blind",
      what: "notifies above 1000 for 10m -> below 1000",
    },
    {
      name: "a shorter duration",
      edit: (catalog) => {
        backlog(catalog).for = "5m";
      },
      entry: "hastecrm/jobs/backlog",
      forward: "tighter",
      backward: "looser",
      what: "notifies above 1000 for 10m -> for 5m",
    },
    {
      name: "a severity that wakes people",
      edit: (catalog) => {
        backlog(catalog).severity = "critical";
      },
      entry: "hastecrm/jobs/backlog",
      forward: "tighter",
      backward: "looser",
      what: "severity warning -> critical",
      means: ["was a ticket in #crm-alerts (business-hours), now pages hasteCRM on-call (crm)", "someone responds within 2h -> 15m"],
    },
    {
      name: "a channel of its own",
      edit: (catalog) => {
        backlog(catalog).channel = "incidents";
      },
      entry: "hastecrm/jobs/backlog",
      forward: "looser",
      backward: "looser",
      what: "channel that of the severity or team -> incidents",
      means: ["was a ticket in #crm-alerts (business-hours), now is a ticket in #incidents, ops@example.com (business-hours)"],
    },
    {
      name: "no data is quiet instead of a ticket",
      edit: (catalog) => {
        backlog(catalog).missing = "quiet";
      },
      entry: "hastecrm/jobs/backlog",
      forward: "blind",
      backward: "tighter",
      what: "notifies above 1000 for 10m with a ticket when there is no data -> and quiet without data",
      means: ["that queue_depth has no data (env is prod) is no longer detected"],
    },
    {
      name: "no data is a ticket instead of a page",
      edit: (catalog) => {
        alert(catalog, "hastecrm/api", "down").missing = "absence";
      },
      entry: "hastecrm/api/down",
      forward: "looser",
      backward: "tighter",
      what: "pages below 1 for 1m or without data -> with a ticket when there is no data",
    },
    {
      name: "muted in this environment",
      edit: (catalog) => {
        backlog(catalog).environments = { prod: { off: true } };
      },
      entry: "hastecrm/jobs/backlog",
      forward: "blind",
      backward: "tighter",
      what: "removed: alert Queue backlog (warning)",
    },
  ]);
});

describe("an alert on a count", () => {
  const counted =
    (above: number, over: string): Edit =>
    (catalog) => {
      const { alerts } = service(catalog, "resonant/app");
      there(alerts.connections).when = { count: { above, over } };
    };
  each([
    {
      name: "more of them",
      edit: counted(20, "2m"),
      entry: "resonant/app/connections",
      forward: "blind",
      backward: "tighter",
      what: "pages at more than 10 at once -> at more than 20",
    },
    {
      name: "as many in more time: what comes slowly is seen as well",
      edit: counted(10, "10m"),
      entry: "resonant/app/connections",
      forward: "tighter",
      backward: "blind",
      what: "pages at more than 10 in 2m at once -> in 10m",
    },
    {
      name: "twice as many in twice the time: the same pace, later",
      edit: counted(20, "4m"),
      entry: "resonant/app/connections",
      forward: "looser",
      backward: "tighter",
      what: "pages at more than 10 in 2m at once -> at more than 20 in 4m",
    },
  ]);
});

describe("what is measured", () => {
  each([
    {
      name: "fewer failures count",
      edit: (catalog) => {
        Object.assign(signal(catalog, "hastecrm/api", "success"), { events: { of: "requests", bad: { status: "500" } } });
      },
      entry: "hastecrm/api/signals/success",
      forward: "blind",
      backward: "tighter",
      what: "bad where status starts with 5 -> bad where status is 500",
      means: [
        "less counts as bad than before",
        "failures of http_requests_total as they are counted today may go undetected: it detects other failures than before",
      ],
    },
    {
      name: "a higher bound",
      edit: (catalog) => {
        Object.assign(signal(catalog, "hastecrm/web", "tolerable"), { events: { of: "page-load", good: { under: "8s" } } });
      },
      entry: "hastecrm/web/signals/tolerable",
      forward: "looser",
      backward: "tighter",
      what: "bad above 4s -> bad above 8s",
    },
    {
      name: "other requests are looked at",
      edit: (catalog) => {
        const events = { of: "requests", where: { method: "GET" }, bad: { status: { "starts-with": "5" } } };
        Object.assign(signal(catalog, "hastecrm/api", "success"), { events });
      },
      entry: "hastecrm/api/signals/success",
      forward: "blind",
      backward: "blind",
      what: "selects everything -> method is GET",
    },
    {
      name: "another quiet traffic",
      edit: (catalog) => {
        Object.assign(signal(catalog, "hastecrm/api", "success"), { "minimum-traffic": "80/h" });
      },
      entry: "hastecrm/api/signals/success",
      forward: "neutral",
      backward: "neutral",
      what: "quiet traffic 40/h -> 80/h",
    },
    {
      name: "the lowest instead of the highest of all hosts",
      edit: (catalog) => {
        Object.assign(signal(catalog, "hastecrm/platform", "cpu"), { value: { of: "cpu", aggregation: "avg", by: ["instance"] } });
      },
      entry: "hastecrm/platform/signals/cpu",
      forward: "blind",
      backward: "tighter",
      what: "max of its series by instance -> avg of its series by instance",
    },
    {
      name: "a series by another name",
      edit: (catalog) => {
        service(catalog, "hastecrm/jobs").metrics.depth = {
          ...there(service(catalog, "hastecrm/jobs").metrics.depth),
          gauge: "jobs_waiting",
        } as never;
      },
      entry: "hastecrm/jobs/metrics/depth",
      forward: "blind",
      backward: "blind",
      what: "series queue_depth -> jobs_waiting",
    },
    {
      name: "a label",
      edit: (catalog) => {
        there(service(catalog, "hastecrm/jobs").metrics.depth).labels = ["queue_name", "region"];
      },
      entry: "hastecrm/jobs/metrics/depth",
      forward: "neutral",
      backward: "neutral",
      what: "labels: with region",
      means: ["the application has to set region"],
    },
    {
      name: "what selects everything of a service",
      edit: (catalog) => {
        api(catalog).where = { service: "gateway" };
      },
      entry: "hastecrm/api",
      forward: "blind",
      backward: "blind",
      what: "where service is api -> service is gateway",
    },
    {
      name: "a probe that asks less often",
      edit: (catalog) => {
        probe(catalog, "dreamlust/api", "health").every = "3m";
      },
      entry: "dreamlust/api/signals/health",
      forward: "looser",
      backward: "tighter",
      what: "every 1m -> 3m",
    },
  ]);
});

describe("an alert on trial", () => {
  const onTrial: Edit = (catalog) => {
    api(catalog).alerts.trial = {
      ...there(api(catalog).alerts.errors),
      when: { "bad-share": { above: "3%", over: "10m", least: 5 } },
      stage: "shadow",
    };
  };

  test("tells nobody: that it is there, gone or asks for something else changes nothing", () => {
    expect(changed(onTrial)).toMatchObject([{ direction: "neutral", pages: false, what: "added: alert High error rate (critical)" }]);
    expect(undone(onTrial)).toMatchObject([{ direction: "neutral" }]);
    const edit: Edit = (catalog) => {
      there(api(catalog).alerts.trial).when = { "bad-share": { above: "50%", over: "10m", least: 5 } };
    };
    expect(changed(edit, { before: onTrial })).toMatchObject([
      { direction: "neutral", pages: false, what: "notifies at 3% for 5m -> at 50%" },
    ]);
  });

  test("is promoted by a change that is tighter, and says whom it wakes", () => {
    const promoted: Edit = (catalog) => {
      delete there(api(catalog).alerts.trial).stage;
    };
    expect(changed(promoted, { before: onTrial })).toMatchObject([
      {
        direction: "tighter",
        pages: true,
        what: "stage shadow -> page",
        means: ["was on trial in #staging-alerts, now pages hasteCRM on-call (crm)"],
      },
    ]);
  });

  test("in an environment that wakes nobody a stage changes nothing", () => {
    const edit: Edit = (catalog) => {
      there(api(catalog).alerts.errors).stage = "shadow";
    };
    expect(changed(edit, { environment: "staging" })).toMatchObject([{ direction: "neutral", what: "stage page -> shadow" }]);
  });
});

describe("what entries share", () => {
  each([
    {
      name: "a row of a policy",
      edit: (catalog) => {
        there(there(organization(catalog).policies.standard).page[0]).in = "2h";
      },
      entry: "organization/policies/standard",
      forward: "looser",
      backward: "looser",
      what: "pages at 2% in 1h, 5% in 6h -> 2% in 2h, 5% in 6h",
      means: [
        "pages at 1.44% over 1h -> 0.72% over 2h (hastecrm/api/availability)",
        "a total outage pages in about 44 min instead of about 30 min (9 signals)",
      ],
    },
    {
      name: "a source that is asked less often",
      edit: (catalog) => {
        Object.assign(there(organization(catalog).sources["crm-prom"]), { evaluate: "1m" });
      },
      entry: "organization/sources/crm-prom",
      forward: "looser",
      backward: "tighter",
      what: "evaluated every 30s -> 1m",
    },
    {
      name: "a response that takes longer",
      edit: (catalog) => {
        there(organization(catalog).severities.major).respond = "1h";
      },
      entry: "organization/severities/major",
      forward: "looser",
      backward: "tighter",
      what: "response within 30m -> 1h",
    },
    {
      name: "a severity that wakes people",
      edit: (catalog) => {
        const warning = there(organization(catalog).severities.warning);
        warning.route = "page";
        delete warning.during;
      },
      entry: "organization/severities/warning",
      forward: "tighter",
      backward: "looser",
      what: "route post -> page, answered during business-hours -> all hours",
      means: ["was a ticket in #crm-alerts (business-hours), now pages hasteCRM on-call (crm)"],
    },
    {
      name: "shorter hours",
      edit: (catalog) => {
        Object.assign(there(organization(catalog).calendars["business-hours"]), { to: "17:00" });
      },
      entry: "organization/calendars/business-hours",
      forward: "looser",
      backward: "tighter",
      what: "hours mon, tue, wed, thu, fri 09:00-18:00 (Europe/Berlin) -> mon, tue, wed, thu, fri 09:00-17:00 (Europe/Berlin)",
    },
    {
      name: "a holiday to come, and one that has passed",
      edit: (catalog) => {
        Object.assign(there(organization(catalog).calendars["business-hours"]), { holidays: ["2026-01-01", "2099-12-25"] });
      },
      entry: "organization/calendars/business-hours",
      forward: "looser",
      backward: "tighter",
      what: "holidays to come: with 2099-12-25",
    },
    {
      name: "a second window",
      edit: (catalog) => {
        const { calendars } = organization(catalog);
        const { from, to, days, ...rest } = there(calendars["business-hours"]);
        if (from === undefined || to === undefined || days === undefined) throw new Error("business hours have several windows");
        calendars["business-hours"] = {
          ...rest,
          windows: [
            { days, from, to },
            { days: ["sat"], from: "10:00", to: "14:00" },
          ],
        };
      },
      entry: "organization/calendars/business-hours",
      forward: "tighter",
      backward: "looser",
      what: "hours mon, tue, wed, thu, fri 09:00-18:00 (Europe/Berlin) -> mon, tue, wed, thu, fri 09:00-18:00; sat 10:00-14:00 (Europe/Berlin)",
    },
    {
      name: "a channel without its mail",
      edit: (catalog) => {
        delete there(organization(catalog).channels.incidents).email;
      },
      entry: "organization/channels/incidents",
      forward: "looser",
      backward: "tighter",
      what: "posts to #incidents, ops@example.com -> #incidents",
      means: ["ops@example.com receives no notifications here any more"],
    },
    {
      name: "a dead man's switch that waits longer",
      edit: (catalog) => {
        there(organization(catalog)["dead-man"]).grace = "20m";
      },
      entry: "organization/dead-man",
      forward: "looser",
      backward: "tighter",
      what: "grace 5m -> 20m",
    },
    {
      name: "no dead man's switch",
      edit: (catalog) => {
        delete organization(catalog)["dead-man"];
      },
      entry: "organization/dead-man",
      forward: "blind",
      backward: "tighter",
      what: "removed: dead man's switch",
    },
  ]);
});

describe("who is on call", () => {
  each([
    {
      name: "a shift without somebody",
      edit: (catalog) => {
        there(there(organization(catalog).schedules["crm-primary"]).layers.weekly).rotation = ["crm-engineer-2", "crm-engineer-3"];
      },
      entry: "organization/schedules/crm-primary",
      forward: "looser",
      backward: "looser",
      what:
        "on call: weekly: CRM Engineer One, CRM Engineer Two, CRM Engineer Three, 7d each, from 2026-01-05T09:00:00 (Europe/Berlin)" +
        " -> weekly: CRM Engineer Two, CRM Engineer Three, 7d each, from 2026-01-05T09:00:00 (Europe/Berlin)",
      means: ["CRM Engineer One is not on call here any more"],
    },
    {
      name: "who takes over for a time long after the next eight weeks",
      edit: (catalog) => {
        there(organization(catalog).schedules["crm-primary"]).overrides = [
          { from: "2027-12-24T09:00", to: "2027-12-27T09:00", who: "crm-manager", why: "a holiday" },
        ];
      },
      entry: "organization/schedules/crm-primary",
      forward: "looser",
      backward: "looser",
      what:
        "on call: weekly: CRM Engineer One, CRM Engineer Two, CRM Engineer Three, 7d each, from 2026-01-05T09:00:00 (Europe/Berlin)" +
        " -> weekly: CRM Engineer One, CRM Engineer Two, CRM Engineer Three, 7d each, from 2026-01-05T09:00:00;" +
        " CRM Engineering Manager instead of everybody from 2027-12-24 09:00 until 2027-12-27 09:00 (Europe/Berlin)",
      means: [
        "CRM Engineering Manager is on call from 2027-12-24 09:00 on",
        "2027-12-24 09:00 to 2027-12-27 09:00: CRM Engineering Manager instead of CRM Engineer One",
      ],
    },
    {
      name: "an override that has ended",
      edit: (catalog) => {
        there(organization(catalog).schedules["crm-primary"]).overrides = [
          { from: "2026-01-10T09:00", to: "2026-01-11T09:00", who: "crm-manager" },
        ];
      },
      entry: "organization/schedules/crm-primary",
      forward: "neutral",
      backward: "neutral",
      what: "overrides that have ended, or the reason of one, edited",
    },
    {
      name: "a longer wait",
      edit: (catalog) => {
        there(there(organization(catalog).escalations.crm).levels[0]).wait = "30m";
      },
      entry: "organization/escalations/crm",
      forward: "looser",
      backward: "tighter",
      what:
        "calls CRM primary after 0s, CRM secondary after 15m, CRM Engineering Manager after 30m, round of 45m" +
        " -> CRM primary after 0s, CRM secondary after 30m, CRM Engineering Manager after 45m, round of 1h",
      means: ["CRM secondary is called after 15m -> 30m"],
    },
    {
      name: "fewer rounds",
      edit: (catalog) => {
        there(organization(catalog).escalations.crm).repeat = 1;
      },
      entry: "organization/escalations/crm",
      forward: "looser",
      backward: "tighter",
      what: "rounds after the first 2 -> 1",
    },
    {
      name: "an incident that the clock ends",
      edit: (catalog) => {
        there(organization(catalog)["on-call"].crm)["auto-resolve"] = "4h";
      },
      entry: "organization/on-call/crm",
      forward: "looser",
      backward: "tighter",
      what: "auto-resolves after none -> 4h",
    },
    {
      name: "an acknowledgement that lasts",
      edit: (catalog) => {
        there(organization(catalog)["on-call"].crm).acknowledged = "1h";
      },
      entry: "organization/on-call/crm",
      forward: "looser",
      backward: "tighter",
      what: "an acknowledgement expires after 30m -> 1h",
    },
    {
      name: "a person who is only sent messages",
      edit: (catalog) => {
        there(organization(catalog).people["crm-engineer-1"]).reach = ["sms"];
      },
      entry: "organization/people/crm-engineer-1",
      forward: "looser",
      backward: "tighter",
      what: "reached by: without phone",
    },
    {
      name: "a service of another on-call",
      edit: (catalog) => {
        service(catalog, "resonant/app")["on-call"] = "emailai";
      },
      entry: "resonant/app",
      forward: "looser",
      backward: "looser",
      what: "on call resonant -> emailai",
      means: ["paged Resonant on-call (resonant), now pages EmailAI on-call (emailai)"],
    },
  ]);
});

describe("who approves", () => {
  each([
    {
      name: "a member of a team",
      edit: (catalog) => {
        there(organization(catalog).teams["crm-platform"]).members = ["crm-engineer-1"];
      },
      entry: "organization/teams/crm-platform",
      forward: "looser",
      backward: "looser",
      what: "members CRM Engineer One, CRM Engineer Two, CRM Engineer Three, CRM Engineering Manager -> CRM Engineer One",
    },
    {
      name: "a line of the policy",
      edit: (catalog) => {
        there(organization(catalog).review).approvals.pop();
      },
      entry: "organization/review",
      forward: "looser",
      backward: "looser",
      what: "approvals tighter by owner -> none",
    },
    {
      name: "a login",
      edit: (catalog) => {
        there(organization(catalog).people["crm-manager"]).login = "octocat";
      },
      entry: "organization/people/crm-manager",
      forward: "looser",
      backward: "looser",
      what: "login none -> octocat",
      means: ["approvals of octocat count as theirs"],
    },
  ]);

  test("belongs to all who approve, and weighs most", () => {
    const [found] = changed((catalog) => {
      there(organization(catalog).review).approvals.pop();
    });
    expect(found).toMatchObject({ about: "policy", tier: 1, owners: ["sre"] });
  });
});

describe("what surrounds alerts", () => {
  each([
    {
      name: "a panel",
      edit: (catalog) => {
        delete there(system(catalog, "hastecrm").dashboards["system-overview"]).panels["error-rate"];
      },
      entry: "hastecrm/dashboards/system-overview/error-rate",
      forward: "neutral",
      backward: "neutral",
      what: "removed: panel Error Rate: rate of http_errors_total by service",
    },
    {
      name: "a panel of the budgets of a journey",
      edit: (catalog) => {
        const panel = there(there(system(catalog, "hastecrm").dashboards["system-overview"]).panels["error-rate"]);
        panel.show = {
          budget: {
            weighted: [
              { slo: "api/availability", weight: 3 },
              { slo: "api/latency", weight: 0.5 },
            ],
          },
        };
      },
      entry: "hastecrm/dashboards/system-overview/error-rate",
      forward: "neutral",
      backward: "neutral",
      what:
        "panel Error Rate shows rate of http_errors_total by service" +
        " -> the error budget left of hastecrm/api/availability x 3, hastecrm/api/latency x 0.5",
    },
    {
      name: "a threat that fewer lines tell of",
      edit: (catalog) => {
        there(there(system(catalog, "hastecrm").logs?.pipelines.security).detect).above = 50;
      },
      entry: "hastecrm/logs/security",
      forward: "blind",
      backward: "tighter",
      what:
        "detects more than 20 lines with event login_failed in 5m from one ip (major)" +
        " -> more than 50 lines with event login_failed in 5m from one ip (major)",
    },
    {
      name: "a part that has no words of its own",
      edit: (catalog) => {
        there(system(catalog, "hastecrm")["status-page"]).website = "https://example.com";
      },
      entry: "hastecrm/status-page",
      forward: "neutral",
      backward: "neutral",
      what: "website https://hastecrm.example.com -> https://example.com",
    },
    {
      name: "a correction",
      edit: (catalog) => {
        slo(catalog).correction = "another reason";
      },
      entry: "hastecrm/api/availability",
      forward: "neutral",
      backward: "neutral",
      what: "correction edited",
    },
  ]);
});

describe("what means nothing", () => {
  test("the same catalog", () => {
    expect(changed(() => {})).toEqual([]);
  });

  test("a rename that keeps everything", () => {
    const renamed: Edit = (catalog) => {
      const { slos, alerts, signals } = api(catalog);
      const old = there(slos.availability);
      delete slos.availability;
      slos.uptime = { ...old, formerly: ["availability"] };
      const errors = there(alerts.errors);
      delete alerts.errors;
      alerts["error-rate"] = { ...errors, formerly: ["errors"] };
      signals.responses = { ...there(signals.success), formerly: ["success"] };
      delete signals.success;
      for (const one of [slos.uptime, alerts["error-rate"]]) one.signal = "responses";
      const crm = system(catalog, "hastecrm");
      crm.services.gateway = { ...api(catalog), formerly: ["api"] };
      delete crm.services.api;
      for (const one of Object.values(crm.dashboards).flatMap(({ panels }) => Object.values(panels)))
        for (const [key, shown] of Object.entries(one.show))
          if (typeof shown === "string") Object.assign(one.show, { [key]: shown.replace(/^api\//, "gateway/") });
      for (const one of Object.values(crm["status-page"]?.components ?? {}))
        if (one.signal) one.signal = one.signal.replace(/^api\//, "gateway/");
    };
    expect(changed(renamed)).toEqual([]);
    expect(undone(renamed)).toEqual([]);
  });

  test("the order of keys", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const next = () => Number(numbers.next().value);
        const shuffled: Edit = (catalog) => {
          for (const record of [organization(catalog).people, organization(catalog).sources, organization(catalog).severities])
            shuffle(record, next);
          for (const { services } of catalog.systems) {
            shuffle(services, next);
            for (const one of Object.values(services))
              for (const record of [one.metrics, one.signals, one.slos, one.alerts]) shuffle(record, next);
          }
        };
        expect(changed(shuffled)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});

function shuffle(record: Record<string, unknown>, next: () => number): void {
  const entries = Object.entries(record);
  for (const [key] of entries) delete record[key];
  while (entries.length > 0) {
    const [[key, value]] = entries.splice(next() % entries.length, 1) as [[string, unknown]];
    record[key] = value;
  }
}

test("what pages comes first, then what is graver", () => {
  const found = changed((catalog) => {
    backlog(catalog).when = { above: 5000 };
    slo(catalog).target = "99.5%";
    slo(catalog).runbook = "api-down";
    alert(catalog, "hastecrm/platform", "cpu").for = "5m";
  });
  expect(found.map(({ pages, direction, what }) => `${pages} ${direction} ${what}`)).toEqual([
    "true looser target 99.9% -> 99.5%",
    "false blind notifies above 1000 for 10m -> above 5000",
    "false tighter notifies above 80% for 15m -> for 5m",
    "false neutral runbook high-error-rate -> api-down",
  ]);
});

test("a threshold that is raised is tighter when it is lowered again, and never both ways the same", () => {
  const share = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(share, share, fc.constantFrom("1m", "5m", "30m"), (one, other, over) => {
      fc.pre(one !== other);
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const at =
        (percent: number): Edit =>
        (catalog) => {
          alert(catalog, "hastecrm/api", "errors").when = { "bad-share": { above: `${percent}%`, over, least: 0 } };
        };
      const [edit, before] = [at(high), at(low)];
      const [raised] = changed(edit, { before });
      const [lowered] = undone(edit, { before });
      expect([raised?.direction, lowered?.direction]).toEqual(["looser", "tighter"]);
    }),
    { numRuns: 25 },
  );
});

test("a threshold on a value that nothing else watches: raised it blinds, lowered it is tighter", () => {
  const level = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(level, level, (one, other) => {
      fc.pre(one !== other);
      const at =
        (above: number): Edit =>
        (catalog) => {
          backlog(catalog).when = { above };
        };
      const [edit, before] = [at(Math.max(one, other)), at(Math.min(one, other))];
      expect(changed(edit, { before }).map(({ direction }) => direction)).toEqual(["blind"]);
      expect(undone(edit, { before }).map(({ direction }) => direction)).toEqual(["tighter"]);
    }),
    { numRuns: 25 },
  );
});

test("a setting of a source is said in its own words, and not by the traits that follow from it", () => {
  const changes = changed((catalog) => {
    const source = there(organization(catalog).sources["app-dd"]);
    if (source.kind === "datadog" && source["long-tiers"]) delete source["long-tiers"];
    else Object.assign(source, { "long-tiers": "metric-monitors" });
  });
  const said = changes.filter(({ entry }) => entry === "organization/sources/app-dd").map(({ what }) => what);
  expect(said).toEqual([expect.stringMatching(/^long tiers (no -> yes|yes -> no)$/)]);
});
