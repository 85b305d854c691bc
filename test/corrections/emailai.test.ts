import { describe, expect, test } from "vitest";
import { logGroupArgs, logGroupsOf } from "../../components/aws/log-group.ts";
import { dashboardArgs as axiomDashboard } from "../../components/axiom/dashboard.ts";
import { datasetArgs } from "../../components/axiom/dataset.ts";
import { storesOf } from "../../components/axiom/select.ts";
import { type Composition, compositionOf } from "../../components/datadog/composition.ts";
import { dashboardJson as datadogDashboard } from "../../components/datadog/dashboard.ts";
import { dashboardJson as grafanaDashboard } from "../../components/grafana/dashboard.ts";
import { forGrafana } from "../../components/grafana/select.ts";
import { escalationPolicyArgs } from "../../components/pagerduty/escalation.ts";
import { scheduleArgs } from "../../components/pagerduty/schedule.ts";
import { flagArgs } from "../../components/posthog/flag.ts";
import { analyticsOf } from "../../components/posthog/select.ts";
import type { Monitoring } from "../../components/vendor.ts";
import { datadogOf, monitoringOf } from "../components/datadog/catalog.ts";

/*
 * What EmailAI's document had wrong, by its requirement, on what the vendors get: each of these queries could never fire,
 * or meant something else.
 */

const prod = monitoringOf("products");
const staging = monitoringOf("products", "staging");
const own = datadogOf("products");

/** Every query that Datadog evaluates for the alerts of one requirement. */
function queriesOf(id: string, from = own): string[] {
  const alerts = from.alerts.filter(({ provenance }) => provenance.source.includes(id));
  expect(alerts.length, id).toBeGreaterThan(0);
  return alerts.flatMap((alert) => asked(compositionOf(alert)));
}

function asked(plan: Composition): string[] {
  const asks = plan.kind === "single" ? [plan.ask] : plan.members.map(({ ask }) => ask);
  return asks.flatMap((ask) => (ask.kind === "metric" ? [ask.query.query] : []));
}

describe("E-A05u, E-A05p: errors", () => {
  test("are a share of the requests, both sides counted on one metric, and not errors a second", () => {
    const [share = "", failures = ""] = queriesOf("E-A05p").sort((a, b) => b.length - a.length);
    expect(share).toBe(
      "sum(last_5m):count:emailai.api.organization.get.duration{env:production AND status:5*}.as_count() / " +
        "count:emailai.api.organization.get.duration{env:production}.as_count() > 0.05",
    );
    expect(failures).toMatch(/^sum\(last_5m\):count:.*\.as_count\(\) >= 3$/);
    expect(share).not.toContain("as_rate");
  });
  test("page, as their priority of 1 says", () => {
    const routes = own.alerts.filter(({ provenance }) => provenance.source.includes("E-A05u")).map(({ route }) => route);
    expect(routes).toMatchObject([{ kind: "page", onCall: { id: "emailai" } }]);
  });
});

describe("E-A06, slow responses", () => {
  test("count requests over the bound on a distribution; the bare name of a timing has no series", () => {
    const queries = queriesOf("E-A06");
    expect(queries.join("\n")).toContain("count(v: v>2000):emailai.api.organization.get.duration{env:production}.as_count()");
    for (const query of queries) expect(query).not.toMatch(/avg:emailai\.api\.organization\.get\{/);
  });
});

test("E-A07: the connections are those of the database once, not once an instance", () => {
  expect(queriesOf("E-A07")).toEqual(["min(last_5m):max:emailai.db.connections.active{env:production} > 20"]);
});

test("E-A08: each organization has its own alert, so that no average hides the full one", () => {
  expect(queriesOf("E-A08")).toEqual([
    expect.stringMatching(/max:emailai\.organization\.seat_usage\{env:production\} by \{organization\} > 0\.8$/),
  ]);
});

test("E-A11: the failure rate of OAuth has a query of its own", () => {
  expect(queriesOf("E-A11").join("\n")).toContain("sum:emailai.oauth.attempt{env:production AND outcome:failed}.as_count() / ");
});

test("every alert has a window, whose numbers stand in its query", () => {
  for (const alert of own.alerts) for (const query of asked(compositionOf(alert))) expect(query).toMatch(/^\w+\(last_\d+[mh]\):/);
});

test("the environment is a tag of its own: no query of staging reads what production sends", () => {
  for (const alert of datadogOf("products", "staging").alerts)
    for (const query of asked(compositionOf(alert))) {
      expect(query).toContain("env:staging");
      expect(query).not.toContain("env:production");
    }
});

describe("dashboards", () => {
  const text = (id: string) => {
    const spec = prod.dashboards.find(({ rows }) => rows.some(({ panels }) => panels.some((one) => one.provenance.source.includes(id))));
    if (!spec) throw new Error(`no dashboard has ${id}`);
    const grafana = forGrafana({ ...prod, dashboards: [spec] }).dashboards[0];
    return grafana ? grafanaDashboard(grafana).replaceAll("\\n", "\n") : datadogDashboard(spec, () => "slo");
  };
  test("E-D02 shows the percentile of the distribution", () => {
    expect(text("E-D02")).toContain("p95:emailai.api.organization.get.duration{env:production}");
  });
  test("E-D05 sums the buckets by bound before it takes the quantile", () => {
    expect(text("E-D05")).toMatch(/histogram_quantile\(\s*0\.95,\s*sum by \(le\) \(rate\(http_request_duration_seconds_bucket/);
  });
});

test("E-L01, E-L02: log groups have a retention", () => {
  const groups = logGroupsOf(prod.resolved).map((group) => logGroupArgs(group, prod.resolved.environment, false));
  expect(groups).toMatchObject([
    { name: "/emailai/production/app", retentionInDays: 30 },
    { name: "/emailai/production/nginx-access", retentionInDays: 90 },
  ]);
  expect(logGroupsOf(staging.resolved).map(({ group }) => group)).toEqual(["/emailai/staging/app", "/emailai/staging/nginx-access"]);
});

describe("saved queries", () => {
  const [own] = storesOf(prod.resolved);
  const { charts } = JSON.parse(own ? axiomDashboard(own).dashboard : "{}") as { charts: { id: string; query: { apl: string } }[] };
  const aplOf = (id: string) => {
    const query = own?.store.queries.find(({ source }) => source.includes(id));
    return charts.find((chart) => chart.id === query?.id)?.query.apl.split("\n| ");
  };
  test("E-L03 finds what is fatal among the errors", () => {
    expect(aplOf("E-L03")).toEqual([
      "['production']",
      "where _time > ago(1h)",
      `where ['level'] in ("error", "fatal")`,
      "project _time, ['msg'], ['err'], ['organizationId'], ['userId']",
    ]);
  });
  test("E-L04 has the organization with the most slow queries first", () => {
    expect(aplOf("E-L04")).toEqual([
      "['production']",
      "where _time > ago(1d)",
      `where ['operation'] == "getOrganization"`,
      "where ['duration'] > 100",
      "summarize avg(['duration']), max(['duration']), count() by ['organizationId']",
      "order by count_ desc",
    ]);
  });
  test("E-L05 is ordered by the column that a count has", () => {
    expect(aplOf("E-L05")).toEqual([
      "['production']",
      "where _time > ago(1h)",
      `where ['msg'] contains "unauthorized"`,
      "summarize count() by ['userId']",
      "order by count_ desc",
    ]);
  });
  test("E-T12: lines are kept for 30 days, and those of staging are in a dataset of their own", () => {
    expect(own && datasetArgs(own)).toMatchObject({ name: "production", useRetentionPeriod: true, retentionDays: 30 });
    expect(storesOf(staging.resolved).map(({ store }) => store.dataset)).toEqual(["production-staging"]);
  });
});

test("a flag of which nobody said who sees it: everybody in staging, nobody in production", () => {
  const sharesOf = ({ resolved }: Monitoring) =>
    analyticsOf(resolved).flatMap(({ analytics }) =>
      analytics.flags.map((flag) => flagArgs(flag, { projectId: "1", environment: resolved.environment })),
    );
  expect(sharesOf(prod)).toMatchObject([{ key: "new-organization-ui", rolloutPercentage: 0 }]);
  expect(sharesOf(staging)).toMatchObject([{ key: "new-organization-ui", rolloutPercentage: 100 }]);
});

describe("E-O01, E-O02", () => {
  const { organization } = prod.resolved;
  test("the minutes after which each level is called add up to 15, 30 and 60", () => {
    const escalation = organization.escalations.find(({ id }) => id === "emailai");
    if (!escalation) throw new Error("no escalation emailai");
    const { rules } = escalationPolicyArgs(escalation, () => "T", "team") as { rules: { escalationDelayInMinutes: number }[] };
    let told = 0;
    const minutes = rules.map(({ escalationDelayInMinutes }) => {
      told += escalationDelayInMinutes;
      return told;
    });
    expect(minutes.slice(0, 3)).toEqual([15, 30, 60]);
  });
  test("who is primary in a week is secondary in none of the same", () => {
    const users = (id: string) => {
      const schedule = organization.schedules.find((one) => one.id === id);
      if (!schedule) throw new Error(`no schedule ${id}`);
      const args = scheduleArgs(schedule, (person) => person.id) as { layers: { users: string[]; rotationTurnLengthSeconds: number }[] };
      expect(args.layers[0]?.rotationTurnLengthSeconds).toBe(604_800);
      return args.layers[0]?.users ?? [];
    };
    const [primary, secondary] = [users("emailai-primary"), users("emailai-secondary")];
    expect(primary).toHaveLength(3);
    expect(secondary).toEqual([...primary.slice(1), primary[0]]);
  });
});
