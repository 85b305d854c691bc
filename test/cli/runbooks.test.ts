import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { dump, load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { init } from "../../cli/init.ts";
import { around, heading } from "../../cli/runbooks/page.ts";
import { alertQuery } from "../../cli/runbooks/vendors.ts";
import { runbooks } from "../../cli/runbooks.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { report } from "../../model/report.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { fences, headings } from "../docs/markdown.ts";
import type { Entry } from "../products/copy.ts";

/** A first catalog, and with it a source of every kind that is watched. */
const parent = mkdtempSync(join(tmpdir(), "slostack-runbooks-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const dir = join(parent, "acme");
const page = (id: string) => readFileSync(join(dir, "docs/runbooks", `${id}.md`), "utf8");

const told = { owner: "engineers", severity: "warning", runbook: "elsewhere" };
const quiet = { for: "0s", missing: "quiet", why: "none is well", severity: "warning", runbook: "elsewhere" };

const sources = {
  dd: { kind: "datadog", client: "dogstatsd", evaluator: "datadog", labels: ["env"], "on-call": "shop", ...told },
  lines: { kind: "cloudwatch-logs", group: "/shop/{path}/app", format: "json", retention: "30d", evaluator: "aws", ...told },
  errors: { kind: "sentry", organization: "acme", project: "shop", evaluator: "sentry", ...told },
  agent: { kind: "newrelic", application: "shop", evaluator: "newrelic", ...told },
  hosts: { kind: "digitalocean", evaluator: "digitalocean", ...told },
  outside: { kind: "better-stack", ...told },
};

const service = {
  name: "Elsewhere",
  endpoints: { ready: { path: "/ready", expect: 204 } },
  metrics: {
    orders: { from: "dd", counter: "orders", labels: ["status"] },
    waiting: { from: "dd", gauge: "orders.waiting" },
    lines: { from: "lines", counter: "lines", labels: ["level"] },
    errors: { from: "errors", counter: "error", labels: ["level"] },
    transactions: { from: "agent", counter: "Transaction", labels: ["httpResponseCode"] },
    cpu: { from: "hosts", gauge: "cpu", unit: "percent" },
  },
  signals: {
    placed: { events: { of: "orders", bad: { status: "failed" } }, "minimum-traffic": "90/h" },
    waiting: { value: { of: "waiting", aggregation: "max" } },
    clean: { events: { of: "lines", bad: { level: "error" } }, "minimum-traffic": "90/h" },
    errors: { count: { of: "errors", where: { level: "fatal" } } },
    cpu: { value: { of: "cpu", aggregation: "max" } },
    served: { events: { of: "transactions", bad: { httpResponseCode: { "starts-with": "5" } } }, "minimum-traffic": "90/h" },
    ready: { probe: { endpoint: "ready", by: "outside", every: "1m", timeout: "10s" } },
  },
  slos: {
    orders: { signal: "placed", target: "99%", floor: "95%", runbook: "elsewhere" },
    clean: { signal: "clean", target: "99%", runbook: "elsewhere" },
  },
  alerts: {
    queue: { title: "Queue", signal: "waiting", when: { above: 5 }, for: "5m", missing: "fire", severity: "warning", runbook: "elsewhere" },
    hosts: { signal: "cpu", when: { above: "80%" }, ...quiet, for: "5m" },
    failures: {
      signal: "served",
      when: { "bad-share": { above: "5%", over: "5m", least: 3 } },
      for: "0s",
      missing: "absence",
      severity: "warning",
      runbook: "elsewhere",
    },
    crash: { signal: "errors", when: { occurs: true }, ...quiet },
    wave: { signal: "errors", when: { count: { above: 10, over: "5m" } }, ...quiet },
    outside: { signal: "ready", when: { fails: true }, for: "2m", missing: "fire", severity: "critical", runbook: "elsewhere" },
    certificate: {
      signal: "ready",
      when: { certificate: { "expires-in": "30d" } },
      for: "0s",
      missing: "fire",
      severity: "warning",
      runbook: "elsewhere",
    },
  },
};

function edit(file: string, change: (content: Entry) => void): void {
  const path = join(dir, file);
  const content = load(readFileSync(path, "utf8")) as Entry;
  change(content);
  writeFileSync(path, dump(content));
}

function written(check = false): { exitCode: number; output: string } {
  const text: string[] = [];
  const exitCode = runbooks({ catalogDir: dir, check, write: (line) => text.push(line) });
  return { exitCode, output: text.join("") };
}

beforeAll(() => {
  expect(init({ dir, organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
  edit("organization.yaml", (organization) => {
    Object.assign(organization.sources, sources);
    organization["dead-man"] = { receiver: "outside", every: "10m", grace: "5m", ...told };
    const words = (environment: string) => ({
      datadog: { env: environment },
      sentry: { environment },
      aws: { path: environment },
      newrelic: { environment },
      digitalocean: { tag: `env:${environment}` },
    });
    for (const [id, environment] of Object.entries<Entry>(organization.environments)) Object.assign(environment.is, words(id));
  });
  edit("systems/shop.yaml", (system) =>
    Object.assign(system, { addresses: { prod: "https://shop.example.com", staging: "https://staging.example.com" } }),
  );
  edit("systems/shop.yaml", ({ services }) => Object.assign(services, { elsewhere: service }));
  writeFileSync(join(dir, "docs/runbooks/elsewhere.md"), "# Elsewhere\n\n## Symptom\n\nWritten by hand.\n");
});

function alerts() {
  const { catalog, problems } = loadCatalog(dir);
  if (!catalog) throw new Error(report(problems).join("\n"));
  return alertsOf(resolve(catalog, "prod"));
}
const queryOf = (name: string) => {
  const alert = alerts().find((one) => one.name === name);
  if (!alert)
    throw new Error(
      `there is no ${name} among ${alerts()
        .map((one) => one.name)
        .join(", ")}`,
    );
  return alertQuery(alert);
};

describe("the query of an alert", () => {
  test("of Prometheus is the expression of its rule, which parses", () => {
    const own = alerts().filter(({ evaluator }) => evaluator.kind === "prometheus");
    expect(own).toHaveLength(7);
    for (const alert of own) {
      const { language, text } = alertQuery(alert);
      expect(language).toBe("promql");
      parser.parse(text).iterate({ enter: ({ node }) => expect(node.type.isError, text).toBe(false) });
    }
    expect(queryOf("shop--web--down")).toMatchObject({
      intro: "Grafana evaluates this on `prometheus` every 30s and fires when it returns a series for 2m",
      text: 'min(up{env="prod",service="web"}) < 1\nor\nsum(absent(up{env="prod",service="web"}))',
    });
    expect(queryOf("source--prometheus").intro).toContain("fires when the query fails or returns a value above 0 for 5m");
  });

  test("of a monitor of Datadog is its query, and says whether it fires on missing data", () => {
    const { intro, text } = queryOf("shop--elsewhere--queue");
    expect(text).toBe("min(last_5m):max:orders.waiting{env:prod} > 5");
    expect(intro).toBe(
      'Datadog evaluates this every minute in the monitor "Shop Elsewhere: Queue (prod)", which also fires on missing data',
    );
    expect(queryOf("shop--elsewhere--orders--absent").intro).toContain("which fires on missing data");
  });

  test("of a composite of Datadog is its expression, each member, and what the SLO measures", () => {
    const { text } = queryOf("shop--elsewhere--orders--page");
    expect(text.split("\n")).toEqual([
      "(burn--1h && failures--1h) || (burn--6h && failures--6h)",
      'burn--1h = burn_rate("shop--elsewhere--orders").over("30d").long_window("1h").short_window("5m") >= 14.4',
      "failures--1h = sum(last_1h):sum:orders{env:prod AND status:failed}.as_count() >= 10",
      'burn--6h = burn_rate("shop--elsewhere--orders").over("30d").long_window("6h").short_window("30m") >= 6',
      "failures--6h = sum(last_6h):sum:orders{env:prod AND status:failed}.as_count() >= 10",
      "shop--elsewhere--orders = sum:orders{env:prod AND NOT status:failed}.as_count() / sum:orders{env:prod}.as_count()",
    ]);
  });

  test("of a floor at Datadog is the budget of its own SLO", () => {
    const [budget, measured] = queryOf("shop--elsewhere--orders--floor").text.split("\n");
    expect(budget).toBe('error_budget("shop--elsewhere--orders--floor").over("30d") > 100');
    expect(measured).toMatch(/^shop--elsewhere--orders--floor = sum:orders/);
  });

  test("of CloudWatch is the rule of the composite, the math of each alarm, and the pattern of the lines", () => {
    const { intro, text } = queryOf("shop--elsewhere--clean--page");
    expect(intro).toContain("`/shop/prod/app`");
    expect(text).toContain('ALARM("shop--elsewhere--clean--page-1h--prod")');
    expect(text).toMatch(/^shop--elsewhere--clean--page-1h--prod = share >= 0\.144 in 1h$/m);
    expect(text).toMatch(/^ {2}share = IF\(failed >= 10, failed \/ total, 0\)$/m);
    expect(text).toMatch(/^bad = lines that match \{ \$\.level = "error" \}$/m);
  });

  test("of Sentry is the search of the issues, or of what is counted", () => {
    expect(queryOf("shop--elsewhere--crash")).toMatchObject({ language: "sentry", text: "environment:prod level:fatal" });
    expect(queryOf("shop--elsewhere--crash").intro).toContain("is new or reappears");
    expect(queryOf("shop--elsewhere--wave")).toMatchObject({ text: "environment:prod level:fatal" });
    expect(queryOf("shop--elsewhere--wave").intro).toContain("`count() > 10` over 5m");
  });

  test("of New Relic is the NRQL of its condition, with window and threshold", () => {
    const { intro, language, text } = queryOf("shop--elsewhere--failures");
    expect([intro, language]).toEqual(["New Relic evaluates this over the last 5m every 1m and fires when the result is above 5", "nrql"]);
    expect(text).toContain("FROM Transaction");
    expect(text).toContain("environment = 'prod'");
    expect(queryOf("shop--elsewhere--transactions--absent").intro).toMatch(/fires when no data has arrived for 10m$/);
  });

  test("of a host at DigitalOcean is its figure", () => {
    expect(queryOf("shop--elsewhere--hosts")).toEqual({
      intro: "DigitalOcean averages this over 5m on every host tagged `env:prod`",
      language: "digitalocean",
      text: "cpu > 80",
    });
  });

  test("of a probe is the request that probes it", () => {
    expect(queryOf("shop--elsewhere--outside")).toEqual({
      intro: "Better Stack probes this every 1m and fires when it does not answer 204 within 10s for 2m",
      language: "http",
      text: "GET https://shop.example.com/ready",
    });
    expect(queryOf("shop--elsewhere--certificate").intro).toContain("expires in less than 30d");
  });

  test("of an evaluator is the heartbeat that is expected", () => {
    expect(queryOf("watchdog--grafana")).toMatchObject({
      intro: "Grafana sends this heartbeat every 10m from an alert that always fires; Better Stack fires when none has arrived for 15m",
      text: expect.stringContaining("heartbeat watchdog--grafana"),
    });
  });
});

describe("slostack runbooks", () => {
  test("writes each alert of production once, in the one page that it names", () => {
    expect(written().exitCode).toBe(0);
    const named = readdirSync(join(dir, "docs/runbooks")).flatMap((name) => headings(page(name.replace(/\.md$/, "")), 3));
    expect(named.filter((title) => title.startsWith("`")).sort()).toEqual(
      alerts()
        .map(({ name }) => `\`${name}\``)
        .sort(),
    );
  });

  test("says how to see who is on call, once for each service and severity", () => {
    const [commands] = fences(page("elsewhere")).filter(({ info }) => info === "sh");
    const asked = commands?.text.trim().split("\n") ?? [];
    expect(asked.map((line) => line.replace(/^.*--service /, "")).sort()).toEqual([
      "shop/elsewhere --severity critical",
      "shop/elsewhere --severity warning",
    ]);
    for (const line of asked) expect(line).toContain("oncall --catalog");
  });

  test("changes nothing the second time, and the check is content", () => {
    expect(written().output).toBe("0 of 4 runbooks written\n");
    expect(written(true)).toEqual({ exitCode: 0, output: "0 of 4 runbooks differ\n" });
  });

  test("finds the page whose alert has another threshold, and writes that page alone", () => {
    edit("systems/shop.yaml", ({ services }) => Object.assign(services.elsewhere.alerts.queue.when, { above: 7 }));
    const before = page("elsewhere");
    expect(written(true)).toEqual({
      exitCode: 1,
      output: expect.stringMatching(/elsewhere\.md is not current.*\n1 of 4 runbooks differ\n$/),
    });
    expect(page("elsewhere")).toBe(before);
    expect(written().output).toMatch(/^\S+elsewhere\.md\n1 of 4 runbooks written\n$/);
    expect(page("elsewhere")).toContain("> 7");
  });

  test("keeps what people have written, before and after", () => {
    const path = join(dir, "docs/runbooks/elsewhere.md");
    writeFileSync(path, `${page("elsewhere")}\n## Appendix\n\nWritten later.\n`);
    edit("systems/shop.yaml", ({ services }) => Object.assign(services.elsewhere.alerts.queue.when, { above: 9 }));
    written();
    expect(headings(page("elsewhere"), 2)).toEqual(["Symptom", heading, "Appendix"]);
    expect(around(page("elsewhere")).map((part) => part.trim())).toEqual([
      "# Elsewhere\n\n## Symptom\n\nWritten by hand.",
      "## Appendix\n\nWritten later.",
    ]);
  });

  test("takes the section away from a page that no alert names any more", () => {
    const path = join(dir, "docs/runbooks/nothing.md");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, page("elsewhere"));
    written();
    expect(page("nothing")).toBe("# Elsewhere\n\n## Symptom\n\nWritten by hand.\n\n## Appendix\n\nWritten later.\n");
  });

  test("of a catalog with problems writes nothing, and tells them", () => {
    edit("systems/shop.yaml", (system) => Object.assign(system, { owner: "nobody" }));
    expect(written()).toEqual({ exitCode: 1, output: expect.stringContaining("unknown-team") });
  });
});
