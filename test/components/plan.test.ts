import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { opened } from "../../analysis/review/plan/value.ts";
import { monitoringOf } from "../../components/monitoring.ts";
import { type PlannedObject, printPlan } from "../../components/print.ts";
import { registry } from "../../components/registry.ts";
import { type CheckedCatalog, resolve } from "../../language.ts";
import { soundCatalog } from "../prometheus/catalog.ts";
import { plannedOf } from "./planned.ts";

const root = join(import.meta.dirname, "..");

/** Who else may probe the endpoints of the products, in the place of UptimeRobot. */
const probers: Readonly<Record<string, object>> = {
  grafana: { kind: "grafana-synthetics", datasource: "synthetics" },
  datadog: { kind: "datadog-synthetics" },
  checkly: { kind: "checkly" },
};

function catalogIn(folder: string): CheckedCatalog {
  const catalog = soundCatalog(join(root, folder));
  return catalog;
}

function planOf(folder: string, environment: string, prober?: string): readonly PlannedObject[] {
  const catalog = catalogIn(folder);
  const probing = catalog.organization.sources["nal-uptime"];
  if (prober !== undefined && probing) Object.assign(probing, probers[prober]);
  return plannedOf(catalog, environment);
}

const catalogs = [
  ["catalog", "prod"],
  ["catalog", "staging"],
  ["products/catalog", "prod"],
  ["components/better-stack/fixtures/catalog", "prod"],
] as const;
const probed = Object.keys(probers).map((prober) => ({ prober, objects: planOf("products/catalog", "prod", prober) }));

const valueAt = (value: unknown, path: readonly string[]): unknown => path.reduce((inner, key) => Object(inner)[key], value);

describe.each(catalogs)("the plan of test/%s in %s", (folder, environment) => {
  const objects = planOf(folder, environment);
  const byVendor = [...Map.groupBy(objects, ({ vendor }) => vendor)];

  test.each(byVendor)("is as reviewed at %s", async (vendor, own) => {
    const file = join(import.meta.dirname, "golden", folder.replaceAll("/", "-"), environment, `${vendor}.json`);
    await expect(`${JSON.stringify(own.map(readable), null, 2)}\n`).toMatchFileSnapshot(file);
  });

  test("names each object once", () => {
    const names = objects.map(({ type, name, below }) => [...below, type, name].join("::"));
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  test("says of each object which entries of the catalog it answers, by whole paths", () => {
    const all = folder === "products/catalog" ? [...objects, ...probed.flatMap((other) => other.objects)] : objects;
    expect(all.filter(({ from }) => from.length === 0)).toEqual([]);
    const { organization, systems } = catalogIn(folder);
    const files = new Map<string, object>(systems.map((file) => [file.system, { ...file, ...file.services }]));
    const isEntry = (path: string) => {
      const [first = "", ...rest] = path.split("/");
      const system = files.get(first);
      return (system ? valueAt(system, rest) : valueAt(organization, [first, ...rest])) !== undefined;
    };
    expect(all.flatMap(({ from }) => from).filter((entry) => !isEntry(entry))).toEqual([]);
  });
});

test.each(probed)("endpoints that $prober probes are as reviewed", async ({ prober, objects }) => {
  const own = objects.filter(({ vendor, kind }) => vendor === prober && ["check", "test"].includes(kind));
  const file = join(import.meta.dirname, "golden", "probes", `${prober}.json`);
  await expect(`${JSON.stringify(own.map(readable), null, 2)}\n`).toMatchFileSnapshot(file);
});

/** At Grafana, without groups. */
const single = plannedOf(catalogIn("catalog"), "prod", { "slostack:grafanaRules": "single" }).filter(({ vendor }) => vendor === "grafana");

test("rules without groups are as reviewed, those of one service and what inhibits", async () => {
  const own = single.filter(
    ({ kind, name }) => kind === "notificationsInhibitionRule" || (/Rule$/.test(kind) && name.startsWith("ferry--tides--")),
  );
  const file = join(import.meta.dirname, "golden", "single", "grafana.json");
  await expect(`${JSON.stringify(own.map(readable), null, 2)}\n`).toMatchFileSnapshot(file);
});

describe("people whom the pagers have already", () => {
  const catalog = catalogIn("products/catalog");
  const found = plannedOf({ ...catalog, organization: { ...catalog.organization, pagers: { people: "look-up" } } }, "prod");

  test.each(["pagerduty", "opsgenie"])("are looked up, and what calls them at %s is as reviewed", async (vendor) => {
    const own = found.filter((one) => one.vendor === vendor);
    expect(own.filter(({ kind }) => ["user", "contactMethod", "notificationRule", "team", "membership"].includes(kind))).toEqual([]);
    const file = join(import.meta.dirname, "golden", "people", `${vendor}.json`);
    await expect(`${JSON.stringify(own.map(readable), null, 2)}\n`).toMatchFileSnapshot(file);
  });

  test("differ in that alone: every other object is the same", () => {
    const ofPagers = ({ vendor }: PlannedObject) => vendor === "pagerduty" || vendor === "opsgenie";
    const others = (objects: readonly PlannedObject[]) => objects.filter((one) => !ofPagers(one));
    expect(others(found)).toEqual(others(planOf("products/catalog", "prod")));
  });
});

test("every kind of object stands in a golden", () => {
  const seen = new Set(
    [
      ...catalogs.flatMap(([catalog, environment]) => planOf(catalog, environment)),
      ...probed.flatMap(({ objects }) => objects),
      ...single,
    ].map(({ vendor, kind }) => `${vendor} ${kind}`),
  );
  const kinds = registry.flatMap(({ name, kinds }) => Object.keys(kinds).map((kind) => `${name} ${kind}`));
  expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
});

test("a plan that could not be registered is not printed: who pages needs the key of a pager", () => {
  const grafana = registry.filter(({ name }) => name === "grafana");
  const stack = { senders: ["grafana"], setting: () => undefined, required: String };
  expect(() => printPlan(grafana, monitoringOf(resolve(catalogIn("catalog"), "prod")), stack)).toThrow(
    /^no pager has a key of on-call \S+ for grafana$/,
  );
});

/** Documents in texts are opened, so that a review sees the line that differs. */
function readable(value: unknown): unknown {
  if (typeof value === "string") return opened(value) ?? value;
  if (Array.isArray(value)) return value.map(readable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}
