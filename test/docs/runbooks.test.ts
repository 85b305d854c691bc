import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { around, heading } from "../../cli/runbooks/page.ts";
import { runbooks as writeRunbooks } from "../../cli/runbooks.ts";
import { loadCatalog, resolve, vocabulary } from "../../language.ts";
import { formatDuration, parseDuration } from "../../model/quantity.ts";
import { kindOf } from "../../model/vocabulary.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { organizationFile, systemFiles } from "./contract.ts";
import { faultsOfDatadog, faultsOfSentry } from "./datadog.ts";
import { faultsOfHttp } from "./http.ts";
import { fences, headings, pagesBelow, read, root, section, tableRows } from "./markdown.ts";
import { faultsOfNrql } from "./nrql.ts";
import { faults } from "./promql.ts";

const sections = [
  "Alerts",
  "Symptom",
  "Impact",
  "First query",
  "First five minutes",
  "Mitigation",
  "Escalation",
  "Resolution",
  "For the post-mortem",
  heading,
];

/** What a row of a runbook's alert table must say: the name, and texts exactly as the catalog writes them. */
interface Expected {
  readonly runbook: string;
  readonly name: string;
  readonly says: readonly string[];
}

type File = (typeof systemFiles)[number];
type ServiceEntry = File["services"][string];

/** Whom a severity tells, as a system has it, or as the organization has it where there is none. */
const tells = (severity: string, owner: string, file?: File, posts?: string, stage?: string): string => {
  const found = organizationFile.severities[severity];
  const own = file?.severities[severity];
  const channel = organizationFile.channels[posts ?? own?.channel ?? organizationFile.teams[owner]?.channel ?? ""];
  const priority = own?.priority ?? found?.priority;
  return found?.route === "page" && stage !== "ticket" ? `page, ${priority}` : `${channel?.slack ?? channel?.email}, ${priority}`;
};

/** The source that holds what a signal measures. */
function sourceOf(file: File, metrics: ServiceEntry["metrics"], signal: ServiceEntry["signals"][string] | undefined) {
  const { events, slices, value, count, probe } = signal ?? {};
  const of = events ? ("total" in events ? events.total : events.of) : (slices ?? value ?? count)?.of;
  const source = organizationFile.sources[probe?.by ?? metrics[of ?? ""]?.from ?? file.source];
  if (!source) throw new Error(`no source of ${of}`);
  return source;
}

/** Whom an alert tells in production. */
const toldBy = ({ route, severity }: Alert): string =>
  route.kind === "page" ? `page, ${severity.priority}` : `${route.channel.slack ?? route.channel.email}, ${severity.priority}`;

const { catalog } = loadCatalog(join(root, "catalog"));
const alerts = catalog ? alertsOf(resolve(catalog, "prod")) : [];

function expectedAlerts(): Expected[] {
  // The others cannot report their own silence, and one on which nothing alerts blinds nobody.
  const all: Expected[] = alerts
    .filter(({ kind }) => kind === "source")
    .map((alert) => ({
      runbook: alert.runbook.id,
      name: alert.name,
      says: [`\`${alert.evaluator.kind === "prometheus" ? alert.evaluator.datasource : alert.evaluator.id}\``, toldBy(alert)],
    }));
  const deadMan = organizationFile["dead-man"];
  for (const alert of alerts.filter(({ kind }) => kind === "watchdog"))
    if (deadMan) {
      const silent = formatDuration(parseDuration(deadMan.every) + parseDuration(deadMan.grace));
      all.push({ runbook: deadMan.runbook, name: alert.name, says: [`for ${silent}`, toldBy(alert)] });
    }
  for (const file of systemFiles) {
    for (const [service, { metrics, signals, slos, alerts, endpoints }] of Object.entries(file.services)) {
      const name = (...rest: string[]) => [file.system, service, ...rest].join("--");
      for (const [id, slo] of Object.entries(slos)) {
        const policy = organizationFile.policies[slo.policy ?? file.policy];
        if (!policy) throw new Error(`no policy of ${id}`);
        const { runbook } = slo;
        const limits = kindOf(vocabulary, sourceOf(file, metrics, signals[slo.signal])).traits.limits;
        const offered = (seconds: number) => seconds <= (limits.tier?.longest ?? seconds);
        const tiers = (of: typeof policy.page) =>
          of.filter((tier) => offered(parseDuration(tier.in))).map(({ share, in: within }) => `${share} in ${within}`);
        all.push({
          runbook,
          name: name(id, "page"),
          says: [`target ${slo.target}`, ...tiers(policy.page), tells(policy["page-severity"], file.owner, file, undefined, slo.stage)],
        });
        all.push({
          runbook,
          name: name(id, "ticket"),
          says: [`target ${slo.target}`, ...tiers(policy.ticket), tells(policy["ticket-severity"], file.owner, file)],
        });
        if (slo.floor !== undefined)
          all.push({
            runbook,
            name: name(id, "floor"),
            says: [typeof slo.floor === "string" ? slo.floor : slo.floor.share, tells(policy["ticket-severity"], file.owner, file)],
          });
      }
      for (const [id, { runbook, signal, when, for: held, severity, channel }] of Object.entries(alerts)) {
        const share = when["bad-share"];
        const { count, certificate } = when;
        if (certificate) {
          all.push({ runbook, name: name(id), says: [`within ${certificate["expires-in"]}`, tells(severity, file.owner, file, channel)] });
          continue;
        }
        const asked = endpoints[signals[signal]?.probe?.endpoint ?? ""];
        const bound = asked
          ? [`\`${asked.path}\` does not answer ${asked.expect}`]
          : share
            ? [`more than ${share.above}`, `over ${share.over}`]
            : count
              ? [`more than ${count.above}`, `in ${count.over}`]
              : when.occurs
                ? ["occurs"]
                : [when.above, when.below]
                    .filter((value) => value !== undefined)
                    .map((value) => `${when.above === undefined ? "below" : "above"} ${value}`);
        all.push({ runbook, name: name(id), says: [...bound, `for ${held}`, tells(severity, file.owner, file, channel)] });
      }
    }
  }
  return all;
}

const expected = expectedAlerts();
const runbooks = [...new Set(expected.map(({ runbook }) => runbook))].sort();
const page = (id: string) => read(`docs/runbooks/${id}.md`);
const alertRows = (id: string) => tableRows(section(page(id), "Alerts"));

/** What is wrong with a query, by the language of its block. */
const faultsIn: Readonly<Record<string, (query: string) => string[]>> = {
  promql: faults,
  datadog: faultsOfDatadog,
  sentry: faultsOfSentry,
  nrql: faultsOfNrql,
  http: faultsOfHttp,
};

describe("the runbooks", () => {
  test("there is one for each that the catalog names, and no other", () => {
    expect(pagesBelow("docs/runbooks")).toEqual([...["README", ...runbooks].map((id) => `docs/runbooks/${id}.md`)].sort());
  });

  test.each(runbooks)("%s has every section, in order, and says something in each", (id) => {
    expect(headings(page(id), 1)).toHaveLength(1);
    expect(headings(page(id), 2)).toEqual(sections);
    for (const title of sections) expect(section(page(id), title).trim().split(/\s+/).length, title).toBeGreaterThan(8);
  });

  test.each(expected)("$runbook tells of $name as the catalog does", ({ runbook, name, says }) => {
    const row = alertRows(runbook).find(([cell]) => cell === `\`${name}\``);
    expect(row, `a row for ${name}`).toBeDefined();
    for (const text of says) expect(row?.join(" | ")).toContain(text);
  });

  test.each(runbooks)("%s tells of every alert that leads there in production, the derived ones too, and of no other", (id) => {
    const leading = alerts.filter(({ runbook }) => runbook.id === id).map(({ name }) => `\`${name}\``);
    expect(
      alertRows(id)
        .map(([cell]) => cell)
        .sort(),
    ).toEqual(leading.sort());
  });

  test.each(runbooks)("%s names everybody on the way up, with the time in between", (id) => {
    const escalation = section(page(id), "Escalation").replaceAll(/\s+/g, " ");
    const leading = alerts.filter(({ runbook }) => runbook.id === id);
    const called = leading.map(({ route, service, evaluator }) =>
      route.kind === "page" ? route.onCall : (service?.onCall ?? evaluator.onCall),
    );
    const onCalls = new Set(called.map((onCall) => onCall?.id ?? ""));
    const levels = [...onCalls].flatMap(
      (onCall) => organizationFile.escalations[organizationFile["on-call"][onCall]?.escalation ?? ""]?.levels ?? [],
    );
    expect(levels.length).toBeGreaterThan(0);
    for (const { schedule, person, wait } of levels) {
      expect(escalation).toContain(organizationFile.schedules[schedule ?? ""]?.name ?? organizationFile.people[person ?? ""]?.name);
      expect(escalation).toContain(wait.replace(/m$/, " minutes").replace(/^1h$/, "1 hour"));
    }
  });

  test.each(runbooks)("%s asks only for series, labels and bounds of the catalog, in production", (id) => {
    const first = fences(section(page(id), "First query")).map(({ info }) => info);
    expect(first.some((info) => Object.hasOwn(faultsIn, info))).toBe(true);
    const byHand = around(page(id)).flatMap(fences);
    for (const { info, text } of byHand) expect(faultsIn[info]?.(text) ?? [], text).toEqual([]);
  });

  test("the alerts' own queries are those of the catalog; `npm run runbooks` writes them anew", () => {
    const told: string[] = [];
    writeRunbooks({ catalogDir: join(root, "catalog"), check: true, write: (text) => told.push(text) });
    expect(told.join("")).toBe(`0 of ${runbooks.length} runbooks differ\n`);
  });

  test("the index has each of them, with its urgency", () => {
    const rows = tableRows(read("docs/runbooks/README.md"));
    expect(rows.map(([cell]) => cell)).toEqual(runbooks.map((id) => `[${id}](${id}.md)`));
    for (const [cell = "", , urgency] of rows) {
      const id = cell.slice(1, cell.indexOf("]"));
      const pages = expected.some(({ runbook, says }) => runbook === id && says.some((text) => text.startsWith("page, ")));
      expect(urgency, id).toBe(pages ? "page" : "post");
    }
  });
});

describe("the check of a query", () => {
  test.each([
    ['rate(http_requests_total{env="prod", service="api"}[5m]) by (endpoint)', "syntax error"],
    ['sum(rate(http_request_total{env="prod", service="api"}[5m]))', "no series of the catalog"],
    ['sum(rate(http_requests_total{env="prod", service="api", route="/"}[5m]))', "has no label route"],
    ['sum(rate(http_requests_total{service="api"}[5m]))', 'lacks env="prod"'],
    ['sum by (route) (rate(http_requests_total{env="prod", service="api"}[5m]))', "cannot be grouped by route"],
    ['sum(http_requests_total{env="prod", service="api"})', "read through rate()"],
    ['rate(http_requests_total{env="prod", service="api"}[5m])', "nothing sums them"],
    ['rate(sum(http_requests_total{env="prod", service="api"})[5m:1m])', "inside of the sum"],
    ['histogram_quantile(0.95, sum(rate(page_load_duration_seconds_bucket{env="prod"}[5m])))', "drops le"],
    ['sum(rate(page_load_duration_seconds_bucket{env="prod", le="3"}[5m]))', "matches 0 bounds"],
    ['sum(rate(page_load_duration_seconds_bucket{env="prod", le="2"}[5m]))', "misses a spelling of 2"],
  ])("refuses %s", (query, fault) => {
    expect(faults(query).join("\n")).toContain(fault);
  });

  test.each([
    ["sum:emailai.api.organisation.error{env:production}.as_count()", "no metric of the catalog"],
    ["sum:emailai.api.organization.error{env:production}", "read with as_count()"],
    ["avg:emailai.db.connections.active{env:staging}", "lacks env:production"],
    ["max:emailai.db.connections.active{env:production,pool:one}", "has no tag pool"],
    ["max:emailai.db.connections.active{env:production} by {pool}", "has no tag pool"],
    ["p95:emailai.db.connections.active{env:production}", "answers no p95"],
    ["emailai.db.connections.active", "nothing is selected"],
  ])("refuses %s of Datadog", (query, fault) => {
    expect(faultsOfDatadog(query).join("\n")).toContain(fault);
  });

  test.each([
    ["SELECT count(*)", "no event"],
    ["FROM Transactions SELECT count(*)", "Transactions: no event of the catalog"],
    ["FROM Transaction SELECT count(*) WHERE appName = 'not-a-label'", "lacks environment = 'production'"],
    [
      "FROM Transaction SELECT average(durations) WHERE appName = 'not-a-label' AND environment = 'production'",
      "has no attribute durations",
    ],
  ])("refuses %s of New Relic", (query, fault) => {
    expect(faultsOfNrql(query).join("\n")).toContain(fault);
  });

  test.each([
    ["GET https://not-a-label.art/api/healthy", "no endpoint of the catalog"],
    ["GET https://staging.not-a-label.art/api/health", "no endpoint of the catalog"],
    ["POST https://not-a-label.art/api/health", "not of the form"],
  ])("refuses to ask %s", (request, fault) => {
    expect(faultsOfHttp(request).join("\n")).toContain(fault);
  });

  test.each([
    ["level:error", "lacks environment:production"],
    ["environment:production levels:error", "no tag levels"],
  ])("refuses %s of Sentry", (search, fault) => {
    expect(faultsOfSentry(search).join("\n")).toContain(fault);
  });
});
