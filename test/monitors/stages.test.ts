import { describe, expect, it } from "vitest";
import { type CheckedCatalog, loadCatalog, resolve } from "../../language.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { explain } from "../../monitors/explain.ts";
import { fireability } from "../../monitors/fireability.ts";
import { routeOf } from "../../monitors/routing.ts";

type Stage = "shadow" | "ticket" | "page";

const { catalog: real } = loadCatalog("test/products/catalog");

/** The catalog of the products with a channel of its own for alerts on trial, and these stages, by path of the SLO or alert. */
function staged(stages: Readonly<Record<string, Stage>>, environment = "prod", edit: (catalog: CheckedCatalog) => void = () => {}) {
  const catalog = structuredClone(real ?? expect.fail());
  catalog.organization.channels.trial = { slack: "#trial" };
  catalog.organization.shadow = "trial";
  for (const [path, stage] of Object.entries(stages)) entryAt(catalog, path).stage = stage;
  edit(catalog);
  return resolve(catalog, environment);
}

function entryAt({ systems }: CheckedCatalog, path: string) {
  const [system, service = "", id = ""] = path.split("/");
  const of = systems.find((one) => one.system === system)?.services[service];
  const entry = of?.slos[id] ?? of?.alerts[id];
  if (!entry) throw new Error(`there is no entry ${path}`);
  return entry;
}

const alerts = (...args: Parameters<typeof staged>): Map<string, Alert> =>
  new Map(alertsOf(staged(...args)).map((alert) => [alert.name, alert]));

/** `page`, or where it posts, and when not at once. */
function told(found: ReadonlyMap<string, Alert>, name: string): string {
  const route = found.get(name)?.route;
  if (!route) throw new Error(`there is no alert ${name}`);
  if (route.kind === "page") return `page ${route.onCall.id}`;
  return `${route.channel.slack}${route.during ? ` in ${route.during.id}` : ""}`;
}

describe("whom an alert tells, by stage, severity and environment", () => {
  // hastecrm/api/down is critical and pages; hastecrm/platform/cpu is a warning and posts in working hours.
  const table: [stage: Stage | undefined, entry: string, environment: string, told: string][] = [
    [undefined, "hastecrm/api/down", "prod", "page crm"],
    ["page", "hastecrm/api/down", "prod", "page crm"],
    ["ticket", "hastecrm/api/down", "prod", "#crm-alerts"],
    ["shadow", "hastecrm/api/down", "prod", "#trial"],
    [undefined, "hastecrm/platform/cpu", "prod", "#crm-alerts in business-hours"],
    ["page", "hastecrm/platform/cpu", "prod", "#crm-alerts in business-hours"],
    ["ticket", "hastecrm/platform/cpu", "prod", "#crm-alerts in business-hours"],
    ["shadow", "hastecrm/platform/cpu", "prod", "#trial"],
    [undefined, "hastecrm/api/down", "staging", "#staging-alerts"],
    ["page", "hastecrm/api/down", "staging", "#staging-alerts"],
    ["ticket", "hastecrm/api/down", "staging", "#staging-alerts"],
    ["shadow", "hastecrm/api/down", "staging", "#staging-alerts"],
    [undefined, "hastecrm/platform/cpu", "staging", "#staging-alerts in business-hours"],
    ["page", "hastecrm/platform/cpu", "staging", "#staging-alerts in business-hours"],
    ["ticket", "hastecrm/platform/cpu", "staging", "#staging-alerts in business-hours"],
    ["shadow", "hastecrm/platform/cpu", "staging", "#staging-alerts in business-hours"],
  ];
  it.each(table)("stage %s of %s in %s: %s", (stage, entry, environment, expected) => {
    const found = alerts(stage ? { [entry]: stage } : {}, environment);
    expect(told(found, entry.replaceAll("/", "--"))).toBe(expected);
  });

  it("an alert on trial posts to the channel of trials in an environment that pages into one channel, a ticket to that channel", () => {
    const oneChannel = (catalog: CheckedCatalog) => Object.assign(catalog.organization.environments.prod ?? {}, { post: "incidents" });
    const found = alerts({ "hastecrm/api/down": "shadow", "hastecrm/database/down": "ticket" }, "prod", oneChannel);
    expect(told(found, "hastecrm--api--down")).toBe("#trial");
    expect(told(found, "hastecrm--database--down")).toBe("#incidents");
  });

  it("neither the channel of the alert nor that of its severity hears of a trial, both do of a ticket", () => {
    const own = (catalog: CheckedCatalog) => Object.assign(entryAt(catalog, "resonant/app/down"), { channel: "resonant-info" });
    const at = (stage: Stage, edit?: (catalog: CheckedCatalog) => void) =>
      told(alerts({ "resonant/app/down": stage }, "prod", edit), "resonant--app--down");
    expect([at("shadow"), at("shadow", own)]).toEqual(["#trial", "#trial"]);
    expect([at("ticket"), at("ticket", own)]).toEqual(["#resonant-critical", "#resonant-info"]);
  });

  it("a stage of one environment holds there alone", () => {
    const edit = (catalog: CheckedCatalog) =>
      Object.assign(entryAt(catalog, "hastecrm/api/down"), { environments: { prod: { stage: "page" }, staging: { stage: "ticket" } } });
    expect(told(alerts({ "hastecrm/api/down": "shadow" }, "prod", edit), "hastecrm--api--down")).toBe("page crm");
  });

  it("an alert on trial without a channel of trials is refused", () => {
    const { severity, owner, environment } = alerts({}).get("hastecrm--api--down") ?? expect.fail();
    expect(() => routeOf({ severity, owner, environment, stage: "shadow" })).toThrow("no channel");
  });
});

describe("the stage of an SLO", () => {
  const slo = "hastecrm/api/availability";
  const kinds = (stage: Stage) =>
    ["page", "ticket", "floor"].map((kind) => told(alerts({ [slo]: stage }), `hastecrm--api--availability--${kind}`));

  it("shadow: page, ticket and floor are on trial", () => {
    expect(kinds("shadow")).toEqual(["#trial", "#trial", "#trial"]);
  });
  it("ticket: its page wakes nobody, its ticket and floor stay", () => {
    expect(kinds("ticket")).toEqual(["#crm-alerts", "#crm-alerts in business-hours", "#crm-alerts in business-hours"]);
    expect(kinds("page")).toEqual(["page crm", "#crm-alerts in business-hours", "#crm-alerts in business-hours"]);
  });
});

describe("a promotion", () => {
  /** What of an alert a vendor is told, but for its route and its notes. */
  const written = ({ name, title, summary, when, for: held, keepFiringFor, severity, runbook, evaluator }: Alert) => {
    const { id } = evaluator;
    return { name, title, summary, when, held, keepFiringFor, severity, runbook, id };
  };
  const entries = ["hastecrm/api/availability", "hastecrm/web/page-load", "hastecrm/platform/disk"];
  const at = (stage: Stage) => alerts(Object.fromEntries(entries.map((entry) => [entry, stage])));

  it.each(["shadow", "ticket"] as const)("from %s to page changes route, stage and the note about it, and nothing else", (stage) => {
    const [before, after] = [at(stage), at("page")];
    expect([...before.keys()]).toEqual([...after.keys()]);
    const promoted = [...before.values()].filter((alert) => alert.stage !== after.get(alert.name)?.stage);
    expect(promoted.length).toBeGreaterThan(entries.length - 1);
    for (const [name, alert] of before) {
      const now = after.get(name) ?? expect.fail();
      expect(written(alert)).toEqual(written(now));
      if (promoted.includes(alert)) {
        expect(now.stage).toBeUndefined();
        expect(now.notes).toEqual(alert.notes.filter((note) => !/^(on trial|in the stage ticket): /.test(note)));
      } else expect([alert.route, alert.notes]).toEqual([now.route, now.notes]);
    }
  });

  it("is said by the alert itself, where it changes whom it tells", () => {
    const [before] = explain(staged({ "hastecrm/api/down": "shadow" })).filter(({ name }) => name === "hastecrm--api--down");
    expect(before).toMatchObject({ route: "post #trial", notes: ["on trial: it posts to #trial alone and wakes nobody"] });
    const notes = (stages: Record<string, Stage>, name: string, environment?: string) => alerts(stages, environment).get(name)?.notes;
    expect(notes({ "hastecrm/api/down": "ticket" }, "hastecrm--api--down")).toEqual([
      "in the stage ticket: it posts to #crm-alerts and wakes nobody",
    ]);
    expect(notes({ "hastecrm/platform/cpu": "ticket" }, "hastecrm--platform--cpu")).toEqual([]);
    expect(notes({ "hastecrm/api/down": "shadow" }, "hastecrm--api--down", "staging")).toEqual([]);
  });
});

describe("an alert on trial takes the place of no other", () => {
  it("where it alone fires without data, the metric keeps its absence alert", () => {
    const absent = (stages: Record<string, Stage>, missing: "absence" | "fire" = "absence") =>
      alerts(stages, "prod", (catalog) => Object.assign(entryAt(catalog, "hastecrm/api/errors"), { missing })).get(
        "hastecrm--api--requests--absent",
      );
    expect(absent({}, "fire")).toBeUndefined();
    expect(absent({ "hastecrm/api/errors": "ticket" }, "fire")).toBeUndefined();
    expect(absent({ "hastecrm/api/errors": "shadow" }, "fire")?.route).toEqual(absent({})?.route);
  });

  it("what only alerts on trial read is missed on trial", () => {
    const disk = (stage: Stage) => told(alerts({ "hastecrm/platform/disk": stage }), "hastecrm--platform--disk-free--absent");
    expect(disk("shadow")).toBe("#trial");
    expect(disk("ticket")).toBe("#crm-alerts in business-hours");
  });

  it("what others read as well is missed as ever", () => {
    expect(told(alerts({ "hastecrm/api/errors": "shadow" }), "hastecrm--api--requests--absent")).toBe("#crm-alerts in business-hours");
  });

  it("it is no probe of an SLO that goes further", () => {
    const quiet = ({ systems }: CheckedCatalog) =>
      Object.assign(systems.find(({ system }) => system === "hastecrm")?.services.api?.signals.success ?? {}, {
        "minimum-traffic": "15/h",
      });
    // The other probe of the service, asked from outside, is taken away.
    const alone = (catalog: CheckedCatalog) => {
      quiet(catalog);
      const { alerts: rules } = catalog.systems.find(({ system }) => system === "hastecrm")?.services.api ?? {};
      for (const [id, rule] of Object.entries(rules ?? {})) if (rule.when.fails) delete rules?.[id];
    };
    const codes = (stages: Record<string, Stage>) =>
      fireability(alertsOf(staged(stages, "prod", alone))).map(({ code, alert }) => `${code} ${alert}`);
    const missing = "probe-missing hastecrm--api--availability--page";
    expect(codes({})).toEqual([]);
    expect(codes({ "hastecrm/api/down": "ticket" })).toEqual([missing]);
    expect(codes({ "hastecrm/api/down": "ticket", "hastecrm/api/availability": "ticket" })).toEqual([]);
    expect(codes({ "hastecrm/api/down": "shadow", "hastecrm/api/availability": "ticket" })).toEqual([missing]);
    expect(codes({ "hastecrm/api/down": "shadow", "hastecrm/api/availability": "shadow" })).toEqual([]);
  });
});
