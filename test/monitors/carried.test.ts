import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { differenceOf } from "../../analysis/review/difference.ts";
import { alertmanager } from "../../artifacts/alertmanager/target.ts";
import { ruleFile } from "../../artifacts/prometheus/rules.ts";
import { descriptionOf as alarmDescription } from "../../components/aws/names.ts";
import { instructions } from "../../components/better-stack/policy.ts";
import type { OutsideAlert } from "../../components/probes.ts";
import { descriptionOf as issueDescription, slackNotes } from "../../components/sentry/text.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import type { Resolved } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { carriedBy } from "../../monitors/carried.ts";
import { byItself } from "../artifacts/by-itself.ts";
import { alert, gaugeOf, metric } from "../dashboards/small.ts";

const desk = ({ systems }: CheckedCatalog) => {
  const found = systems.find(({ system }) => system === "quays")?.services.desk;
  if (!found) throw new Error("there is no desk");
  return found;
};
/** The artificial catalog as it was before anything in it had labels and links. */
const without = byItself("prod", ({ systems }) => {
  for (const service of systems.flatMap((system) => Object.values(system.services)))
    for (const entry of [service, ...Object.values(service.slos), ...Object.values(service.alerts)]) {
      delete entry.labels;
      delete entry.links;
    }
});
const catalog = byItself("prod");
const named = (resolved: Resolved, name: string) => {
  const found = alertsOf(resolved).find((one) => one.name === name);
  if (!found) throw new Error(`there is no alert ${name}`);
  return found;
};

describe("an alert carries", () => {
  test("what its service has, and of one name its own", () => {
    expect(carriedBy({ labels: { a: "1", b: "1" }, links: { A: "a", B: "b" } }, { labels: { b: "2" }, links: { C: "c", B: "d" } })).toEqual(
      {
        labels: { a: "1", b: "2" },
        links: { C: "c", B: "d", A: "a" },
      },
    );
    expect(named(catalog, "quays--desk--refused")).toMatchObject({
      labels: { cost_center: "CC-4711", product: "harbor" },
      links: { Tickets: "https://tickets.example.com/browse/HARBOR" },
    });
  });

  test("what its service has, where no entry of the catalog asks for it", () => {
    const derived = alertsOf(catalog).filter(({ service, kind }) => service?.path === "quays/desk" && ["absence", "groups"].includes(kind));
    expect(new Set(derived.map(({ kind }) => kind))).toEqual(new Set(["absence", "groups"]));
    expect(derived.map(({ labels }) => labels?.cost_center)).toEqual(derived.map(() => "CC-4711"));
  });

  test("nothing where nothing is written", () => {
    expect(carriedBy({}, { labels: undefined, links: {} })).toEqual({});
    for (const one of alertsOf(without)) expect([one.labels, one.links]).toEqual([undefined, undefined]);
  });
});

describe("a Prometheus", () => {
  const rules = (resolved: Resolved) => ruleFile(alertsOf(resolved)).groups.flatMap((group) => group.rules);
  const refused = rules(catalog).find((rule) => "alert" in rule && rule.alert === "quays--desk--refused");

  test("has labels beside those of its own, and links in an annotation", () => {
    expect(refused?.labels).toMatchObject({ cost_center: "CC-4711", product: "harbor", service: "desk", severity: "warning" });
    expect(refused).toMatchObject({
      annotations: {
        links: "Tickets: https://tickets.example.com/browse/HARBOR\nCost dashboard: https://costs.example.com/quays?view=month&by=service",
      },
    });
  });

  test("records no series with them", () => {
    const recordings = rules(catalog).filter((rule) => "record" in rule);
    expect(recordings.length).toBeGreaterThan(0);
    expect(recordings).toEqual(rules(without).filter((rule) => "record" in rule));
  });
});

describe("an Alertmanager", () => {
  const files = (resolved: Resolved) => new Map(alertmanager.files(resolved, alertsOf(resolved)).map(({ path, text }) => [path, text]));
  const [linked, plain] = [files(catalog), files(without)];

  test("writes links into posts and pages of routes whose alerts have some, and routes as before", () => {
    const config = (of: typeof linked) => JSON.stringify(load(of.get("alertmanager/alertmanager.yml") ?? ""));
    expect(linked.get("alertmanager/slostack.tmpl")).toContain('{{ define "slostack.links" }}');
    const calls =
      /\{\{ template \\"slostack\.(?:slack-)?links\\" \. \}\}|"links":"\{\{ with [^"\\]*\\"slostack\.detail\\" \. \}\}\{\{ end \}\}",/g;
    expect(config(linked).match(calls)).toHaveLength(3);
    expect(config(linked).replaceAll(calls, "")).toBe(config(plain));
  });

  test("has the templates that it had where no alert has links", () => {
    expect(linked.get("alertmanager/slostack.tmpl")?.startsWith(plain.get("alertmanager/slostack.tmpl") ?? "-")).toBe(true);
    expect(plain.get("alertmanager/slostack.tmpl")).not.toContain("links");
  });
});

describe("a vendor without labels or links", () => {
  const when = { kind: "absent", signal: gaugeOf("level", metric("gauge", "level")) } as const;
  const carrying = alert({
    when,
    labels: { product: "shop", cost_center: "CC-1" },
    links: { Cost: "https://costs.example.com/a?b&c" },
  });

  test("has them in the text of an issue, a post and an incident", () => {
    expect(issueDescription(carrying)).toContain("[Cost](https://costs.example.com/a?b&c)\n\nLabels: cost\\_center CC-1, product shop.");
    expect(slackNotes(carrying)).toContain("|Runbook> <https://costs.example.com/a?b&amp;c|Cost>");
    expect(instructions(carrying as unknown as OutsideAlert)).toContain(
      "[Cost](https://costs.example.com/a?b&c)\n\nLabels: cost\\_center CC-1",
    );
    expect(instructions(alert({ when }) as unknown as OutsideAlert)).not.toContain("Labels");
  });

  test("of AWS, a description that is too long goes without notes first, then without links", () => {
    const { title, summary, runbook, links } = carrying;
    const about = { title, summary, runbook, ...(links && { links }) };
    const long = (length: number) => ["x".repeat(length)];
    expect(alarmDescription({ ...about, notes: ["short"] })).toMatch(/Cost: https.*\nNote: short\.$/);
    expect(alarmDescription({ ...about, notes: long(1000) })).toMatch(/Cost: https:\/\/costs\.example\.com\/a\?b&c$/);
    expect(alarmDescription({ ...about, summary: "x".repeat(930), notes: [] })).toMatch(/Runbook: \S+$/);
  });
});

test("the page of a service links what it and its alerts have, each once", () => {
  const page = dashboardsOf(catalog, alertsOf(catalog)).find(({ name }) => name === "quays--desk--overview");
  expect(page?.links.filter(({ title }) => !title.startsWith("Runbook")).map(({ title, url }) => `${title} ${url}`)).toEqual([
    "Cost dashboard https://costs.example.com/quays?view=month&by=service",
    "Tickets https://tickets.example.com/browse/QUAY",
    "Tickets https://tickets.example.com/browse/HARBOR",
  ]);
});

describe("a review", () => {
  const differs = (edit: (catalog: CheckedCatalog) => void) => differenceOf(catalog, byItself("prod", edit));

  test("says that labels and links change, and asks nobody to approve it", () => {
    const changes = differs((edited) => {
      Object.assign(desk(edited), { labels: { cost_center: "CC-1" }, links: { Tickets: "https://tickets.example.com" } });
      delete desk(edited).alerts.refused?.labels;
    });
    expect(changes.map(({ entry, direction, what }) => [entry, direction, what])).toEqual([
      ["quays/desk", "neutral", "labels cost_center CC-4711, product quays -> cost_center CC-1"],
      [
        "quays/desk",
        "neutral",
        "links Cost dashboard: https://costs.example.com/quays?view=month&by=service, Tickets: https://tickets.example.com/browse/QUAY -> Tickets: https://tickets.example.com",
      ],
      ["quays/desk/refused", "neutral", "labels product harbor -> none"],
    ]);
  });
});
